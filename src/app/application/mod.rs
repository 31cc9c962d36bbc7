//! Applications: handed in, changed, decided on, taken back.

mod accept_application;
mod applicant;
mod apply;
mod apply_to_renew;
mod ask_for_changes;
mod decline_application;
mod edit_application;
mod list_applications;
mod page_applications;
mod resubmit_application;
mod review;
mod show_standing;
pub(super) mod wishes;
mod withdraw_application;

pub use crate::store::application::{ApplicationFilter, TimeWithWishes};
pub use accept_application::accept_application;
pub use apply::{Apply, CharityRequest, Receipt, TimeWanted, WishFor, apply};
pub use apply_to_renew::{ApplyToRenew, apply_to_renew};
pub use ask_for_changes::{AskForChanges, ask_for_changes};
pub use decline_application::{DeclineApplication, decline_application};
pub use edit_application::{EditApplication, edit_application};
pub use list_applications::{
    ApplicationOpened, ApplicationShown, ApplicationsShown, list_applications, open_application,
};
pub use page_applications::{ApplicationsPart, PageWanted, page_applications};
pub use resubmit_application::resubmit_application;
pub use show_standing::{OfferShown, StandingShown, TimeStanding, find_vendor, show_standing};
pub use withdraw_application::withdraw_application;
