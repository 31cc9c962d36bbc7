//! A preview: simulated draws of a list that is not frozen yet, so that operators see what rules do.

use entity::kinds::{PreviewState, RoundState};

/// So many tries, and a preview that never comes to its end is given up.
const MOST_ATTEMPTS: i32 = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preview {
    pub state: PreviewState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreviewAction {
    Compute,
    Finish,
    LetGo,
    Fail,
    Cancel,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PreviewRefusal {
    #[error("{action:?} is not possible while {}", .state.as_str())]
    NotNow {
        action: PreviewAction,
        state: PreviewState,
    },
    /// One at a time, so that nobody waits behind a pile of them.
    #[error("another one is under way")]
    UnderWay,
    /// From freezing on there is one list, one set of rules and one draw.
    #[error("nothing to try while the round is {}", .state.as_str())]
    ListFixed { state: RoundState },
    #[error("nobody is on the list")]
    NobodyListed,
}

impl Preview {
    /// While the list can still change. `under_way` says whether another one of the round is.
    pub fn ask(round: RoundState, under_way: bool) -> Result<Self, PreviewRefusal> {
        if !is_possible(round) {
            return Err(PreviewRefusal::ListFixed { state: round });
        }
        if under_way {
            return Err(PreviewRefusal::UnderWay);
        }
        Ok(Self {
            state: PreviewState::Queued,
        })
    }

    /// Claimed by a job: for the first time, or because whoever had it is gone. None when it was
    /// tried often enough.
    pub fn compute(self, attempts: i32) -> Result<Option<Self>, PreviewRefusal> {
        let from = [PreviewState::Queued, PreviewState::Computing];
        let next = self.step(PreviewAction::Compute, &from, PreviewState::Computing)?;
        Ok((attempts < MOST_ATTEMPTS).then_some(next))
    }

    pub fn finish(self) -> Result<Self, PreviewRefusal> {
        let from = [PreviewState::Computing];
        self.step(PreviewAction::Finish, &from, PreviewState::Done)
    }

    /// Whoever computes it has to stop, and somebody else begins anew.
    pub fn let_go(self) -> Result<Self, PreviewRefusal> {
        let from = [PreviewState::Computing];
        self.step(PreviewAction::LetGo, &from, PreviewState::Queued)
    }

    pub fn fail(self) -> Result<Self, PreviewRefusal> {
        let from = [PreviewState::Queued, PreviewState::Computing];
        self.step(PreviewAction::Fail, &from, PreviewState::Failed)
    }

    pub fn cancel(self) -> Result<Self, PreviewRefusal> {
        let from = [PreviewState::Queued, PreviewState::Computing];
        self.step(PreviewAction::Cancel, &from, PreviewState::Cancelled)
    }

    pub const fn is_under_way(self) -> bool {
        matches!(self.state, PreviewState::Queued | PreviewState::Computing)
    }

    fn step(
        self,
        action: PreviewAction,
        from: &[PreviewState],
        to: PreviewState,
    ) -> Result<Self, PreviewRefusal> {
        if from.contains(&self.state) {
            return Ok(Self { state: to });
        }
        Err(PreviewRefusal::NotNow {
            action,
            state: self.state,
        })
    }
}

/// While the list can still change.
pub const fn is_possible(round: RoundState) -> bool {
    matches!(
        round,
        RoundState::Planned | RoundState::Open | RoundState::Reviewing | RoundState::Listed
    )
}
