//! Links in documents lead to files that exist.

use super::{Finding, Source};

pub fn check(source: &Source, exists: impl Fn(&str) -> bool) -> Vec<Finding> {
    if source.extension() != "md" {
        return Vec::new();
    }
    let broken = |(number, line): (usize, &str)| -> Vec<Finding> {
        let targets = targets(line).into_iter();
        targets
            .filter(|target| !exists(&from_root(&source.path, target)))
            .map(|target| {
                Finding::new(
                    &source.path,
                    number,
                    format!("nothing stands at `{target}`: mend the link"),
                )
            })
            .collect()
    };
    outside_code(&source.text).flat_map(broken).collect()
}

fn outside_code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    (1..).zip(text.lines()).filter(move |(_, line)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

/// What `[text](target)` and `![text](target)` point to inside the project, without `#anchor`.
fn targets(line: &str) -> Vec<String> {
    let after = line.split("](").skip(1);
    after
        .filter_map(|rest| rest.split_once(')'))
        .map(|(target, _)| target.split('#').next().unwrap_or_default().to_owned())
        .filter(|target| !target.is_empty() && !target.contains(':'))
        .collect()
}

fn from_root(document: &str, target: &str) -> String {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in target.trim_end_matches('/').split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

mod tests {
    use super::*;

    #[test]
    fn a_link_to_nowhere_is_found() {
        let text = "[a](https://example.org) [b](#top) [c](../src/lib.rs#x) ![d](gone.png)\n```\n[e](gone)\n```\n";
        let findings = check(&Source::new("docs/a.md", text), |path| path == "src/lib.rs");
        assert_eq!(findings.len(), 1);
        assert!(findings[0].message.contains("gone.png"));
    }
}
