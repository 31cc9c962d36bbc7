//! The addresses of pages that several others lead to, and how a list keeps what it was asked for.

use entity::kinds::Language;
use entity::trading_time;

use super::words::names;
use crate::web::layout::{Link, with_query};

pub fn staff_round(market: &str, round: &str) -> String {
    format!("/staff/m/{market}/rounds/{round}")
}

pub fn staff_previews(market: &str, round: &str) -> String {
    format!("{}/previews", staff_round(market, round))
}

pub fn staff_preview(market: &str, round: &str, id: &str) -> String {
    format!("{}/{id}", staff_previews(market, round))
}

pub fn staff_application(market: &str, code: &str) -> String {
    format!("/staff/m/{market}/applications/{code}")
}

/// A list with what it was asked for; what is empty was not asked.
pub fn list_base(href: &str, asked: &[(&str, &str)]) -> String {
    let asked = asked.iter().filter(|(_, value)| !value.is_empty());
    asked.fold(href.to_owned(), |base, (name, value)| {
        let encoded: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
        with_query(&base, name, &encoded)
    })
}

/// One link for each trading time; `current` is the code of the one that is shown.
pub fn time_links(
    lang: Language,
    times: &[trading_time::Model],
    current: &str,
    href_of: impl Fn(&str) -> String,
) -> Vec<Link> {
    let link = |time: &trading_time::Model| Link {
        label: names(lang, &time.names),
        href: href_of(&time.code),
        current: time.code == current,
    };
    times.iter().map(link).collect()
}
