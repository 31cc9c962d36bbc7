//! An offer: stalls held for one vendor until a deadline that only its notice can start.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::kinds::OfferState;

use super::calendar::deadline_after;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    pub state: OfferState,
    /// None until the vendor has been reached; until then it cannot lapse.
    pub deadline_utc: Option<DateTime<Utc>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferAction {
    ReachVendor,
    Confirm,
    Decline,
    Expire,
    Withdraw,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OfferRefusal {
    #[error("{action:?} is not possible while {}", .state.as_str())]
    NotNow {
        action: OfferAction,
        state: OfferState,
    },
    #[error("it was to be confirmed by {deadline}")]
    TooLate { deadline: DateTime<Utc> },
    #[error("the vendor has until {until}")]
    StillOpen { until: DateTime<Utc> },
    #[error("the vendor has not been reached")]
    NotYetReached,
}

impl Offer {
    pub fn made() -> Self {
        Self {
            state: OfferState::Open,
            deadline_utc: None,
        }
    }

    /// The notice was delivered, printed or read out: the days begin. A second copy changes nothing.
    pub fn notice_reached(
        self,
        at: DateTime<Utc>,
        days: u32,
        zone: Tz,
    ) -> Result<Self, OfferRefusal> {
        self.only_while_open(OfferAction::ReachVendor)?;
        let deadline = self
            .deadline_utc
            .unwrap_or_else(|| deadline_after(at, days, zone));
        Ok(Self {
            deadline_utc: Some(deadline),
            ..self
        })
    }

    pub fn confirm(self, now: DateTime<Utc>) -> Result<Self, OfferRefusal> {
        self.only_while_open(OfferAction::Confirm)?;
        match self.deadline_utc {
            Some(deadline) if now > deadline => Err(OfferRefusal::TooLate { deadline }),
            _ => Ok(self.moved_to(OfferState::Confirmed)),
        }
    }

    /// At any time while it is open: who says no late still frees the stall sooner.
    pub fn decline(self) -> Result<Self, OfferRefusal> {
        self.only_while_open(OfferAction::Decline)?;
        Ok(self.moved_to(OfferState::Declined))
    }

    pub fn expire(self, now: DateTime<Utc>) -> Result<Self, OfferRefusal> {
        self.only_while_open(OfferAction::Expire)?;
        match self.deadline_utc {
            None => Err(OfferRefusal::NotYetReached),
            Some(until) if now <= until => Err(OfferRefusal::StillOpen { until }),
            Some(_) => Ok(self.moved_to(OfferState::Expired)),
        }
    }

    /// Taken back by the market: no fault of the vendor.
    pub fn withdraw(self) -> Result<Self, OfferRefusal> {
        self.only_while_open(OfferAction::Withdraw)?;
        Ok(self.moved_to(OfferState::Withdrawn))
    }

    /// Whether it counts towards the limit that the rules print.
    pub fn counts_as_refusal(&self) -> bool {
        matches!(self.state, OfferState::Declined | OfferState::Expired)
    }

    fn only_while_open(&self, action: OfferAction) -> Result<(), OfferRefusal> {
        if self.state == OfferState::Open {
            return Ok(());
        }
        Err(OfferRefusal::NotNow {
            action,
            state: self.state,
        })
    }

    fn moved_to(self, state: OfferState) -> Self {
        Self { state, ..self }
    }
}
