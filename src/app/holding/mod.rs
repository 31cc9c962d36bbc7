//! Holdings: given up by their vendors, ended by the market on stated grounds, moved by hand.
//!
//! How a holding comes about stands in `offer`; single days stand in `market_day`.

mod at_hand;
mod end_holding;
mod give_up_holding;
mod misfit;
mod move_holding;

pub(super) use at_hand::require_holder;
pub use end_holding::{EndHolding, end_holding};
pub use give_up_holding::{GiveUpHolding, give_up_holding};
pub use move_holding::{MoveHolding, move_holding};
