//! A notice in the outbox: kept until it is released, tried until it arrives or cannot.

use chrono::{DateTime, Duration, Utc};
use entity::kinds::NoticeState;

/// How long to wait after the first failure, the second, and so on; then it is undeliverable.
const WAITS_IN_MINUTES: [i64; 5] = [1, 5, 30, 2 * 60, 6 * 60];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    pub state: NoticeState,
    /// Tries that failed so far.
    pub failures: u32,
    /// When it is due; there exactly while it is released.
    pub next_try_utc: Option<DateTime<Utc>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeAction {
    Hold,
    Release,
    Send,
    MarkSent,
    MarkFailed,
    ReachOtherwise,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoticeRefusal {
    #[error("{action:?} is not possible while {}", .state.as_str())]
    NotNow {
        action: NoticeAction,
        state: NoticeState,
    },
    #[error("not due before {next_try}")]
    NotDue { next_try: DateTime<Utc> },
}

impl Notice {
    pub fn drafted() -> Self {
        Self {
            state: NoticeState::Drafted,
            failures: 0,
            next_try_utc: None,
        }
    }

    /// Kept back until someone has looked at it.
    pub fn hold(self) -> Result<Self, NoticeRefusal> {
        self.only_while(NoticeAction::Hold, &[NoticeState::Drafted])?;
        Ok(self.moved_to(NoticeState::Held))
    }

    pub fn release(self, now: DateTime<Utc>) -> Result<Self, NoticeRefusal> {
        let kept = [NoticeState::Drafted, NoticeState::Held];
        self.only_while(NoticeAction::Release, &kept)?;
        Ok(self.due_at(now))
    }

    /// Claimed by a sender.
    pub fn send(self, now: DateTime<Utc>) -> Result<Self, NoticeRefusal> {
        self.only_while(NoticeAction::Send, &[NoticeState::Released])?;
        match self.next_try_utc {
            Some(next_try) if now < next_try => Err(NoticeRefusal::NotDue { next_try }),
            _ => Ok(self.moved_to(NoticeState::Sending)),
        }
    }

    pub fn mark_sent(self) -> Result<Self, NoticeRefusal> {
        self.only_while(NoticeAction::MarkSent, &[NoticeState::Sending])?;
        Ok(self.moved_to(NoticeState::Sent))
    }

    /// Tried in vain: due again later, or given up after the last wait.
    pub fn mark_failed(self, now: DateTime<Utc>) -> Result<Self, NoticeRefusal> {
        self.only_while(NoticeAction::MarkFailed, &[NoticeState::Sending])?;
        let failed = Self {
            failures: self.failures.saturating_add(1),
            ..self
        };
        Ok(match next_try(now, failed.failures) {
            Some(next_try) => failed.due_at(next_try),
            None => failed.moved_to(NoticeState::Undeliverable),
        })
    }

    /// The other side said that it will never take it.
    pub fn mark_undeliverable(self) -> Result<Self, NoticeRefusal> {
        self.only_while(NoticeAction::MarkFailed, &[NoticeState::Sending])?;
        let failed = Self {
            failures: self.failures.saturating_add(1),
            ..self
        };
        Ok(failed.moved_to(NoticeState::Undeliverable))
    }

    /// Printed and handed over, or read out, on record.
    pub fn reach_otherwise(self) -> Result<Self, NoticeRefusal> {
        self.only_while(NoticeAction::ReachOtherwise, &[NoticeState::Undeliverable])?;
        Ok(self.moved_to(NoticeState::ReachedOtherwise))
    }

    /// Whether the deadline of what it says may run.
    pub fn has_reached(&self) -> bool {
        matches!(
            self.state,
            NoticeState::Sent | NoticeState::ReachedOtherwise
        )
    }

    fn only_while(
        &self,
        action: NoticeAction,
        states: &[NoticeState],
    ) -> Result<(), NoticeRefusal> {
        if states.contains(&self.state) {
            return Ok(());
        }
        Err(NoticeRefusal::NotNow {
            action,
            state: self.state,
        })
    }

    fn due_at(self, next_try: DateTime<Utc>) -> Self {
        Self {
            state: NoticeState::Released,
            next_try_utc: Some(next_try),
            ..self
        }
    }

    fn moved_to(self, state: NoticeState) -> Self {
        Self {
            state,
            next_try_utc: None,
            ..self
        }
    }
}

/// When to try again after so many failures; none when it is time to give up.
pub fn next_try(now: DateTime<Utc>, failures: u32) -> Option<DateTime<Utc>> {
    let index = usize::try_from(failures).ok()?.checked_sub(1)?;
    let minutes = WAITS_IN_MINUTES.get(index)?;
    Some(now + Duration::minutes(*minutes))
}
