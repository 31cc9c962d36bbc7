//! An attestation: an organisation confirms that a person belongs to a group, from, until.

use chrono::NaiveDate;
use entity::kinds::AttestationState;

use super::calendar::{CalendarError, Term};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attestation {
    pub state: AttestationState,
    /// For how long it holds; there exactly while it is confirmed.
    pub holds: Option<Validity>,
}

/// From, until: both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    from: NaiveDate,
    until: NaiveDate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttestationAction {
    Confirm,
    Decline,
    WithdrawConsent,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AttestationRefusal {
    #[error("{action:?} is not possible while {}", .state.as_str())]
    NotNow {
        action: AttestationAction,
        state: AttestationState,
    },
    #[error("it ended on {until} already")]
    AlreadyOver { until: NaiveDate },
    /// Each attester sees and answers only what is addressed to their organisation.
    #[error("addressed to another organisation")]
    AnotherOrganisation,
}

impl Validity {
    pub fn new(from: NaiveDate, until: NaiveDate) -> Result<Self, CalendarError> {
        if until < from {
            return Err(CalendarError::EndsBeforeItBegins);
        }
        Ok(Self { from, until })
    }

    pub fn from(self) -> NaiveDate {
        self.from
    }

    pub fn until(self) -> NaiveDate {
        self.until
    }
}

impl Attestation {
    /// Asked for, with the separate consent of the person.
    pub fn requested() -> Self {
        Self {
            state: AttestationState::Requested,
            holds: None,
        }
    }

    pub fn confirm(self, today: NaiveDate, holds: Validity) -> Result<Self, AttestationRefusal> {
        self.only_while(AttestationAction::Confirm, &[AttestationState::Requested])?;
        if holds.until < today {
            return Err(AttestationRefusal::AlreadyOver { until: holds.until });
        }
        Ok(Self {
            state: AttestationState::Confirmed,
            holds: Some(holds),
        })
    }

    pub fn decline(self) -> Result<Self, AttestationRefusal> {
        self.only_while(AttestationAction::Decline, &[AttestationState::Requested])?;
        Ok(Self {
            state: AttestationState::Declined,
            holds: None,
        })
    }

    /// The person's right at any time; what was confirmed is erased, a running term goes on.
    pub fn withdraw_consent(self) -> Result<Self, AttestationRefusal> {
        let live = [AttestationState::Requested, AttestationState::Confirmed];
        self.only_while(AttestationAction::WithdrawConsent, &live)?;
        Ok(Self {
            state: AttestationState::ConsentWithdrawn,
            holds: None,
        })
    }

    pub fn holds_on(&self, date: NaiveDate) -> bool {
        self.state == AttestationState::Confirmed
            && self
                .holds
                .is_some_and(|holds| holds.from <= date && date <= holds.until)
    }

    /// Enough for a pool of this round: expiry later does not end a running term.
    pub fn admits_to(&self, term: Term) -> bool {
        self.holds_on(term.from())
    }

    fn only_while(
        &self,
        action: AttestationAction,
        states: &[AttestationState],
    ) -> Result<(), AttestationRefusal> {
        if states.contains(&self.state) {
            return Ok(());
        }
        Err(AttestationRefusal::NotNow {
            action,
            state: self.state,
        })
    }
}
