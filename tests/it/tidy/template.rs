//! Templates hold no words of their own: what people read comes from the locales.

use super::{Finding, Source};

/// Attributes that are read out or shown.
const READ_OUT: &[&str] = &["alt=\"", "title=\"", "placeholder=\"", "aria-label=\""];

/// Written the same in every language.
const NAMES: &[&str] = &["Starstall"];

pub fn check_sentences(source: &Source) -> Vec<Finding> {
    if !source.path.starts_with("templates/") || source.extension() != "html" {
        return Vec::new();
    }
    let mut text = without_comments(&source.text);
    for (open, close) in [
        ("{{", "}}"),
        ("{%", "%}"),
        ("<style", "</style>"),
        ("<script", "</script>"),
    ] {
        text = without(&text, open, close);
    }
    let read_out = READ_OUT
        .iter()
        .flat_map(|name| wordy_attributes(&text, name));
    let read_out: Vec<usize> = read_out.collect();
    let shown = without(&text, "<", ">");
    let wordy = (1..).zip(shown.lines()).filter(|(_, line)| has_words(line));
    let lines = wordy.map(|(number, _)| number).chain(read_out);
    lines
        .map(|number| {
            Finding::new(
                &source.path,
                number,
                "words for readers: put them into src/text/locales, in both languages",
            )
        })
        .collect()
}

pub fn without_comments(text: &str) -> String {
    without(&without(text, "{#", "#}"), "<!--", "-->")
}

/// Takes out everything from `open` to `close`, and keeps the lines.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        kept.push_str(before);
        let (inside, tail) = after.split_once(close).unwrap_or((after, ""));
        kept.extend(inside.chars().filter(|c| *c == '\n'));
        rest = tail;
    }
    kept + rest
}

fn wordy_attributes(text: &str, name: &str) -> Vec<usize> {
    text.match_indices(name)
        .filter(|(at, _)| {
            has_words(
                text[at + name.len()..]
                    .split('"')
                    .next()
                    .unwrap_or_default(),
            )
        })
        .map(|(at, _)| text[..at].matches('\n').count() + 1)
        .collect()
}

/// Two letters in a row, outside of entities such as `&nbsp;` and of names.
fn has_words(line: &str) -> bool {
    let mut plain = without(line, "&", ";");
    for name in NAMES {
        plain = plain.replace(name, "");
    }
    let letters: Vec<bool> = plain.chars().map(char::is_alphabetic).collect();
    letters.windows(2).any(|pair| pair == [true, true])
}

mod tests {
    use super::*;

    fn lines(html: &str) -> Vec<usize> {
        let findings = check_sentences(&Source::new("templates/a.html", html));
        findings.into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn a_template_that_asks_for_its_words_passes() {
        let html = "<title>{{ t.say(\"page-top\") }} · Starstall</title>\n<style>\nbody {}\n</style>\n<p title=\"{{ x }}\">&nbsp;{% if a %}1 × A{% endif %}</p>\n";
        assert_eq!(lines(html), [0; 0]);
    }

    #[test]
    fn words_in_a_template_are_found() {
        assert_eq!(lines("<p>\nHello {{ name }}\n</p>\n"), [2]);
        assert_eq!(lines("<img alt=\"A map\">\n"), [1]);
    }
}
