//! What can be wrong with a file of stalls: each error names its line and column.

/// One thing to mend in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    /// Counted from 1; the header is line 1.
    pub line: u64,
    /// The name of the column; empty when it is the line as a whole.
    pub column: &'static str,
    pub problem: ImportProblem,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportProblem {
    /// The line has other cells than the header says, or is not UTF-8.
    Broken,
    MissingColumn,
    UnknownColumn(String),
    Code,
    DuplicateCode,
    UnknownZone(String),
    Number(String),
    UnknownFeature(String),
    UnknownCategory(String),
}
