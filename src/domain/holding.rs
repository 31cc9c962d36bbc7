//! A holding: a slot that a vendor has for a term.

use chrono::NaiveDate;
use entity::kinds::HoldingState;

use super::calendar::Term;
use super::fit::Misfit;
use super::values::Note;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holding {
    pub state: HoldingState,
    pub term: Term,
    /// The first day that is free again, when it stopped before the end of the term.
    pub free_from: Option<NaiveDate>,
}

/// A holding that the market ended, never without saying why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    pub holding: Holding,
    pub grounds: Note,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldingAction {
    GiveUp,
    End,
    Complete,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoldingRefusal {
    #[error("{action:?} is not possible while {}", .state.as_str())]
    NotNow {
        action: HoldingAction,
        state: HoldingState,
    },
    /// Days that have been are not undone.
    #[error("{date} is in the past")]
    InThePast { date: NaiveDate },
    #[error("the term ends on {to} anyway")]
    AfterTheTerm { to: NaiveDate },
    /// Whoever moves somebody by hand says what they know does not fit.
    #[error("the stall does not fit: {}", .misfit.word())]
    DoesNotFit { misfit: Misfit },
    #[error("the term lasts until {to}")]
    TermNotOver { to: NaiveDate },
}

impl Holding {
    pub fn running(term: Term) -> Self {
        Self {
            state: HoldingState::Running,
            term,
            free_from: None,
        }
    }

    pub fn give_up(self, today: NaiveDate, free_from: NaiveDate) -> Result<Self, HoldingRefusal> {
        self.stop(
            HoldingAction::GiveUp,
            HoldingState::GivenUp,
            today,
            free_from,
        )
    }

    pub fn end(
        self,
        today: NaiveDate,
        free_from: NaiveDate,
        grounds: Note,
    ) -> Result<Ending, HoldingRefusal> {
        let holding = self.stop(HoldingAction::End, HoldingState::Ended, today, free_from)?;
        Ok(Ending { holding, grounds })
    }

    /// The term is over.
    pub fn complete(self, today: NaiveDate) -> Result<Self, HoldingRefusal> {
        self.only_while_running(HoldingAction::Complete)?;
        if today <= self.term.to() {
            return Err(HoldingRefusal::TermNotOver { to: self.term.to() });
        }
        Ok(Self {
            state: HoldingState::Over,
            ..self
        })
    }

    fn stop(
        self,
        action: HoldingAction,
        state: HoldingState,
        today: NaiveDate,
        free_from: NaiveDate,
    ) -> Result<Self, HoldingRefusal> {
        self.only_while_running(action)?;
        if free_from < today {
            return Err(HoldingRefusal::InThePast { date: free_from });
        }
        if free_from > self.term.to() {
            return Err(HoldingRefusal::AfterTheTerm { to: self.term.to() });
        }
        Ok(Self {
            state,
            free_from: Some(free_from),
            ..self
        })
    }

    fn only_while_running(&self, action: HoldingAction) -> Result<(), HoldingRefusal> {
        if self.state == HoldingState::Running {
            return Ok(());
        }
        Err(HoldingRefusal::NotNow {
            action,
            state: self.state,
        })
    }
}
