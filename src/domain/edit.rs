//! What an edit refuses, whatever is edited.

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditRefusal {
    /// The row is no longer as whoever edits it has seen it.
    #[error("changed by somebody else meanwhile")]
    ChangedMeanwhile,
    /// It was retired; what is retired stays as it was.
    #[error("retired")]
    Retired,
}
