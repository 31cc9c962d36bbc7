//! What is refused to, or on behalf of, one person: application, offer, place in the waiting
//! list, holding, notice, attestation.

use super::{Said, Voice, echoed};
use crate::domain::application::{ApplicationAction, ApplicationRefusal};
use crate::domain::attestation::{AttestationAction, AttestationRefusal};
use crate::domain::erasure::ErasureRefusal;
use crate::domain::fit::Misfit;
use crate::domain::holding::{HoldingAction, HoldingRefusal};
use crate::domain::merge::MergeRefusal;
use crate::domain::notice::{NoticeAction, NoticeRefusal};
use crate::domain::offer::{OfferAction, OfferRefusal};
use crate::domain::waiting::{WaitingAction, WaitingRefusal};

pub(super) fn application(voice: Voice, refusal: ApplicationRefusal) -> Said {
    use ApplicationAction as A;
    match refusal {
        ApplicationRefusal::NotNow { action, state } => {
            let key = match action {
                A::Edit => "refusal-application-not-now-edit",
                A::Submit => "refusal-application-not-now-submit",
                A::AskForChanges => "refusal-application-not-now-ask-for-changes",
                A::Accept => "refusal-application-not-now-accept",
                A::Decline => "refusal-application-not-now-decline",
                A::Restore => "refusal-application-not-now-restore",
                A::TakeOut => "refusal-application-not-now-take-out",
                A::Withdraw => "refusal-application-not-now-withdraw",
            };
            voice.say_state(key, state)
        }
        ApplicationRefusal::RoundElsewhere { action, round } => {
            let key = match action {
                A::Edit | A::Submit | A::AskForChanges | A::Accept | A::Decline => {
                    "refusal-application-review-over"
                }
                A::Restore => "refusal-application-not-listed",
                A::TakeOut => "refusal-application-not-drawn",
                A::Withdraw => "refusal-application-round-over",
            };
            voice.say_state(key, round)
        }
        ApplicationRefusal::ChangesStillOpen { until } => {
            voice.say_moment("refusal-application-changes-still-open", until)
        }
        ApplicationRefusal::ChangesTooLate { deadline } => {
            voice.say_moment("refusal-application-changes-too-late", deadline)
        }
        ApplicationRefusal::NoRenewals => voice.say("refusal-application-no-renewals", &[]),
        ApplicationRefusal::HoldsNothing => voice.say("refusal-application-holds-nothing", &[]),
        ApplicationRefusal::AlreadyThere => voice.say("refusal-application-already-there", &[]),
    }
}

pub(super) fn offer(voice: Voice, refusal: OfferRefusal) -> Said {
    match refusal {
        OfferRefusal::NotNow { action, state } => {
            let key = match action {
                OfferAction::ReachVendor => "refusal-offer-not-now-reach-vendor",
                OfferAction::Confirm => "refusal-offer-not-now-confirm",
                OfferAction::Decline => "refusal-offer-not-now-decline",
                OfferAction::Expire => "refusal-offer-not-now-expire",
                OfferAction::Withdraw => "refusal-offer-not-now-withdraw",
            };
            voice.say_state(key, state)
        }
        OfferRefusal::TooLate { deadline } => voice.say_moment("refusal-offer-too-late", deadline),
        OfferRefusal::StillOpen { until } => voice.say_moment("refusal-offer-still-open", until),
        OfferRefusal::NotYetReached => voice.say("refusal-offer-not-yet-reached", &[]),
    }
}

pub(super) fn waiting(voice: Voice, refusal: WaitingRefusal) -> Said {
    let WaitingRefusal::NotNow { action, state } = refusal;
    let key = match action {
        WaitingAction::Offer => "refusal-waiting-not-now-offer",
        WaitingAction::Place => "refusal-waiting-not-now-place",
        WaitingAction::Return => "refusal-waiting-not-now-return",
        WaitingAction::Leave => "refusal-waiting-not-now-leave",
    };
    voice.say_state(key, state)
}

pub(super) fn holding(voice: Voice, refusal: HoldingRefusal) -> Said {
    match refusal {
        HoldingRefusal::NotNow { action, state } => {
            let key = match action {
                HoldingAction::GiveUp => "refusal-holding-not-now-give-up",
                HoldingAction::End => "refusal-holding-not-now-end",
                HoldingAction::Complete => "refusal-holding-not-now-complete",
            };
            voice.say_state(key, state)
        }
        HoldingRefusal::InThePast { date } => voice.say_day("refusal-holding-in-the-past", date),
        HoldingRefusal::AfterTheTerm { to } => voice.say_day("refusal-holding-after-the-term", to),
        HoldingRefusal::DoesNotFit { misfit } => {
            let key = match misfit {
                Misfit::Needs => "refusal-holding-misfit-needs",
                Misfit::Category => "refusal-holding-misfit-category",
                Misfit::Cap => "refusal-holding-misfit-cap",
                Misfit::Pool => "refusal-holding-misfit-pool",
            };
            voice.say(key, &[])
        }
        HoldingRefusal::TermNotOver { to } => voice.say_day("refusal-holding-term-not-over", to),
    }
}

pub(super) fn notice(voice: Voice, refusal: NoticeRefusal) -> Said {
    match refusal {
        NoticeRefusal::NotNow { action, state } => {
            let key = match action {
                NoticeAction::Hold => "refusal-notice-not-now-hold",
                NoticeAction::Release => "refusal-notice-not-now-release",
                NoticeAction::Send => "refusal-notice-not-now-send",
                NoticeAction::MarkSent => "refusal-notice-not-now-mark-sent",
                NoticeAction::MarkFailed => "refusal-notice-not-now-mark-failed",
                NoticeAction::ReachOtherwise => "refusal-notice-not-now-reach-otherwise",
            };
            voice.say_state(key, state)
        }
        NoticeRefusal::NotDue { next_try } => voice.say_moment("refusal-notice-not-due", next_try),
    }
}

pub(super) fn attestation(voice: Voice, refusal: AttestationRefusal) -> Said {
    match refusal {
        AttestationRefusal::NotNow { action, state } => {
            let key = match action {
                AttestationAction::Confirm => "refusal-attestation-not-now-confirm",
                AttestationAction::Decline => "refusal-attestation-not-now-decline",
                AttestationAction::WithdrawConsent => {
                    "refusal-attestation-not-now-withdraw-consent"
                }
            };
            voice.say_state(key, state)
        }
        AttestationRefusal::AlreadyOver { until } => {
            voice.say_day("refusal-attestation-already-over", until)
        }
        AttestationRefusal::AnotherOrganisation => {
            voice.say("refusal-attestation-another-organisation", &[])
        }
    }
}

pub(super) fn merge(voice: Voice, refusal: &MergeRefusal) -> Said {
    let in_round = |key, round: &str| voice.say(key, &[("round", echoed(round).into())]);
    match refusal {
        MergeRefusal::AlreadyMerged => voice.say("refusal-merge-already-merged", &[]),
        MergeRefusal::TwoPersons => voice.say("refusal-merge-two-persons", &[]),
        MergeRefusal::BothOnTheList { round } => in_round("refusal-merge-both-on-the-list", round),
        MergeRefusal::BothHold { round } => in_round("refusal-merge-both-hold", round),
        MergeRefusal::OtherWayRound { round } => in_round("refusal-merge-other-way-round", round),
        MergeRefusal::SameDay { date } => voice.say_day("refusal-merge-same-day", *date),
    }
}

pub(super) fn erasure(voice: Voice, refusal: &ErasureRefusal) -> Said {
    match refusal {
        ErasureRefusal::HoldsStall { stall } => voice.say(
            "refusal-erasure-holds-stall",
            &[("stall", echoed(stall).into())],
        ),
        ErasureRefusal::OfferOpen => voice.say("refusal-erasure-offer-open", &[]),
        ErasureRefusal::StandsInRound { round } => voice.say(
            "refusal-erasure-stands-in-round",
            &[("round", echoed(round).into())],
        ),
        ErasureRefusal::ErasedBefore => voice.say("refusal-erasure-erased-before", &[]),
    }
}
