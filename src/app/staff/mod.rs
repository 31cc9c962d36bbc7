//! Staff: accounts, signing in and out.

mod add_staff;
mod sign_in;

pub use add_staff::{AddStaff, add_staff};
pub use sign_in::{SESSION_LENGTH, SessionToken, SignIn, find_actor, sign_in, sign_out};
