//! The use cases, called as pages and jobs call them, on a market of their own.

mod application;
mod block;
mod changes;
mod copying;
mod correcting;
mod crash;
mod draw;
mod holding;
mod market;
mod market_day;
mod objection;
mod offer;
mod preview;
mod proof;
mod races;
mod races_by_hand;
mod renewing;
mod roles;
mod round;
mod setting_up;
mod shortages;
mod sizes;
mod staff;
mod waiting_list;
mod walk;
mod whole_round;
