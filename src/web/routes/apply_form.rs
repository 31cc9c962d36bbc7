//! From what was typed to an application, with everything that is missing or wrong at once.

use entity::kinds::{Feature, HardshipGroup, Language};

use crate::app::application::{Apply, CharityRequest, TimeWanted, WishFor};
use crate::app::round::RoundRef;
use crate::domain::application::{FEWEST_WORKERS, MOST_WORKERS};
use crate::domain::sizes::Sizes;
use crate::domain::values::{EmailAddress, Label, PersonName, Phone, TradingName};
use crate::domain::{FieldError, FieldErrors};
use crate::web::pages::apply::{ApplyForm, ApplyOptions, wish_field};

/// The version of the consent text that the form shows.
pub const CONSENT_VERSION: &str = "2026-11";

/// # Errors
/// Every field that is missing or wrong.
pub fn parse(
    at: RoundRef,
    form: &ApplyForm,
    options: &ApplyOptions,
    idempotency_key: &str,
) -> Result<Apply, FieldErrors> {
    let mut errors = FieldErrors::default();
    let name = errors.check("name", PersonName::parse(&form.name));
    let trading_name = errors.check("trading_name", TradingName::parse(&form.trading_name));
    let phone = errors.check("phone", Phone::parse(&form.phone));
    let email = errors.check_optional("email", &form.email, EmailAddress::parse);
    let category = parse_category(&mut errors, form, options);
    let workers = parse_people(&mut errors, &form.people);
    let stalls = parse_sizes(&mut errors, form, options.most_stalls);
    let needs = parse_needs(&mut errors, form);
    let times = parse_times(&mut errors, form, options);
    let charity = parse_charity(&mut errors, form, options);
    let (Some(name), Some(trading_name), Some(phone), Some(category), Some(workers)) =
        (name, trading_name, phone, category, workers)
    else {
        return Err(errors);
    };
    errors.finish()?;
    Ok(Apply {
        at,
        name,
        trading_name,
        phone,
        email,
        language: Language::parse(&form.language).unwrap_or(Language::ZhCn),
        identity: None,
        household: None,
        seniority: None,
        category,
        needs,
        workers,
        stalls,
        charity,
        times,
        idempotency_key: (!idempotency_key.is_empty()).then(|| idempotency_key.to_owned()),
    })
}

fn parse_category(
    errors: &mut FieldErrors,
    form: &ApplyForm,
    options: &ApplyOptions,
) -> Option<Label> {
    if form.category.is_empty() {
        errors.add("category", FieldError::NotAChoice);
        return None;
    }
    if !options
        .categories
        .iter()
        .any(|(code, _)| *code == form.category)
    {
        errors.add(
            "category",
            FieldError::Unknown {
                value: form.category.clone(),
            },
        );
        return None;
    }
    errors.check("category", Label::parse(&form.category))
}

fn parse_people(errors: &mut FieldErrors, typed: &str) -> Option<u8> {
    let number = match typed.parse::<i64>() {
        Ok(number) => number,
        Err(_) if typed.is_empty() => {
            errors.add("people", FieldError::Missing);
            return None;
        }
        Err(_) => {
            errors.add("people", FieldError::NotANumber);
            return None;
        }
    };
    if !(FEWEST_WORKERS..=MOST_WORKERS).contains(&number) {
        errors.add(
            "people",
            FieldError::OutOfRange {
                min: FEWEST_WORKERS,
                max: MOST_WORKERS,
            },
        );
        return None;
    }
    u8::try_from(number).ok()
}

/// One stall, where the rules allow no more; otherwise as many as needed, when nothing is said of more.
fn parse_sizes(errors: &mut FieldErrors, form: &ApplyForm, most: u32) -> Sizes {
    if most <= 1 {
        return Sizes::default();
    }
    let Some(min) = parse_stalls(errors, "min_stalls", &form.min_stalls) else {
        return Sizes::default();
    };
    let max = match form.max_stalls.as_str() {
        "" => Some(min),
        typed => parse_stalls(errors, "max_stalls", typed),
    };
    let sizes = Sizes {
        min,
        max: max.unwrap_or(min),
    };
    if let Err((field, error)) = sizes.check(most) {
        errors.add(field, error);
    }
    sizes
}

fn parse_stalls(errors: &mut FieldErrors, field: &'static str, typed: &str) -> Option<u32> {
    let error = match typed.parse() {
        Ok(number) => return Some(number),
        Err(_) if typed.is_empty() => FieldError::Missing,
        Err(_) => FieldError::NotANumber,
    };
    errors.add(field, error);
    None
}

fn parse_needs(errors: &mut FieldErrors, form: &ApplyForm) -> Vec<Feature> {
    let mut needs = Vec::new();
    for word in &form.needs {
        match Feature::parse(word) {
            Some(feature) => needs.push(feature),
            None => errors.add(
                "needs",
                FieldError::Unknown {
                    value: word.clone(),
                },
            ),
        }
    }
    needs.sort_unstable();
    needs.dedup();
    needs
}

fn parse_times(
    errors: &mut FieldErrors,
    form: &ApplyForm,
    options: &ApplyOptions,
) -> Vec<TimeWanted> {
    if form.times.is_empty() {
        errors.add("times", FieldError::NotAChoice);
    }
    let mut times: Vec<TimeWanted> = Vec::new();
    for code in &form.times {
        if times.iter().any(|time| time.trading_time.as_str() == code) {
            errors.add(
                "times",
                FieldError::Repeated {
                    value: code.clone(),
                },
            );
            continue;
        }
        if !options.times.iter().any(|time| time.code == *code) {
            errors.add(
                "times",
                FieldError::Unknown {
                    value: code.clone(),
                },
            );
            continue;
        }
        times.extend(parse_time(errors, form, options, code));
    }
    times
}

fn parse_time(
    errors: &mut FieldErrors,
    form: &ApplyForm,
    options: &ApplyOptions,
    code: &str,
) -> Option<TimeWanted> {
    let typed = form.wishes_for(code);
    let mut wishes = Vec::new();
    for (index, value) in typed.wishes.iter().enumerate() {
        let field = wish_field(code, index + 1);
        if value.is_empty() {
            continue;
        }
        let is_known = options
            .places
            .iter()
            .any(|group| group.choices.iter().any(|choice| choice.value == *value));
        match parse_wish(value).filter(|_| is_known) {
            None => errors.add(
                field,
                FieldError::Unknown {
                    value: value.clone(),
                },
            ),
            Some(wish) if wishes.contains(&wish) => {
                errors.add(
                    field,
                    FieldError::Repeated {
                        value: value.clone(),
                    },
                );
            }
            Some(wish) => wishes.push(wish),
        }
    }
    let anywhere = match typed.anywhere.as_str() {
        "yes" => true,
        "no" if wishes.is_empty() => {
            errors.add(wish_field(code, 1), FieldError::Missing);
            return None;
        }
        "no" => false,
        _ => {
            errors.add(format!("anywhere_{code}"), FieldError::NotAChoice);
            return None;
        }
    };
    Some(TimeWanted {
        trading_time: Label::parse(code).ok()?,
        wishes,
        anywhere,
    })
}

fn parse_wish(value: &str) -> Option<WishFor> {
    match value.strip_prefix("zone:") {
        Some(zone) => Label::parse(zone).ok().map(WishFor::Zone),
        None => Label::parse(value).ok().map(WishFor::Stall),
    }
}

/// A round without charity stalls has no such part in its form.
fn parse_charity(
    errors: &mut FieldErrors,
    form: &ApplyForm,
    options: &ApplyOptions,
) -> Option<CharityRequest> {
    if form.charity != "yes" || options.organisations.is_empty() {
        return None;
    }
    let groups: Vec<HardshipGroup> = form
        .groups
        .iter()
        .filter_map(|word| HardshipGroup::parse(word))
        .collect();
    if groups.is_empty() {
        errors.add("groups", FieldError::NotAChoice);
    }
    let organisation = match form.organisation.as_str() {
        "" => {
            errors.add("organisation", FieldError::NotAChoice);
            None
        }
        code if options.organisations.iter().all(|(known, _)| known != code) => {
            errors.add(
                "organisation",
                FieldError::Unknown {
                    value: code.to_owned(),
                },
            );
            None
        }
        code => errors.check("organisation", Label::parse(code)),
    };
    if form.consent != "yes" {
        errors.add("consent", FieldError::NoConsent);
    }
    if !matches!(form.open_too.as_str(), "yes" | "no") {
        errors.add("open_too", FieldError::NotAChoice);
    }
    let organisation = organisation?;
    Some(CharityRequest {
        confirmations: groups
            .into_iter()
            .map(|group| (organisation.clone(), group))
            .collect(),
        consent_version: CONSENT_VERSION.to_owned(),
        also_open: form.open_too == "yes",
    })
}
