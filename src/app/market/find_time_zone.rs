//! The time zone in which an answer about a market is said.

use chrono_tz::Tz;

use crate::app::place::{find_application, find_market};
use crate::app::round::step::time_zone_of;
use crate::app::{App, AppError};
use crate::domain::values::SecretLink;
use crate::store;

/// Where a request was about to act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    Market(String),
    /// Behind a vendor's secret link.
    Link(String),
    /// At the application with this code.
    Application(String),
    /// At the offer with this id.
    Offer(String),
}

/// # Errors
/// `NotFound` when there is no such market or link.
pub async fn find_time_zone(app: &App, whereabouts: &Whereabouts) -> Result<Tz, AppError> {
    let db = app.store.reader();
    let market = match whereabouts {
        Whereabouts::Market(slug) => find_market(db, slug).await?,
        Whereabouts::Application(code) => {
            let application = find_application(db, code).await?;
            store::market::load_market(db, application.market_id).await?
        }
        Whereabouts::Offer(id) => {
            let found = store::offer::find_offer(db, id).await?;
            let offer = found.ok_or(AppError::NotFound("offer"))?;
            store::market::load_market(db, offer.market_id).await?
        }
        Whereabouts::Link(secret) => {
            let missing = AppError::NotFound("application");
            let Ok(link) = SecretLink::parse(secret) else {
                return Err(missing);
            };
            let found = store::application::find_application_by_link(db, &link.hash()).await?;
            store::market::load_market(db, found.ok_or(missing)?.market_id).await?
        }
    };
    time_zone_of(&market)
}
