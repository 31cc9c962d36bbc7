//! Keeping a market: its parts, its blocks, its vendors.

mod parts;
mod stalls;
