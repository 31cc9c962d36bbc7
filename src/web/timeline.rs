//! Steps one after another: what is done, what is now, what lies ahead.

use chrono::NaiveDate;

#[derive(Clone, Debug)]
pub struct Step {
    pub label: String,
    /// The day it happened, or is planned for.
    pub day: Option<NaiveDate>,
    pub state: StepState,
    /// A sentence more, or nothing.
    pub note: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    Done,
    Now,
    Ahead,
}

impl StepState {
    pub const fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Ahead => "ahead",
        }
    }
}
