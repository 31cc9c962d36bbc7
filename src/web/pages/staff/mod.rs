//! The pages behind sign-in, for those who run a market. They start with what needs them.

pub mod applications;
pub mod day;
pub mod home;
pub mod notices;
pub mod previews;
pub mod round;
