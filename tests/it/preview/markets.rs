//! Lists that are small enough to know what comes of them.

use std::ops::ControlFlow;

use starstall::engine::{Applicant, Placement, Pool, Problem, Stall};
use starstall::preview::{Detail, Plan, Report, Row, Variant, Who, run};

/// So many stalls, the first of them for the group `disability`; the first applicants are in it.
pub fn market(stalls: usize, reserved: usize, applicants: usize, in_group: usize) -> Problem {
    Problem {
        version: 1,
        seed: "00".repeat(32),
        placement: Placement::Fill,
        stalls: (0..stalls)
            .map(|number| stall(number, number < reserved))
            .collect(),
        applicants: (0..applicants)
            .map(|number| applicant(number, number < in_group))
            .collect(),
        pools: vec![pool("charity", &["disability"]), pool("open", &[])],
        caps: Vec::new(),
    }
}

pub fn pool(name: &str, groups: &[&str]) -> Pool {
    Pool {
        name: name.to_owned(),
        groups: groups.iter().map(ToString::to_string).collect(),
        categories: Vec::new(),
        quotas: Vec::new(),
        order: Vec::new(),
        unfilled: None,
    }
}

fn stall(number: usize, reserved: bool) -> Stall {
    Stall {
        id: format!("S{number:03}"),
        zone: None,
        row: None,
        place: None,
        pool: if reserved { "charity" } else { "open" }.to_owned(),
        features: Vec::new(),
        categories: Vec::new(),
    }
}

/// Anywhere will do.
pub fn applicant(number: usize, in_group: bool) -> Applicant {
    let pools: &[&str] = if in_group {
        &["charity", "open"]
    } else {
        &["open"]
    };
    Applicant {
        code: format!("N{number:03}"),
        ticket: None,
        category: None,
        needs: Vec::new(),
        groups: if in_group {
            vec!["disability".to_owned()]
        } else {
            Vec::new()
        },
        pools: pools.iter().map(ToString::to_string).collect(),
        preferences: Vec::new(),
        anywhere: true,
        min: 1,
        max: 1,
        holds: Vec::new(),
        tier: None,
        rank: None,
    }
}

pub fn preview(problem: &Problem, variants: &[Variant], draws: u32) -> Report {
    closely(problem, variants, draws, Detail::Everything)
}

pub fn closely(problem: &Problem, variants: &[Variant], draws: u32, detail: Detail) -> Report {
    let plan = Plan {
        problem,
        variants,
        draws,
        number: 1,
        detail,
    };
    run(&plan, |_| ControlFlow::Continue(())).unwrap()
}

/// The row of a group of people under the n-th rules.
pub fn row(report: &Report, variant: usize, who: &Who) -> Row {
    let row = report.variants[variant].row(who);
    row.unwrap_or_else(|| panic!("no row for {who:?}")).clone()
}

pub fn whole(people: u32) -> u64 {
    u64::from(people) * 1000
}
