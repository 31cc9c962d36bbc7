//! Just enough of a Rust reader: what is code, what is text, what is a test, where functions end.
//!
//! It keeps every character in its place, so that line numbers stay true.

use std::ops::Range;

/// One Rust file in three readings of the same length; what is left out became blanks.
pub struct Rust {
    /// Without comments and without what stands in quotes.
    pub code: String,
    /// Code of the product only: `#[cfg(test)]` items are left out too.
    pub product: String,
    /// As `product`, with what stands in double quotes.
    pub product_with_text: String,
}

impl Rust {
    pub fn read(text: &str) -> Self {
        let pieces = classify(text);
        let code: Vec<char> = keep(&pieces, |class| class == Class::Code);
        let shown = [Class::Code, Class::Text];
        let with_text = keep(&pieces, |class| shown.contains(&class));
        let tests = test_items(&code);
        Self {
            product: blank(&code, &tests).iter().collect(),
            product_with_text: blank(&with_text, &tests).iter().collect(),
            code: code.into_iter().collect(),
        }
    }
}

/// A function's name, its first line and how many lines it has.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    pub line: usize,
    pub lines: usize,
}

pub fn functions(code: &str) -> Vec<Function> {
    let chars: Vec<char> = code.chars().collect();
    words(&chars)
        .filter(|word| chars[word.clone()] == ['f', 'n'])
        .filter_map(|word| function_at(&chars, &word))
        .collect()
}

/// For each character the line on which it stands.
pub fn line_numbers(chars: &[char]) -> Vec<usize> {
    let count = |line: &mut usize, c: &char| {
        let here = *line;
        *line += usize::from(*c == '\n');
        Some(here)
    };
    chars.iter().scan(1, count).collect()
}

/// The line, counted from 1, on which a character stands.
pub fn line_at(chars: &[char], at: usize) -> usize {
    1 + chars[..at].iter().filter(|c| **c == '\n').count()
}

pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where each word (an identifier, a keyword, a number) begins and ends.
pub fn words(chars: &[char]) -> impl Iterator<Item = Range<usize>> + '_ {
    let begins = |at: &usize| is_word(chars[*at]) && (*at == 0 || !is_word(chars[*at - 1]));
    (0..chars.len()).filter(begins).map(|start| {
        let length = chars[start..].iter().take_while(|c| is_word(**c)).count();
        start..start + length
    })
}

/// A type such as `fn(u8)` has no name and no body; a trait's method may have no body.
fn function_at(chars: &[char], keyword: &Range<usize>) -> Option<Function> {
    let name_start = skip_blanks(chars, keyword.end);
    let name: String = chars[name_start..]
        .iter()
        .take_while(|c| is_word(**c))
        .collect();
    let (open, body) = next_body(chars, name_start)?;
    let line = line_at(chars, keyword.start);
    (!name.is_empty() && open).then(|| Function {
        name,
        line,
        lines: line_at(chars, body.end - 1) - line + 1,
    })
}

/// The next `{ … }` or `;` outside of parentheses and brackets; true for a body.
fn next_body(chars: &[char], from: usize) -> Option<(bool, Range<usize>)> {
    let mut depth = 0_i32;
    for at in from..chars.len() {
        match chars[at] {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ';' if depth == 0 => return Some((false, at..at + 1)),
            '{' if depth == 0 => return Some((true, at..closing_brace(chars, at) + 1)),
            _ => {}
        }
    }
    None
}

fn closing_brace(chars: &[char], open: usize) -> usize {
    let mut depth = 0_i32;
    for (at, c) in chars.iter().enumerate().skip(open) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    chars.len() - 1
}

fn skip_blanks(chars: &[char], from: usize) -> usize {
    from + chars[from..]
        .iter()
        .take_while(|c| c.is_whitespace())
        .count()
}

fn test_items(code: &[char]) -> Vec<Range<usize>> {
    let attribute: Vec<char> = "#[cfg(test)]".chars().collect();
    let starts = (0..code.len()).filter(|at| code[*at..].starts_with(&attribute));
    starts
        .filter_map(|start| {
            let (_, body) = next_body(code, start + attribute.len())?;
            Some(start..body.end)
        })
        .collect()
}

fn blank(chars: &[char], ranges: &[Range<usize>]) -> Vec<char> {
    let mut kept = chars.to_vec();
    for range in ranges {
        for c in &mut kept[range.clone()] {
            if *c != '\n' {
                *c = ' ';
            }
        }
    }
    kept
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Code,
    Comment,
    Text,
    Character,
}

fn keep(pieces: &[(char, Class)], wanted: impl Fn(Class) -> bool) -> Vec<char> {
    let shown = |&(c, class): &(char, Class)| if wanted(class) || c == '\n' { c } else { ' ' };
    pieces.iter().map(shown).collect()
}

fn classify(text: &str) -> Vec<(char, Class)> {
    let chars: Vec<char> = text.chars().collect();
    let mut pieces = Vec::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        let inside_word = at > 0 && is_word(chars[at - 1]);
        let (class, length) = next_piece(&chars[at..], inside_word);
        let end = (at + length).min(chars.len());
        pieces.extend(chars[at..end].iter().map(|c| (*c, class)));
        at = end;
    }
    pieces
}

fn next_piece(rest: &[char], inside_word: bool) -> (Class, usize) {
    match rest {
        ['/', '/', ..] => {
            let length = rest.iter().take_while(|c| **c != '\n').count();
            (Class::Comment, length)
        }
        ['/', '*', ..] => (Class::Comment, block_comment(rest)),
        ['"', ..] => (Class::Text, string(rest)),
        ['r' | 'b' | 'c', ..] if !inside_word => {
            raw_string(rest).map_or((Class::Code, 1), |length| (Class::Text, length))
        }
        ['\'', '\\', _, tail @ ..] => {
            let until_quote = tail.iter().take_while(|c| **c != '\'').count();
            (Class::Character, 3 + until_quote + 1)
        }
        ['\'', _, '\'', ..] => (Class::Character, 3),
        _ => (Class::Code, 1),
    }
}

fn block_comment(rest: &[char]) -> usize {
    let mut depth = 0_i32;
    let mut at = 0;
    while at < rest.len() {
        match rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

fn string(rest: &[char]) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// The length of `r"…"`, `r#"…"#`, `br"…"`, `b"…"` or `c"…"`, if one begins here.
fn raw_string(rest: &[char]) -> Option<usize> {
    let prefix = rest.iter().take_while(|c| "rbc".contains(**c)).count();
    let raw = rest[..prefix].contains(&'r');
    let hashes = rest[prefix..].iter().take_while(|c| **c == '#').count();
    let quote = prefix + hashes;
    if prefix > 2 || rest.get(quote) != Some(&'"') || (hashes > 0 && !raw) {
        return None;
    }
    if !raw {
        return Some(quote + string(&rest[quote..]));
    }
    let closing: Vec<char> = std::iter::once('"')
        .chain(std::iter::repeat_n('#', hashes))
        .collect();
    let body = quote + 1;
    let end = (body..rest.len()).find(|at| rest[*at..].starts_with(&closing))?;
    Some(end + closing.len())
}

mod tests {
    use super::*;

    #[test]
    fn comments_and_quotes_become_blanks_of_the_same_length() {
        let text =
            "let a = \"fn x() {\"; // fn y() {\nlet b = '{'; /* { /* } */ */ let c: &'a u8;\n";
        let read = Rust::read(text);
        assert_eq!(read.code.chars().count(), text.chars().count());
        assert!(!read.code.contains('{') && !read.code.contains("fn"));
        assert!(read.code.contains("&'a u8"));
        assert!(read.product_with_text.contains("fn x()"));
        assert!(!read.product_with_text.contains("fn y()"));
    }

    #[test]
    fn raw_and_escaped_quotes_end_where_they_end() {
        let read = Rust::read(r##"a(r#"x " y"#, b"\"", '\'', '\u{4e2d}', r"\"); end"##);
        assert!(read.code.ends_with("); end"));
        assert!(!read.code.contains('y'));
    }

    #[test]
    fn test_items_are_no_product() {
        let read = Rust::read(
            "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n#[cfg(test)]\nuse c;\nfn d() {}\n",
        );
        let names =
            |code: &str| -> Vec<String> { functions(code).into_iter().map(|f| f.name).collect() };
        assert_eq!(names(&read.product), ["a", "d"]);
        assert_eq!(names(&read.code), ["a", "b", "d"]);
        assert!(!read.product.contains("use c"));
    }

    #[test]
    fn functions_are_measured_from_their_name_to_their_end() {
        let found = functions(
            "trait T {\n    fn none(&self);\n}\nfn long<T>(\n    a: [u8; 3],\n) -> fn(u8)\nwhere T: X,\n{\n    if a {\n    }\n}\n",
        );
        assert_eq!(
            found,
            [Function {
                name: "long".into(),
                line: 4,
                lines: 8
            }]
        );
    }
}
