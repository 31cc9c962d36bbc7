//! The house rules as tests: they read the sources and say what to mend.
//!
//! A rule is a pure function over a path and its text, so that each has a test which shows that
//! it can fail. Rules that clippy knows already (no `unwrap`, no clock reads) are not repeated.

mod files;
mod fluent;
mod hygiene;
mod layers;
mod links;
mod rust;
mod size;
mod template;
mod words;

use std::fmt;

pub use files::Source;

/// One broken rule, with the place and the way to mend it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub path: String,
    pub line: usize,
    pub message: String,
}

impl Finding {
    pub fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            message: message.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// Fails with one line for each finding.
fn hold(mut findings: Vec<Finding>) {
    findings.sort();
    let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
    assert!(
        lines.is_empty(),
        "{} to mend:\n{}\n",
        lines.len(),
        lines.join("\n")
    );
}

fn hold_each(rule: impl Fn(&Source) -> Vec<Finding>) {
    hold(files::project().iter().flat_map(rule).collect());
}

#[test]
fn imports_run_one_way() {
    hold_each(layers::check);
}

#[test]
fn files_and_functions_stay_short() {
    hold_each(size::check);
}

#[test]
fn functions_have_at_most_15_lines_on_average() {
    hold(size::check_mean(&files::project()));
}

#[test]
fn every_folder_says_what_it_is_for() {
    hold(files::check_folders(&files::project()));
}

#[test]
fn nothing_is_left_half_done() {
    hold_each(hygiene::check);
}

#[test]
fn links_between_documents_lead_somewhere() {
    let known = files::project_paths();
    hold_each(|source| links::check(source, |path| known.contains(path)));
}

#[test]
fn every_text_stands_in_both_languages() {
    hold(fluent::check_parity(&files::project()));
}

#[test]
fn every_text_that_is_asked_for_exists() {
    hold(words::check_known(&files::project()));
}

#[test]
fn every_text_is_asked_for() {
    hold(words::check_used(&files::project()));
}

#[test]
fn sentences_for_readers_stand_in_the_locales() {
    hold_each(words::check_sentences);
    hold_each(template::check_sentences);
}
