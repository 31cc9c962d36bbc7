//! The words of closed sets: what a state, a role, a feature is called.

use entity::kinds::{
    ActorKind, ApplicationState, AttestationState, Channel, DeclineReason, DrawState, Feature,
    FeeUnit, HardshipGroup, HoldingState, Language, NoticeState, ObjectionState, OfferState,
    OrderCriterion, OrganisationKind, Origin, Placement, Pool, PreviewState, PublicEvent,
    PublicResult, Role, RoundState, StandbyState, Standing, Unfilled, WaitingState, ZoneColour,
};

use super::say;

/// What this member of a closed set is called.
pub fn label<K: Labelled>(lang: Language, kind: K) -> String {
    let word = kind.word().replace('_', "-").to_lowercase();
    say(lang, &K::KEY.replace("{word}", &word))
}

/// A closed set whose members have labels in `labels.ftl`.
pub trait Labelled: Copy + 'static {
    /// With `{word}` where the member's word stands.
    const KEY: &'static str;

    fn word(self) -> &'static str;

    /// All members.
    fn all() -> impl Iterator<Item = Self>;
}

macro_rules! labelled {
    ($($kind:ident = $key:literal),+ $(,)?) => {$(
        impl Labelled for $kind {
            const KEY: &'static str = $key;

            fn word(self) -> &'static str {
                self.as_str()
            }

            fn all() -> impl Iterator<Item = Self> {
                $kind::all()
            }
        }
    )+};
}

labelled! {
    ActorKind = "actor-kind-{word}",
    ApplicationState = "application-state-{word}",
    AttestationState = "attestation-state-{word}",
    Channel = "channel-{word}",
    DeclineReason = "decline-reason-{word}",
    DrawState = "draw-state-{word}",
    Feature = "feature-{word}",
    FeeUnit = "fee-unit-{word}",
    HardshipGroup = "hardship-group-{word}",
    HoldingState = "holding-state-{word}",
    Language = "language-{word}",
    NoticeState = "notice-state-{word}",
    ObjectionState = "objection-state-{word}",
    OfferState = "offer-state-{word}",
    OrderCriterion = "order-criterion-{word}",
    OrganisationKind = "organisation-kind-{word}",
    Origin = "origin-{word}",
    Placement = "placement-{word}",
    Pool = "pool-{word}",
    PreviewState = "preview-state-{word}",
    PublicEvent = "public-event-{word}",
    PublicResult = "public-result-{word}",
    Role = "role-{word}",
    RoundState = "round-state-{word}",
    StandbyState = "standby-state-{word}",
    Standing = "standing-{word}",
    Unfilled = "unfilled-{word}",
    WaitingState = "waiting-state-{word}",
    ZoneColour = "zone-colour-{word}",
}
