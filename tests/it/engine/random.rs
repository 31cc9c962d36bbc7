//! Small random problems that are full of conflict.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use starstall::engine::{Applicant, Cap, Criterion, Placement, Pool, Problem, Stall, Unfilled};

pub fn problems() -> impl Strategy<Value = Problem> {
    let seed = any::<[u8; 32]>().no_shrink().prop_map(hex::encode);
    let placement = select(vec![Placement::Fill, Placement::Fill, Placement::Choice]);
    let pools = vec(pool(), 1..=3);
    let lists = (vec(stall(), 0..=6), vec(applicant(), 0..=8), pools, caps());
    (seed, placement, lists).prop_map(|(seed, placement, (stalls, applicants, pools, caps))| {
        let mut problem = Problem {
            version: 1,
            seed,
            placement,
            stalls,
            applicants,
            pools,
            caps,
        };
        mend(&mut problem);
        problem
    })
}

/// One pool in which promises are given up, and others get them late: short wish lists,
/// full caps, and holders who move.
pub fn crowded() -> impl Strategy<Value = Problem> {
    let seed = any::<[u8; 32]>().no_shrink().prop_map(hex::encode);
    let applicants = vec((applicant(), 0..4_usize), 7..=10);
    let lists = (vec(stall(), 4..=8), applicants, 1..3_u32);
    (seed, lists).prop_map(|(seed, (stalls, applicants, max))| {
        let mut problem = Problem {
            version: 1,
            seed,
            placement: Placement::Fill,
            stalls,
            applicants: applicants.into_iter().map(pick).collect(),
            pools: vec![open_pool()],
            caps: CATEGORIES.map(|c| cap(c, max)).to_vec(),
        };
        problem.stalls.iter_mut().for_each(|s| s.categories.clear());
        mend(&mut problem);
        problem
    })
}

/// Half of them accept nothing, or next to nothing.
fn pick((mut applicant, mood): (Applicant, usize)) -> Applicant {
    applicant.pools = vec!["p0".to_owned()];
    if mood < 2 {
        applicant.preferences.truncate(mood);
        applicant.anywhere = false;
    }
    applicant
}

fn open_pool() -> Pool {
    Pool {
        name: String::new(),
        groups: Vec::new(),
        categories: Vec::new(),
        quotas: Vec::new(),
        order: Vec::new(),
        unfilled: None,
    }
}

fn cap(category: &str, max: u32) -> Cap {
    Cap {
        category: category.to_owned(),
        max,
    }
}

/// Gives ids, drops what names a pool that is not there, and every second holder.
fn mend(problem: &mut Problem) {
    let names: Vec<String> = (0..problem.pools.len()).map(|i| format!("p{i}")).collect();
    for (pool, name) in problem.pools.iter_mut().zip(&names) {
        pool.name.clone_from(name);
    }
    for (i, stall) in problem.stalls.iter_mut().enumerate() {
        stall.id = format!("S{i}");
        if !names.contains(&stall.pool) {
            stall.pool.clone_from(&names[0]);
        }
    }
    let mut held = Vec::new();
    for (i, applicant) in problem.applicants.iter_mut().enumerate() {
        applicant.code = format!("N{i}");
        applicant.pools.retain(|pool| names.contains(pool));
        applicant.holds.retain(|stall| !held.contains(stall));
        held.extend(applicant.holds.clone());
    }
}

fn words(of: &'static [&'static str], most: usize) -> impl Strategy<Value = Vec<String>> {
    subsequence(of, 0..=most.min(of.len()))
        .prop_shuffle()
        .prop_map(|words| words.into_iter().map(str::to_owned).collect())
}

const POOLS: [&str; 3] = ["p0", "p1", "p2"];
const FEATURES: [&str; 2] = ["power", "water"];
const CATEGORIES: [&str; 2] = ["snacks", "crafts"];
const ZONES: [&str; 2] = ["A", "B"];
const WISHES: [&str; 9] = ["S0", "S1", "S2", "S3", "S4", "S5", "S9", "zone:A", "zone:B"];

fn word(of: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(of).prop_map(str::to_owned)
}

fn stall() -> impl Strategy<Value = Stall> {
    let zone = proptest::option::of(word(&ZONES));
    let facts = (words(&FEATURES, 2), words(&CATEGORIES, 1));
    (zone, word(&POOLS), facts).prop_map(|(zone, pool, (features, categories))| Stall {
        id: String::new(),
        zone,
        row: None,
        place: None,
        pool,
        features,
        categories,
    })
}

fn applicant() -> impl Strategy<Value = Applicant> {
    let category = proptest::option::weighted(0.9, word(&CATEGORIES));
    let needs = words(&FEATURES, 1);
    let groups = words(&["low_income"], 1);
    let holds = prop_oneof![3 => Just(vec![]), 1 => word(&WISHES[..7]).prop_map(|s| vec![s])];
    let wishes = (words(&WISHES, 4), any::<bool>(), holds);
    let keys = (
        proptest::option::of(0..2_i64),
        proptest::option::of(0..4_i64),
    );
    let facts = (category, needs, groups, subsequence(POOLS.to_vec(), 1..=3));
    (facts, wishes, keys).prop_map(
        |((category, needs, groups, pools), (preferences, anywhere, holds), (tier, rank))| {
            Applicant {
                code: String::new(),
                ticket: None,
                category,
                needs,
                groups,
                pools: pools.into_iter().map(str::to_owned).collect(),
                preferences,
                anywhere,
                min: 1,
                max: 1,
                holds,
                tier,
                rank,
            }
        },
    )
}

fn pool() -> impl Strategy<Value = Pool> {
    let groups = prop_oneof![2 => Just(vec![]), 1 => words(&["low_income"], 1)];
    let categories = prop_oneof![3 => Just(vec![]), 1 => words(&CATEGORIES, 1)];
    let order = select(vec![
        vec![],
        vec![Criterion::Tier],
        vec![Criterion::Rank, Criterion::Lottery],
        vec![Criterion::Tier, Criterion::Rank],
    ]);
    let unfilled = select(vec![None, Some(Unfilled::Hold), Some(Unfilled::Release)]);
    (groups, categories, order, unfilled).prop_map(|(groups, categories, order, unfilled)| Pool {
        groups,
        categories,
        order,
        unfilled,
        ..open_pool()
    })
}

fn caps() -> impl Strategy<Value = Vec<Cap>> {
    let caps = (0..4_u32).prop_map(|max| vec![cap("snacks", max)]);
    prop_oneof![2 => Just(vec![]), 1 => caps]
}
