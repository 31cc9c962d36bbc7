//! Notices: their words, their letters, and how they are delivered.

mod delivery;
mod letters;
mod outbox_home;
#[expect(
    clippy::needless_raw_string_hashes,
    reason = "snapshots are written with them"
)]
mod reasons;
mod samples;
