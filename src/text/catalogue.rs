//! Every refusal there is, as it is written: for those who write programs, not for readers.

use entity::kinds::Language;

/// Files that hold refusals, with their blanks not yet filled in.
const WRITTEN: [(&str, &str); 3] = [
    (
        include_str!("locales/zh-CN/refusals.ftl"),
        include_str!("locales/en/refusals.ftl"),
    ),
    (
        include_str!("locales/zh-CN/market.ftl"),
        include_str!("locales/en/market.ftl"),
    ),
    (
        include_str!("locales/zh-CN/rounds.ftl"),
        include_str!("locales/en/rounds.ftl"),
    ),
];

/// Code and words. A sentence that depends on a number is cut where its choices begin.
pub fn refusals(lang: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    let files = WRITTEN.map(|(chinese, english)| match lang {
        Language::ZhCn => chinese,
        Language::En => english,
    });
    let lines = files.into_iter().flat_map(str::lines);
    lines.filter_map(|line| {
        let (key, text) = line.split_once(" = ")?;
        let (place, code) = key.split_once('-')?;
        (place == "refusal").then_some((code, text))
    })
}
