//! What a command says when it could not do its work: one line, and what to do.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use entity::kinds::Language;
use serde::Serialize;

use crate::app::AppError;
use crate::config::Problems;
use crate::domain::FieldError;
use crate::store::StoreError;
use crate::text::refusals::{field_sentence, import_sentence, sentence};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    status: u8,
    message: String,
}

const FAILED: u8 = 1;
const UNUSABLE: u8 = 2;

impl Failure {
    /// It was asked for rightly and did not work.
    pub fn failed(message: impl Into<String>) -> Self {
        Self {
            status: FAILED,
            message: message.into(),
        }
    }

    /// What was given cannot be used: a flag, a setting, a file.
    pub fn unusable(message: impl Into<String>) -> Self {
        Self {
            status: UNUSABLE,
            message: message.into(),
        }
    }

    pub fn message(&self) -> &str {
        &self.message
    }

    pub(super) fn report(&self) -> ExitCode {
        // Nobody is left to be told when standard error is closed.
        let _ = writeln!(io::stderr(), "starstall: {}", self.message);
        ExitCode::from(self.status)
    }
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Self {
        Self::unusable(problems.to_string())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::failed(format!("the database: {error}"))
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        match error {
            AppError::NotFound(what) => Self::unusable(format!("there is no such {what}")),
            AppError::Refused(refusal) => {
                Self::failed(sentence(Language::En, chrono_tz::UTC, &refusal))
            }
            AppError::Invalid(errors) => {
                let fields = errors.iter().map(|(field, error)| about(field, error));
                Self::unusable(fields.collect::<Vec<_>>().join("; "))
            }
            AppError::Import(errors) => {
                let lines = errors
                    .iter()
                    .map(|error| format!("\n  {}", import_sentence(Language::En, error)));
                let lines: String = lines.collect();
                let told = format!("the file cannot be used, and nothing was changed{lines}");
                Self::unusable(told)
            }
            other => Self::failed(other.to_string()),
        }
    }
}

/// What is wrong with something that was typed, and what to write instead.
pub(super) fn about(name: &str, error: &FieldError) -> String {
    format!("{name}: {}", field_sentence(Language::En, error))
}

/// Prints to standard output; a reader that has gone away ends the command quietly.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    print_with(|out| out.write_all(text.as_bytes()))
}

/// Prints as JSON for people to read.
pub(super) fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    print_with(|out| {
        serde_json::to_writer_pretty(&mut *out, value)?;
        out.write_all(b"\n")
    })
}

fn print_with(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::failed(format!("cannot print: {error}")))
        }
        _ => Ok(()),
    }
}
