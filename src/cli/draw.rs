//! `draw PROBLEM.json`: one draw without an installation.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::Failure;
use super::arguments::DrawArguments;
use super::failure::print_json;
use super::files::{name_of, read};
use crate::engine::{Outcome, Problem, ProblemError, allocate};

pub(super) fn run(arguments: &DrawArguments) -> Result<(), Failure> {
    let problem = read_problem(&arguments.problem)?;
    let outcome = allocate(&problem).map_err(|errors| unusable(&arguments.problem, &errors))?;
    match &arguments.output {
        Some(file) => write(file, &outcome).map_err(|error| {
            Failure::failed(format!("cannot write {}: {error}", file.display()))
        })?,
        None => print_json(&outcome)?,
    }
    // The program ends here, and to free millions of texts one by one takes a while.
    std::mem::forget((problem, outcome));
    Ok(())
}

/// # Errors
/// When the file cannot be read or is no problem file. Whoever draws it checks it.
pub(super) fn read_problem(file: &Path) -> Result<Problem, Failure> {
    Problem::parse(&read(file)?).map_err(|errors| unusable(file, &errors))
}

fn write(file: &Path, outcome: &Outcome) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(file)?);
    serde_json::to_writer_pretty(&mut out, outcome)?;
    out.write_all(b"\n")?;
    out.flush()
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
