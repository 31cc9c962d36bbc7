//! From stored columns to the reader's words.

use chrono::Weekday;
use entity::kinds::Language;
use entity::{draw, trading_time};
use serde_json::Value;

use crate::domain::FieldErrors;
use crate::domain::calendar::Weekdays;
use crate::domain::seed::SeedPart;
use crate::domain::values::Names;
use crate::text::dates;
use crate::text::refusals::field_sentence;
use crate::web::form::Errors;
use crate::web::list::Pager;

/// The name in the reader's language, else in another; nothing when the column is unreadable.
pub fn names(lang: Language, column: &Value) -> String {
    serde_json::from_value::<Names>(column.clone())
        .map_or_else(|_| String::new(), |names| names.get(lang).to_owned())
}

pub fn weekdays_of(time: &trading_time::Model) -> Vec<Weekday> {
    serde_json::from_value::<Weekdays>(time.weekdays.clone())
        .map_or_else(|_| Vec::new(), |days| days.iter().collect())
}

/// "周五到周日 17:00–22:00".
pub fn hours_of(lang: Language, time: &trading_time::Model) -> String {
    let days = dates::weekdays(lang, &weekdays_of(time));
    let span = dates::clock_span(
        time.starts_at_minute.unsigned_abs(),
        time.duration_minutes.unsigned_abs(),
    );
    format!("{days} {span}")
}

/// What chance said, as it was recorded: nothing before the seed is known.
pub fn seed_parts(draw: &draw::Model) -> Vec<SeedPart> {
    let values = draw.seed_values.clone();
    values
        .and_then(|values| serde_json::from_value(values).ok())
        .unwrap_or_default()
}

/// What was wrong with a form, in the reader's words.
pub fn errors_in_words(lang: Language, errors: &FieldErrors) -> Errors {
    let mut words = Errors::default();
    for (field, error) in errors.iter() {
        words.add(field, field_sentence(lang, error));
    }
    words
}

/// No list of ours has more pages.
const LAST_PAGE: usize = 1_000_000;

/// The page that an address asks for; the first when it asks for none that there can be.
pub fn page_number(typed: Option<&str>) -> usize {
    let number = typed.and_then(|typed| typed.parse().ok());
    number.unwrap_or(1).clamp(1, LAST_PAGE)
}

/// Where the reader is in a list of `total` rows: whoever asks for a page past the end gets the last.
pub fn pager_of(typed: Option<&str>, total: usize, page_size: usize, base: String) -> Pager {
    let pages = total.div_ceil(page_size).max(1);
    Pager {
        page: page_number(typed).min(pages),
        pages,
        total,
        base,
    }
}

/// Which rows of a list stand on a page; pages count from 1.
pub fn page_of<T: Clone>(rows: &[T], page: usize, page_size: usize) -> Vec<T> {
    let before = page.saturating_sub(1).saturating_mul(page_size);
    rows.iter().skip(before).take(page_size).cloned().collect()
}
