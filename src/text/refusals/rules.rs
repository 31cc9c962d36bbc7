//! What cannot stand in the rules of a round, and what deserves a second look.

use entity::kinds::Language;

use super::super::labels::{Labelled, label};
use super::super::say;
use super::{Said, Voice};
use crate::domain::rules::{RuleNumber, RulesError, RulesWarning};

/// What is to be mended before the rules can be fixed.
pub fn rules_sentence(lang: Language, error: &RulesError) -> String {
    said(lang, error).text
}

pub(super) fn rules(voice: Voice, error: &RulesError) -> Said {
    said(voice.lang, error)
}

fn said(lang: Language, error: &RulesError) -> Said {
    let plain = |key| Said::new(lang, key, &[]);
    match error {
        RulesError::Version { found, known } => Said::new(
            lang,
            "refusal-rules-version",
            &[("found", (*found).into()), ("known", (*known).into())],
        ),
        RulesError::FeeNegative => plain("refusal-rules-fee-negative"),
        RulesError::OutOfRange { number, min, max } => Said::new(
            lang,
            "refusal-rules-out-of-range",
            &[
                ("what", say(lang, number_key(*number)).into()),
                ("min", (*min).into()),
                ("max", (*max).into()),
            ],
        ),
        RulesError::NoPool => plain("refusal-rules-no-pool"),
        RulesError::PoolRepeated { pool } => named(lang, "refusal-rules-pool-repeated", *pool),
        RulesError::OpenPoolNotLast => plain("refusal-rules-open-pool-not-last"),
        RulesError::OpenPoolRestricted => plain("refusal-rules-open-pool-restricted"),
        RulesError::CharityPoolForEveryone => plain("refusal-rules-charity-pool-for-everyone"),
        RulesError::QuotaUnusable { group } => named(lang, "refusal-rules-quota-unusable", *group),
        RulesError::CriterionRepeated { criterion } => {
            named(lang, "refusal-rules-criterion-repeated", *criterion)
        }
        RulesError::CapRepeated { category } => Said::new(
            lang,
            "refusal-rules-cap-repeated",
            &[("name", category.as_str().into())],
        ),
        RulesError::NoSeedSource => plain("refusal-rules-no-seed-source"),
        RulesError::CeremonyNotFirst => plain("refusal-rules-ceremony-not-first"),
        RulesError::SeedSourceRepeated => plain("refusal-rules-seed-source-repeated"),
        RulesError::SeedSourceTooEarly => plain("refusal-rules-seed-source-too-early"),
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
        RuleNumber::MostStalls => "refusal-rules-number-most-stalls",
    }
}

fn named<K: Labelled>(lang: Language, key: &'static str, kind: K) -> Said {
    Said::new(lang, key, &[("name", label(lang, kind).into())])
}
