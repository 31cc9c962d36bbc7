//! What is to be mended in a file of stalls, with its line.

use entity::kinds::Language;

use super::super::{Arg, say, say_with};
use super::echoed;
use crate::domain::import::{ImportError, ImportProblem};

/// "第 7 行，code：…" · "Line 7, code: …".
pub fn import_sentence(lang: Language, error: &ImportError) -> String {
    let problem = problem_sentence(lang, &error.problem);
    let key = if error.column.is_empty() {
        "refusal-import-line"
    } else {
        "refusal-import-line-and-column"
    };
    let args: [Arg<'_>; 3] = [
        ("line", error.line.into()),
        ("column", error.column.into()),
        ("problem", problem.into()),
    ];
    say_with(lang, key, &args)
}

fn problem_sentence(lang: Language, problem: &ImportProblem) -> String {
    let with = |key: &str, value: &str| say_with(lang, key, &[("value", echoed(value).into())]);
    match problem {
        ImportProblem::Broken => say(lang, "refusal-import-broken"),
        ImportProblem::MissingColumn => say(lang, "refusal-import-missing-column"),
        ImportProblem::UnknownColumn(name) => with("refusal-import-unknown-column", name),
        ImportProblem::Code => say(lang, "refusal-import-code"),
        ImportProblem::DuplicateCode => say(lang, "refusal-import-duplicate-code"),
        ImportProblem::UnknownZone(code) => with("refusal-import-unknown-zone", code),
        ImportProblem::Number(written) => with("refusal-import-number", written),
        ImportProblem::UnknownFeature(word) => with("refusal-import-unknown-feature", word),
        ImportProblem::UnknownCategory(code) => with("refusal-import-unknown-category", code),
    }
}
