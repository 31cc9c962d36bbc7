//! The vendors of a market as registrations: who they are to it, whatever round they apply in.

mod list_vendors;

pub use list_vendors::{HeldStall, ListVendors, VendorListed, list_vendors};
