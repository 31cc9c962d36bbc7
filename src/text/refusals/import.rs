//! What is to be mended in a file of stalls or vendors, with its line.

use entity::kinds::Language;

use super::super::{Arg, say_with};
use super::{Said, echoed, field_said};
use crate::domain::import::{ImportError, ImportProblem};
use crate::text::columns::VendorColumn;

/// "第 7 行，code：…" · "Line 7, code: …".
pub fn import_sentence(lang: Language, error: &ImportError) -> String {
    import_said(lang, error).text
}

/// The same with the code of what is wrong.
pub fn import_said(lang: Language, error: &ImportError) -> Said {
    let problem = problem_said(lang, &error.problem);
    let key = if error.column.is_empty() {
        "refusal-import-line"
    } else {
        "refusal-import-line-and-column"
    };
    let args: [Arg<'_>; 3] = [
        ("line", error.line.into()),
        ("column", column_said(lang, error.column).into()),
        ("problem", problem.text.as_str().into()),
    ];
    Said {
        text: say_with(lang, key, &args),
        ..problem
    }
}

/// Those of a vendor list as its reader writes them.
fn column_said(lang: Language, column: &str) -> String {
    let named = VendorColumn::ALL
        .into_iter()
        .find(|own| own.as_str() == column);
    named.map_or_else(|| column.to_owned(), |own| own.title(lang))
}

fn problem_said(lang: Language, problem: &ImportProblem) -> Said {
    let plain = |key| Said::new(lang, key, &[]);
    let with = |key, value: &str| Said::new(lang, key, &[("value", echoed(value).into())]);
    match problem {
        ImportProblem::Broken => plain("refusal-import-broken"),
        ImportProblem::MissingColumn => plain("refusal-import-missing-column"),
        ImportProblem::UnknownColumn(name) => with("refusal-import-unknown-column", name),
        ImportProblem::Code => plain("refusal-import-code"),
        ImportProblem::DuplicateCode => plain("refusal-import-duplicate-code"),
        ImportProblem::UnknownZone(code) => with("refusal-import-unknown-zone", code),
        ImportProblem::Number(written) => with("refusal-import-number", written),
        ImportProblem::UnknownFeature(word) => with("refusal-import-unknown-feature", word),
        ImportProblem::UnknownCategory(code) => with("refusal-import-unknown-category", code),
        ImportProblem::Field(error) => field_said(lang, error),
        ImportProblem::ColumnTwice(name) => with("refusal-import-column-twice", name),
        ImportProblem::NoContact => plain("refusal-import-no-contact"),
        ImportProblem::UnknownStall(code) => with("refusal-import-unknown-stall", code),
        ImportProblem::UnknownTime(word) => with("refusal-import-unknown-time", word),
        ImportProblem::WhichTime => plain("refusal-import-which-time"),
        ImportProblem::NoCategory => plain("refusal-import-no-category"),
        ImportProblem::Date(written) => with("refusal-import-date", written),
        ImportProblem::OutsideTerm => plain("refusal-import-outside-term"),
        ImportProblem::EndsFirst => plain("refusal-import-ends-first"),
        ImportProblem::UnknownWord(word) => with("refusal-import-unknown-word", word),
        ImportProblem::StallTaken(code) => with("refusal-import-stall-taken", code),
        ImportProblem::OtherDates(code) => with("refusal-import-other-dates", code),
        ImportProblem::NotEmpty => plain("refusal-import-not-empty"),
        ImportProblem::ArchiveBroken => plain("refusal-import-archive-broken"),
        ImportProblem::ArchiveCut => plain("refusal-import-archive-cut"),
        ImportProblem::ArchiveOfOther(schema) => with("refusal-import-archive-of-other", schema),
        ImportProblem::Differs => plain("refusal-import-differs"),
    }
}
