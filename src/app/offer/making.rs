//! How a stall becomes an offer, and how a stall that comes free finds the next one waiting.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use entity::ids::{StallId, TradingTimeId};
use entity::kinds::{ApplicationState, Feature, OfferState, Origin, Pool, Unfilled};
use entity::{application, market, market_day, offer, round, slot, waiting_entry};
use sea_orm::ActiveValue::Set;

use crate::app::record::{Change, record};
use crate::app::round::step::{local_date, read, time_zone_of};
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::fit::{Fit, StallFacts};
use crate::domain::rules::RoundRules;
use crate::domain::values::Names;
use crate::domain::waiting::WaitingEntry;
use crate::store::application::TimeWithWishes;
use crate::store::market::MarketPlan;
use crate::store::{self, WriteTx};
use crate::text::message::{Message, StallOffer};

/// One stall in one trading time of the round at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub trading_time_id: TradingTimeId,
    pub stall_id: StallId,
}

/// What is needed to offer the stalls of a round.
#[derive(Debug)]
pub struct RoundFacts {
    pub round: round::Model,
    pub names: Names,
    pub rules: RoundRules,
    pub time_zone: Tz,
    pub plan: MarketPlan,
    pools: BTreeMap<(TradingTimeId, StallId), Pool>,
}

/// # Errors
/// When the database cannot be read.
pub async fn load_round_facts(
    tx: &WriteTx,
    market: &market::Model,
    round: &round::Model,
) -> Result<RoundFacts, AppError> {
    let slots = store::round::list_slots(tx.conn(), round.id).await?;
    let key = |slot: &slot::Model| (slot.trading_time_id, slot.stall_id);
    Ok(RoundFacts {
        names: read(&round.names)?,
        rules: read(&round.rules)?,
        time_zone: time_zone_of(market)?,
        plan: store::market::load_plan(tx.conn(), market.id).await?,
        pools: slots.iter().map(|slot| (key(slot), slot.pool)).collect(),
        round: round.clone(),
    })
}

impl RoundFacts {
    /// # Errors
    /// `NotFound` when the stall is not given out in this round.
    pub fn pool_of(&self, place: Place) -> Result<Pool, AppError> {
        self.pools
            .get(&(place.trading_time_id, place.stall_id))
            .copied()
            .ok_or(AppError::NotFound("slot"))
    }

    /// The days of the term that still lie ahead, the current one included.
    pub fn first_day(&self, app: &App) -> NaiveDate {
        local_date(app.now(), self.time_zone).max(self.round.term_from)
    }

    /// Whether the stall is blocked on a day that lies ahead.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn is_blocked(
        &self,
        app: &App,
        tx: &WriteTx,
        stall_id: StallId,
    ) -> Result<bool, AppError> {
        let (from, to) = (self.first_day(app), self.round.term_to);
        let market_id = self.round.market_id;
        let blocks = store::market::list_blocks(tx.conn(), market_id, from, to).await?;
        Ok(blocks.iter().any(|block| block.stall_id == stall_id))
    }

    async fn days_ahead(
        &self,
        app: &App,
        tx: &WriteTx,
        trading_time_id: TradingTimeId,
    ) -> Result<Vec<market_day::Model>, AppError> {
        let (from, to) = (self.first_day(app), self.round.term_to);
        let market_id = self.round.market_id;
        Ok(
            store::market::list_market_days(tx.conn(), market_id, trading_time_id, from, to)
                .await?,
        )
    }
}

/// Holds a stall for a vendor, and tells them. The deadline runs from the notice's delivery.
///
/// # Errors
/// `Internal` when the stall is occupied already: the database forbids it.
pub async fn make_offer(
    app: &App,
    tx: &WriteTx,
    facts: &RoundFacts,
    application: &application::Model,
    place: Place,
    origin: Origin,
) -> Result<offer::Model, AppError> {
    let days = facts.days_ahead(app, tx, place.trading_time_id).await?;
    let confirm_days = match origin {
        Origin::WaitingList => facts.rules.offer_days,
        _ => facts.rules.confirm_days,
    };
    let row = offer::ActiveModel {
        public_id: Set(app.random_id()),
        market_id: Set(facts.round.market_id),
        round_id: Set(facts.round.id),
        trading_time_id: Set(place.trading_time_id),
        application_id: Set(application.id),
        stall_id: Set(place.stall_id),
        pool: Set(facts.pool_of(place)?),
        origin: Set(origin),
        state: Set(OfferState::Open),
        confirm_days: Set(i32::try_from(confirm_days).unwrap_or(i32::MAX)),
        made_at: Set(app.now()),
        version: Set(1),
        ..Default::default()
    };
    let offer = tx.insert(row).await?;
    store::offer::insert_occupancies(tx, &offer, &days).await?;
    let message = Message::OfferMade {
        round: facts.names.clone(),
        offer: describe_offer(app, tx, facts, &offer).await?,
        confirm_days,
        from_waiting_list: origin == Origin::WaitingList,
    };
    let telling = Telling {
        application,
        offer_id: Some(offer.id),
        occasion: offer.public_id.clone(),
        message,
    };
    tell(app, tx, vec![telling]).await?;
    let change = Change {
        action: "make_offer",
        subject: format!("offer:{}", offer.public_id),
        to: Some(offer.state.as_str()),
        ..Change::default()
    };
    record(app, tx, &Actor::System, Some(offer.market_id), change).await?;
    Ok(offer)
}

/// What a notice says about the stall of an offer.
///
/// # Errors
/// When the database cannot be read.
pub async fn describe_offer(
    app: &App,
    tx: &WriteTx,
    facts: &RoundFacts,
    offer: &offer::Model,
) -> Result<StallOffer, AppError> {
    let days = facts.days_ahead(app, tx, offer.trading_time_id).await?;
    let time = facts
        .plan
        .trading_time(offer.trading_time_id)
        .ok_or(AppError::NotFound("trading time"))?;
    let stall = facts
        .plan
        .stall(offer.stall_id)
        .ok_or(AppError::NotFound("stall"))?;
    let zone = facts
        .plan
        .zones
        .iter()
        .find(|zone| zone.id == stall.stall.zone_id);
    Ok(StallOffer {
        public_id: offer.public_id.clone(),
        trading_time: read(&time.names)?,
        stall: stall.stall.code.clone(),
        zone: read(&zone.ok_or(AppError::NotFound("zone"))?.names)?,
        from: facts.first_day(app),
        to: facts.round.term_to,
        market_days: u32::try_from(days.len()).unwrap_or(u32::MAX),
        fee_fen: facts.rules.fee_in(offer.pool).fen(),
        fee_unit: facts.rules.fee.per,
    })
}

/// Offers a stall that came free to the first one waiting who can use it and would take it.
///
/// A charity stall is offered to those who wait for charity stalls; when none of them can use it,
/// the rules say whether the open list is asked.
///
/// # Errors
/// When the database refuses.
pub async fn fill_from_waiting_list(
    app: &App,
    tx: &WriteTx,
    facts: &RoundFacts,
    place: Place,
) -> Result<(), AppError> {
    let days = facts.days_ahead(app, tx, place.trading_time_id).await?;
    if days.is_empty() || facts.is_blocked(app, tx, place.stall_id).await? {
        return Ok(());
    }
    for pool in pools_to_ask(facts, facts.pool_of(place)?) {
        if let Some((entry, application)) = next_waiting(tx, facts, place, pool).await? {
            make_offer(app, tx, facts, &application, place, Origin::WaitingList).await?;
            return save_waiting(tx, &entry, waiting_lifecycle(&entry).offer()?).await;
        }
    }
    Ok(())
}

fn pools_to_ask(facts: &RoundFacts, pool: Pool) -> Vec<Pool> {
    let held = facts
        .rules
        .pool(pool)
        .is_some_and(|rules| rules.unfilled == Unfilled::Hold);
    match pool {
        Pool::Charity if !held => vec![Pool::Charity, Pool::Open],
        pool => vec![pool],
    }
}

async fn next_waiting(
    tx: &WriteTx,
    facts: &RoundFacts,
    place: Place,
    pool: Pool,
) -> Result<Option<(waiting_entry::Model, application::Model)>, AppError> {
    let db = tx.conn();
    let waiting =
        store::waiting::list_waiting(db, facts.round.id, place.trading_time_id, pool).await?;
    for entry in waiting {
        let application = store::application::load_application(db, entry.application_id).await?;
        if application.state != ApplicationState::Accepted
            || is_settled(tx, facts, &application, place).await?
        {
            continue;
        }
        let times = store::application::load_times(db, application.id).await?;
        let wanted = times
            .iter()
            .find(|row| row.time.trading_time_id == place.trading_time_id);
        if let Some(wanted) = wanted
            && would_take(facts, &application, wanted, place)?
        {
            return Ok(Some((entry, application)));
        }
    }
    Ok(None)
}

/// Whether they have an offer or a stall in this trading time already, or have refused this very
/// stall: nobody is asked the same question twice.
async fn is_settled(
    tx: &WriteTx,
    facts: &RoundFacts,
    application: &application::Model,
    place: Place,
) -> Result<bool, AppError> {
    let offers = store::offer::list_offers_of(tx.conn(), application.id).await?;
    Ok(offers.iter().any(|offer| {
        offer.round_id == facts.round.id
            && offer.trading_time_id == place.trading_time_id
            && (offer.stall_id == place.stall_id
                || matches!(offer.state, OfferState::Open | OfferState::Confirmed))
    }))
}

fn would_take(
    facts: &RoundFacts,
    application: &application::Model,
    wanted: &TimeWithWishes,
    place: Place,
) -> Result<bool, AppError> {
    let Some(row) = facts.plan.stall(place.stall_id) else {
        return Ok(false);
    };
    let stall = StallFacts {
        stall: row.stall.id,
        zone: row.stall.zone_id,
        features: read::<Vec<Feature>>(&row.stall.features)?,
        categories: row.categories.clone(),
    };
    let fit = Fit {
        needs: read::<Vec<Feature>>(&application.needs)?,
        category: application.category_id,
        stalls: wanted
            .wishes
            .iter()
            .filter_map(|wish| wish.stall_id)
            .collect(),
        zones: wanted
            .wishes
            .iter()
            .filter_map(|wish| wish.zone_id)
            .collect(),
        anywhere: wanted.time.anywhere,
    };
    Ok(fit.can_use(&stall) && fit.accepts(&stall))
}

/// # Errors
/// `Stale` when somebody else changed the entry.
pub async fn save_waiting(
    tx: &WriteTx,
    entry: &waiting_entry::Model,
    next: WaitingEntry,
) -> Result<(), AppError> {
    let change = waiting_entry::ActiveModel {
        state: Set(next.state),
        ..Default::default()
    };
    Ok(tx.update(entry.id.0, entry.version, change).await?)
}

pub fn waiting_lifecycle(entry: &waiting_entry::Model) -> WaitingEntry {
    WaitingEntry { state: entry.state }
}
