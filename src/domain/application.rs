//! An application: from the first draft to a decision, or to its withdrawal.

use chrono::{DateTime, Utc};
use entity::kinds::{ApplicationState, DeclineReason, RoundState};

use super::refusal::Refusal;
use super::round::{Round, RoundRefusal};

/// How many people may work at one stall.
pub const FEWEST_WORKERS: i64 = 1;
pub const MOST_WORKERS: i64 = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Application {
    pub state: ApplicationState,
    /// There exactly while it is declined.
    pub decline_reason: Option<DeclineReason>,
    /// There exactly while changes are needed: its vendor has until then.
    pub changes_until: Option<DateTime<Utc>>,
}

/// An application that its vendor took back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    pub application: Application,
    /// The list was frozen: it stays on it and counts as having declined.
    pub stays_on_list: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApplicationAction {
    Edit,
    Submit,
    AskForChanges,
    Accept,
    Decline,
    Restore,
    TakeOut,
    Withdraw,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApplicationRefusal {
    #[error("{action:?} is not possible while {}", .state.as_str())]
    NotNow {
        action: ApplicationAction,
        state: ApplicationState,
    },
    #[error("{action:?} is not possible while the round is {}", .round.as_str())]
    RoundElsewhere {
        action: ApplicationAction,
        round: RoundState,
    },
    /// Its vendor was given time to change it.
    #[error("its vendor has until {until} to change it")]
    ChangesStillOpen { until: DateTime<Utc> },
    #[error("changes were due by {deadline}")]
    ChangesTooLate { deadline: DateTime<Utc> },
    /// The rules of the round know no renewals.
    #[error("the round takes no renewals")]
    NoRenewals,
    #[error("they held nothing in the term before")]
    HoldsNothing,
    /// One application per registration and round.
    #[error("there is an application of this vendor in this round")]
    AlreadyThere,
}

impl Application {
    /// A new draft; a late one is refused before it is begun.
    pub fn begin(round: &Round, now: DateTime<Utc>) -> Result<Self, Refusal> {
        round.takes_applications(now)?;
        Ok(Self {
            state: ApplicationState::Draft,
            decline_reason: None,
            changes_until: None,
        })
    }

    /// Whether its wishes and details may still be changed.
    pub fn edit(self, round: &Round, now: DateTime<Utc>) -> Result<Self, Refusal> {
        self.only_while(
            ApplicationAction::Edit,
            &[
                ApplicationState::Draft,
                ApplicationState::Submitted,
                ApplicationState::NeedsChanges,
            ],
        )?;
        self.may_still_hand_in(round, now)?;
        Ok(self)
    }

    /// Hands in a draft, or what was sent back for changes.
    pub fn submit(self, round: &Round, now: DateTime<Utc>) -> Result<Self, Refusal> {
        self.only_while(
            ApplicationAction::Submit,
            &[ApplicationState::Draft, ApplicationState::NeedsChanges],
        )?;
        self.may_still_hand_in(round, now)?;
        Ok(moved_to(ApplicationState::Submitted))
    }

    /// Its vendor has until then to change it and hand it in again.
    pub fn ask_for_changes(
        self,
        round: &Round,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Self, Refusal> {
        let action = ApplicationAction::AskForChanges;
        self.only_while(action, &[ApplicationState::Submitted])?;
        before_the_list(action, round)?;
        if until <= now {
            return Err(RoundRefusal::DeadlineNotAhead { until }.into());
        }
        Ok(Self {
            changes_until: Some(until),
            ..moved_to(ApplicationState::NeedsChanges)
        })
    }

    pub fn accept(self, round: &Round) -> Result<Self, ApplicationRefusal> {
        let action = ApplicationAction::Accept;
        self.only_while(action, &[ApplicationState::Submitted])?;
        before_the_list(action, round)?;
        Ok(moved_to(ApplicationState::Accepted))
    }

    /// Never while its vendor still has time to change it.
    pub fn decline(
        self,
        round: &Round,
        reason: DeclineReason,
        now: DateTime<Utc>,
    ) -> Result<Self, ApplicationRefusal> {
        let action = ApplicationAction::Decline;
        self.only_while(
            action,
            &[ApplicationState::Submitted, ApplicationState::NeedsChanges],
        )?;
        before_the_list(action, round)?;
        match self.changes_until {
            Some(until) if now <= until => Err(ApplicationRefusal::ChangesStillOpen { until }),
            _ => Ok(declined(reason)),
        }
    }

    /// Upheld objection of a declined vendor, while the list is public and not yet frozen.
    pub fn restore(self, round: &Round) -> Result<Self, ApplicationRefusal> {
        let action = ApplicationAction::Restore;
        self.only_while(action, &[ApplicationState::Declined])?;
        if round.state != RoundState::Listed {
            return Err(ApplicationRefusal::RoundElsewhere {
                action,
                round: round.state,
            });
        }
        Ok(moved_to(ApplicationState::Accepted))
    }

    /// Upheld objection to a result: whoever should not have been on the list is taken out of it.
    pub fn take_out(
        self,
        round: &Round,
        reason: DeclineReason,
    ) -> Result<Self, ApplicationRefusal> {
        let action = ApplicationAction::TakeOut;
        self.only_while(action, &[ApplicationState::Accepted])?;
        if !matches!(round.state, RoundState::Drawn | RoundState::Published) {
            return Err(ApplicationRefusal::RoundElsewhere {
                action,
                round: round.state,
            });
        }
        Ok(declined(reason))
    }

    pub fn withdraw(self, round: &Round) -> Result<Withdrawal, ApplicationRefusal> {
        let action = ApplicationAction::Withdraw;
        self.only_while(
            action,
            &[
                ApplicationState::Draft,
                ApplicationState::Submitted,
                ApplicationState::NeedsChanges,
                ApplicationState::Accepted,
            ],
        )?;
        if matches!(round.state, RoundState::Closed | RoundState::Cancelled) {
            return Err(ApplicationRefusal::RoundElsewhere {
                action,
                round: round.state,
            });
        }
        Ok(Withdrawal {
            application: moved_to(ApplicationState::Withdrawn),
            stays_on_list: self.state == ApplicationState::Accepted && round.list_is_frozen(),
        })
    }

    /// Someone still has to decide about it before there can be a list.
    pub fn is_undecided(self) -> bool {
        matches!(
            self.state,
            ApplicationState::Submitted | ApplicationState::NeedsChanges
        )
    }

    /// What was sent back may be mended until its own deadline, while the list is not made; all
    /// else, and that too, until the deadline of the round.
    fn may_still_hand_in(self, round: &Round, now: DateTime<Utc>) -> Result<(), Refusal> {
        let in_time = round.takes_applications(now);
        let is_mending = self.state == ApplicationState::NeedsChanges
            && matches!(round.state, RoundState::Open | RoundState::Reviewing);
        if in_time.is_ok() || !is_mending {
            return Ok(in_time?);
        }
        match self.changes_until {
            Some(deadline) if now > deadline => {
                Err(ApplicationRefusal::ChangesTooLate { deadline }.into())
            }
            _ => Ok(()),
        }
    }

    fn only_while(
        self,
        action: ApplicationAction,
        states: &[ApplicationState],
    ) -> Result<(), ApplicationRefusal> {
        if states.contains(&self.state) {
            return Ok(());
        }
        Err(ApplicationRefusal::NotNow {
            action,
            state: self.state,
        })
    }
}

/// Any state but declined, which alone has a reason, and needing changes, which alone has a deadline.
fn moved_to(state: ApplicationState) -> Application {
    Application {
        state,
        decline_reason: None,
        changes_until: None,
    }
}

fn declined(reason: DeclineReason) -> Application {
    Application {
        decline_reason: Some(reason),
        ..moved_to(ApplicationState::Declined)
    }
}

fn before_the_list(action: ApplicationAction, round: &Round) -> Result<(), ApplicationRefusal> {
    if matches!(round.state, RoundState::Open | RoundState::Reviewing) {
        return Ok(());
    }
    Err(ApplicationRefusal::RoundElsewhere {
        action,
        round: round.state,
    })
}
