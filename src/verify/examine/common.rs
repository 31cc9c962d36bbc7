//! What commitments and both bundles have in common: the commitment, the seed, the file itself.

use super::fault::Fault;
use super::step::{Answer, Examined, Missing, Question, Step};
use crate::verify::sources::{SeedValue, find_weaknesses, find_weaknesses_of, seed_of};
use crate::verify::{Commitment, CommitmentDocument, Hex32};

/// A commitment alone, as it is published before chance has spoken.
pub(super) fn examine_commitment(document: &CommitmentDocument) -> Examined {
    let commitment = document.digest();
    let sources = &document.seed_sources;
    let chance = Question::Chance { values: 0 };
    let steps = vec![
        Step::of(Question::Commitment { commitment }, Vec::new()),
        Step {
            question: chance,
            answer: weakness_answer(find_weaknesses(sources)),
        },
        Step::unchecked(Question::Seed { seed: None }, Missing::Seed),
        Step::unchecked(Question::Leaves { leaves: 0 }, Missing::AuditorBundle),
    ];
    Examined {
        draw: Some(document.draw.clone()),
        steps,
    }
}

pub(super) fn whole(said: Hex32, should: Hex32) -> Step {
    let fault = (said != should).then_some(Fault::Digest { said, should });
    Step::of(
        Question::Whole { sha256: said },
        fault.into_iter().collect(),
    )
}

pub(super) fn commitment(document: &CommitmentDocument, said: Commitment) -> Step {
    let should = document.digest();
    let fault = (said != should).then_some(Fault::Commitment { said, should });
    let question = Question::Commitment { commitment: should };
    Step::of(question, fault.into_iter().collect())
}

/// Whether the seed follows, and how good it is. `seed` is as it stands in the file.
pub(super) fn seed(
    document: &CommitmentDocument,
    values: &[SeedValue],
    seed: Option<&str>,
) -> Vec<Step> {
    let sources = &document.seed_sources;
    if values.is_empty() {
        let question = Question::Seed { seed: None };
        return vec![match seed {
            Some(_) => Step::of(question, vec![Fault::SeedWithoutValues]),
            None => Step::unchecked(question, Missing::Seed),
        }];
    }
    let should = seed_of(document.digest(), values);
    let mut faults = value_faults(document, values);
    if seed != Some(should.to_string().as_str()) {
        let said = seed.unwrap_or("none").to_owned();
        faults.push(Fault::Seed { said, should });
    }
    let chance = Question::Chance {
        values: values.len(),
    };
    vec![
        Step::of(Question::Seed { seed: Some(should) }, faults),
        Step {
            question: chance,
            answer: weakness_answer(find_weaknesses_of(sources, values)),
        },
    ]
}

fn weakness_answer(weaknesses: Vec<crate::verify::SeedWeakness>) -> Answer {
    if weaknesses.is_empty() {
        Answer::Right
    } else {
        Answer::Weak(weaknesses)
    }
}

fn value_faults(document: &CommitmentDocument, values: &[SeedValue]) -> Vec<Fault> {
    let sources = &document.seed_sources;
    let mut faults = Vec::new();
    if sources.len() != values.len() {
        faults.push(Fault::ValueCount {
            sources: sources.len(),
            values: values.len(),
        });
    }
    for (number, (source, value)) in (1..).zip(sources.iter().zip(values)) {
        match source.origin_of(value) {
            None => faults.push(Fault::NoFallback { number }),
            Some(origin) if !origin.can_say(&value.value) => {
                faults.push(Fault::ValueForm { number });
            }
            Some(_) => {}
        }
    }
    faults
}
