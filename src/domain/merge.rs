//! Two registrations of one person become one: what becomes of the rounds in which both stand.

use chrono::NaiveDate;
use entity::kinds::{ApplicationState, RoundState, Standing};

use super::round::Round;

/// What a registration has in one round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    pub application: Option<ApplicationState>,
    /// A stall for the term, now.
    pub holds: bool,
}

/// What becomes of an application of the second registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondApplication {
    /// It belongs to the first registration from now on.
    Moves,
    /// The first registration has applied as well: nobody stands in a round twice.
    Withdrawn,
    /// It is over, and the first registration has one of its own.
    Stays,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeRefusal {
    #[error("one of them was merged before")]
    AlreadyMerged,
    /// Papers were seen of both, and they are not the same.
    #[error("two persons")]
    TwoPersons,
    /// The list is frozen, and each of them counts on it.
    #[error("both stand on the list of {round}")]
    BothOnTheList { round: String },
    #[error("both hold a stall in {round}")]
    BothHold { round: String },
    /// What counts in this round is the application of the second registration.
    #[error("the second registration counts in {round}")]
    OtherWayRound { round: String },
    /// They stand by on the same day, or one stands by while the other has a stall.
    #[error("both are there on {date}")]
    SameDay { date: NaiveDate },
}

/// # Errors
/// When the person would stand in the round twice.
pub fn merge_in_round(
    code: &str,
    round: &Round,
    second: Presence,
    first: Presence,
) -> Result<SecondApplication, MergeRefusal> {
    use SecondApplication as S;
    let round_code = || code.to_owned();
    if second.holds && first.holds {
        return Err(MergeRefusal::BothHold {
            round: round_code(),
        });
    }
    let both_apply = second.application.is_some() && first.application.is_some();
    if matches!(round.state, RoundState::Closed | RoundState::Cancelled) {
        return Ok(if both_apply { S::Stays } else { S::Moves });
    }
    if round.list_is_frozen() && second.counts() && first.counts() {
        return Err(MergeRefusal::BothOnTheList {
            round: round_code(),
        });
    }
    match (both_apply, second.counts(), first.counts()) {
        (false, ..) => Ok(S::Moves),
        (true, false, _) => Ok(S::Stays),
        (true, true, true) => Ok(S::Withdrawn),
        (true, true, false) => Err(MergeRefusal::OtherWayRound {
            round: round_code(),
        }),
    }
}

impl Presence {
    fn counts(self) -> bool {
        use ApplicationState as A;
        let is_live = match self.application {
            Some(A::Draft | A::Submitted | A::NeedsChanges | A::Accepted) => true,
            Some(A::Declined | A::Withdrawn) | None => false,
        };
        is_live || self.holds
    }
}

/// What a vendor has earned, and what they stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// Small is senior.
    pub seniority: Option<i32>,
    pub refusals: i32,
    pub standing: Standing,
}

impl Record {
    /// The better number of the two; what each refused counts, and so does a suspension.
    #[must_use]
    pub fn together(self, other: Self) -> Self {
        let numbers = [self.seniority, other.seniority];
        let is_suspended = [self.standing, other.standing].contains(&Standing::Suspended);
        Self {
            seniority: numbers.into_iter().flatten().min(),
            refusals: self.refusals.saturating_add(other.refusals),
            standing: if is_suspended {
                Standing::Suspended
            } else {
                Standing::Good
            },
        }
    }
}
