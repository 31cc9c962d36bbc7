//! Applications: handed in, decided on, taken back.

mod accept_application;
mod apply;
mod decline_application;
mod review;
mod withdraw_application;

pub use accept_application::accept_application;
pub use apply::{Apply, CharityRequest, Receipt, TimeWanted, WishFor, apply};
pub use decline_application::{DeclineApplication, decline_application};
pub use withdraw_application::withdraw_application;
