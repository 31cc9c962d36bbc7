//! What all text from outside goes through before anything else looks at it.

/// Why a piece of text is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    #[error("empty")]
    Empty,
    #[error("longer than {max} characters")]
    TooLong { max: usize },
    /// A control character, or one that hides or reorders what stands beside it.
    #[error("a character that cannot be shown: U+{:04X}", u32::from(*.character))]
    Hidden { character: char },
}

/// One line: trimmed, with single spaces, of at most `max` characters.
pub(super) fn one_line(raw: &str, max: usize) -> Result<String, TextError> {
    let trimmed = raw.trim();
    refuse_hidden(trimmed, |_| false)?;
    let line = trimmed.split_whitespace().collect::<Vec<_>>().join(" ");
    check_length(line, max)
}

/// Several lines: line ends become `\n`, tabs become spaces, blanks at the ends go.
pub(super) fn many_lines(raw: &str, max: usize) -> Result<String, TextError> {
    let unified = raw
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', " ");
    refuse_hidden(&unified, |character| character == '\n')?;
    let lines: Vec<&str> = unified.lines().map(str::trim_end).collect();
    check_length(lines.join("\n").trim().to_owned(), max)
}

/// What people type on a Chinese keyboard for `A`, `1`, `@` and a blank.
pub(super) fn half_width(raw: &str) -> String {
    raw.chars().map(half_width_character).collect()
}

fn half_width_character(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        other => other,
    }
}

fn check_length(text: String, max: usize) -> Result<String, TextError> {
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    if text.chars().count() > max {
        return Err(TextError::TooLong { max });
    }
    Ok(text)
}

fn refuse_hidden(text: &str, allowed: impl Fn(char) -> bool) -> Result<(), TextError> {
    match text.chars().find(|c| is_hidden(*c) && !allowed(*c)) {
        Some(character) => Err(TextError::Hidden { character }),
        None => Ok(()),
    }
}

/// Joiners inside words and emoji stay; whatever blanks or reorders a line does not.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{00ad}'
                | '\u{034f}'
                | '\u{061c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{fffe}'..='\u{ffff}'
                | '\u{e0000}'..='\u{e007f}'
        )
}
