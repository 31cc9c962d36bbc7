//! Every text stands in every language, with the same arguments.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement,
};
use fluent_syntax::parser;

use super::{Finding, Source};

const LOCALES: &str = "src/text/locales/";
const LANGUAGES: &[&str] = &["zh-CN", "en"];

/// One text (a message, or an attribute of one) in one language.
pub struct Text {
    pub key: String,
    pub path: String,
    pub line: usize,
    arguments: BTreeSet<String>,
}

impl Text {
    /// The language is the name of the folder.
    fn language(&self) -> &str {
        language_and_file(&self.path).map_or("", |(language, _)| language)
    }
}

pub fn check_parity(sources: &[Source]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = sources.iter().flat_map(unreadable).collect();
    let mut by_key: BTreeMap<String, Vec<Text>> = BTreeMap::new();
    for text in sources.iter().flat_map(texts) {
        by_key.entry(text.key.clone()).or_default().push(text);
    }
    findings.extend(by_key.values().flat_map(|same_key| differences(same_key)));
    findings
}

/// The texts of one Fluent file; none for other files.
pub fn texts(source: &Source) -> Vec<Text> {
    if language_and_file(&source.path).is_none() {
        return Vec::new();
    }
    let (Ok(resource) | Err((resource, _))) = parser::parse(source.text.as_str());
    let mut found = Vec::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else {
            continue;
        };
        let id = message.id.name;
        found.extend(
            message
                .value
                .as_ref()
                .map(|value| text(source, id, id.to_owned(), value)),
        );
        for attribute in &message.attributes {
            let key = format!("{id}.{}", attribute.id.name);
            found.push(text(source, id, key, &attribute.value));
        }
    }
    found
}

fn text(source: &Source, id: &str, key: String, pattern: &Pattern<&str>) -> Text {
    let defines = |line: &str| {
        line.strip_prefix(id)
            .is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    let mut arguments = BTreeSet::new();
    collect(pattern, &mut arguments);
    Text {
        key,
        path: source.path.clone(),
        line: source.text.lines().position(defines).map_or(1, |at| at + 1),
        arguments,
    }
}

fn language_and_file(path: &str) -> Option<(&str, &str)> {
    path.strip_prefix(LOCALES)?
        .strip_suffix(".ftl")?
        .split_once('/')
}

fn unreadable(source: &Source) -> Vec<Finding> {
    let Some((language, _)) = language_and_file(&source.path) else {
        return Vec::new();
    };
    if !LANGUAGES.contains(&language) {
        let message = format!(
            "`{language}` is no language of ours: add it to LANGUAGES in tests/it/tidy/fluent.rs"
        );
        return vec![Finding::new(&source.path, 1, message)];
    }
    let Err((_, errors)) = parser::parse(source.text.as_str()) else {
        return Vec::new();
    };
    errors
        .iter()
        .map(|error| {
            let line = source.text[..error.pos.start].matches('\n').count() + 1;
            Finding::new(
                &source.path,
                line,
                format!("Fluent cannot read this: {error}"),
            )
        })
        .collect()
}

fn differences(same_key: &[Text]) -> Vec<Finding> {
    let first = &same_key[0];
    let at = |text: &Text, message: String| Finding::new(&text.path, text.line, message);
    let mut findings = Vec::new();
    for language in LANGUAGES {
        let mut here = same_key.iter().filter(|text| text.language() == *language);
        if here.next().is_none() {
            findings.push(at(
                first,
                format!(
                    "`{}` is missing in {language}: add it there, or take it out here",
                    first.key
                ),
            ));
        }
        let again = here.map(|text| {
            at(
                text,
                format!("`{}` stands twice in {language}: keep one", text.key),
            )
        });
        findings.extend(again);
    }
    let differing = same_key
        .iter()
        .find(|text| text.arguments != first.arguments);
    findings.extend(differing.map(|text| {
        let (one, other) = (&first.arguments, &text.arguments);
        at(
            text,
            format!(
                "`{}` takes {other:?} here and {one:?} in {}: use the same arguments",
                text.key,
                first.language()
            ),
        )
    }));
    findings
}

fn collect(pattern: &Pattern<&str>, arguments: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_expression(expression, arguments);
        }
    }
}

fn collect_expression(expression: &Expression<&str>, arguments: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => collect_inline(inline, arguments),
        Expression::Select { selector, variants } => {
            collect_inline(selector, arguments);
            for variant in variants {
                collect(&variant.value, arguments);
            }
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, arguments: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            arguments.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => collect_expression(expression, arguments),
        InlineExpression::FunctionReference {
            arguments: given, ..
        }
        | InlineExpression::TermReference {
            arguments: Some(given),
            ..
        } => collect_call(given, arguments),
        _ => {}
    }
}

fn collect_call(call: &CallArguments<&str>, arguments: &mut BTreeSet<String>) {
    for given in &call.positional {
        collect_inline(given, arguments);
    }
    for given in &call.named {
        collect_inline(&given.value, arguments);
    }
}

mod tests {
    use super::*;

    fn parity(chinese: &str, english: &str) -> Vec<String> {
        let sources = [
            Source::new("src/text/locales/zh-CN/a.ftl", chinese),
            Source::new("src/text/locales/en/a.ftl", english),
        ];
        check_parity(&sources)
            .iter()
            .map(Finding::to_string)
            .collect()
    }

    #[test]
    fn a_text_in_both_languages_passes() {
        let english =
            "a = { $n ->\n    [one] one\n   *[other] { NUMBER($n) }\n}\nb = B\n    .title = T\n";
        assert_eq!(
            parity("a = { $n } 个\nb = 乙\n    .title = 题\n", english),
            [""; 0]
        );
    }

    #[test]
    fn a_text_that_lacks_a_language_is_found() {
        assert!(
            parity("a = 甲\n\nb = 乙\n", "a = A\n")[0]
                .starts_with("src/text/locales/zh-CN/a.ftl:3: `b` is missing in en")
        );
        assert!(parity("a = 甲\n    .title = 题\n", "a = A\n")[0].contains("`a.title`"));
    }

    #[test]
    fn differing_arguments_are_found() {
        assert!(parity("a = { $n }\n", "a = { $m }\n")[0].contains("the same arguments"));
    }

    #[test]
    fn a_text_that_stands_twice_is_found() {
        assert!(parity("a = 甲\n", "a = A\na = B\n")[0].contains("stands twice in en"));
    }

    #[test]
    fn a_broken_file_is_found() {
        assert!(
            parity("a = 甲\nb = { $\n", "a = A\n")[0].starts_with("src/text/locales/zh-CN/a.ftl:")
        );
    }
}
