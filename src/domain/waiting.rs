//! A place in a pool's waiting list.
//!
//! Its number is not here: the draw fixed it, and nothing that happens later changes it.

use entity::kinds::WaitingState;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingEntry {
    pub state: WaitingState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitingAction {
    Offer,
    Place,
    Return,
    Leave,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WaitingRefusal {
    #[error("{action:?} is not possible while {}", .state.as_str())]
    NotNow {
        action: WaitingAction,
        state: WaitingState,
    },
}

impl WaitingEntry {
    pub fn waiting() -> Self {
        Self {
            state: WaitingState::Waiting,
        }
    }

    pub fn offer(self) -> Result<Self, WaitingRefusal> {
        self.only_while(WaitingAction::Offer, &[WaitingState::Waiting])?;
        Ok(moved_to(WaitingState::Offered))
    }

    pub fn place(self) -> Result<Self, WaitingRefusal> {
        self.only_while(WaitingAction::Place, &[WaitingState::Offered])?;
        Ok(moved_to(WaitingState::Placed))
    }

    /// An offer was declined or lapsed. `refusals` counts this one; only beyond the limit
    /// does it cost the place.
    pub fn refuse(self, refusals: u32, limit: u32) -> Result<Self, WaitingRefusal> {
        self.only_while(WaitingAction::Return, &[WaitingState::Offered])?;
        let state = if refusals > limit {
            WaitingState::Left
        } else {
            WaitingState::Waiting
        };
        Ok(moved_to(state))
    }

    /// The market took its offer back: the entry waits again, and nothing is counted.
    pub fn wait_again(self) -> Result<Self, WaitingRefusal> {
        self.only_while(WaitingAction::Return, &[WaitingState::Offered])?;
        Ok(moved_to(WaitingState::Waiting))
    }

    pub fn leave(self) -> Result<Self, WaitingRefusal> {
        let live = [WaitingState::Waiting, WaitingState::Offered];
        self.only_while(WaitingAction::Leave, &live)?;
        Ok(moved_to(WaitingState::Left))
    }

    fn only_while(
        self,
        action: WaitingAction,
        states: &[WaitingState],
    ) -> Result<(), WaitingRefusal> {
        if states.contains(&self.state) {
            return Ok(());
        }
        Err(WaitingRefusal::NotNow {
            action,
            state: self.state,
        })
    }
}

fn moved_to(state: WaitingState) -> WaitingEntry {
    WaitingEntry { state }
}
