//! What is wrong with one field of a form, and what to write instead.

use entity::kinds::Language;

use super::super::{Arg, Value};
use super::{Said, echoed};
use crate::domain::FieldError;
use crate::domain::calendar::CalendarError;
use crate::domain::values::{
    CodeError, DigitsError, EmailError, LabelError, MoneyError, NamesError, PasswordError,
    PhoneError, RandomnessError, SecretError, TextError,
};

/// The sentence that stands beside the field and in the summary.
pub fn field_sentence(lang: Language, error: &FieldError) -> String {
    field_said(lang, error).text
}

/// The same with its code.
pub fn field_said(lang: Language, error: &FieldError) -> Said {
    let words = words_of(error);
    Said::new(lang, words.key, &words.args)
}

struct Words<'a> {
    key: &'static str,
    args: Vec<Arg<'a>>,
}

fn plain(key: &'static str) -> Words<'static> {
    Words {
        key,
        args: Vec::new(),
    }
}

fn with<'a>(key: &'static str, name: &'static str, value: impl Into<Value<'a>>) -> Words<'a> {
    Words {
        key,
        args: vec![(name, value.into())],
    }
}

fn words_of(error: &FieldError) -> Words<'_> {
    match error {
        FieldError::Missing => plain("refusal-field-missing"),
        FieldError::NotAChoice => plain("refusal-field-not-a-choice"),
        FieldError::NotANumber => plain("refusal-field-not-a-number"),
        FieldError::OutOfRange { min, max } => Words {
            key: "refusal-field-out-of-range",
            args: vec![("min", (*min).into()), ("max", (*max).into())],
        },
        FieldError::NotADate => plain("refusal-field-not-a-date"),
        FieldError::OutsideTerm => plain("refusal-field-outside-term"),
        FieldError::Repeated { value } => with("refusal-field-repeated", "value", echoed(value)),
        FieldError::Overlap { one, other } => Words {
            key: "refusal-field-overlap",
            args: vec![("one", echoed(one).into()), ("other", echoed(other).into())],
        },
        FieldError::Unknown { value } => with("refusal-field-unknown", "value", echoed(value)),
        FieldError::NotAdjacent => plain("refusal-field-not-adjacent"),
        FieldError::TooMany { max } => with("refusal-field-too-many", "max", *max),
        FieldError::NoConsent => plain("refusal-field-no-consent"),
        FieldError::Text(error) => text(*error),
        FieldError::Email(error) => email(*error),
        FieldError::Phone(error) => phone(*error),
        FieldError::Label(error) => label(*error),
        FieldError::Code(error) => code(*error),
        FieldError::Secret(SecretError) => plain("refusal-secret"),
        FieldError::Money(error) => money(*error),
        FieldError::Names(error) => names(error),
        FieldError::Digits(error) => digits(*error),
        FieldError::Randomness(error) => randomness(*error),
        FieldError::Password(error) => password(*error),
        FieldError::Calendar(error) => calendar(*error),
        FieldError::Webhook(_) => plain("refusal-webhook-url"),
    }
}

fn text(error: TextError) -> Words<'static> {
    match error {
        TextError::Empty => plain("refusal-field-missing"),
        TextError::TooLong { max } => with("refusal-text-too-long", "max", max),
        TextError::Hidden { character } => {
            let number = format!("U+{:04X}", u32::from(character));
            with("refusal-text-hidden", "character", number)
        }
    }
}

fn email(error: EmailError) -> Words<'static> {
    match error {
        EmailError::Text(error) => text(error),
        EmailError::NoAt => plain("refusal-email-no-at"),
        EmailError::Local => plain("refusal-email-local"),
        EmailError::Domain => plain("refusal-email-domain"),
    }
}

fn phone(error: PhoneError) -> Words<'static> {
    match error {
        PhoneError::Text(error) => text(error),
        PhoneError::NotDigits => plain("refusal-phone-not-digits"),
        PhoneError::NotAMobile => plain("refusal-phone-not-a-mobile"),
        PhoneError::NotInternational => plain("refusal-phone-not-international"),
    }
}

fn label(error: LabelError) -> Words<'static> {
    match error {
        LabelError::Empty => plain("refusal-field-missing"),
        LabelError::TooShort { min } => with("refusal-label-too-short", "min", min),
        LabelError::TooLong { max } => with("refusal-label-too-long", "max", max),
        LabelError::Character { character } => {
            with("refusal-label-character", "character", shown(character))
        }
        LabelError::Dash => plain("refusal-label-dash"),
    }
}

fn code(error: CodeError) -> Words<'static> {
    match error {
        CodeError::Length => plain("refusal-code-length"),
        CodeError::Character { character } => {
            with("refusal-code-character", "character", shown(character))
        }
    }
}

fn money(error: MoneyError) -> Words<'static> {
    match error {
        MoneyError::NotAnAmount => plain("refusal-money-not-an-amount"),
        MoneyError::Negative => plain("refusal-money-negative"),
        MoneyError::TooLarge { max_yuan } => with("refusal-money-too-large", "max", max_yuan),
    }
}

fn names(error: &NamesError) -> Words<'_> {
    match error {
        NamesError::None => plain("refusal-names-none"),
        NamesError::Tag { tag } => with("refusal-names-tag", "tag", echoed(tag)),
        NamesError::Text { error, .. } => text(*error),
    }
}

fn digits(error: DigitsError) -> Words<'static> {
    match error {
        DigitsError::NotADigit { character } => {
            with("refusal-digits-not-a-digit", "character", shown(character))
        }
        DigitsError::TooFew { min } => with("refusal-digits-too-few", "min", min),
        DigitsError::TooMany { max } => with("refusal-digits-too-many", "max", max),
    }
}

fn randomness(error: RandomnessError) -> Words<'static> {
    match error {
        RandomnessError::NotHex { character } => {
            with("refusal-randomness-not-hex", "character", shown(character))
        }
        RandomnessError::Length { found } => with("refusal-randomness-length", "count", found),
    }
}

fn password(error: PasswordError) -> Words<'static> {
    match error {
        PasswordError::TooShort { min } => with("refusal-password-too-short", "min", min),
        PasswordError::TooLong { max } => with("refusal-password-too-long", "max", max),
        PasswordError::Control => plain("refusal-password-control"),
        PasswordError::TooPlain => plain("refusal-password-too-plain"),
    }
}

fn calendar(error: CalendarError) -> Words<'static> {
    match error {
        CalendarError::EndsBeforeItBegins => plain("refusal-calendar-ends-before-it-begins"),
        CalendarError::TermTooLong { max_days } => {
            with("refusal-calendar-term-too-long", "max", max_days)
        }
        CalendarError::NoWeekday => plain("refusal-calendar-no-weekday"),
        CalendarError::NotAWeekday => plain("refusal-calendar-not-a-weekday"),
        CalendarError::StartOutsideDay => plain("refusal-calendar-start-outside-day"),
        CalendarError::Duration { max_minutes } => {
            with("refusal-calendar-duration", "max", max_minutes)
        }
        CalendarError::OutOfReach => plain("refusal-calendar-out-of-reach"),
    }
}

/// A character as it can be shown in a sentence; one that cannot be seen by its number.
fn shown(character: char) -> String {
    if character.is_control() || character.is_whitespace() {
        format!("U+{:04X}", u32::from(character))
    } else {
        character.to_string()
    }
}
