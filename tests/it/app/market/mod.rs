//! Keeping a market: its parts, its blocks, its vendors.

mod lists;
mod parts;
mod stalls;
