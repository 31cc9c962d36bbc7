//! What is wrong with a seed: each with its file, line and column.

use std::fmt;

use crate::cli::Failure;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub file: String,
    /// Counted from 1; a CSV's header is line 1.
    pub line: Option<u64>,
    pub column: Option<String>,
    pub wrong: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(out, ", line {line}")?;
        }
        if let Some(column) = &self.column {
            write!(out, ", column {column}")?;
        }
        write!(out, ": {}", self.wrong)
    }
}

/// Collects faults while a seed is read, so that all of them are told at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

/// Whoever has mended these sees the next ones.
const MOST_SHOWN: usize = 40;

impl Faults {
    pub(super) fn add(&mut self, file: &str, line: Option<u64>, wrong: impl Into<String>) {
        self.0.push(Fault {
            file: file.to_owned(),
            line,
            column: None,
            wrong: wrong.into(),
        });
    }

    /// Whether reading something found nothing wrong with it.
    pub(super) fn sound<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let before = self.0.len();
        let value = read(self);
        (self.0.len() == before).then_some(value)
    }

    pub(super) fn finish(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "the seed cannot be used, and nothing was changed")?;
        for fault in self.0.iter().take(MOST_SHOWN) {
            write!(out, "\n  {fault}")?;
        }
        match self.0.len().checked_sub(MOST_SHOWN) {
            Some(more) if more > 0 => write!(out, "\n  and {more} more"),
            _ => Ok(()),
        }
    }
}

impl From<Faults> for Failure {
    fn from(faults: Faults) -> Self {
        Self::unusable(faults.to_string())
    }
}
