//! A draw: one trading time of a round, from the frozen list to what was published.

use entity::kinds::DrawState;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    pub state: DrawState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawAction {
    Compute,
    Finish,
    TryAgain,
    Publish,
    Correct,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DrawRefusal {
    #[error("{action:?} is not possible while {}", .state.as_str())]
    NotNow {
        action: DrawAction,
        state: DrawState,
    },
    #[error("the seed is known and stays")]
    SeedKnown,
    #[error("no objection to the result was upheld")]
    NoUpheldObjection,
    /// Nothing is added to a frozen list.
    #[error("it is not on the frozen list")]
    NotOnTheList,
    #[error("the entry would stay as it is")]
    NothingCorrected,
    /// Whoever enters so few digits has to say that they know it.
    #[error("{bits} bits are few enough to try them all")]
    WeakSeed { bits: usize },
}

impl Draw {
    pub fn frozen() -> Self {
        Self {
            state: DrawState::AwaitingSeed,
        }
    }

    /// Once, and for good: a second seed would let somebody choose among results.
    pub fn enter_seed(self) -> Result<Self, DrawRefusal> {
        match self.state {
            DrawState::AwaitingSeed => Ok(Self {
                state: DrawState::Queued,
            }),
            _ => Err(DrawRefusal::SeedKnown),
        }
    }

    /// Claimed by a job.
    pub fn compute(self) -> Result<Self, DrawRefusal> {
        self.step(
            DrawAction::Compute,
            &[DrawState::Queued],
            DrawState::Computing,
        )
    }

    pub fn finish(self) -> Result<Self, DrawRefusal> {
        self.step(
            DrawAction::Finish,
            &[DrawState::Computing],
            DrawState::Computed,
        )
    }

    /// The computation failed or its lease ran out.
    pub fn try_again(self) -> Result<Self, DrawRefusal> {
        self.step(
            DrawAction::TryAgain,
            &[DrawState::Computing],
            DrawState::Queued,
        )
    }

    pub fn publish(self) -> Result<Self, DrawRefusal> {
        self.step(
            DrawAction::Publish,
            &[DrawState::Computed],
            DrawState::Published,
        )
    }

    /// An entry was mended or taken out: the draw that takes its place, with the same seed.
    pub fn correct(self) -> Result<Self, DrawRefusal> {
        self.step(
            DrawAction::Correct,
            &[DrawState::Computed, DrawState::Published],
            DrawState::Queued,
        )
    }

    /// Its outcome is there.
    pub fn is_computed(&self) -> bool {
        matches!(self.state, DrawState::Computed | DrawState::Published)
    }

    fn step(
        self,
        action: DrawAction,
        from: &[DrawState],
        to: DrawState,
    ) -> Result<Self, DrawRefusal> {
        if from.contains(&self.state) {
            return Ok(Self { state: to });
        }
        Err(DrawRefusal::NotNow {
            action,
            state: self.state,
        })
    }
}
