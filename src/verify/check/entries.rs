//! What can be seen without a replay: the head of the outcome, and whether its lists are whole.

use std::collections::BTreeSet;

use super::board::{Board, said_place};
use super::checked::{Place, Point, Report, Why, Wrong};
use super::facts::PersonNo;
use super::pool::Drawn;
use super::reasons::Reasons;
use super::standings::{position, standings};
use crate::engine::{Entry, Outcome, PoolStanding, Problem};

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

/// What the replay came to, beside what the outcome says.
pub(super) fn compare(board: &mut Board, drawn: &[Drawn], outcome: &Outcome) {
    for no in 0..board.facts.people.len() {
        let Some(entry) = board.said[no].entry else {
            continue;
        };
        compare_place(board, no, entry);
        compare_standings(board, drawn, no, entry);
        compare_reason(board, drawn, no, entry);
        compare_bounded(board, drawn, no, entry);
    }
    let free = board.taken.iter().enumerate().filter(|(_, taken)| !**taken);
    let free: Vec<usize> = free.map(|(stall, _)| stall).collect();
    let (said, should) = (outcome.unfilled.clone(), board.facts.ids(&free));
    board
        .report
        .count_many(Point::Unfilled, board.facts.stalls.len());
    if said != should {
        let wrong = Wrong::Unfilled { said, should };
        board.report.wrong(Point::Unfilled, None, None, wrong);
    }
}

fn compare_place(board: &mut Board, no: PersonNo, entry: &Entry) {
    let got = board.got[no].clone();
    let should = got.as_ref().map(|got| Place {
        pool: board.facts.pools[got.pool].name.clone(),
        stalls: board.facts.ids(&got.all()),
    });
    if said_place(entry) != should {
        let all = got.as_ref().map(|got| (got.pool, got.all()));
        let should = all.as_ref().map(|(pool, all)| (*pool, all.as_slice()));
        board.misplaced(Point::Choosing, no, should);
    }
    board.report.count(Point::Preferences);
    let turn = got.as_ref().map_or(&[][..], |got| got.turn.as_slice());
    let should = board.facts.people[no].first_wish(turn);
    let said = entry.preference;
    if said != should {
        let wrong = Wrong::Preference { said, should };
        wrong_or_doubtful(board, Point::Preferences, no, wrong);
    }
}

fn compare_standings(board: &mut Board, drawn: &[Drawn], no: PersonNo, entry: &Entry) {
    let should = standings(board, drawn, no);
    board.report.count_many(Point::Order, should.len());
    board.report.count_many(Point::Waiting, should.len());
    if entry.standings != should {
        let place = |standing: &PoolStanding| (standing.pool.clone(), standing.position);
        let same_places = entry
            .standings
            .iter()
            .map(place)
            .eq(should.iter().map(place));
        let point = if same_places {
            Point::Waiting
        } else {
            Point::Order
        };
        let said = entry.standings.clone();
        let code = Some(entry.code.as_str());
        let wrong = Wrong::Standings { said, should };
        board.report.wrong(point, None, code, wrong);
    }
}

fn compare_reason(board: &mut Board, drawn: &[Drawn], no: PersonNo, entry: &Entry) {
    let (should, is_certain) = Reasons { board, drawn }.of(no);
    board.report.count(Point::Reasons);
    if entry.reason == should {
        return;
    }
    if is_certain {
        let said = Box::new(entry.reason.clone());
        let should = Box::new(should);
        let wrong = Wrong::Reason { said, should };
        wrong_or_doubtful(board, Point::Reasons, no, wrong);
    } else {
        let code = Some(entry.code.as_str());
        board
            .report
            .undecided(Point::Reasons, None, code, Why::Search);
    }
}

/// The bound of work can have decided something only where blocks or seats are searched for.
fn compare_bounded(board: &mut Board, drawn: &[Drawn], no: PersonNo, entry: &Entry) {
    let facts = board.facts;
    let searched = |pool: &Drawn| {
        let mut people = pool.order.iter().map(|no| &facts.people[*no]);
        people.any(|person| person.size > 1) || !facts.pools[pool.pool].quotas.is_empty()
    };
    let mut stood = drawn.iter().filter(|pool| position(pool, no).is_some());
    if entry.bounded && !stood.any(searched) {
        let code = Some(entry.code.as_str());
        board.report.wrong(Point::List, None, code, Wrong::Bounded);
    }
}

fn wrong_or_doubtful(board: &mut Board, point: Point, no: PersonNo, wrong: Wrong) {
    let pool = board.said[no].entry.and_then(|entry| entry.pool.as_deref());
    if board.is_bounded(no) || board.is_shaky {
        board.doubt(point, pool, no);
    } else {
        let code = board.code(no);
        board.report.wrong(point, pool, Some(code), wrong);
    }
}
