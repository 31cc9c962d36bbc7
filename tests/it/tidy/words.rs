//! Texts that code asks for exist, texts that exist are asked for, and sentences stand only in
//! the locales.

use std::collections::BTreeSet;

use super::fluent::{self, Text};
use super::rust::{Rust, is_word, line_at};
use super::{Finding, Source};

/// Functions that take a key: those of `text`, and the shorthands for them in views and templates.
/// Every function whose name begins with `say` is one as well.
const ASKING: &[&str] = &["find", "t", "entry", "answer", "plain", "named"];

/// Keys that start like this belong to a family: written anywhere in code, they must exist.
const FAMILIES: &[&str] = &["refusal-", "reason-", "notice-"];

/// Families whose keys code puts together from parts, where `format!("family-{…}")` does not show it.
const PUT_TOGETHER: &[&str] = &[];

/// labels.ftl is looked up by kind and value; `text` has its own test that none is missing.
const LABELS: &str = "/labels.ftl";

/// How a language writes dates and hours is grammar, not a sentence: it stands in code.
const WRITES_DATES: &str = "src/text/dates.rs";

/// A key as code writes it: whole, or its beginning when the rest is put together.
#[derive(Debug, PartialEq, Eq)]
struct Mention {
    line: usize,
    text: String,
    /// It is given to one of the functions in `ASKING`.
    asked: bool,
}

/// Code asks for no text that does not exist.
pub fn check_known(sources: &[Source]) -> Vec<Finding> {
    let texts: Vec<Text> = sources.iter().flat_map(fluent::texts).collect();
    let keys: BTreeSet<&str> = texts.iter().map(|text| text.key.as_str()).collect();
    let asking = sources.iter().filter(|source| may_ask(source));
    let unknown = asking.flat_map(|source| {
        let mentions = mentions(source).into_iter();
        mentions.filter_map(|mention| unknown(source, &mention, &keys))
    });
    unknown.collect()
}

/// No text exists that nothing asks for.
pub fn check_used(sources: &[Source]) -> Vec<Finding> {
    let asking = sources.iter().filter(|source| may_ask(source));
    let mut used: BTreeSet<String> = asking
        .flat_map(mentions)
        .map(|mention| mention.text)
        .collect();
    used.extend(PUT_TOGETHER.iter().map(|start| format!("{start}{{")));
    let texts = sources.iter().flat_map(fluent::texts);
    let unused = texts.filter(|text| !text.path.ends_with(LABELS) && !is_used(&text.key, &used));
    unused
        .map(|text| {
            let message = format!("nothing asks for `{}`: take it out, or name its family in PUT_TOGETHER in tests/it/tidy/words.rs", text.key);
            Finding::new(&text.path, text.line, message)
        })
        .collect()
}

fn may_ask(source: &Source) -> bool {
    source.path.starts_with("templates/") || source.path.starts_with("src/") && source.is_rust()
}

fn unknown(source: &Source, mention: &Mention, keys: &BTreeSet<&str>) -> Option<Finding> {
    let in_family = FAMILIES
        .iter()
        .any(|family| mention.text.starts_with(family));
    let known = match mention.text.split_once('{') {
        Some((start, _)) => keys.iter().any(|key| key.starts_with(start)),
        None => keys.contains(mention.text.as_str()),
    };
    ((mention.asked || in_family) && !known).then(|| {
        let message = format!(
            "no text has the key `{}`: add it to both languages in src/text/locales",
            mention.text
        );
        Finding::new(&source.path, mention.line, message)
    })
}

fn is_used(key: &str, used: &BTreeSet<String>) -> bool {
    let whole = key.split('.').next().unwrap_or(key);
    let starts = || used.iter().filter_map(|text| text.split_once('{'));
    used.contains(key) || used.contains(whole) || starts().any(|(start, _)| key.starts_with(start))
}

/// Every quoted word that could be a key.
fn mentions(source: &Source) -> Vec<Mention> {
    let text = if source.is_rust() {
        Rust::read(&source.text).product_with_text
    } else {
        source.text.clone()
    };
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = (at..chars.len()).find(|at| chars[*at] == '"') {
        let close = (open + 1..chars.len())
            .find(|at| chars[*at] == '"')
            .unwrap_or(chars.len());
        let quoted: String = chars[open + 1..close].iter().collect();
        let is_key = looks_like_a_key(&quoted);
        if is_key {
            found.push(Mention {
                line: line_at(&chars, open),
                text: quoted,
                asked: is_asked(&chars[..open]),
            });
        }
        // What is no key may be the gap between two quotes: look again from its end.
        at = if is_key {
            close + 1
        } else {
            close.max(open + 1)
        };
    }
    found
}

fn looks_like_a_key(quoted: &str) -> bool {
    let start = quoted.split('{').next().unwrap_or_default();
    let plain = start
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.');
    plain && start.starts_with(|c: char| c.is_ascii_lowercase()) && start.contains('-')
}

/// Whether the innermost open parenthesis before a quote belongs to a function that takes a key.
fn is_asked(before: &[char]) -> bool {
    let mut depth = 0_i32;
    for at in (0..before.len()).rev() {
        match before[at] {
            ')' => depth += 1,
            '(' if depth > 0 => depth -= 1,
            '(' => {
                let name = before[..at]
                    .rsplit(|c| !is_word(*c))
                    .next()
                    .unwrap_or_default();
                let name: String = name.iter().collect();
                return name.starts_with("say") || ASKING.contains(&name.as_str());
            }
            ';' | '{' | '}' | '"' => return false,
            _ => {}
        }
    }
    false
}

/// Chinese stands in the locales, in comments and in tests, not in code; single characters that
/// people may type are no sentence.
pub fn check_sentences(source: &Source) -> Vec<Finding> {
    let text = if source.path == WRITES_DATES {
        return Vec::new();
    } else if source.is_product() {
        Rust::read(&source.text).product_with_text
    } else if source.path.starts_with("templates/") {
        super::template::without_comments(&source.text)
    } else {
        return Vec::new();
    };
    let lines = (1..).zip(text.lines());
    lines
        .filter(|(_, line)| line.chars().any(is_chinese))
        .map(|(number, _)| {
            Finding::new(
                &source.path,
                number,
                "a sentence for readers: put it into src/text/locales, in both languages",
            )
        })
        .collect()
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

mod tests {
    use super::*;

    fn keys(code: &str) -> Vec<String> {
        let sources = [
            Source::new(
                "src/text/locales/en/refusals.ftl",
                "refusal-late = Late\nrefusal-full = Full\n",
            ),
            Source::new("src/web/a.rs", code),
        ];
        let findings = check_known(&sources)
            .into_iter()
            .chain(check_used(&sources));
        findings.map(|finding| finding.to_string()).collect()
    }

    #[test]
    fn texts_that_are_asked_for_pass() {
        assert_eq!(
            keys(r#"say(lang, "refusal-late"); let a = ("refusal-full", "x-y");"#),
            [""; 0]
        );
        assert_eq!(
            keys(r#"find(lang, &format!("refusal-{}", kind), &[])"#),
            [""; 0]
        );
    }

    #[test]
    fn a_key_without_a_text_is_found() {
        let found = keys("say(lang, \"refusal-{x}\");\nsay_with(lang, \"page-apply\", &[]);");
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("src/web/a.rs:2: no text has the key `page-apply`"));
        assert!(keys("\"refusal-{x}\"; \"refusal-latte\"")[0].contains("`refusal-latte`"));
    }

    #[test]
    fn a_text_that_nothing_asks_for_is_found() {
        assert!(
            keys(r#"say(lang, "refusal-late")"#)[0].contains("nothing asks for `refusal-full`")
        );
    }

    #[test]
    fn keys_in_templates_are_seen_among_attributes() {
        let source = Source::new(
            "templates/a.html",
            "<p class=\"a-b\">{{ t.say(\"page-top\") }}</p>\n",
        );
        let asked: Vec<String> = mentions(&source)
            .into_iter()
            .filter(|m| m.asked)
            .map(|m| m.text)
            .collect();
        assert_eq!(asked, ["page-top"]);
    }

    #[test]
    fn chinese_in_code_is_found_and_in_comments_and_tests_is_not() {
        let found = |path, text| check_sentences(&Source::new(path, text)).len();
        assert_eq!(
            found(
                "src/a.rs",
                "// 摊位\n#[cfg(test)]\nmod tests { const A: &str = \"摊位\"; }\n"
            ),
            0
        );
        assert_eq!(found("src/a.rs", "text.trim_end_matches('元')"), 0);
        assert_eq!(found("src/a.rs", "const A: &str = \"摊位\";\n"), 1);
        assert_eq!(
            found("templates/a.html", "{# 摊位 #}<!-- 摊位 -->\n<p>摊位</p>\n"),
            1
        );
        assert_eq!(found("tests/it/a.rs", "const A: &str = \"摊位\";\n"), 0);
    }
}
