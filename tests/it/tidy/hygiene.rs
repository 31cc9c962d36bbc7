//! What does not stay in a finished text: unfinished code, silenced lints, leftovers of editors,
//! merges and machines.

use super::rust::Rust;
use super::{Finding, Source};

/// What must not stand in Rust code, tests included, and what to do instead.
const UNFINISHED: &[(&str, &str)] = &[
    ("todo!", "finish it, or return a typed refusal"),
    ("unimplemented!", "finish it, or return a typed refusal"),
    ("dbg!", "take it out"),
    ("#[ignore", "mend the test or take it out"),
    ("#[allow(", "write `#[expect(lint, reason = \"…\")]`"),
    ("#![allow(", "write `#![expect(lint, reason = \"…\")]`"),
];

/// Kinds of files whose white space is ours to choose.
const OURS: &[&str] = &[
    "rs", "toml", "md", "html", "css", "js", "ftl", "sql", "json", "csv", "run",
];

pub fn check(source: &Source) -> Vec<Finding> {
    let mut findings = unfinished(source);
    for (number, line) in (1..).zip(source.text.lines()) {
        let messages = [
            merge_marker(line),
            machine_path(line),
            stray_blank(source, line),
        ];
        let found = messages.into_iter().flatten();
        findings.extend(found.map(|message| Finding::new(&source.path, number, message)));
    }
    findings
}

fn unfinished(source: &Source) -> Vec<Finding> {
    if !source.is_rust() {
        return Vec::new();
    }
    let code = Rust::read(&source.text).code;
    let on_line = |(number, line): (usize, &str)| -> Vec<Finding> {
        let found = UNFINISHED.iter().filter(|(what, _)| line.contains(what));
        found
            .map(|(what, mend)| Finding::new(&source.path, number, format!("`{what}`: {mend}")))
            .collect()
    };
    (1..).zip(code.lines()).flat_map(on_line).collect()
}

fn merge_marker(line: &str) -> Option<&'static str> {
    let marked = ["<<<<<<< ", ">>>>>>> ", "||||||| "]
        .iter()
        .any(|marker| line.starts_with(marker));
    marked.then_some("a merge was left unfinished")
}

/// A path that exists on one machine only.
fn machine_path(line: &str) -> Option<&'static str> {
    let homes = [
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
        concat!("/Us", "ers/"),
        concat!("/t", "mp/"),
        concat!(r"C:\Us", r"ers\"),
    ];
    let stands_alone = |home: &&str| {
        let (before, _) = line.split_once(*home)?;
        let inside_a_longer_path =
            before.ends_with(|c: char| c.is_alphanumeric() || "}.-_/~".contains(c));
        (!inside_a_longer_path).then_some(())
    };
    homes
        .iter()
        .find_map(stands_alone)
        .map(|()| "this path exists on one machine only: write it from the project's root")
}

fn stray_blank(source: &Source, line: &str) -> Option<&'static str> {
    if !OURS.contains(&source.extension()) && source.path != "tests/run" {
        return None;
    }
    if line.contains('\t') {
        Some("a tab: use spaces")
    } else if line.ends_with([' ', '\r']) {
        Some("white space at the end of the line")
    } else {
        None
    }
}

mod tests {
    use super::*;

    fn message(path: &str, text: &str) -> String {
        let findings = check(&Source::new(path, text));
        findings
            .first()
            .map_or_else(String::new, |finding| finding.message.clone())
    }

    #[test]
    fn unfinished_code_is_found_and_talking_about_it_is_not() {
        assert_eq!(
            message("src/a.rs", "// no todo!() here\nlet a = \"dbg!\";\n"),
            ""
        );
        for (what, _) in UNFINISHED {
            assert_ne!(message("src/a.rs", what), "", "{what}");
        }
    }

    #[test]
    fn a_merge_marker_is_found() {
        assert_ne!(
            message("README.md", &format!("{} HEAD\n", "<".repeat(7))),
            ""
        );
        assert_eq!(message("README.md", "a << b\n=======\n"), "");
    }

    #[test]
    fn a_path_of_one_machine_is_found() {
        assert_ne!(
            message("README.md", concat!("cd /ho", "me/wang/starstall\n")),
            ""
        );
        assert_eq!(
            message("README.md", concat!("https://example.org/ho", "me/a\n")),
            ""
        );
    }

    #[test]
    fn stray_white_space_is_found() {
        assert_ne!(message("src/a.rs", "let a;  \n"), "");
        assert_ne!(message("a.css", "\tcolor: red;\n"), "");
        assert_eq!(message("mail.eml", "-- \n"), "");
    }
}
