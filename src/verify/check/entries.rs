//! What can be seen without a replay: the head of the outcome, and whether its lists are whole.

use std::collections::BTreeSet;

use super::checked::{Point, Report, Why, Wrong};
use crate::engine::{Outcome, Problem};

/// Whether the problem is well formed, and the outcome an answer to it. Without the first
/// there is nothing to replay.
pub(super) fn check_head(report: &mut Report, problem: &Problem, outcome: &Outcome) -> bool {
    report.count_many(Point::Files, 3);
    let errors = problem.check().err().unwrap_or_default();
    let well_formed = errors.is_empty();
    for error in errors {
        report.wrong(Point::Files, None, None, Wrong::Problem(error));
    }
    let (said, should) = (outcome.version, 1);
    if said != should {
        let wrong = Wrong::Version { said, should };
        report.wrong(Point::Files, None, None, wrong);
    }
    let (said, should) = (outcome.problem_sha256.clone(), problem.sha256());
    if said != should {
        let wrong = Wrong::ProblemSha256 { said, should };
        report.wrong(Point::Files, None, None, wrong);
    }
    well_formed
}

/// Everyone has one entry, in order of their codes, and no stall two owners.
pub(super) fn check_list(report: &mut Report, problem: &Problem, outcome: &Outcome) {
    let codes = problem.applicants.iter().map(|a| a.code.as_str());
    let mut missing: BTreeSet<&str> = codes.clone().collect();
    let known: BTreeSet<&str> = codes.collect();
    let mut last = "";
    for entry in &outcome.results {
        report.count(Point::List);
        let code = entry.code.as_str();
        if entry.bounded {
            let pool = entry.pool.as_deref();
            report.undecided(Point::Choosing, pool, Some(code), Why::Bounded);
        }
        let wrong = if !known.contains(code) {
            Some(Wrong::UnknownEntry)
        } else if !missing.remove(code) {
            Some(Wrong::SecondEntry)
        } else {
            (code < last).then_some(Wrong::EntryOutOfOrder)
        };
        if let Some(wrong) = wrong {
            report.wrong(Point::List, None, Some(code), wrong);
        }
        last = last.max(code);
    }
    for code in missing {
        report.wrong(Point::List, None, Some(code), Wrong::NoEntry);
    }
    check_stalls(report, problem, outcome);
}

fn check_stalls(report: &mut Report, problem: &Problem, outcome: &Outcome) {
    let known: BTreeSet<&str> = problem.stalls.iter().map(|s| s.id.as_str()).collect();
    let mut taken = BTreeSet::new();
    let entries = outcome.results.iter();
    let given = entries.flat_map(|entry| entry.stalls.iter().map(move |stall| (entry, stall)));
    for (entry, stall) in given {
        let stall = stall.clone();
        let wrong = if !known.contains(stall.as_str()) {
            Wrong::UnknownStall { stall }
        } else if taken.insert(stall.clone()) {
            continue;
        } else {
            Wrong::StallTwice { stall }
        };
        report.wrong(Point::List, None, Some(&entry.code), wrong);
    }
}
