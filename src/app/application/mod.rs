//! Applications: handed in, decided on, taken back.

mod accept_application;
mod applicant;
mod apply;
mod decline_application;
mod list_applications;
mod review;
mod show_standing;
mod wishes;
mod withdraw_application;

pub use crate::store::application::{ApplicationFilter, TimeWithWishes};
pub use accept_application::accept_application;
pub use apply::{Apply, CharityRequest, Receipt, TimeWanted, WishFor, apply};
pub use decline_application::{DeclineApplication, decline_application};
pub use list_applications::{
    ApplicationOpened, ApplicationShown, ApplicationsShown, list_applications, open_application,
};
pub use show_standing::{StandingShown, TimeStanding, find_vendor, show_standing};
pub use withdraw_application::withdraw_application;
