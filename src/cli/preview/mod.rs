//! `preview PROBLEM.json`: many simulated draws without an installation, under several rules.
//!
//! Whoever has the file sees every group in it anyway, so that nothing is left out here; what
//! operators of a market may see is decided in `app`.

mod arguments;
mod table;

use std::io::{IsTerminal, Write};
use std::ops::ControlFlow;

pub use arguments::PreviewArguments;

use super::Failure;
use super::draw::{read_problem, unusable};
use super::failure::print;
use crate::preview::{Detail, Plan, PreviewError, Report, run as draw_often};

/// More would only fill the screen.
const MOST_VARIANTS: usize = 64;

pub(super) fn run(arguments: &PreviewArguments) -> Result<(), Failure> {
    let problem = read_problem(&arguments.problem)?;
    let variants = arguments.variants();
    if variants.len() > MOST_VARIANTS {
        let count = variants.len();
        return Err(Failure::unusable(format!(
            "these are {count} sets of rules; at most {MOST_VARIANTS} can be compared"
        )));
    }
    let plan = Plan {
        problem: &problem,
        variants: &variants,
        draws: arguments.draws,
        number: arguments.number,
        detail: Detail::Everything,
    };
    let report = draw_with_progress(&plan).map_err(|error| match error {
        PreviewError::Problem(errors) => unusable(&arguments.problem, &errors),
        PreviewError::Variant { variant, error } => {
            Failure::unusable(format!("{}: {error}", table::name(&variant)))
        }
        PreviewError::Stopped => Failure::failed("stopped"),
    })?;
    if arguments.json {
        print(&format!("{}\n", report.to_json_pretty()))
    } else {
        print(&table::table(&report))
    }
}

/// Says on a terminal how far it is.
fn draw_with_progress(plan: &Plan<'_>) -> Result<Report, PreviewError> {
    let mut terminal = std::io::stderr();
    let is_watched = terminal.is_terminal();
    let (total, mut shown) = (plan.total(), None);
    let report = draw_often(plan, |done| {
        let percent = done * 100 / total.max(1);
        if is_watched && shown.replace(percent) != Some(percent) {
            // What cannot be shown is not worth ending for.
            let _ = write!(terminal, "\r{percent:3} % of {total} draws");
        }
        ControlFlow::Continue(())
    });
    if is_watched {
        let _ = write!(terminal, "\r\x1b[K");
    }
    report
}
