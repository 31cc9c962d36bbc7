//! A problem and its outcome: the engine is run again, and a checker that shares nothing with it
//! goes through the rules.

use super::fault::Fault;
use super::step::{Examined, Missing, Question, Step};
use super::{Engine, Incomplete};
use crate::engine::{Outcome, Problem};
use crate::verify::check::check;
use crate::verify::document::Document;

/// What there is to say stands with the outcome.
pub(super) fn examine_problem(files: &[Document]) -> Result<Examined, Incomplete> {
    let is_outcome = |file: &Document| matches!(file, Document::Outcome(_));
    if files.iter().any(is_outcome) {
        return Ok(Examined::default());
    }
    Err(Incomplete::NoOutcome)
}

pub(super) fn examine(
    outcome: &Outcome,
    files: &[Document],
    engine: Engine<'_>,
) -> Result<Examined, Incomplete> {
    let problems = files.iter().filter_map(|file| match file {
        Document::Problem(problem) => Some(problem.as_ref()),
        _ => None,
    });
    let problems: Vec<&Problem> = problems.collect();
    let answered = problems
        .iter()
        .find(|p| p.sha256() == outcome.problem_sha256);
    let problem = answered.or(problems.first()).ok_or(Incomplete::NoProblem)?;
    Ok(Examined {
        draw: None,
        steps: steps(problem, outcome, engine),
    })
}

pub(super) fn steps(problem: &Problem, outcome: &Outcome, engine: Engine<'_>) -> Vec<Step> {
    vec![again(problem, outcome, engine), checked(problem, outcome)]
}

fn again(problem: &Problem, outcome: &Outcome, engine: Engine<'_>) -> Step {
    let faults = match engine(problem) {
        Ok(should) if should.to_bytes() == outcome.to_bytes() => Vec::new(),
        Ok(should) => differences(outcome, &should),
        Err(errors) => errors.into_iter().map(Fault::Problem).collect(),
    };
    Step::of(Question::Again, faults)
}

fn differences(said: &Outcome, should: &Outcome) -> Vec<Fault> {
    let entries = should.results.iter();
    let differing = entries.filter(|entry| said.entry(&entry.code) != Some(entry));
    let mut faults: Vec<Fault> = differing
        .map(|entry| Fault::Entry {
            code: entry.code.clone(),
        })
        .collect();
    if faults.is_empty() {
        faults.push(Fault::OutcomeDiffers);
    }
    faults
}

fn checked(problem: &Problem, outcome: &Outcome) -> Step {
    let checked = Box::new(check(problem, outcome));
    let count = checked.wrong.len();
    let undecided = !checked.undecided.is_empty();
    let question = Question::Check { checked };
    if count > 0 {
        Step::of(question, vec![Fault::Unruly { count }])
    } else if undecided {
        Step::unchecked(question, Missing::Undecided)
    } else {
        Step::of(question, Vec::new())
    }
}
