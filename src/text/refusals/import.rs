//! What is to be mended in a file of stalls, with its line.

use entity::kinds::Language;

use super::super::{Arg, say_with};
use super::{Said, echoed};
use crate::domain::import::{ImportError, ImportProblem};

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
        ("column", error.column.into()),
        ("problem", problem.text.as_str().into()),
    ];
    Said {
        text: say_with(lang, key, &args),
        ..problem
    }
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
    }
}
