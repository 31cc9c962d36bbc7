//! The vendors of a market as registrations: who they are to it, whatever round they apply in.

mod erase_person;
mod export_own_data;
mod import;
mod list_vendors;
mod merge_registrations;

pub use erase_person::{ErasePerson, erase_person};
pub use export_own_data::export_own_data;
pub use import::{
    ImportOutcome, ImportVendors, VendorImported, VendorsImported, import_vendors, vendor_template,
};
pub use list_vendors::{HeldStall, ListVendors, VendorListed, list_vendors};
pub use merge_registrations::{MergeRegistrations, RegistrationsMerged, merge_registrations};

pub(in crate::app) use erase_person::erase;
