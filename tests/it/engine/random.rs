//! Small random problems that are full of conflict, and what is left of one when all is
//! taken away that does not matter.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::Value;
use starstall::engine::{
    Applicant, Cap, Criterion, Placement, Pool, Problem, Quota, Stall, Unfilled,
};

/// What a problem is full of, as chances out of ten.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// At most so many pools.
    pub pools: usize,
    pub stalls: usize,
    pub applicants: usize,
    /// Of someone who holds stalls.
    pub holders: u32,
    /// Of someone who asks for more than one stall.
    pub sizes: u32,
    /// Of a pool with quotas.
    pub quotas: u32,
    /// Of a cap for each category.
    pub caps: u32,
    /// Of someone who accepts next to nothing.
    pub picky: u32,
    /// Of needs, and of stalls that take one category only.
    pub facts: u32,
    /// Of `choice`.
    pub choice: u32,
}

/// Some of everything.
pub const MIXED: Shape = Shape {
    pools: 3,
    stalls: 6,
    applicants: 8,
    holders: 2,
    sizes: 3,
    quotas: 3,
    caps: 2,
    picky: 2,
    facts: 4,
    choice: 3,
};

/// One pool in which promises are given up, and others get them late.
pub const CROWDED: Shape = Shape {
    pools: 1,
    stalls: 7,
    sizes: 2,
    quotas: 2,
    caps: 8,
    picky: 5,
    choice: 0,
    ..MIXED
};

/// Nearly everyone holds something and would rather have what another holds.
pub const RINGS: Shape = Shape {
    pools: 2,
    stalls: 7,
    holders: 8,
    sizes: 4,
    quotas: 1,
    caps: 2,
    picky: 0,
    facts: 2,
    ..MIXED
};

/// Few people who hold nearly everything, most of them several stalls, and not all of them may
/// keep as many.
pub const HOLDS: Shape = Shape {
    pools: 2,
    stalls: 7,
    applicants: 5,
    holders: 9,
    sizes: 5,
    quotas: 1,
    caps: 2,
    picky: 1,
    facts: 1,
    ..MIXED
};

/// People in several groups, and quotas for most of these.
pub const SHARES: Shape = Shape {
    pools: 2,
    stalls: 5,
    holders: 1,
    sizes: 2,
    quotas: 10,
    caps: 3,
    ..MIXED
};

/// Most need stalls side by side.
pub const BLOCKS: Shape = Shape {
    pools: 2,
    stalls: 7,
    applicants: 6,
    sizes: 8,
    quotas: 1,
    caps: 4,
    facts: 2,
    ..MIXED
};

/// One stall each, one pool, no caps, quotas or holders: where the most holds.
pub const PLAIN: Shape = Shape {
    pools: 1,
    stalls: 6,
    holders: 0,
    sizes: 0,
    quotas: 0,
    caps: 0,
    choice: 0,
    ..MIXED
};

/// Checks some thousand of them; more with `STARSTALL_CASES`. A failure comes with the
/// smallest problem that fails, too.
pub fn check_all(shape: Shape, usual: u64, check: impl Fn(&Problem) -> Result<(), String>) {
    let asked = std::env::var("STARSTALL_CASES").ok();
    let cases = asked.and_then(|cases| cases.parse().ok()).unwrap_or(usual);
    // A panic is one more way to fail.
    let check = |problem: &Problem| {
        let checked = catch_unwind(AssertUnwindSafe(|| check(problem)));
        checked.unwrap_or_else(|_| Err("a panic".to_owned()))
    };
    let fails = |problem: &Problem| check(problem).is_err();
    for case in 0..cases {
        let problem = problem(shape, case);
        if fails(&problem) {
            let least = take_away(&problem, &fails);
            let json = String::from_utf8(least.canonical_bytes()).unwrap();
            panic!("case {case}: {json}\n{}", check(&least).unwrap_err());
        }
    }
}

pub fn problem(shape: Shape, case: u64) -> Problem {
    let mut dice = Dice(case);
    let seed = [(); 4].map(|()| format!("{:016x}", dice.next())).concat();
    let pools = dice.one_to(shape.pools);
    let pools: Vec<Pool> = (0..pools).map(|no| pool(&mut dice, shape, no)).collect();
    let stalls = stalls(&mut dice, shape, &pools);
    let mut problem = Problem {
        version: 1,
        seed,
        placement: if dice.says(shape.choice) {
            Placement::Choice
        } else {
            Placement::Fill
        },
        caps: caps(&mut dice, shape),
        applicants: Vec::new(),
        stalls,
        pools,
    };
    for no in 0..dice.half_to(shape.applicants) {
        let applicant = applicant(&mut dice, shape, &problem, no);
        problem.applicants.push(applicant);
    }
    problem
}

/// A generator of numbers that are random enough (splitmix64).
#[derive(Debug)]
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap();
        usize::try_from(self.next() % bound).unwrap()
    }

    fn one_to(&mut self, most: usize) -> usize {
        1 + self.below(most)
    }

    fn half_to(&mut self, most: usize) -> usize {
        most / 2 + self.below(most - most / 2 + 1)
    }

    fn says(&mut self, of_ten: u32) -> bool {
        self.next() % 10 < u64::from(of_ten)
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    /// Some words, in any order.
    fn some(&mut self, of: &[&str], most: usize) -> Vec<String> {
        let mut words: Vec<&str> = of.to_vec();
        let count = self.below(most.min(of.len()) + 1);
        let words = (0..count).map(|_| words.swap_remove(self.below(words.len())));
        words.map(str::to_owned).collect()
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in 1..list.len() {
            list.swap(at, self.below(at + 1));
        }
    }

    fn some_if(&mut self, of_ten: u32, of: &[&str], most: usize) -> Vec<String> {
        if self.says(of_ten) {
            self.some(of, most)
        } else {
            Vec::new()
        }
    }

    fn maybe(&mut self, below: u32) -> Option<i64> {
        let number = i64::from(u32::try_from(self.next() % 16).unwrap());
        Some(number).filter(|number| *number < i64::from(below))
    }
}

const FEATURES: [&str; 2] = ["power", "water"];
const CATEGORIES: [&str; 2] = ["snacks", "crafts"];
const GROUPS: [&str; 3] = ["disability", "low_income", "destitute"];
const WISHES: [&str; 10] = [
    "S0", "S1", "S2", "S3", "S4", "S5", "S6", "S9", "zone:A", "zone:B",
];

fn pool(dice: &mut Dice, shape: Shape, no: usize) -> Pool {
    let orders = [
        vec![],
        vec![Criterion::Tier],
        vec![Criterion::Rank, Criterion::Lottery],
        vec![Criterion::Tier, Criterion::Rank],
    ];
    let mut quotas = Vec::new();
    for group in dice.some_if(shape.quotas, &GROUPS, 3) {
        let at_least = u32::try_from(dice.below(4)).unwrap();
        quotas.push(Quota { group, at_least });
    }
    Pool {
        name: format!("p{no}"),
        groups: dice.some_if(3, &GROUPS, 2),
        categories: dice.some_if(1, &CATEGORIES, 1),
        quotas,
        order: dice.pick(&orders),
        unfilled: dice.pick(&[None, Some(Unfilled::Hold), Some(Unfilled::Release)]),
    }
}

/// Rows with gaps, most of them in one zone and one pool.
fn stalls(dice: &mut Dice, shape: Shape, pools: &[Pool]) -> Vec<Stall> {
    let mut stalls: Vec<Stall> = Vec::new();
    let (mut row, mut zone, mut pool) = (0, 0, 0);
    let mut places = [0; 3];
    for no in 0..dice.half_to(shape.stalls) {
        if no == 0 || dice.says(2) {
            (row, zone) = (dice.below(3), dice.below(3));
        }
        if no == 0 || dice.says(3) {
            pool = dice.below(pools.len());
        }
        places[row] += dice.pick(&[1, 1, 1, 1, 1, 2]);
        stalls.push(Stall {
            id: format!("S{no}"),
            zone: [None, Some("A"), Some("B")][zone].map(str::to_owned),
            row: Some(format!("r{row}")).filter(|_| !dice.says(1)),
            place: Some(places[row]).filter(|_| !dice.says(1)),
            pool: pools[pool].name.clone(),
            features: if dice.says(shape.facts) {
                dice.some(&FEATURES, 2)
            } else {
                FEATURES.map(str::to_owned).to_vec()
            },
            categories: dice.some_if(shape.facts / 3, &CATEGORIES, 1),
        });
    }
    // Ids in another order than places.
    let turn = dice.below(stalls.len().max(1));
    let mut ids: Vec<String> = stalls.iter().map(|stall| stall.id.clone()).collect();
    ids.rotate_left(turn);
    stalls
        .iter_mut()
        .zip(ids)
        .for_each(|(stall, id)| stall.id = id);
    stalls
}

fn applicant(dice: &mut Dice, shape: Shape, problem: &Problem, no: usize) -> Applicant {
    let sizes = [
        (1, 2),
        (2, 2),
        (2, 2),
        (2, 3),
        (1, 3),
        (3, 3),
        (2, u32::MAX),
    ];
    let several = dice.says(shape.sizes);
    let (min, max) = if several { dice.pick(&sizes) } else { (1, 1) };
    let picky = dice.says(shape.picky);
    let mut pools: Vec<String> = problem.pools.iter().map(|p| p.name.clone()).collect();
    pools.retain(|_| dice.says(8));
    Applicant {
        code: format!("N{no}"),
        ticket: None,
        category: Some(dice.pick(&CATEGORIES).to_owned()).filter(|_| !dice.says(1)),
        needs: dice.some_if(shape.facts, &FEATURES, 1),
        groups: dice.some(&GROUPS, 3),
        pools,
        preferences: wishes(dice, shape, picky),
        anywhere: !picky && dice.says(6),
        min,
        max,
        holds: holds(dice, shape, problem),
        tier: dice.maybe(8).map(|tier| tier % 2),
        rank: dice.maybe(8),
    }
}

fn wishes(dice: &mut Dice, shape: Shape, picky: bool) -> Vec<String> {
    let mut wishes = dice.some(&WISHES, if picky { 2 } else { 5 });
    over_the_list(dice, shape, &mut wishes);
    wishes
}

/// Spreads names over the whole list, when it is a long one.
fn over_the_list(dice: &mut Dice, shape: Shape, names: &mut [String]) {
    for name in names.iter_mut().filter(|name| name.starts_with('S')) {
        if shape.stalls > 10 {
            *name = format!("S{}", dice.below(shape.stalls));
        }
    }
}

/// Stalls that nobody holds yet, mostly; a few are not on the list.
fn holds(dice: &mut Dice, shape: Shape, problem: &Problem) -> Vec<String> {
    let mut holds = Vec::new();
    if dice.says(shape.holders) {
        holds = dice.some(&WISHES[..8], 3);
        over_the_list(dice, shape, &mut holds);
        holds.retain(|stall| !problem.applicants.iter().any(|a| a.holds.contains(stall)));
    }
    holds
}

fn caps(dice: &mut Dice, shape: Shape) -> Vec<Cap> {
    let caps = CATEGORIES.iter().filter_map(|category| {
        let max = u32::try_from(dice.below(5)).unwrap();
        let category = (*category).to_owned();
        dice.says(shape.caps).then_some(Cap { category, max })
    });
    caps.collect()
}

/// What still fails when one thing after the other is taken away from its file.
fn take_away(problem: &Problem, fails: &impl Fn(&Problem) -> bool) -> Problem {
    let mut least = problem.clone();
    loop {
        let file = serde_json::to_value(&least).unwrap();
        let less = places(&file, "").into_iter().find_map(|place| {
            let less = without(file.clone(), &place).to_string();
            let less = Problem::from_json(less.as_bytes()).ok()?;
            (less != least && fails(&less)).then_some(less)
        });
        match less {
            Some(less) => least = less,
            None => return least,
        }
    }
}

/// All that can be taken away, as JSON pointers.
fn places(value: &Value, at: &str) -> Vec<String> {
    let inner: Vec<(String, &Value)> = match value {
        Value::Array(list) => {
            let items = list.iter().enumerate();
            items.map(|(no, v)| (format!("{at}/{no}"), v)).collect()
        }
        Value::Object(fields) => {
            let fields = fields.iter();
            fields
                .map(|(name, v)| (format!("{at}/{name}"), v))
                .collect()
        }
        _ => Vec::new(),
    };
    let mut all: Vec<String> = inner.iter().map(|(place, _)| place.clone()).collect();
    for (place, value) in inner {
        all.extend(places(value, &place));
    }
    all
}

/// Large numbers are halved rather than taken away.
fn without(mut file: Value, place: &str) -> Value {
    let (list, item) = place.rsplit_once('/').unwrap();
    match file.pointer_mut(list) {
        Some(Value::Array(list)) => {
            list.remove(item.parse().unwrap());
        }
        Some(Value::Object(fields)) => match fields.get(item).and_then(Value::as_u64) {
            Some(number) if number > 1 => {
                fields.insert(item.to_owned(), Value::from(number / 2));
            }
            _ => {
                fields.remove(item);
            }
        },
        _ => {}
    }
    file
}

/// The same problem with its lists in another order.
pub fn shuffle(problem: &Problem, seed: u64) -> Problem {
    let mut dice = Dice(seed);
    let mut shuffled = problem.clone();
    dice.shuffle(&mut shuffled.stalls);
    dice.shuffle(&mut shuffled.applicants);
    dice.shuffle(&mut shuffled.caps);
    for pool in &mut shuffled.pools {
        dice.shuffle(&mut pool.groups);
        dice.shuffle(&mut pool.categories);
        dice.shuffle(&mut pool.quotas);
    }
    for applicant in &mut shuffled.applicants {
        dice.shuffle(&mut applicant.pools);
        dice.shuffle(&mut applicant.needs);
        dice.shuffle(&mut applicant.groups);
        dice.shuffle(&mut applicant.holds);
    }
    for stall in &mut shuffled.stalls {
        dice.shuffle(&mut stall.features);
        dice.shuffle(&mut stall.categories);
    }
    shuffled
}
