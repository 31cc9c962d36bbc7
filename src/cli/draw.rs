//! `draw PROBLEM.json`: one draw without an installation.

use std::io::Read;
use std::path::Path;

use super::Failure;
use super::arguments::DrawArguments;
use super::failure::print_json;
use crate::engine::{Problem, ProblemError, allocate};

pub(super) fn run(arguments: &DrawArguments) -> Result<(), Failure> {
    let problem = read_problem(&arguments.problem)?;
    let outcome = allocate(&problem).map_err(|errors| unusable(&arguments.problem, &errors))?;
    print_json(&outcome)?;
    // The program ends here, and to free millions of texts one by one takes a while.
    std::mem::forget((problem, outcome));
    Ok(())
}

/// # Errors
/// When the file cannot be read or is no problem file. Whoever draws it checks it.
pub(super) fn read_problem(file: &Path) -> Result<Problem, Failure> {
    Problem::parse(&read(file)?).map_err(|errors| unusable(file, &errors))
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
pub(super) fn unusable(file: &Path, errors: &[ProblemError]) -> Failure {
    let mut message = format!("{} cannot be drawn", name_of(file));
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
