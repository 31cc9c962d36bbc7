//! `draw PROBLEM.json`: one draw without an installation.

use std::io::Read;
use std::path::Path;

use super::Failure;
use super::arguments::DrawArguments;
use super::failure::print;
use crate::engine::{Problem, ProblemError};

pub(super) fn run(arguments: &DrawArguments) -> Result<(), Failure> {
    let bytes = read(&arguments.problem)?;
    let problem = Problem::from_json(&bytes).map_err(|errors| unusable(arguments, &errors))?;
    problem.check().map_err(|errors| unusable(arguments, &errors))?;
    print(&problem.sha256())
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    read.map_err(|error| {
        Failure::unusable(format!("{} cannot be read: {error}", file.display()))
    })
}

/// One line for each, so that an editor can jump to them.
fn unusable(arguments: &DrawArguments, errors: &[ProblemError]) -> Failure {
    let lines: String = errors.iter().map(|error| format!("\n  {error}")).collect();
    Failure::unusable(format!(
        "{} cannot be drawn{lines}",
        arguments.problem.display()
    ))
}
