//! What can be wrong with a file that is imported: each error names its line and column.

use super::FieldError;

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
    /// As a form would refuse it: a telephone number, a name.
    Field(FieldError),
    ColumnTwice(String),
    NoContact,
    UnknownStall(String),
    UnknownTime(String),
    /// The market has several trading times, and the line names none.
    WhichTime,
    NoCategory,
    Date(String),
    OutsideTerm,
    /// The last day is before the first.
    EndsFirst,
    UnknownWord(String),
    StallTaken(String),
    /// They hold it already, for other dates.
    OtherDates(String),
    /// An archive is read into an empty database.
    NotEmpty,
    /// It is no line of an archive, or does not fit with those before.
    ArchiveBroken,
    /// It does not end, or not with what was written.
    ArchiveCut,
    /// Written by another version, with this schema.
    ArchiveOfOther(String),
    /// Another line of the same vendor says something else.
    Differs,
}
