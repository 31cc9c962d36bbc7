//! Closed sets of words, stored as text: states, roles, features, groups.

use sea_orm::Iterable;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A closed set of words with its text in the database, in files and in URLs.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $value:tt),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum,
            Serialize, Deserialize,
        )]
        #[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))")]
        pub enum $name {
            $($(#[$variant_doc])* #[sea_orm(string_value = $value)] #[serde(rename = $value)] $variant),+
        }

        impl $name {
            /// The word as it is stored.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $value),+ }
            }

            /// The member that this word names, if any.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                Self::iter().find(|kind| kind.as_str() == word)
            }

            /// All members, in the order in which they are written here.
            pub fn all() -> impl Iterator<Item = Self> {
                Self::iter()
            }
        }
    )+};
}

kinds! {
    /// What a stall offers or a vendor needs.
    Feature {
        Power = "power",
        Water = "water",
        OpenFlame = "open_flame",
        Vehicle = "vehicle",
        StepFree = "step_free",
    }

    /// The slots of a round that are given out together.
    Pool { Charity = "charity", Open = "open" }

    /// 困难群体.
    HardshipGroup {
        Disability = "disability",
        LowIncome = "low_income",
        LowIncomeEdge = "low_income_edge",
        Destitute = "destitute",
        OtherHardship = "other_hardship",
    }

    RoundState {
        Planned = "planned",
        Open = "open",
        Reviewing = "reviewing",
        Listed = "listed",
        Frozen = "frozen",
        Drawn = "drawn",
        Published = "published",
        Final = "final",
        Running = "running",
        Closed = "closed",
        Cancelled = "cancelled",
    }

    ApplicationState {
        Draft = "draft",
        Submitted = "submitted",
        NeedsChanges = "needs_changes",
        Accepted = "accepted",
        Declined = "declined",
        Withdrawn = "withdrawn",
    }

    /// Why an application was declined.
    DeclineReason {
        Incomplete = "incomplete",
        WrongCategory = "wrong_category",
        Duplicate = "duplicate",
        Standing = "standing",
        NotEligible = "not_eligible",
    }

    OfferState {
        Open = "open",
        Confirmed = "confirmed",
        Declined = "declined",
        Expired = "expired",
        Withdrawn = "withdrawn",
    }

    HoldingState {
        Running = "running",
        GivenUp = "given_up",
        Ended = "ended",
        Over = "over",
    }

    /// How a holding came about.
    Origin {
        Draw = "draw",
        WaitingList = "waiting_list",
        ByHand = "by_hand",
        Imported = "imported",
        Standby = "standby",
    }

    WaitingState {
        Waiting = "waiting",
        Offered = "offered",
        Placed = "placed",
        Left = "left",
    }

    AbsenceState { Announced = "announced", TakenBack = "taken_back" }

    StandbyState {
        StandingBy = "standing_by",
        Left = "left",
        /// The day's draw gave them a stall.
        Placed = "placed",
        NotPlaced = "not_placed",
    }

    NoticeState {
        Drafted = "drafted",
        Held = "held",
        Released = "released",
        Sending = "sending",
        Sent = "sent",
        Undeliverable = "undeliverable",
        ReachedOtherwise = "reached_otherwise",
    }

    Channel { Email = "email", Paper = "paper" }

    DrawState {
        /// The list is fixed, the seed is not yet known.
        AwaitingSeed = "awaiting_seed",
        /// The seed is known, the computation waits for its turn.
        Queued = "queued",
        Computing = "computing",
        Computed = "computed",
        Published = "published",
    }

    /// 模拟摇号.
    PreviewState {
        Queued = "queued",
        Computing = "computing",
        Done = "done",
        Cancelled = "cancelled",
        Failed = "failed",
    }

    /// What the public is told about an application.
    PublicResult {
        Placed = "placed",
        Waiting = "waiting",
        NotPlaced = "not_placed",
    }

    AttestationState {
        Requested = "requested",
        Confirmed = "confirmed",
        Declined = "declined",
        ConsentWithdrawn = "consent_withdrawn",
    }

    OrganisationKind {
        Street = "street",
        Community = "community",
        DisabledPersonsFederation = "disabled_persons_federation",
    }

    Role {
        Admin = "admin",
        Operator = "operator",
        Verifier = "verifier",
        DayStaff = "day_staff",
        Auditor = "auditor",
        Attester = "attester",
    }

    Standing { Good = "good", Suspended = "suspended" }

    ObjectionState {
        Raised = "raised",
        Upheld = "upheld",
        Rejected = "rejected",
    }

    /// What was done by hand in a round and that everyone may read.
    PublicEvent {
        Corrected = "corrected",
        MovedByHand = "moved_by_hand",
        Cancelled = "cancelled",
    }

    /// What another system is told of.
    WebhookEvent {
        Round = "round.changed",
        Offer = "offer.changed",
        Holding = "holding.changed",
    }

    /// Of a message to another system.
    DeliveryState { Queued = "queued", Sent = "sent", Failed = "failed" }

    /// What a program may do with a token: look, or act as its owner may.
    TokenScope { Read = "read", Write = "write" }

    /// Who did what is recorded in the audit.
    ActorKind {
        Staff = "staff",
        Vendor = "vendor",
        System = "system",
    }

    /// The fill of a zone on the map.
    ZoneColour {
        Apricot = "apricot",
        Lilac = "lilac",
        Leaf = "leaf",
        Rose = "rose",
        Sky = "sky",
    }

    /// What a fee is for.
    FeeUnit { MarketDay = "market_day", Month = "month", Term = "term" }

    /// What a pool's order is made of, before the lottery that always ends it.
    OrderCriterion { Tier = "tier", Rank = "rank" }

    /// Whether everyone is promised a stall, or order alone decides.
    Placement { Fill = "fill", Choice = "choice" }

    /// What becomes of the slots of a pool that nobody took.
    Unfilled { Hold = "hold", Release = "release" }

    Language { ZhCn = "zh-CN", En = "en" }
}
