//! The auditor's bundle: everything is here, and everything is done again.

use std::collections::BTreeMap;

use super::fault::{Fault, RulePart};
use super::step::{Examined, Missing, Question, Step};
use super::{Engine, common, corrections, outcome};
use crate::engine::Applicant;
use crate::verify::bundle::{AuditorBundle, PublicBundle};
use crate::verify::leaf::leaf_of;
use crate::verify::merkle::MerkleTree;

/// The seed of a problem for which chance has not spoken.
const NO_SEED: &str = "0000000000000000000000000000000000000000000000000000000000000000";

pub(super) fn examine(bundle: &AuditorBundle, engine: Engine<'_>) -> Examined {
    let document = &bundle.commitment;
    let mut steps = vec![
        common::whole(bundle.sha256, bundle.digest()),
        common::commitment(document, bundle.commitment_sha256),
    ];
    let (frozen, faults) = corrections::undo(bundle);
    steps.push(leaves(bundle, &frozen));
    steps.push(rules(bundle));
    let seed = Some(bundle.problem.seed.as_str()).filter(|seed| *seed != NO_SEED);
    steps.extend(common::seed(document, &bundle.seed_values, seed));
    if !bundle.corrections.is_empty() {
        let corrections = PublicBundle::of(bundle).corrections;
        steps.push(Step::of(Question::Corrections { corrections }, faults));
    }
    steps.extend(results(bundle, engine));
    if let Some(reason) = bundle.cancelled.clone() {
        steps.push(Step::of(Question::Cancelled { reason }, Vec::new()));
    }
    Examined {
        draw: Some(document.draw.clone()),
        steps,
    }
}

fn leaves(bundle: &AuditorBundle, frozen: &BTreeMap<&str, &Applicant>) -> Step {
    let mut faults = Vec::new();
    let mut salts = bundle.salts.iter();
    let mut hashes = Vec::with_capacity(frozen.len());
    for (code, applicant) in frozen {
        match salts.next() {
            Some(salt) if salt.code == *code => hashes.push(leaf_of(salt.salt, applicant)),
            _ => {
                let code = (*code).to_owned();
                faults.push(Fault::Salt { code });
                break;
            }
        }
    }
    faults.extend(salts.next().map(|salt| Fault::Salt {
        code: salt.code.clone(),
    }));
    let tree = MerkleTree::new(hashes);
    let (said, should) = (frozen.len() as u64, bundle.commitment.tree_size);
    if said != should {
        faults.push(Fault::TreeSize { said, should });
    }
    let (said, should) = (tree.root(), bundle.commitment.root);
    if faults.is_empty() && said != should {
        faults.push(Fault::Root { said, should });
    }
    let leaves = frozen.len();
    Step::of(Question::Leaves { leaves }, faults)
}

fn rules(bundle: &AuditorBundle) -> Step {
    let (problem, document) = (&bundle.problem, &bundle.commitment);
    let parts = [
        (RulePart::Placement, problem.placement == document.placement),
        (RulePart::Stalls, problem.stalls == document.stalls),
        (RulePart::Pools, problem.pools == document.pools),
        (RulePart::Caps, problem.caps == document.caps),
    ];
    let differing = parts.into_iter().filter(|(_, same)| !same);
    let mut faults: Vec<Fault> = differing.map(|(part, _)| Fault::Rules(part)).collect();
    if *problem != problem.canonical() {
        faults.push(Fault::NotCanonical {
            what: "the problem is",
        });
    }
    let before = bundle.corrections.iter().map(|c| &c.before);
    if !before.into_iter().all(Applicant::is_canonical) {
        faults.push(Fault::NotCanonical {
            what: "a corrected application is",
        });
    }
    Step::of(Question::Rules, faults)
}

fn results(bundle: &AuditorBundle, engine: Engine<'_>) -> Vec<Step> {
    match (&bundle.outcome, &bundle.cancelled) {
        (Some(_), _) if bundle.seed_values.is_empty() => {
            vec![Step::of(Question::Again, vec![Fault::ResultWithoutSeed])]
        }
        (Some(outcome), _) => outcome::steps(&bundle.problem, outcome, engine),
        (None, Some(_)) => vec![Step::unchecked(Question::Again, Missing::Outcome)],
        (None, None) => vec![Step::of(Question::Again, vec![Fault::NoResult])],
    }
}
