//! Notices by hand: looked at, printed and handed over, or read out.

mod list_notices;

pub use list_notices::{NoticeShown, NoticesShown, list_notices, open_notice};
