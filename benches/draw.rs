//! How long a draw takes: a market of the size of the demo, and a large one.

use criterion::{Criterion, criterion_group, criterion_main};
use starstall::engine::{
    Applicant, Criterion as Order, Placement, Pool, Problem, Stall, Unfilled, allocate,
};

fn draws(criterion: &mut Criterion) {
    let market = problem(230, 86, Placement::Fill);
    criterion.bench_function("230 applicants for 86 stalls", |b| {
        b.iter(|| allocate(&market));
    });
    let mut group = criterion.benchmark_group("10,000 applicants for 1,000 stalls");
    group.sample_size(20);
    for (name, placement) in [("fill", Placement::Fill), ("choice", Placement::Choice)] {
        let market = problem(10_000, 1_000, placement);
        group.bench_function(name, |b| b.iter(|| allocate(&market)));
    }
    group.finish();
}

criterion_group!(benches, draws);
criterion_main!(benches);

/// One stall in seven is for charity, one applicant in six is in hardship, one in ten
/// renews; zones, features and categories as a street market has them.
pub fn problem(applicants: usize, stalls: usize, placement: Placement) -> Problem {
    let mut dice = Dice(7);
    Problem {
        version: 1,
        seed: "5a".repeat(32),
        placement,
        stalls: (0..stalls).map(|i| stall(i, &mut dice)).collect(),
        applicants: (0..applicants)
            .map(|i| applicant(i, stalls, &mut dice))
            .collect(),
        pools: vec![
            pool("charity", &["disability", "low_income"], Unfilled::Hold),
            pool("open", &[], Unfilled::Release),
        ],
        caps: Vec::new(),
    }
}

fn pool(name: &str, groups: &[&str], unfilled: Unfilled) -> Pool {
    Pool {
        name: name.to_owned(),
        groups: groups.iter().map(|&group| group.to_owned()).collect(),
        categories: Vec::new(),
        quotas: Vec::new(),
        order: vec![Order::Tier],
        unfilled: Some(unfilled),
    }
}

const FEATURES: [&str; 5] = ["power", "water", "open_flame", "vehicle", "step_free"];
const CATEGORIES: [&str; 6] = ["snacks", "drinks", "crafts", "books", "flowers", "clothes"];

fn stall(i: usize, dice: &mut Dice) -> Stall {
    Stall {
        id: format!("S{i:06}"),
        zone: Some(zone(i)),
        row: Some(format!("R{}", i / 20)),
        place: i64::try_from(i % 20).ok(),
        pool: if i.is_multiple_of(7) {
            "charity"
        } else {
            "open"
        }
        .to_owned(),
        features: some(&FEATURES, 2, dice),
        categories: if dice.roll(4) == 0 {
            some(&CATEGORIES, 2, dice)
        } else {
            Vec::new()
        },
    }
}

fn applicant(i: usize, stalls: usize, dice: &mut Dice) -> Applicant {
    let hardship = i.is_multiple_of(6);
    let wishes = (0..dice.roll(6)).map(|_| match dice.roll(3) {
        0 => format!("zone:{}", zone(dice.roll(stalls))),
        _ => format!("S{:06}", dice.roll(stalls)),
    });
    let preferences = wishes.collect();
    let pools: &[&str] = if hardship {
        &["charity", "open"]
    } else {
        &["open"]
    };
    Applicant {
        code: format!("N{i:07}"),
        ticket: Some(format!("{:032x}", dice.next())),
        category: CATEGORIES.get(dice.roll(6)).map(|&c| c.to_owned()),
        needs: some(&FEATURES, 5, dice),
        groups: if hardship {
            vec!["low_income".to_owned()]
        } else {
            Vec::new()
        },
        pools: pools.iter().map(|&pool| pool.to_owned()).collect(),
        preferences,
        anywhere: dice.roll(2) == 0,
        min: 1,
        max: 1,
        holds: if i < stalls / 10 {
            vec![format!("S{:06}", i * 10)]
        } else {
            Vec::new()
        },
        tier: i64::try_from(dice.roll(2)).ok(),
        rank: None,
    }
}

fn zone(i: usize) -> String {
    format!("Z{}", i / 40 % 50)
}

/// Each with a chance of one in `out_of`.
fn some(words: &[&str], out_of: usize, dice: &mut Dice) -> Vec<String> {
    let chosen = words.iter().filter(|_| dice.roll(out_of) == 0);
    chosen.map(|&word| word.to_owned()).collect()
}

/// A small generator, so that each run measures the same.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn roll(&mut self, sides: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or(0) % sides
    }
}
