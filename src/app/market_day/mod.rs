//! One market day given out for itself: absences, standby, and the draw of what is free.
//!
//! The draw is the engine's, as for a round; only the problem differs. No public page shows it.

mod announce_absence;
mod compute_day_draw;
mod end_days;
mod freeze_day;
mod join_standby;
mod leave_standby;
mod list_my_days;
pub mod problem;
mod record_day_seed;
mod results;
mod show_day;
mod step;
mod take_back_absence;

pub use announce_absence::announce_absence;
pub use compute_day_draw::compute_next_day_draw;
pub use end_days::end_days;
pub use freeze_day::{freeze_day, freeze_due_days};
pub use join_standby::{JoinStandby, join_standby};
pub use leave_standby::leave_standby;
pub use list_my_days::{MyDay, list_my_days};
pub use record_day_seed::{draw_without_digits, record_day_seed};
pub use show_day::{
    DayFile, DayInside, DayShown, OnStandby, StallOnDay, StallUse, export_day, list_days, show_day,
};
pub use step::DayRef;
pub use take_back_absence::take_back_absence;
