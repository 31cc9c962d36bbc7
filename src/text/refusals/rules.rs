//! What cannot stand in the rules of a round, and what deserves a second look.

use entity::kinds::Language;

use super::super::labels::{Labelled, label};
use super::super::{say, say_with};
use crate::domain::rules::{RuleNumber, RulesError, RulesWarning};

/// What is to be mended before the rules can be fixed.
pub fn rules_sentence(lang: Language, error: &RulesError) -> String {
    match error {
        RulesError::Version { found, known } => say_with(
            lang,
            "refusal-rules-version",
            &[("found", (*found).into()), ("known", (*known).into())],
        ),
        RulesError::FeeNegative => say(lang, "refusal-rules-fee-negative"),
        RulesError::OutOfRange { number, min, max } => say_with(
            lang,
            "refusal-rules-out-of-range",
            &[
                ("what", say(lang, number_key(*number)).into()),
                ("min", (*min).into()),
                ("max", (*max).into()),
            ],
        ),
        RulesError::NoPool => say(lang, "refusal-rules-no-pool"),
        RulesError::PoolRepeated { pool } => named(lang, "refusal-rules-pool-repeated", *pool),
        RulesError::OpenPoolNotLast => say(lang, "refusal-rules-open-pool-not-last"),
        RulesError::OpenPoolRestricted => say(lang, "refusal-rules-open-pool-restricted"),
        RulesError::CharityPoolForEveryone => say(lang, "refusal-rules-charity-pool-for-everyone"),
        RulesError::QuotaUnusable { group } => named(lang, "refusal-rules-quota-unusable", *group),
        RulesError::CriterionRepeated { criterion } => {
            named(lang, "refusal-rules-criterion-repeated", *criterion)
        }
        RulesError::CapRepeated { category } => say_with(
            lang,
            "refusal-rules-cap-repeated",
            &[("name", category.as_str().into())],
        ),
        RulesError::NoSeedSource => say(lang, "refusal-rules-no-seed-source"),
        RulesError::CeremonyNotFirst => say(lang, "refusal-rules-ceremony-not-first"),
        RulesError::SeedSourceRepeated => say(lang, "refusal-rules-seed-source-repeated"),
        RulesError::SeedSourceTooEarly => say(lang, "refusal-rules-seed-source-too-early"),
    }
}

pub fn rules_warning_sentence(lang: Language, warning: RulesWarning) -> String {
    let key = match warning {
        RulesWarning::SeedWithinControl => "refusal-rules-warning-seed-within-control",
        RulesWarning::SeedWithoutFallback => "refusal-rules-warning-seed-without-fallback",
    };
    say(lang, key)
}

fn number_key(number: RuleNumber) -> &'static str {
    match number {
        RuleNumber::RefusalLimit => "refusal-rules-number-refusal-limit",
        RuleNumber::ObjectionDaysList => "refusal-rules-number-objection-days-list",
        RuleNumber::ObjectionDaysResult => "refusal-rules-number-objection-days-result",
        RuleNumber::ConfirmDays => "refusal-rules-number-confirm-days",
        RuleNumber::OfferDays => "refusal-rules-number-offer-days",
    }
}

fn named<K: Labelled>(lang: Language, key: &str, kind: K) -> String {
    say_with(lang, key, &[("name", label(lang, kind).into())])
}
