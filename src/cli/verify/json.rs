//! What was found, for programs.

use serde::Serialize;

use super::Told;
use super::words::{name, say};
use crate::verify::{Document, Step};

#[derive(Serialize)]
struct Found<'a> {
    right: bool,
    files: Vec<FileFound<'a>>,
}

#[derive(Serialize)]
struct FileFound<'a> {
    #[serde(rename = "file")]
    name: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    draw: Option<&'a str>,
    right: bool,
    steps: Vec<StepFound>,
}

#[derive(Serialize)]
struct StepFound {
    #[serde(rename = "step")]
    name: &'static str,
    answer: &'static str,
    sentence: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    more: Vec<String>,
}

pub(super) fn tell(files: &[Told<'_>]) -> String {
    let found = Found {
        right: !files.iter().any(|told| told.examined.is_wrong()),
        files: files.iter().map(file).collect(),
    };
    // Strings, lists and structs always serialise.
    let mut text = serde_json::to_string_pretty(&found).unwrap_or_default();
    text.push('\n');
    text
}

fn file<'a>(told: &Told<'a>) -> FileFound<'a> {
    FileFound {
        name: told.file,
        kind: kind(told.document),
        draw: told.examined.draw.as_deref(),
        right: !told.examined.is_wrong(),
        steps: told.examined.steps.iter().map(step).collect(),
    }
}

fn step(step: &Step) -> StepFound {
    let said = say(step);
    StepFound {
        name: name(&step.question),
        answer: match said.mark.word() {
            "not checked" => "not_checked",
            word => word,
        },
        sentence: said.sentence,
        more: said.more,
    }
}

const fn kind(document: &Document) -> &'static str {
    match document {
        Document::Commitment(_) => "commitment",
        Document::Receipt(_) => "receipt",
        Document::Public(_) => "public_bundle",
        Document::Auditor(_) => "auditor_bundle",
        Document::Problem(_) => "problem",
        Document::Outcome(_) => "outcome",
    }
}
