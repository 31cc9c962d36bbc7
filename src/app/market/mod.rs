//! Markets and their stalls: setting them up, and what the public sees of them.

mod create_market;
mod edit_stall;
mod find_time_zone;
mod import_stalls;
mod show_market;
mod stall_facts;

pub use crate::store::market::{MarketPlan, StallRow};
pub use create_market::{
    CreateMarket, NewCategory, NewOrganisation, NewTradingTime, NewZone, create_market,
};
pub use edit_stall::{EditStall, edit_stall};
pub use find_time_zone::{Whereabouts, find_time_zone};
pub use import_stalls::{StallsImported, import_stalls};
pub use show_market::{MarketShown, Present, list_markets, show_market};
pub use stall_facts::StallFacts;
