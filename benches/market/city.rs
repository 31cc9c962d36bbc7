//! A city: streets of stalls with what they offer, and people who sell what the people of
//! the demo market sell, in the same shares, and wish for stalls near their home.

use starstall::engine::{
    Applicant, Cap, Criterion, Placement, Pool, Problem, Quota, Stall, Unfilled,
};

use super::dice::Dice;

#[derive(Clone, Copy, Debug)]
pub struct City {
    pub applicants: usize,
    pub stalls: usize,
    /// In how many runs of neighbours they stand.
    pub runs: usize,
    pub wishes: Wishes,
    /// In percent of the applicants.
    pub anywhere: usize,
    /// The most stalls that anyone needs or wants.
    pub largest: u32,
    pub quotas: bool,
    pub placement: Placement,
    pub seed: u64,
}

#[derive(Clone, Copy, Debug)]
pub enum Wishes {
    /// So many stalls by code.
    Codes(usize),
    /// Up to so many, some of them for a zone.
    UpTo(usize),
}

/// Stalls of a zone, all in one row with gaps.
const ZONE: usize = 48;

impl City {
    /// Eight wishes each, half of them content with any other stall.
    pub fn of_single_stalls(applicants: usize, stalls: usize) -> Self {
        Self {
            applicants,
            stalls,
            runs: stalls / 8,
            wishes: Wishes::Codes(8),
            anywhere: 50,
            largest: 1,
            quotas: false,
            placement: Placement::Fill,
            seed: 1,
        }
    }

    /// Up to three stalls each, and quotas of hardship groups.
    pub fn with_blocks(applicants: usize, stalls: usize, runs: usize) -> Self {
        Self {
            runs,
            wishes: Wishes::UpTo(8),
            largest: 3,
            quotas: true,
            ..Self::of_single_stalls(applicants, stalls)
        }
    }

    pub fn problem(self) -> Problem {
        let mut dice = Dice::new(self.seed);
        let stalls: Vec<Stall> = (0..self.stalls).map(|i| self.stall(i, &mut dice)).collect();
        let mut applicants: Vec<Applicant> = (0..self.applicants)
            .map(|i| self.applicant(i, &stalls, &mut dice))
            .collect();
        renew(&mut applicants, &stalls, &mut dice);
        Problem {
            version: 1,
            seed: "5a".repeat(32),
            placement: self.placement,
            pools: self.pools(),
            caps: vec![Cap {
                category: "hot-food".to_owned(),
                max: u32::try_from(self.stalls * 3 / 10).unwrap_or(u32::MAX),
            }],
            stalls,
            applicants,
        }
    }

    fn stall(self, i: usize, dice: &mut Dice) -> Stall {
        let zone = i / ZONE;
        let (offered, categories) = ZONES.get(zone % 5).copied().unwrap_or_default();
        let features = NEEDED.iter().zip(offered);
        let features = features.filter(|(_, percent)| dice.percent(*percent));
        let features = features.map(|((feature, _), _)| (*feature).to_owned());
        Stall {
            id: format!("Z{zone:05}-{:02}", i % ZONE),
            zone: Some(format!("Z{zone:05}")),
            row: Some(format!("Z{zone:05}")),
            // Each zone ends a run, and each number left out.
            place: i64::try_from(
                i + i * self.runs.saturating_sub(self.stalls / ZONE) / self.stalls,
            )
            .ok(),
            features: features.collect(),
            pool: if dice.percent(14) { "charity" } else { "open" }.to_owned(),
            categories: if dice.percent(50) {
                strings(categories)
            } else {
                Vec::new()
            },
        }
    }

    fn pools(self) -> Vec<Pool> {
        let pool = |name: &str, groups: &[&str], order: &[Criterion]| Pool {
            name: name.to_owned(),
            groups: strings(groups),
            categories: Vec::new(),
            quotas: Vec::new(),
            order: order.to_vec(),
            unfilled: Some(Unfilled::Release),
        };
        let mut charity = pool("charity", &GROUPS, &[]);
        if self.quotas {
            charity.quotas = vec![self.quota("disability", 50), self.quota("low_income", 40)];
        }
        vec![
            charity,
            pool("open", &[], &[Criterion::Tier, Criterion::Rank]),
        ]
    }

    /// So many seats in a thousand stalls.
    fn quota(self, group: &str, share: usize) -> Quota {
        Quota {
            group: group.to_owned(),
            at_least: u32::try_from(self.stalls * share / 1000).unwrap_or(u32::MAX),
        }
    }

    fn applicant(self, i: usize, stalls: &[Stall], dice: &mut Dice) -> Applicant {
        let category = dice.pick(&SOLD).unwrap_or("crafts");
        let hardship = dice.percent(18);
        let min = if dice.percent(85) { 1 } else { self.size(dice) };
        let max = min.max(if dice.percent(70) { 1 } else { self.size(dice) });
        let pools: &[&str] = match (hardship, dice.percent(90)) {
            (true, true) => &["charity", "open"],
            (true, false) => &["charity"],
            (false, _) => &["open"],
        };
        let mut applicant = Applicant {
            code: format!("{:08X}", (i as u64).wrapping_mul(0x9E37_79B1) & 0xFFFF_FFFF),
            ticket: Some(format!("{:016x}{:016x}", dice.next(), dice.next())),
            category: Some(category.to_owned()),
            needs: needs(category, dice),
            groups: if hardship { groups(dice) } else { Vec::new() },
            pools: strings(pools),
            preferences: Vec::new(),
            anywhere: dice.percent(self.anywhere),
            min,
            max,
            holds: Vec::new(),
            tier: i64::try_from(dice.roll(3)).ok(),
            rank: dice.percent(30).then(|| i64::try_from(i).unwrap_or(0)),
        };
        applicant.preferences = self.wishes(&applicant, stalls, dice);
        applicant
    }

    fn size(self, dice: &mut Dice) -> u32 {
        1 + u32::try_from(dice.roll(self.largest as usize)).unwrap_or(0)
    }

    /// Most people want a place near their home; more homes are near the centre.
    fn wishes(self, applicant: &Applicant, stalls: &[Stall], dice: &mut Dice) -> Vec<String> {
        let (count, zones) = match self.wishes {
            Wishes::Codes(count) => (count, 0),
            Wishes::UpTo(most) => (1 + dice.roll(most), 30),
        };
        let home = dice.roll(stalls.len()).min(dice.roll(stalls.len())) / ZONE * ZONE;
        let near = 3 * ZONE.min(stalls.len().div_ceil(3));
        let mut wishes: Vec<String> = Vec::with_capacity(count);
        let mut tries = 0;
        while wishes.len() < count && tries < 8 * count {
            tries += 1;
            let Some(stall) = stalls.get((home + dice.roll(near)) % stalls.len()) else {
                break;
            };
            let known = takes(stall, applicant) || tries.is_multiple_of(8);
            let wish = match &stall.zone {
                Some(zone) if dice.percent(zones) => format!("zone:{zone}"),
                _ => stall.id.clone(),
            };
            if known && !wishes.contains(&wish) {
                wishes.push(wish);
            }
        }
        wishes
    }
}

/// One stall in twelve is held, now and then with its neighbours, by someone who can
/// use it and may want to move.
fn renew(applicants: &mut [Applicant], stalls: &[Stall], dice: &mut Dice) {
    let mut taken = 0;
    for applicant in applicants.iter_mut().step_by(7) {
        let count = applicant.max as usize;
        let mut at = taken + dice.roll(22);
        while stalls.get(at).is_some_and(|stall| !takes(stall, applicant)) {
            at += 1;
        }
        let held = stalls.iter().skip(at).take(count);
        let held = held.take_while(|stall| takes(stall, applicant));
        applicant.holds = held.map(|stall| stall.id.clone()).collect();
        let holds = u32::try_from(applicant.holds.len()).unwrap_or(1).max(1);
        applicant.min = applicant.min.min(holds);
        taken = at + count;
        if taken >= stalls.len() {
            break;
        }
    }
}

fn takes(stall: &Stall, applicant: &Applicant) -> bool {
    let category = applicant.category.iter();
    let mut category = category.filter(|c| stall.categories.contains(c));
    applicant.pools.contains(&stall.pool)
        && applicant.needs.iter().all(|n| stall.features.contains(n))
        && (stall.categories.is_empty() || category.next().is_some())
}

const GROUPS: [&str; 5] = [
    "disability",
    "low_income",
    "low_income_edge",
    "destitute",
    "other_hardship",
];

fn groups(dice: &mut Dice) -> Vec<String> {
    let first = dice.pick(&[(5, 0), (6, 1), (3, 2), (1, 3), (2, 4)]);
    let second = if dice.percent(15) {
        Some(dice.roll(5))
    } else {
        None
    };
    let chosen = first.into_iter().chain(second);
    let mut groups: Vec<String> = chosen
        .filter_map(|i| GROUPS.get(i))
        .map(|&group| group.to_owned())
        .collect();
    groups.sort();
    groups.dedup();
    groups
}

const SOLD: [(usize, &str); 9] = [
    (67, "hot-food"),
    (37, "crafts"),
    (29, "produce"),
    (21, "drinks"),
    (20, "household"),
    (20, "services"),
    (15, "clothing"),
    (12, "toys"),
    (8, "flowers"),
];

/// What each feature is needed by, in percent: of hot food and drinks, of produce and
/// flowers, of the others.
const NEEDED: [(&str, [usize; 3]); 5] = [
    ("power", [75, 20, 30]),
    ("water", [20, 25, 2]),
    ("open_flame", [25, 0, 0]),
    ("vehicle", [2, 3, 5]),
    ("step_free", [3, 4, 5]),
];

fn needs(category: &str, dice: &mut Dice) -> Vec<String> {
    let sort = match category {
        "hot-food" | "drinks" => 0,
        "produce" | "flowers" => 1,
        _ => 2,
    };
    let needed = NEEDED.iter().filter(|(_, percent)| {
        let percent = percent.get(sort);
        percent.is_some_and(|percent| dice.percent(*percent))
    });
    needed.map(|(feature, _)| (*feature).to_owned()).collect()
}

/// What each kind of zone offers, in percent of its stalls, and what for: a street for food,
/// one for produce, one for goods, and two for everything.
const ZONES: [([usize; 5], &[&str]); 5] = [
    ([100, 45, 60, 5, 25], &["hot-food", "drinks"]),
    ([30, 60, 0, 20, 40], &["produce", "flowers"]),
    (
        [60, 5, 0, 25, 30],
        &["clothing", "crafts", "household", "services", "toys"],
    ),
    ([65, 30, 10, 20, 35], &[]),
    ([65, 30, 10, 20, 35], &[]),
];

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}
