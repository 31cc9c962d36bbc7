//! Offers: made when a round is final or a stall comes free, then confirmed, declined or expired.

mod confirm_offer;
mod deciding;
mod decline_offer;
mod expire_offers;
mod free_stalls;
mod list_offers;
pub mod making;
mod move_offer;
pub mod taking_back;
pub mod waiting_list;

pub use confirm_offer::confirm_offer;
pub use decline_offer::decline_offer;
pub use expire_offers::expire_offers;
pub use list_offers::{OfferRow, OffersShown, list_offers};
pub use move_offer::{MoveOffer, move_offer};
