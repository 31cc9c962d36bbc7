//! The words: both languages have the same keys, and arguments go in bare.

use entity::kinds::Language;
use starstall::text::{find, say};

#[test]
fn a_sentence_is_found_in_both_languages() {
    assert_eq!(say(Language::ZhCn, "site-name"), "星摊");
    assert_eq!(say(Language::En, "site-name"), "Starstall");
    assert_eq!(find(Language::En, "no-such-key", &[]), None);
    assert_eq!(say(Language::En, "no-such-key"), "⟦no-such-key⟧");
}

#[test]
fn both_languages_have_the_same_files_and_keys() {
    for file in [
        "common", "pages", "refusals", "labels", "notices", "reasons",
    ] {
        assert_eq!(keys("zh-CN", file), keys("en", file), "{file}.ftl");
    }
}

fn keys(lang: &str, file: &str) -> Vec<String> {
    let root = env!("CARGO_MANIFEST_DIR");
    let text =
        std::fs::read_to_string(format!("{root}/src/text/locales/{lang}/{file}.ftl")).unwrap();
    let mut keys: Vec<String> = text
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_owned())
        .collect();
    keys.sort();
    let all = keys.len();
    keys.dedup();
    assert_eq!(all, keys.len(), "{lang}/{file}.ftl has a key twice");
    keys
}
