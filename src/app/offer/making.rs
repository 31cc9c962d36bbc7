//! How a stall becomes an offer, and how a stall that comes free finds the next one waiting.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use entity::ids::{StallId, TradingTimeId};
use entity::kinds::{OfferState, Origin, Pool};
use entity::{application, market, market_day, offer, round, slot};
use sea_orm::ActiveValue::Set;

use crate::app::record::{Change, record};
use crate::app::round::step::{local_date, read, time_zone_of};
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::rules::RoundRules;
use crate::domain::values::Names;
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

    /// The market days of a trading time that lie ahead in the term. A day whose own draw has begun
    /// is not among them: what is free on it is promised to those on standby.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn days_ahead(
        &self,
        app: &App,
        tx: &WriteTx,
        trading_time_id: TradingTimeId,
    ) -> Result<Vec<market_day::Model>, AppError> {
        let (from, to) = (self.first_day(app), self.round.term_to);
        let market_id = self.round.market_id;
        let mut days =
            store::market::list_market_days(tx.conn(), market_id, trading_time_id, from, to)
                .await?;
        let given_out = store::day::list_frozen_days(tx.conn(), &days).await?;
        days.retain(|day| !given_out.contains(&day.id));
        Ok(days)
    }
}

/// Holds a stall for a vendor, and tells them. The deadline runs from the notice's delivery.
/// `pool` is the one in which they got it: who takes a released charity stall from the open pool
/// pays what the open pool pays.
///
/// # Errors
/// `Stale` when the stall is occupied already: the database forbids it.
pub async fn make_offer(
    app: &App,
    tx: &WriteTx,
    facts: &RoundFacts,
    application: &application::Model,
    place: Place,
    pool: Pool,
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
        pool: Set(pool),
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
