//! The words people read, in both languages: labels, refusals, reasons, notices.
//!
//! Pure. Nothing else in the project holds a sentence for a reader, and nothing here decides.
//! The sentences stand in `locales/{zh-CN,en}`, one file per place; code names them by key.

pub mod catalogue;
pub mod columns;
pub mod dates;
pub mod labels;
pub mod message;
pub mod money;
pub mod next_term;
pub mod notices;
pub mod reasons;
pub mod refusals;
pub mod shortages;

use std::collections::HashMap;

use entity::kinds::Language;
use fluent_templates::{LanguageIdentifier, langid, static_loader};

/// What goes into a sentence: `("name", name.into())`, `("count", 3.into())`.
pub type Arg<'a> = (&'static str, Value<'a>);
pub use fluent_templates::fluent_bundle::FluentValue as Value;

/// The sentence under `key`. A key that does not exist, or whose argument is missing, shows as `⟦key⟧`, which a test looks for.
pub fn say(lang: Language, key: &str) -> String {
    say_with(lang, key, &[])
}

/// The sentence under `key` with its arguments.
pub fn say_with(lang: Language, key: &str, args: &[Arg<'_>]) -> String {
    find(lang, key, args).unwrap_or_else(|| format!("⟦{key}⟧"))
}

/// The sentence under `key`, or nothing when this language lacks it or an argument is missing.
pub fn find(lang: Language, key: &str, args: &[Arg<'_>]) -> Option<String> {
    let args: HashMap<&str, Value<'_>> = args
        .iter()
        .map(|(name, value)| (*name, value.clone()))
        .collect();
    WORDS
        .lookup_single_language(&identifier(lang), key, Some(&args))
        .ok()
}

const fn identifier(lang: Language) -> LanguageIdentifier {
    match lang {
        Language::ZhCn => langid!("zh-CN"),
        Language::En => langid!("en"),
    }
}

static_loader! {
    static WORDS = {
        locales: "src/text/locales",
        fallback_language: "zh-CN",
        // Invisible isolating marks would surround every argument, also in mails and CSV.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}
