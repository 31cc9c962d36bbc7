//! The closed sets of words in requests and answers, as enumerations of the document.

use std::borrow::Cow;

use entity::kinds;
use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::{
    ParseError, ParseFromJSON, ParseFromParameter, ParseResult, ToJSON, Type,
};
use serde_json::Value;

use crate::domain::fit::Misfit;

/// A set of words that has a name in the document.
pub trait Words: Copy + Send + Sync + 'static {
    const NAME: &'static str;
    /// What the document says of it, where its name does not.
    const MEANING: Option<&'static str> = None;

    fn word(self) -> &'static str;
    fn of(word: &str) -> Option<Self>;
    fn each() -> Vec<Self>;
}

macro_rules! words {
    ($($kind:path => $name:literal),+ $(,)?) => {$(
        impl Words for $kind {
            const NAME: &'static str = $name;

            fn word(self) -> &'static str {
                self.as_str()
            }

            fn of(word: &str) -> Option<Self> {
                Self::parse(word)
            }

            fn each() -> Vec<Self> {
                Self::all().collect()
            }
        }
    )+};
}

words! {
    kinds::AbsenceState => "AbsenceState",
    kinds::ApplicationState => "ApplicationState",
    kinds::AttestationState => "AttestationState",
    kinds::Channel => "Channel",
    kinds::DeclineReason => "DeclineReason",
    kinds::DeliveryState => "DeliveryState",
    kinds::DrawState => "DrawState",
    kinds::Feature => "Feature",
    kinds::FeeUnit => "FeeUnit",
    kinds::HardshipGroup => "HardshipGroup",
    kinds::HoldingState => "HoldingState",
    kinds::Language => "Language",
    kinds::NoticeState => "NoticeState",
    kinds::ObjectionState => "ObjectionState",
    kinds::OfferState => "OfferState",
    kinds::OrganisationKind => "OrganisationKind",
    kinds::Origin => "Origin",
    kinds::PreviewState => "PreviewState",
    kinds::PublicResult => "PublicResult",
    kinds::Role => "Role",
    kinds::RoundState => "RoundState",
    kinds::Standing => "Standing",
    kinds::StandbyState => "StandbyState",
    kinds::TokenScope => "TokenScope",
    kinds::WaitingState => "WaitingState",
    kinds::WebhookEvent => "WebhookEvent",
    kinds::ZoneColour => "ZoneColour",
}

impl Words for Misfit {
    const NAME: &'static str = "Misfit";
    const MEANING: Option<&'static str> = Some("What may not fit when somebody is moved by hand.");

    fn word(self) -> &'static str {
        self.word()
    }

    fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|misfit| misfit.word() == word)
    }

    fn each() -> Vec<Self> {
        Self::ALL.to_vec()
    }
}

/// One word of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<K>(pub K);

impl<K: Words> Type for Word<K> {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        K::NAME.into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Reference(K::NAME.to_owned())
    }

    fn register(registry: &mut Registry) {
        registry.create_schema::<Self, _>(K::NAME.to_owned(), |_| MetaSchema {
            description: K::MEANING,
            enum_items: K::each()
                .into_iter()
                .map(|kind| kind.word().into())
                .collect(),
            ..MetaSchema::new("string")
        });
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

fn read<K: Words>(word: &str) -> ParseResult<Word<K>> {
    K::of(word).map(Word).ok_or_else(|| {
        let known: Vec<&str> = K::each().into_iter().map(Words::word).collect();
        ParseError::custom(format!("one of {}", known.join(", ")))
    })
}

impl<K: Words> ParseFromJSON for Word<K> {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        match value.unwrap_or_default() {
            Value::String(word) => read(&word),
            other => Err(ParseError::expected_type(other)),
        }
    }
}

impl<K: Words> ParseFromParameter for Word<K> {
    fn parse_from_parameter(word: &str) -> ParseResult<Self> {
        read(word)
    }
}

impl<K: Words> ToJSON for Word<K> {
    fn to_json(&self) -> Option<Value> {
        Some(self.0.word().into())
    }
}
