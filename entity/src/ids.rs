//! Ids as types, so that a stall's cannot stand where a person's belongs.
//!
//! They are sequential and never leave the process: outside stand codes and random ids.

use sea_orm::DeriveValueType;

macro_rules! ids {
    ($($name:ident),+ $(,)?) => {$(
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
        pub struct $name(pub i64);
    )+};
}

ids! {
    AbsenceId, ApiTokenId, ApplicationId, ApplicationTimeId, AttestationId, AuditId, AuditSealId, CategoryId, DayDrawId,
    DrawEntryId, DrawEntryStallId, DrawId, DrawLeafId, HoldingId, IdempotencyKeyId, MarketDayId,
    MarketId, NoticeId, ObjectionId, OccupancyId, OfferId, OfferStallId, OrganisationId, PersonId,
    PreviewId, RegistrationId, RegistrationMergeId, RoundId, RoundLogId, RoundTimeId, SlotId,
    StaffId,
    StaffRoleId, StallBlockId, StallId,
    StandbyEntryId, TradingTimeId, WaitingEntryId, WebSessionId, WebhookDeliveryId,
    WebhookId, WishId, ZoneId,
}
