//! Markets and their parts: setting them up, keeping them, and what the public sees of them.

mod create_category;
mod create_market;
mod create_stall;
mod create_trading_time;
mod create_zone;
mod edit_category;
mod edit_market;
mod edit_stall;
mod edit_trading_time;
mod edit_zone;
mod find_time_zone;
mod import_stalls;
mod keeping;
mod list_categories;
mod list_parts;
mod list_stalls;
mod list_trading_times;
mod list_zones;
mod parts;
mod retire_category;
mod retire_stall;
mod retire_trading_time;
mod retire_zone;
mod show_market;
mod stall_facts;

pub use crate::store::market::{MarketPlan, StallRow};
pub use create_category::{CreateCategory, create_category};
pub use create_market::{
    CreateMarket, NewCategory, NewOrganisation, NewTradingTime, NewZone, create_market,
};
pub use create_stall::{CreateStall, create_stall};
pub use create_trading_time::{CreateTradingTime, create_trading_time};
pub use create_zone::{CreateZone, create_zone};
pub use edit_category::{EditCategory, edit_category};
pub use edit_market::{EditMarket, MarketFacts, edit_market};
pub use edit_stall::{EditStall, edit_stall};
pub use edit_trading_time::{EditTradingTime, edit_trading_time};
pub use edit_zone::{EditZone, edit_zone};
pub use find_time_zone::{Whereabouts, find_time_zone};
pub use import_stalls::{StallsImported, import_stalls};
pub use list_categories::{CategoryListed, list_categories};
pub use list_parts::ListParts;
pub use list_stalls::{ListStalls, StallListed, list_stalls};
pub use list_trading_times::{TradingTimeListed, list_trading_times};
pub use list_zones::{ZoneListed, list_zones};
pub use parts::{CategoryFacts, GIVING_OUT, LIVE, TradingTimeFacts, ZoneFacts};
pub use retire_category::retire_category;
pub use retire_stall::{Retire, retire_stall};
pub use retire_trading_time::retire_trading_time;
pub use retire_zone::retire_zone;
pub use show_market::{MarketShown, Present, list_markets, show_market};
pub use stall_facts::StallFacts;
