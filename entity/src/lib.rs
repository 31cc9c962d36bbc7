//! The tables, one file each, with their ids and kinds. No behaviour.

pub mod ids;
pub mod kinds;
