//! From the problem as it was drawn back to the list as it was frozen.

use std::collections::BTreeMap;

use super::fault::Fault;
use crate::engine::Applicant;
use crate::verify::bundle::{AuditorBundle, Correction, Done};

/// The applicants at freezing, by code, and what is wrong with the corrections between.
pub(super) fn undo(bundle: &AuditorBundle) -> (BTreeMap<&str, &Applicant>, Vec<Fault>) {
    let applicants = bundle.problem.applicants.iter();
    let mut standing: BTreeMap<&str, &Applicant> =
        applicants.map(|a| (a.code.as_str(), a)).collect();
    let mut faults = Vec::new();
    // The last one is undone first.
    for (index, correction) in bundle.corrections.iter().enumerate().rev() {
        let after = standing.insert(&correction.before.code, &correction.before);
        faults.extend(fault_of(index + 1, correction, after));
    }
    (standing, faults)
}

fn fault_of(number: usize, correction: &Correction, after: Option<&Applicant>) -> Option<Fault> {
    let before = &correction.before;
    let code = before.code.clone();
    match (correction.done, after) {
        (Done::Mended, Some(after)) if after.ticket() != before.ticket() => {
            Some(Fault::CorrectedTicket { number, code })
        }
        (Done::Mended, Some(after)) if after == before => {
            Some(Fault::CorrectedNothing { number, code })
        }
        (Done::TakenOut, None) | (Done::Mended, Some(_)) => None,
        (Done::TakenOut, Some(_)) | (Done::Mended, None) => {
            Some(Fault::Correction { number, code })
        }
    }
}
