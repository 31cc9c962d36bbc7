//! Notices by hand: looked at, printed and handed over, or read out.

mod list_notices;
mod record_handover;

pub use crate::notice::OpenNotice;
pub use list_notices::{
    NoticesShown, NoticesWanted, count_notices, letter_of, list_notices, open_notice,
};
pub use record_handover::{Handover, RecordHandover, record_handover};
