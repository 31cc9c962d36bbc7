//! The public bundle, and whether it is made of the auditor's when that lies beside it.

use super::common;
use super::fault::Fault;
use super::numbers;
use super::step::{Examined, Missing, Question, Step};
use crate::verify::bundle::{AuditorBundle, Done, PublicBundle};
use crate::verify::document::Document;
use std::collections::BTreeSet;

pub(super) fn examine(bundle: &PublicBundle, files: &[Document]) -> Examined {
    let document = &bundle.commitment;
    let mut steps = vec![
        common::whole(bundle.sha256, bundle.digest()),
        common::commitment(document, bundle.commitment_sha256),
    ];
    let seed = bundle.seed.map(|seed| seed.to_string());
    steps.extend(common::seed(document, &bundle.seed_values, seed.as_deref()));
    steps.extend(corrections(bundle));
    steps.extend(results(bundle));
    if let Some(reason) = bundle.cancelled.clone() {
        steps.push(Step::of(Question::Cancelled { reason }, Vec::new()));
    }
    steps.push(same(bundle, files));
    Examined {
        draw: Some(document.draw.clone()),
        steps,
    }
}

fn corrections(bundle: &PublicBundle) -> Option<Step> {
    if bundle.corrections.is_empty() {
        return None;
    }
    let mut out = BTreeSet::new();
    let mut faults = Vec::new();
    for correction in &bundle.corrections {
        let leaf = correction.leaf;
        if out.contains(&leaf) {
            faults.push(Fault::CorrectedAfter { leaf });
        }
        if correction.done == Done::TakenOut {
            out.insert(leaf);
        }
    }
    let corrections = bundle.corrections.clone();
    Some(Step::of(Question::Corrections { corrections }, faults))
}

fn results(bundle: &PublicBundle) -> Vec<Step> {
    let numbers = Question::Numbers {
        numbers: bundle.pools.iter().map(|pool| pool.numbers.len()).sum(),
        ranked: numbers::find_ranked(&bundle.commitment.pools),
    };
    let codes = Question::Codes {
        codes: bundle.codes.len(),
    };
    if bundle.outcome_sha256.is_some() {
        let mut order = numbers::order_faults(bundle);
        if bundle.seed.is_none() {
            order.push(Fault::ResultWithoutSeed);
        }
        return vec![
            Step::of(numbers, order),
            Step::of(codes, numbers::count_faults(bundle)),
        ];
    }
    if !bundle.pools.is_empty() || !bundle.codes.is_empty() {
        return vec![Step::of(numbers, vec![Fault::ResultWithoutOutcome])];
    }
    vec![match bundle.cancelled {
        Some(_) => Step::unchecked(numbers, Missing::Outcome),
        None => Step::of(numbers, vec![Fault::NoResult]),
    }]
}

fn same(bundle: &PublicBundle, files: &[Document]) -> Step {
    let wholes = files.iter().filter_map(|file| match file {
        Document::Auditor(whole) => Some(whole.as_ref()),
        _ => None,
    });
    let wholes: Vec<&AuditorBundle> = wholes.collect();
    if wholes.is_empty() {
        return Step::unchecked(Question::Same, Missing::AuditorBundle);
    }
    let of_this = |whole: &&&AuditorBundle| whole.commitment_sha256 == bundle.commitment_sha256;
    let fault = match wholes.iter().find(of_this) {
        Some(whole) if PublicBundle::of(whole) == *bundle => None,
        Some(_) => Some(Fault::NotTheSame),
        None => Some(Fault::OtherDraw),
    };
    Step::of(Question::Same, fault.into_iter().collect())
}
