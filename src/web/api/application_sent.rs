//! An application as it is sent, and how it becomes a command.

use entity::kinds::{Feature, HardshipGroup, Language};
use poem_openapi::Object;

use super::problem::ApiError;
use super::wire::refuse_all;
use super::words::Word;
use crate::app::application::{Apply, CharityRequest, TimeWanted, WishFor};
use crate::app::round::RoundRef;
use crate::domain::sizes::Sizes;
use crate::domain::values::{EmailAddress, Label, PersonName, Phone, TradingName};
use crate::domain::{FieldError, FieldErrors};

/// An application that is handed in.
#[derive(Clone, Debug, Object)]
pub struct ApplicationSent {
    name: String,
    trading_name: String,
    phone: String,
    #[oai(default)]
    email: Option<String>,
    /// Of the letters that they get.
    #[oai(default)]
    language: Option<Word<Language>>,
    /// The number of a paper that was seen. Only for staff at a window; kept as a keyed hash.
    #[oai(default)]
    identity: Option<String>,
    /// As `identity`, for a household.
    #[oai(default)]
    household: Option<String>,
    /// As `identity`: small is senior.
    #[oai(default)]
    seniority: Option<u32>,
    #[oai(flatten)]
    wanted: Wants,
}

/// What may be changed while an application can be changed.
#[derive(Clone, Debug, Object)]
pub struct Wants {
    /// The code of what they sell.
    category: String,
    #[oai(default)]
    needs: Vec<Word<Feature>>,
    workers: u8,
    /// How many stalls next to each other they need at least; one when it is left out.
    #[oai(default)]
    min_stalls: Option<u32>,
    /// How many they would take at most; as many as they need when it is left out.
    #[oai(default)]
    max_stalls: Option<u32>,
    #[oai(default)]
    charity: Option<CharitySent>,
    trading_times: Vec<TimeSent>,
}

/// They ask for a love stall, and consent to the confirmation.
#[derive(Clone, Debug, Object)]
pub struct CharitySent {
    /// None when it was confirmed before.
    #[oai(default)]
    confirmations: Vec<ConfirmationSent>,
    /// Of the text that was shown to them.
    consent_version: String,
    /// They stand in the open draw as well.
    also_open: bool,
}

/// Which organisation is asked to confirm what.
#[derive(Clone, Debug, Object)]
pub struct ConfirmationSent {
    organisation: String,
    group: Word<HardshipGroup>,
}

/// A trading time with its wishes.
#[derive(Clone, Debug, Object)]
pub struct TimeSent {
    code: String,
    /// The best first: the code of a stall, or `zone:` and the code of a zone.
    #[oai(default)]
    wishes: Vec<String>,
    /// Any other stall that they can use, too.
    anywhere: bool,
}

/// What `Wants` becomes.
pub struct Wanting {
    pub category: Label,
    pub needs: Vec<Feature>,
    pub workers: u8,
    pub stalls: Sizes,
    pub charity: Option<CharityRequest>,
    pub times: Vec<TimeWanted>,
}

pub fn parse_wants(errors: &mut FieldErrors, sent: &Wants) -> Option<Wanting> {
    let category = errors.check("category", Label::parse(&sent.category));
    let charity = sent.charity.as_ref().map(parse_charity).transpose();
    let charity = errors.check("charity", charity);
    let times = sent.trading_times.iter().map(parse_time);
    let times = errors.check("trading_times", times.collect::<Result<Vec<_>, _>>());
    let min = sent.min_stalls.unwrap_or(1);
    Some(Wanting {
        category: category?,
        needs: sent.needs.iter().map(|word| word.0).collect(),
        workers: sent.workers,
        stalls: Sizes {
            min,
            max: sent.max_stalls.unwrap_or(min),
        },
        charity: charity?,
        times: times?,
    })
}

/// At no round yet.
///
/// # Errors
/// `Invalid` with everything that is to be mended.
pub fn command(sent: &ApplicationSent, lang: Language) -> Result<Apply, ApiError> {
    let mut errors = FieldErrors::default();
    let name = errors.check("name", PersonName::parse(&sent.name));
    let trading_name = errors.check("trading_name", TradingName::parse(&sent.trading_name));
    let phone = errors.check("phone", Phone::parse(&sent.phone));
    let email = sent.email.as_deref().unwrap_or_default();
    let email = errors.check_optional("email", email, EmailAddress::parse);
    let wanted = parse_wants(&mut errors, &sent.wanted);
    if !errors.is_empty() {
        return Err(refuse_all(errors));
    }
    let (Some(name), Some(trading_name), Some(phone), Some(wanted)) =
        (name, trading_name, phone, wanted)
    else {
        return Err(refuse_all(errors));
    };
    Ok(Apply {
        at: RoundRef {
            market: String::new(),
            round: String::new(),
        },
        name,
        trading_name,
        phone,
        email,
        language: sent.language.map_or(lang, |word| word.0),
        identity: sent.identity.clone(),
        household: sent.household.clone(),
        seniority: sent.seniority,
        category: wanted.category,
        needs: wanted.needs,
        workers: wanted.workers,
        stalls: wanted.stalls,
        charity: wanted.charity,
        times: wanted.times,
        idempotency_key: None,
    })
}

/// # Errors
/// When a code is none.
pub fn parse_charity(sent: &CharitySent) -> Result<CharityRequest, FieldError> {
    let confirmations = sent.confirmations.iter();
    let confirmations = confirmations
        .map(|asked| Ok((Label::parse(&asked.organisation)?, asked.group.0)))
        .collect::<Result<Vec<_>, FieldError>>()?;
    Ok(CharityRequest {
        confirmations,
        consent_version: Label::parse(&sent.consent_version)?.to_string(),
        also_open: sent.also_open,
    })
}

/// # Errors
/// When a code is none.
pub fn parse_time(sent: &TimeSent) -> Result<TimeWanted, FieldError> {
    let wishes = sent
        .wishes
        .iter()
        .map(|wish| match wish.strip_prefix("zone:") {
            Some(zone) => Ok(WishFor::Zone(Label::parse(zone)?)),
            None => Ok(WishFor::Stall(Label::parse(wish)?)),
        });
    Ok(TimeWanted {
        trading_time: Label::parse(&sent.code)?,
        wishes: wishes.collect::<Result<_, FieldError>>()?,
        anywhere: sent.anywhere,
    })
}
