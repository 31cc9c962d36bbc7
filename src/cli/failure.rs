//! What a command says when it could not do its work: one line, and what to do.

use std::io::Write;
use std::process::ExitCode;

use crate::app::AppError;
use crate::config::Problems;
use crate::store::StoreError;

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
        let _ = writeln!(std::io::stderr(), "starstall: {}", self.message);
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
            AppError::Invalid(errors) => {
                let fields: Vec<String> = errors
                    .iter()
                    .map(|(field, error)| format!("{field}: {error}"))
                    .collect();
                Self::unusable(fields.join("; "))
            }
            other => Self::failed(other.to_string()),
        }
    }
}

/// Prints to standard output; a reader that has gone away ends the command quietly.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::failed(format!("cannot print: {error}")))
        }
        _ => Ok(()),
    }
}
