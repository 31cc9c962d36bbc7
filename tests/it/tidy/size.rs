//! How long files and functions may be.

use super::rust::{Function, Rust, functions};
use super::{Finding, Source};

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 80;
const MEAN_FUNCTION_LINES: usize = 15;

pub fn check(source: &Source) -> Vec<Finding> {
    if !source.is_rust() {
        return Vec::new();
    }
    let rust = Rust::read(&source.text);
    let mut findings: Vec<Finding> = functions(&rust.code)
        .iter()
        .filter(|function| function.lines > FUNCTION_LINES)
        .map(|function| too_long(source, function))
        .collect();
    let lines = product_lines(source, &rust);
    if source.is_product() && lines > FILE_LINES {
        findings.push(Finding::new(
            &source.path,
            1,
            format!("{lines} lines without its tests; at most {FILE_LINES}: split it by what changes together"),
        ));
    }
    findings
}

/// The mean over all functions of the product, so that a few long ones may stand among short ones.
pub fn check_mean(sources: &[Source]) -> Vec<Finding> {
    let mut all: Vec<(&str, Function)> = Vec::new();
    for source in sources.iter().filter(|source| source.is_product()) {
        let found = functions(&Rust::read(&source.text).product);
        all.extend(
            found
                .into_iter()
                .map(|function| (source.path.as_str(), function)),
        );
    }
    let total: usize = all.iter().map(|(_, function)| function.lines).sum();
    if total <= MEAN_FUNCTION_LINES * all.len() {
        return Vec::new();
    }
    all.sort_by_key(|(_, function)| std::cmp::Reverse(function.lines));
    let why = format!(
        "functions have {total} lines in {}, more than {MEAN_FUNCTION_LINES} on average; this is one of the longest",
        all.len()
    );
    let longest = all.iter().take(10);
    longest
        .map(|(path, function)| {
            let message = format!("`{}` has {} lines: {why}", function.name, function.lines);
            Finding::new(path, function.line, message)
        })
        .collect()
}

fn too_long(source: &Source, function: &Function) -> Finding {
    Finding::new(
        &source.path,
        function.line,
        format!(
            "`{}` has {} lines; at most {FUNCTION_LINES}: give its parts names",
            function.name, function.lines
        ),
    )
}

/// Lines of the file less those that only tests have.
fn product_lines(source: &Source, rust: &Rust) -> usize {
    let filled = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).count();
    source.text.lines().count() - (filled(&rust.code) - filled(&rust.product))
}

mod tests {
    use super::*;

    #[test]
    fn a_long_file_is_found_and_its_tests_do_not_count() {
        let product = "const A: u8 = 1;\n".repeat(400);
        let tests = format!("#[cfg(test)]\nmod tests {{\n{product}}}\n");
        let source = Source::new("src/a.rs", &format!("{product}{tests}"));
        assert_eq!(check(&source), []);
        let source = Source::new("src/a.rs", &format!("{product}const B: u8 = 1;\n{tests}"));
        assert!(check(&source)[0].message.starts_with("401 lines"));
    }

    #[test]
    fn a_long_function_is_found() {
        let body = "    work();\n".repeat(78);
        let source = Source::new("src/a.rs", &format!("fn a() {{\n{body}}}\n"));
        assert_eq!(check(&source), []);
        let source = Source::new("src/a.rs", &format!("fn a() {{\n\n{body}}}\n"));
        assert!(check(&source)[0].message.starts_with("`a` has 81 lines"));
    }

    #[test]
    fn a_high_mean_is_found() {
        let long = format!("fn a() {{\n{}}}\n", "    work();\n".repeat(20));
        assert_eq!(check_mean(&[Source::new("src/a.rs", &long)]).len(), 1);
        let mixed = format!("{long}fn b() {{}}\n");
        assert_eq!(check_mean(&[Source::new("src/a.rs", &mixed)]), []);
    }
}
