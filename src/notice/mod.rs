//! Which event tells whom what, and by which channel.
//!
//! It writes rows into the outbox and delivers what is due; the words are in `text`.
