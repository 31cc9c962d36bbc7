//! An objection: a question against something published, answered on record.

use chrono::{DateTime, Utc};
use entity::kinds::{ApplicationState, ObjectionState, RoundState};

use super::round::Round;
use super::values::Note;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Objection {
    pub state: ObjectionState,
}

/// An objection that was decided, never without an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    pub objection: Objection,
    pub answer: Note,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ObjectionRefusal {
    /// Nothing is public that could be questioned, or no longer.
    #[error("takes no objections while {}", .state.as_str())]
    NothingPublished { state: RoundState },
    #[error("objections were due by {deadline}")]
    TooLate { deadline: DateTime<Utc> },
    /// The list is questioned by the declined, a result by those whom it is about.
    #[error("not by an application that is {}", .application.as_str())]
    NotAboutThem { application: ApplicationState },
    /// One question of an application at a time.
    #[error("an earlier objection is unanswered")]
    Unanswered,
    #[error("answered: {}", .state.as_str())]
    AlreadyAnswered { state: ObjectionState },
}

impl Objection {
    /// Against the list while it is public, or against the published result.
    pub fn raise(
        round: &Round,
        application: ApplicationState,
        now: DateTime<Utc>,
    ) -> Result<Self, ObjectionRefusal> {
        let (deadline, whose) = match round.state {
            RoundState::Listed => (round.list_objections_until, ApplicationState::Declined),
            RoundState::Published => (round.result_objections_until, ApplicationState::Accepted),
            state => return Err(ObjectionRefusal::NothingPublished { state }),
        };
        if application != whose {
            return Err(ObjectionRefusal::NotAboutThem { application });
        }
        match deadline {
            Some(deadline) if now > deadline => Err(ObjectionRefusal::TooLate { deadline }),
            _ => Ok(Self {
                state: ObjectionState::Raised,
            }),
        }
    }

    pub fn uphold(self, answer: Note) -> Result<Answered, ObjectionRefusal> {
        self.answer(ObjectionState::Upheld, answer)
    }

    pub fn reject(self, answer: Note) -> Result<Answered, ObjectionRefusal> {
        self.answer(ObjectionState::Rejected, answer)
    }

    /// Nothing can be frozen or made final over it.
    pub fn is_unanswered(&self) -> bool {
        self.state == ObjectionState::Raised
    }

    fn answer(self, state: ObjectionState, answer: Note) -> Result<Answered, ObjectionRefusal> {
        if !self.is_unanswered() {
            return Err(ObjectionRefusal::AlreadyAnswered { state: self.state });
        }
        Ok(Answered {
            objection: Self { state },
            answer,
        })
    }
}
