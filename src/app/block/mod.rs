//! Stalls that cannot be used for a time, and where their holders go meanwhile.

mod block_stall;
mod concerned;
mod list_blocks;
mod unblock_stall;

pub use block_stall::{BlockStall, HolderGoes, WhereTo, block_stall};
pub use list_blocks::{BlockListed, list_blocks};
pub use unblock_stall::{UnblockStall, unblock_stall};
