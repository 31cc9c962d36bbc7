//! Notices on their way: composed for the outbox, opened as letters, sent, and reached.
//!
//! `compose` makes the rows that a use case writes with its change; `open` makes the letter of
//! one, `write_mail` and `Transport` bring it away, `reached` and `failed` say what became of it.
//! Use cases decide what happened and whom to tell, and the words are in `text`.

mod compose;
mod mail;
mod open;
mod post;
mod reached;
mod transport;

pub use compose::{Addressee, compose};
pub use mail::{Envelope, Mail, write_html, write_mail};
pub use open::{OpenNotice, open};
pub use post::{Post, PostError, standing_url};
pub use reached::{NoticeError, failed, reached};
pub use transport::{CONNECTIONS, LONGEST_SEND, SendFailure, Transport};
