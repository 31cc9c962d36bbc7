//! What is refused to those who keep a market and its stalls.

use super::{Said, Voice};
use crate::domain::edit::EditRefusal;

pub(super) fn edit(voice: Voice, refusal: EditRefusal) -> Said {
    let key = match refusal {
        EditRefusal::ChangedMeanwhile => "refusal-edit-changed-meanwhile",
        EditRefusal::Retired => "refusal-edit-retired",
    };
    voice.say(key, &[])
}
