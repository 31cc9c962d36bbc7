//! What one cell means: dates, words and lists as people write them.

use chrono::NaiveDate;
use entity::kinds::Language;
use entity::{category, trading_time};

use crate::app::AppError;
use crate::app::round::step::read;
use crate::domain::values::Names;
use crate::store::market::MarketPlan;
use crate::text::labels::{Labelled, label};

/// `2026-12-01`, and as Excel and people write it: any marks that are no digits between year, month and day.
pub(super) fn read_date(cell: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = cell
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    if year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A member of a closed set: by its word, by its label in either language, or by a part of the label
/// that no other has, since lists are brief.
pub(super) fn read_word<K: Labelled>(cell: &str) -> Option<K> {
    let cell = cell.to_lowercase();
    let exact = K::all()
        .find(|kind| kind.word().eq_ignore_ascii_case(&cell) || labels(*kind).contains(&cell));
    exact.or_else(|| {
        let mut parts = K::all().filter(|kind| labels(*kind).iter().any(|own| own.contains(&cell)));
        parts.next().filter(|_| parts.next().is_none())
    })
}

fn labels<K: Labelled>(kind: K) -> [String; 2] {
    [Language::ZhCn, Language::En].map(|lang| label(lang, kind).to_lowercase())
}

/// The parts of a list inside a cell.
pub(super) fn split_list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', ',', '；', '，', '、', '/', '|', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// By its code, or by its name in whichever language.
pub(super) fn find_category<'a>(plan: &'a MarketPlan, cell: &str) -> Option<&'a category::Model> {
    plan.category_by_code(cell).or_else(|| {
        plan.categories
            .iter()
            .find(|row| is_called(&row.names, cell))
    })
}

/// By its code, or by its name in whichever language.
pub(super) fn find_time<'a>(plan: &'a MarketPlan, cell: &str) -> Option<&'a trading_time::Model> {
    plan.trading_time_by_code(cell).or_else(|| {
        plan.trading_times
            .iter()
            .find(|row| is_called(&row.names, cell))
    })
}

fn is_called(names: &serde_json::Value, cell: &str) -> bool {
    let names: Result<Names, AppError> = read(names);
    names.is_ok_and(|names| names.iter().any(|(_, name)| name == cell))
}
