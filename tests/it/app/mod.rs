//! The use cases, called as pages and jobs call them, on a market of their own.

mod application;
mod block;
mod changes;
mod correcting;
mod crash;
mod draw;
mod market;
mod market_day;
mod objection;
mod offer;
mod preview;
mod proof;
mod races;
mod roles;
mod round;
mod setting_up;
mod shortages;
mod staff;
mod waiting_list;
mod whole_round;
