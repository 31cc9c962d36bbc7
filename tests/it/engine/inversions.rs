//! Whoever has something that someone ahead of them wanted has it for a reason.

use std::cmp::Reverse;

use starstall::engine::{Applicant, Entry, Outcome, Problem};

use super::oracle::facts::{Facts, Stalls};
use super::oracle::first_promises;
use super::oracle::promises::keepable;
use super::properties::{Sound, draw, ensure};
use super::random::{BLOCKS, MIXED, RINGS, Shape, check_all};

/// Nobody gives up a promise where newcomers go anywhere; so those of the beginning are
/// the ones that hold at every turn.
fn without_giving_up(shape: Shape, check: impl Fn(&Problem, &Outcome) -> Sound) {
    let shape = Shape {
        pools: 1,
        caps: 0,
        picky: 0,
        ..shape
    };
    check_all(shape, 200, |problem| {
        let mut problem = problem.clone();
        for applicant in &mut problem.applicants {
            applicant.anywhere = true;
            ask_for_no_extras(applicant);
        }
        check(&problem, &draw(&problem))
    });
}

fn ask_for_no_extras(applicant: &mut Applicant) {
    let held = u32::try_from(applicant.holds.len()).unwrap();
    if held > 0 {
        applicant.min = 1;
    }
    applicant.max = applicant.min.max(held);
}

/// Whatever they like better than what they got, and that nobody ahead has, could not be
/// spared: with `choice`, by the promises to holders and to groups; with `fill`, by those
/// and the promises to others.
fn nobody_could_have_had_better(problem: &Problem, outcome: &Outcome) -> Sound {
    let facts = Facts::new(problem);
    let (order, promises) = first_promises(problem);
    let mut left = facts.all();
    for (at, code) in order.iter().enumerate() {
        let no = facts
            .people
            .iter()
            .position(|p| p.applicant.code == *code)
            .unwrap();
        let entry = outcome.entry(code).unwrap();
        let got = at_their_turn(&facts, no, entry);
        let behind = order[at + 1..].iter().filter_map(|code| promises.get(code));
        let behind: Vec<&Vec<Stalls>> = behind.collect();
        let mut better = facts.accepted_options(no, 0, left).into_iter();
        let spared = better.find(|option| {
            let likes_it =
                got.is_none_or(|got| liking(&facts, no, *option) < liking(&facts, no, got));
            likes_it && keepable(&behind, left & !*option)
        });
        ensure(
            spared.is_none(),
            (code, spared.map(|option| facts.ids(option))),
        )?;
        left = got.map_or(left, |got| left & !got);
    }
    Ok(())
}

fn liking(facts: &Facts, no: usize, option: Stalls) -> (Vec<u32>, Reverse<usize>) {
    let person = &facts.people[no];
    let mut wishes: Vec<u32> = option.iter().map(|stall| person.wishes[stall]).collect();
    wishes.sort_unstable();
    (wishes, Reverse((option & person.held).count()))
}

/// The best of what they got that they can have chosen at their turn.
fn at_their_turn(facts: &Facts, no: usize, entry: &Entry) -> Option<Stalls> {
    let got =
        (0..facts.stalls.len()).filter(|stall| entry.stalls.contains(&facts.stalls[*stall].id));
    let got: Stalls = got.collect();
    let options = facts.accepted_options(no, 0, got).into_iter();
    options.min_by_key(|option| liking(facts, no, *option))
}

#[test]
fn every_inversion_of_order_is_owed_to_a_promise() {
    for shape in [MIXED, RINGS, BLOCKS] {
        let shape = Shape { choice: 0, ..shape };
        without_giving_up(shape, nobody_could_have_had_better);
    }
}

#[test]
fn choice_is_serial_dictatorship_among_what_keeps_the_promises_to_holders_and_groups() {
    for shape in [MIXED, RINGS, BLOCKS] {
        let shape = Shape {
            choice: 10,
            ..shape
        };
        without_giving_up(shape, nobody_could_have_had_better);
    }
}
