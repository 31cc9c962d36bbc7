//! The offers of a round by the codes of what they name, for its operators.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use entity::ids::ApplicationId;
use entity::offer;

use crate::app::place::find_round;
use crate::app::round::step::time_zone_of;
use crate::app::{Actor, App, AppError};
use crate::store;

#[derive(Debug)]
pub struct OffersShown {
    pub time_zone: Tz,
    pub rows: Vec<OfferRow>,
}

#[derive(Clone, Debug)]
pub struct OfferRow {
    pub offer: offer::Model,
    /// The codes of the application, the trading time and the stalls.
    pub application: String,
    pub trading_time: String,
    pub stalls: Vec<String>,
}

/// # Errors
/// `NotFound` when there is no such round, `Forbidden` for all but its operators.
pub async fn list_offers(
    app: &App,
    actor: &Actor,
    market: &str,
    round: &str,
) -> Result<OffersShown, AppError> {
    let db = app.store.reader();
    let (market, round) = find_round(db, market, round).await?;
    actor.require_operator(market.id)?;
    let plan = store::market::load_plan(db, market.id).await?;
    let codes: BTreeMap<ApplicationId, String> = store::application::list_ids(db, round.id)
        .await?
        .into_iter()
        .map(|(code, id)| (id, code))
        .collect();
    let offers = store::offer::list_offers(db, market.id, round.id).await?;
    let ids = offers.iter().map(|offer| offer.id).collect();
    let stalls = store::offer::list_offer_stalls(db, ids).await?;
    let rows = offers.into_iter().map(|offer| OfferRow {
        application: codes
            .get(&offer.application_id)
            .cloned()
            .unwrap_or_default(),
        trading_time: plan
            .trading_time(offer.trading_time_id)
            .map_or_else(String::new, |time| time.code.clone()),
        stalls: plan.stall_codes(
            stalls
                .get(&offer.id)
                .into_iter()
                .flatten()
                .map(|row| row.stall_id),
        ),
        offer,
    });
    Ok(OffersShown {
        time_zone: time_zone_of(&market)?,
        rows: rows.collect(),
    })
}
