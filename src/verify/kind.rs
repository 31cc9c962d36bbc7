//! What a file of a draw is.

use serde::{Deserialize, Serialize};

/// The version of the files that this code writes and reads.
pub const VERSION: u32 = 1;

/// Stands as `kind` in each file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Commitment,
    Receipt,
    PublicBundle,
    AuditorBundle,
}
