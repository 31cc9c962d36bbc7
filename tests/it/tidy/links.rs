//! Links in documents, and paths that they name, lead to files that exist.

use super::{Finding, Source};

pub fn check(source: &Source, exists: impl Fn(&str) -> bool) -> Vec<Finding> {
    if source.extension() != "md" {
        return Vec::new();
    }
    let broken = |(number, line): (usize, &str)| -> Vec<Finding> {
        let linked = targets(line).into_iter();
        let linked = linked.map(|target| (from_root(&source.path, &target), target));
        let named = named(line).into_iter().map(|path| (path.clone(), path));
        linked
            .chain(named)
            .filter(|(path, _)| !exists(path))
            .map(|(_, target)| {
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

/// Paths from the project's root in back quotes, such as `src/main.rs`.
fn named(line: &str) -> Vec<String> {
    let roots = [
        "src/",
        "entity/",
        "migration/",
        "templates/",
        "seeds/",
        "tests/",
        "benches/",
        "docs/",
    ];
    let is_path = |quoted: &&str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
        quoted.chars().all(plain) && roots.iter().any(|root| quoted.starts_with(root))
    };
    let quoted = line.split('`').skip(1).step_by(2);
    quoted
        .filter(is_path)
        .map(|path| path.trim_end_matches('/').to_owned())
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
    fn a_path_that_does_not_exist_is_found() {
        let text = "`src/lib.rs` `src/gone.rs` `src/app/*.rs` `lib.rs`\n";
        let findings = check(&Source::new("docs/a.md", text), |path| path == "src/lib.rs");
        assert_eq!(findings.len(), 1);
        assert!(findings[0].message.contains("src/gone.rs"));
    }

    #[test]
    fn a_link_to_nowhere_is_found() {
        let text = "[a](https://example.org) [b](#top) [c](../src/lib.rs#x) ![d](gone.png)\n```\n[e](gone)\n```\n";
        let findings = check(&Source::new("docs/a.md", text), |path| path == "src/lib.rs");
        assert_eq!(findings.len(), 1);
        assert!(findings[0].message.contains("gone.png"));
    }
}
