//! A round: from the plan through the draw to the end of its term.

use chrono::{DateTime, NaiveDate, Utc};
use entity::kinds::RoundState;

use super::calendar::Term;
use super::values::Note;

/// Where a round stands, and the deadlines that have been set so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    pub state: RoundState,
    pub applications_until: Option<DateTime<Utc>>,
    /// Objections of the declined, once the list is public.
    pub list_objections_until: Option<DateTime<Utc>>,
    /// Objections against the published result.
    pub result_objections_until: Option<DateTime<Utc>>,
}

/// A round that was called off; from freezing on the public is told, with the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancellation {
    pub round: Round,
    pub reason: Note,
    pub is_public: bool,
}

/// What somebody wanted to do with a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundAction {
    Open,
    CloseApplications,
    List,
    Freeze,
    RecordDraw,
    Publish,
    Correct,
    MakeFinal,
    Start,
    Close,
    Cancel,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoundRefusal {
    #[error("{action:?} is not possible while {}", .state.as_str())]
    NotNow {
        action: RoundAction,
        state: RoundState,
    },
    #[error("the announced dates are not in order before the term")]
    DatesOutOfOrder,
    #[error("the deadline {until} has passed already")]
    DeadlineNotAhead { until: DateTime<Utc> },
    #[error("takes no applications while {}", .state.as_str())]
    TakesNoApplications { state: RoundState },
    #[error("applications were due by {deadline}")]
    TooLate { deadline: DateTime<Utc> },
    #[error("applications are taken until {until}")]
    ApplicationsStillOpen { until: DateTime<Utc> },
    #[error("{count} applications are undecided")]
    Undecided { count: usize },
    #[error("objections to the list are taken until {until}")]
    ListObjectionsStillOpen { until: DateTime<Utc> },
    #[error("{count} objections are unanswered")]
    ObjectionsUnanswered { count: usize },
    #[error("this list has been drawn")]
    AlreadyDrawn,
    #[error("{count} draws are not computed")]
    DrawsMissing { count: usize },
    #[error("objections to the result are taken until {until}")]
    ResultObjectionsStillOpen { until: DateTime<Utc> },
    /// Everyone will read it.
    #[error("the reason tells whom it is about")]
    ReasonTellsWho,
    #[error("the term begins on {from}")]
    TermNotBegun { from: NaiveDate },
    #[error("the term lasts until {to}")]
    TermNotOver { to: NaiveDate },
    /// All that it gave out is retired or blocked.
    #[error("nothing of the round can be given out again")]
    NothingToCopy,
}

impl Round {
    pub fn planned() -> Self {
        Self {
            state: RoundState::Planned,
            applications_until: None,
            list_objections_until: None,
            result_objections_until: None,
        }
    }

    /// From here on the rules are fixed.
    pub fn open(self, now: DateTime<Utc>, until: DateTime<Utc>) -> Result<Self, RoundRefusal> {
        self.only_while(RoundAction::Open, &[RoundState::Planned])?;
        deadline_is_ahead(now, until)?;
        let opened = self.moved_to(RoundState::Open);
        Ok(Self {
            applications_until: Some(until),
            ..opened
        })
    }

    /// Whether an application may be begun, changed or handed in at this moment.
    pub fn takes_applications(&self, now: DateTime<Utc>) -> Result<(), RoundRefusal> {
        if let Some(deadline) = self.applications_until
            && now > deadline
            && self.state != RoundState::Cancelled
        {
            return Err(RoundRefusal::TooLate { deadline });
        }
        if self.state != RoundState::Open {
            return Err(RoundRefusal::TakesNoApplications { state: self.state });
        }
        Ok(())
    }

    /// Never early: everyone was promised the time until the deadline.
    pub fn close_applications(self, now: DateTime<Utc>) -> Result<Self, RoundRefusal> {
        self.only_while(RoundAction::CloseApplications, &[RoundState::Open])?;
        match self.applications_until {
            Some(until) if now <= until => Err(RoundRefusal::ApplicationsStillOpen { until }),
            _ => Ok(self.moved_to(RoundState::Reviewing)),
        }
    }

    /// The accepted codes become public, and the declined may object.
    pub fn list(
        self,
        now: DateTime<Utc>,
        undecided: usize,
        objections_until: DateTime<Utc>,
    ) -> Result<Self, RoundRefusal> {
        self.only_while(RoundAction::List, &[RoundState::Reviewing])?;
        if undecided > 0 {
            return Err(RoundRefusal::Undecided { count: undecided });
        }
        deadline_is_ahead(now, objections_until)?;
        let listed = self.moved_to(RoundState::Listed);
        Ok(Self {
            list_objections_until: Some(objections_until),
            ..listed
        })
    }

    pub fn freeze(
        self,
        now: DateTime<Utc>,
        unanswered_objections: usize,
    ) -> Result<Self, RoundRefusal> {
        self.only_while(RoundAction::Freeze, &[RoundState::Listed])?;
        if let Some(until) = self.list_objections_until
            && now <= until
        {
            return Err(RoundRefusal::ListObjectionsStillOpen { until });
        }
        no_objection_open(unanswered_objections)?;
        Ok(self.moved_to(RoundState::Frozen))
    }

    /// All its draws are computed; only staff see what came out.
    pub fn record_draw(self, draws_missing: usize) -> Result<Self, RoundRefusal> {
        if self.is_drawn() {
            return Err(RoundRefusal::AlreadyDrawn);
        }
        self.only_while(RoundAction::RecordDraw, &[RoundState::Frozen])?;
        every_draw_computed(draws_missing)?;
        Ok(self.moved_to(RoundState::Drawn))
    }

    pub fn publish(
        self,
        now: DateTime<Utc>,
        draws_missing: usize,
        objections_until: DateTime<Utc>,
    ) -> Result<Self, RoundRefusal> {
        self.only_while(RoundAction::Publish, &[RoundState::Drawn])?;
        every_draw_computed(draws_missing)?;
        deadline_is_ahead(now, objections_until)?;
        let published = self.moved_to(RoundState::Published);
        Ok(Self {
            result_objections_until: Some(objections_until),
            ..published
        })
    }

    /// An upheld objection: the same seed over a mended list, to be published anew.
    pub fn correct(self) -> Result<Self, RoundRefusal> {
        self.only_while(
            RoundAction::Correct,
            &[RoundState::Drawn, RoundState::Published],
        )?;
        let corrected = self.moved_to(RoundState::Drawn);
        Ok(Self {
            result_objections_until: None,
            ..corrected
        })
    }

    pub fn make_final(
        self,
        now: DateTime<Utc>,
        unanswered_objections: usize,
    ) -> Result<Self, RoundRefusal> {
        self.only_while(RoundAction::MakeFinal, &[RoundState::Published])?;
        if let Some(until) = self.result_objections_until
            && now <= until
        {
            return Err(RoundRefusal::ResultObjectionsStillOpen { until });
        }
        no_objection_open(unanswered_objections)?;
        Ok(self.moved_to(RoundState::Final))
    }

    pub fn start(self, today: NaiveDate, term: Term) -> Result<Self, RoundRefusal> {
        self.only_while(RoundAction::Start, &[RoundState::Final])?;
        if today < term.from() {
            return Err(RoundRefusal::TermNotBegun { from: term.from() });
        }
        Ok(self.moved_to(RoundState::Running))
    }

    pub fn close(self, today: NaiveDate, term: Term) -> Result<Self, RoundRefusal> {
        self.only_while(RoundAction::Close, &[RoundState::Running])?;
        if today <= term.to() {
            return Err(RoundRefusal::TermNotOver { to: term.to() });
        }
        Ok(self.moved_to(RoundState::Closed))
    }

    /// From any state before final, and never without a reason.
    pub fn cancel(self, reason: Note) -> Result<Cancellation, RoundRefusal> {
        self.only_while(
            RoundAction::Cancel,
            &[
                RoundState::Planned,
                RoundState::Open,
                RoundState::Reviewing,
                RoundState::Listed,
                RoundState::Frozen,
                RoundState::Drawn,
                RoundState::Published,
            ],
        )?;
        Ok(Cancellation {
            round: self.moved_to(RoundState::Cancelled),
            reason,
            is_public: self.cancel_is_public(),
        })
    }

    /// From freezing on: who could see the list may ask what became of it.
    pub fn cancel_is_public(&self) -> bool {
        self.list_is_frozen()
    }

    /// It was opened and is not over: there is something to do, or to wait for.
    pub fn is_under_way(&self) -> bool {
        !matches!(
            self.state,
            RoundState::Planned | RoundState::Closed | RoundState::Cancelled
        )
    }

    /// Whether the list of applicants can no longer grow.
    pub fn list_is_frozen(&self) -> bool {
        self.state == RoundState::Frozen || self.is_drawn()
    }

    fn is_drawn(&self) -> bool {
        matches!(
            self.state,
            RoundState::Drawn
                | RoundState::Published
                | RoundState::Final
                | RoundState::Running
                | RoundState::Closed
        )
    }

    fn only_while(&self, action: RoundAction, states: &[RoundState]) -> Result<(), RoundRefusal> {
        if states.contains(&self.state) {
            return Ok(());
        }
        Err(RoundRefusal::NotNow {
            action,
            state: self.state,
        })
    }

    fn moved_to(self, state: RoundState) -> Self {
        Self { state, ..self }
    }
}

fn deadline_is_ahead(now: DateTime<Utc>, until: DateTime<Utc>) -> Result<(), RoundRefusal> {
    if until > now {
        Ok(())
    } else {
        Err(RoundRefusal::DeadlineNotAhead { until })
    }
}

fn every_draw_computed(missing: usize) -> Result<(), RoundRefusal> {
    match missing {
        0 => Ok(()),
        count => Err(RoundRefusal::DrawsMissing { count }),
    }
}

fn no_objection_open(unanswered: usize) -> Result<(), RoundRefusal> {
    match unanswered {
        0 => Ok(()),
        count => Err(RoundRefusal::ObjectionsUnanswered { count }),
    }
}
