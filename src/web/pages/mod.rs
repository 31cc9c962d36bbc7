//! The pages, one file per place on the site: what they show is a plain view struct.
//!
//! A view struct holds what its page says, already loaded; its template in `templates/` holds how.
//! No page asks the store, and none decides.

pub mod api;
pub mod apply;
pub mod call;
pub mod check;
pub mod days;
pub mod market;
pub mod mine;
pub mod problem;
pub mod results;
pub mod staff;
