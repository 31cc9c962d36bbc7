//! What a notice says, as data: the facts of an event. The words come late, in `notices`.
//!
//! Facts never tell a hardship group. Pools stand in results alone, which nobody reads but their owner.

use chrono::{DateTime, NaiveDate, Utc};
use entity::kinds::{DeclineReason, FeeUnit, PublicResult};
use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::values::Names;
use crate::engine::Reason;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Message {
    ApplicationReceived {
        round: Names,
        applications_until: DateTime<Utc>,
    },
    ApplicationAccepted {
        round: Names,
    },
    ApplicationDeclined {
        round: Names,
        reason: DeclineReason,
        note: Option<String>,
        objection_days: u32,
    },
    /// The list is public, and the reader is not on it: they may object until then.
    ListPublished {
        round: Names,
        objections_until: DateTime<Utc>,
    },
    ApplicationWithdrawn {
        round: Names,
    },
    /// It is to be changed and handed in again until then.
    ChangesAsked {
        round: Names,
        note: String,
        until: DateTime<Utc>,
    },
    ApplicationEdited {
        round: Names,
    },
    ApplicationResubmitted {
        round: Names,
    },
    ObjectionReceived {
        round: Names,
    },
    ObjectionAnswered {
        round: Names,
        upheld: bool,
        answer: String,
        /// The application is on the list after all.
        restored: bool,
    },
    AttestationConfirmed {
        organisation: Names,
        until: NaiveDate,
    },
    AttestationDeclined {
        organisation: Names,
    },
    /// The list is fixed: from here on nobody can add to it.
    ListFrozen {
        round: Names,
        commitments: Vec<Commitment>,
    },
    ResultPublished {
        round: Names,
        times: Vec<TimeResult>,
        objections_until: DateTime<Utc>,
        /// Why it was drawn again, in the order of the corrections.
        #[serde(default)]
        corrected: Vec<String>,
    },
    /// The reader's own entry was corrected.
    EntryCorrected {
        round: Names,
        taken_out: bool,
        reason: String,
    },
    /// Somebody's entry was corrected: the published result no longer counts.
    DrawnAgain {
        round: Names,
        reason: String,
    },
    HoldingGivenUp {
        held: StallHeld,
        free_from: NaiveDate,
    },
    HoldingEnded {
        held: StallHeld,
        free_from: NaiveDate,
        grounds: String,
    },
    HoldingMoved {
        held: StallHeld,
        to_stall: String,
        from: NaiveDate,
        reason: String,
    },
    OfferMade {
        round: Names,
        offer: StallOffer,
        /// Days from the delivery of this notice.
        confirm_days: u32,
        from_waiting_list: bool,
    },
    OfferConfirmed {
        round: Names,
        offer: StallOffer,
    },
    OfferDeclined {
        round: Names,
        offer: StallOffer,
        refusals_left: u32,
    },
    OfferExpired {
        round: Names,
        offer: StallOffer,
        refusals_left: u32,
    },
    RoundCancelled {
        round: Names,
        reason: String,
    },
    /// Their stall cannot be used for a time.
    StallBlocked {
        stall: String,
        /// Theirs on these days; none means that they have no stall.
        to: Option<String>,
        from: NaiveDate,
        until: NaiveDate,
        market_days: u32,
        reason: String,
    },
    /// What was noted for one market day, by the vendor or at the desk.
    DayNoted {
        day: DayName,
        change: DayChange,
        /// Theirs on that day.
        stall: Option<String>,
    },
    /// What the draw of one market day said. A stall for a day costs nothing, whichever it is.
    DayDrawn {
        day: DayName,
        /// How many stalls there were to give out.
        free: u32,
        result: TimeResult,
    },
}

/// A market day, as letters name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayName {
    pub trading_time: Names,
    pub date: NaiveDate,
    pub opens_at: DateTime<Utc>,
    /// Until then they may change their mind.
    pub lists_close_at: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayChange {
    Absent,
    /// They come after all.
    Coming,
    StandingBy,
    NotStandingBy,
}

impl DayChange {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Coming => "coming",
            Self::StandingBy => "standing_by",
            Self::NotStandingBy => "not_standing_by",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    pub trading_time: Names,
    /// Hex SHA-256.
    pub value: String,
    /// How many applications stand on the list.
    pub applications: u32,
}

/// What the draw of one trading time said about one vendor, and what its reason is said with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeResult {
    pub trading_time: Names,
    pub result: PublicResult,
    /// What they got. Letters from before there were several keep one, or none, as `stall`.
    #[serde(default, alias = "stall", deserialize_with = "one_or_many")]
    pub stalls: Vec<String>,
    /// As many stalls they asked for, or nothing.
    #[serde(default = "one")]
    pub min: u32,
    /// As many they would take.
    #[serde(default = "one")]
    pub max: u32,
    /// The number in the open waiting list.
    pub waiting: Option<u32>,
    pub reason: Reason,
    /// The bound of work decided something about them.
    #[serde(default)]
    pub bounded: bool,
    /// The number of the wish that was met.
    #[serde(default)]
    pub preference: Option<u32>,
    /// Their wishes, in order.
    #[serde(default)]
    pub wishes: Vec<WishName>,
    /// Where they stood, in the order of the pools.
    #[serde(default)]
    pub standings: Vec<Standing>,
    #[serde(default)]
    pub category: Option<Names>,
}

/// A wish as people call it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WishName {
    Stall(String),
    Zone { code: String, names: Names },
}

/// A number in the order of a pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub pool: String,
    pub position: u32,
    /// How many stood in that pool.
    pub of: u32,
    pub waiting: Option<u32>,
}

/// A stall that somebody has in one trading time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StallHeld {
    pub trading_time: Names,
    pub stall: String,
}

/// The stalls of one offer, for one trading time of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StallOffer {
    pub public_id: String,
    pub trading_time: Names,
    /// Letters from before there were several keep one, as `stall` and `zone`.
    #[serde(alias = "stall", deserialize_with = "one_or_many")]
    pub stalls: Vec<String>,
    #[serde(alias = "zone", deserialize_with = "one_or_many")]
    pub zones: Vec<Names>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub market_days: u32,
    /// What all of them cost per `fee_unit`; 0 is said as "nothing to pay", to everybody alike.
    pub fee_fen: i64,
    /// For how many of them that is to be paid.
    #[serde(default = "one")]
    pub paid_stalls: u32,
    pub fee_unit: FeeUnit,
}

impl Message {
    /// The word that stands in the `event` column.
    pub const fn event(&self) -> &'static str {
        match self {
            Self::ApplicationReceived { .. } => "application_received",
            Self::ApplicationAccepted { .. } => "application_accepted",
            Self::ApplicationDeclined { .. } => "application_declined",
            Self::ListPublished { .. } => "list_published",
            Self::ApplicationWithdrawn { .. } => "application_withdrawn",
            Self::ChangesAsked { .. } => "changes_asked",
            Self::ApplicationEdited { .. } => "application_edited",
            Self::ApplicationResubmitted { .. } => "application_resubmitted",
            Self::ObjectionReceived { .. } => "objection_received",
            Self::ObjectionAnswered { .. } => "objection_answered",
            Self::AttestationConfirmed { .. } => "attestation_confirmed",
            Self::AttestationDeclined { .. } => "attestation_declined",
            Self::ListFrozen { .. } => "list_frozen",
            Self::ResultPublished { .. } => "result_published",
            Self::EntryCorrected { .. } => "entry_corrected",
            Self::DrawnAgain { .. } => "drawn_again",
            Self::HoldingGivenUp { .. } => "holding_given_up",
            Self::HoldingEnded { .. } => "holding_ended",
            Self::HoldingMoved { .. } => "holding_moved",
            Self::OfferMade { .. } => "offer_made",
            Self::OfferConfirmed { .. } => "offer_confirmed",
            Self::OfferDeclined { .. } => "offer_declined",
            Self::OfferExpired { .. } => "offer_expired",
            Self::RoundCancelled { .. } => "round_cancelled",
            Self::StallBlocked { .. } => "stall_blocked",
            Self::DayNoted { .. } => "day_noted",
            Self::DayDrawn { .. } => "day_drawn",
        }
    }
}

const fn one() -> u32 {
    1
}

fn one_or_many<'de, D, T>(from: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Stored<T> {
        Many(Vec<T>),
        One(Option<T>),
    }
    Ok(match Stored::deserialize(from)? {
        Stored::Many(many) => many,
        Stored::One(one) => one.into_iter().collect(),
    })
}
