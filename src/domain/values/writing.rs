//! What people write in words: names and notes.

use super::clean::{TextError, many_lines, one_line};
use super::text_value;

text_value! {
    /// The name of a person, as they write it themselves.
    PersonName, TextError
}

impl PersonName {
    pub const MAX: usize = 60;

    pub fn parse(raw: &str) -> Result<Self, TextError> {
        one_line(raw, Self::MAX).map(Self)
    }
}

text_value! {
    /// What stands over a stall, and on the public map.
    TradingName, TextError
}

impl TradingName {
    pub const MAX: usize = 40;

    pub fn parse(raw: &str) -> Result<Self, TextError> {
        one_line(raw, Self::MAX).map(Self)
    }
}

text_value! {
    /// What a row of stalls is called on the plan: `A1`, or a word.
    RowLabel, TextError
}

impl RowLabel {
    pub const MAX: usize = 20;

    pub fn parse(raw: &str) -> Result<Self, TextError> {
        one_line(raw, Self::MAX).map(Self)
    }
}

text_value! {
    /// A reason, an answer, a remark: some lines of text, never none.
    Note, TextError
}

impl Note {
    pub const MAX: usize = 1000;

    pub fn parse(raw: &str) -> Result<Self, TextError> {
        many_lines(raw, Self::MAX).map(Self)
    }
}
