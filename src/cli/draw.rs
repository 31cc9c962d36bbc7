//! `draw PROBLEM.json`: one draw without an installation.

use std::io::Read;
use std::path::Path;

use super::Failure;
use super::arguments::DrawArguments;
use super::failure::print;
use crate::engine::{Problem, ProblemError, allocate};

pub(super) fn run(arguments: &DrawArguments) -> Result<(), Failure> {
    let bytes = read(&arguments.problem)?;
    let outcome = Problem::from_json(&bytes)
        .and_then(|problem| allocate(&problem))
        .map_err(|errors| unusable(arguments, &errors))?;
    print(&format!("{}\n", outcome.to_json_pretty()))
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = if is_standard_input(file) {
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    read.map_err(|error| Failure::unusable(format!("{} cannot be read: {error}", file.display())))
}

/// One line for each, so that an editor can jump to them.
fn unusable(arguments: &DrawArguments, errors: &[ProblemError]) -> Failure {
    let mut message = format!("{} cannot be drawn", name_of(&arguments.problem));
    for error in errors {
        message.push_str("\n  ");
        message.push_str(&error.to_string());
    }
    Failure::unusable(message)
}

fn is_standard_input(file: &Path) -> bool {
    file == Path::new("-")
}

fn name_of(file: &Path) -> String {
    if is_standard_input(file) {
        "standard input".to_owned()
    } else {
        file.display().to_string()
    }
}
