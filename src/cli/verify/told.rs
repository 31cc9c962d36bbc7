//! What was found, for people.

use std::iter;

use super::Told;
use super::words::{Mark, say};
use crate::verify::Document;

const MARK_WIDTH: usize = 13;

pub(super) fn tell(files: &[Told<'_>]) -> String {
    let mut text = String::new();
    for told in files.iter().filter(|told| !told.examined.steps.is_empty()) {
        tell_file(&mut text, told);
    }
    let wrong = files.iter().any(|told| told.examined.is_wrong());
    if wrong {
        text.push_str("Something is wrong.\n");
        text.push_str(
            "Make sure that the files are complete and from the place that published them. If \
             they are,\nask the market in public, with this output.\n",
        );
        return text;
    }
    text.push_str("Nothing is wrong.\n");
    for told in files {
        if let Some(meaning) = meaning(told.document) {
            text.push_str(meaning);
            text.push('\n');
        }
    }
    text
}

fn tell_file(text: &mut String, told: &Told<'_>) {
    let draw = told.examined.draw.as_deref();
    let draw = draw.map_or_else(String::new, |draw| format!(" of the draw {draw}"));
    text.extend([told.file, ": ", kind(told.document), &draw, "\n\n"]);
    for step in &told.examined.steps {
        let said = say(step);
        let mark = match said.mark {
            Mark::Wrong => "WRONG".to_owned(),
            mark => mark.word().to_owned(),
        };
        let mut lines = [said.sentence].into_iter().chain(said.more);
        let mut marks = [mark].into_iter().chain(iter::repeat(String::new()));
        while let (Some(line), Some(mark)) = (lines.next(), marks.next()) {
            let gap = " ".repeat(MARK_WIDTH.saturating_sub(mark.len()));
            text.extend(["  ", &mark, &gap, &line, "\n"]);
        }
    }
    text.push('\n');
}

const fn kind(document: &Document) -> &'static str {
    match document {
        Document::Commitment(_) => "the commitment",
        Document::Receipt(_) => "a receipt",
        Document::Public(_) => "the public bundle",
        Document::Auditor(_) => "the auditor's bundle",
        Document::Problem(_) => "a problem",
        Document::Outcome(_) => "an outcome",
    }
}

/// What it shows when all is right, and what it does not.
const fn meaning(document: &Document) -> Option<&'static str> {
    match document {
        Document::Commitment(_) => Some(
            "The commitment fixes the list and the rules: after this, nothing can be added or \
             changed unseen.",
        ),
        Document::Receipt(_) => Some(
            "The receipt shows that this application stands on the list as it is written here. \
             With the public\nbundle it also shows what became of its own lottery numbers; others' \
             stay unknown.",
        ),
        Document::Public(_) => Some(
            "The public bundle shows that the seed follows from list and rules, which were fixed \
             before, and that what\nwas published adds up. It does not show that everyone stands \
             where the rules put them. A receipt shows\nwhat became of its owner's numbers, and \
             the auditor's bundle shows everything.",
        ),
        Document::Auditor(_) => Some(
            "The auditor's bundle shows that the whole result follows from the list that was \
             committed to, the\nrules and the seed. It does not show that the list itself was \
             right: who was accepted was decided before.",
        ),
        Document::Outcome(_) => Some(
            "The outcome follows from its problem. Where the problem and its seed come from, these \
             files do not say.",
        ),
        Document::Problem(_) => None,
    }
}
