//! How stalls become an offer.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use chrono_tz::Tz;
use entity::ids::{StallId, TradingTimeId};
use entity::kinds::{OfferState, Origin, Pool};
use entity::{application, market, market_day, offer, offer_stall, round, slot};
use sea_orm::ActiveValue::Set;

use crate::app::record::{Change, record};
use crate::app::round::step::{local_date, read, time_zone_of};
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::rules::RoundRules;
use crate::domain::values::{Fen, Names};
use crate::store::market::MarketPlan;
use crate::store::{self, WriteTx};
use crate::text::message::{Message, StallOffer};

/// What is given to one vendor in one trading time of the round at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub trading_time_id: TradingTimeId,
    /// Each with the pool that its fee goes by.
    pub stalls: Vec<(StallId, Pool)>,
    /// The pool in which they got it.
    pub pool: Pool,
    pub origin: Origin,
}

/// What is needed to offer the stalls of a round.
#[derive(Debug)]
pub struct RoundFacts {
    pub round: round::Model,
    pub names: Names,
    pub rules: RoundRules,
    pub time_zone: Tz,
    pub plan: MarketPlan,
    /// Nothing is given out before this day: the term begins, or what comes free is somebody
    /// else's until then.
    pub not_before: NaiveDate,
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
        not_before: round.term_from,
        round: round.clone(),
    })
}

impl RoundFacts {
    /// The stalls that are given out in a trading time, each with its pool.
    pub fn slots_of(&self, time: TradingTimeId) -> impl Iterator<Item = (StallId, Pool)> {
        let all = (time, StallId(i64::MIN))..=(time, StallId(i64::MAX));
        self.pools.range(all).map(|((_, id), pool)| (*id, *pool))
    }

    /// The pool that the fee of a stall goes by, which a draw gave in `pool`: who takes a released
    /// charity stall from the open pool pays what the open pool pays; who got a charity stall pays
    /// for the open stalls beside it.
    ///
    /// # Errors
    /// `NotFound` when the stall is not given out in this round.
    pub fn fee_pool(
        &self,
        time: TradingTimeId,
        stall: StallId,
        pool: Option<Pool>,
    ) -> Result<Pool, AppError> {
        let own = self.pools.get(&(time, stall)).copied();
        let own = own.ok_or(AppError::NotFound("slot"))?;
        Ok(match pool {
            Some(Pool::Open) => Pool::Open,
            Some(Pool::Charity) | None => own,
        })
    }

    /// The days of the term that still lie ahead, the current one included.
    pub fn first_day(&self, app: &App) -> NaiveDate {
        local_date(app.now(), self.time_zone).max(self.not_before)
    }

    /// The stalls that are blocked on a day that lies ahead.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn blocked(&self, app: &App, tx: &WriteTx) -> Result<BTreeSet<StallId>, AppError> {
        let (from, to) = (self.first_day(app), self.round.term_to);
        let market_id = self.round.market_id;
        let blocks = store::market::list_blocks(tx.conn(), market_id, from, to).await?;
        Ok(blocks.into_iter().map(|block| block.stall_id).collect())
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

/// Holds stalls for a vendor, all or none, and tells them. The deadline runs from the notice's
/// delivery.
///
/// # Errors
/// `Stale` when a stall is occupied already: the database forbids it.
pub async fn make_offer(
    app: &App,
    tx: &WriteTx,
    facts: &RoundFacts,
    application: &application::Model,
    given: Given,
) -> Result<offer::Model, AppError> {
    let days = facts.days_ahead(app, tx, given.trading_time_id).await?;
    let confirm_days = match given.origin {
        Origin::WaitingList => facts.rules.offer_days,
        _ => facts.rules.confirm_days,
    };
    let row = offer::ActiveModel {
        public_id: Set(app.random_id()),
        market_id: Set(facts.round.market_id),
        round_id: Set(facts.round.id),
        trading_time_id: Set(given.trading_time_id),
        application_id: Set(application.id),
        pool: Set(given.pool),
        origin: Set(given.origin),
        state: Set(OfferState::Open),
        from_date: Set(Some(facts.not_before).filter(|day| *day > facts.round.term_from)),
        confirm_days: Set(i32::try_from(confirm_days).unwrap_or(i32::MAX)),
        made_at: Set(app.now()),
        version: Set(1),
        ..Default::default()
    };
    let offer = tx.insert(row).await?;
    let stalls: Vec<StallId> = given.stalls.iter().map(|(id, _)| *id).collect();
    insert_stalls(tx, &offer, given.stalls).await?;
    store::offer::insert_occupancies(tx, &offer, &stalls, &days).await?;
    let message = Message::OfferMade {
        round: facts.names.clone(),
        offer: describe_offer(app, tx, facts, &offer).await?,
        confirm_days,
        from_waiting_list: given.origin == Origin::WaitingList,
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

async fn insert_stalls(
    tx: &WriteTx,
    offer: &offer::Model,
    stalls: Vec<(StallId, Pool)>,
) -> Result<(), AppError> {
    let rows = stalls
        .into_iter()
        .map(|(stall_id, pool)| offer_stall::ActiveModel {
            market_id: Set(offer.market_id),
            offer_id: Set(offer.id),
            stall_id: Set(stall_id),
            pool: Set(pool),
            ..Default::default()
        })
        .collect();
    Ok(tx.insert_all(rows).await?)
}

/// What a notice says about the stalls of an offer.
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
    let stalls = store::offer::list_stalls_of_offer(tx.conn(), offer.id).await?;
    let fees = stalls.iter().map(|stall| facts.rules.fee_in(stall.pool));
    let fees = fees.map(Fen::fen).collect::<Vec<i64>>();
    let paid = fees.iter().filter(|fee| **fee > 0).count();
    Ok(StallOffer {
        public_id: offer.public_id.clone(),
        trading_time: read(&time.names)?,
        stalls: facts
            .plan
            .stall_codes(stalls.iter().map(|row| row.stall_id)),
        zones: zones_of(facts, &stalls)?,
        from: facts.first_day(app),
        to: facts.round.term_to,
        market_days: u32::try_from(days.len()).unwrap_or(u32::MAX),
        fee_fen: fees.iter().sum(),
        paid_stalls: u32::try_from(paid).unwrap_or(u32::MAX),
        fee_unit: facts.rules.fee.per,
    })
}

/// The zones of these stalls, each once.
fn zones_of(facts: &RoundFacts, stalls: &[offer_stall::Model]) -> Result<Vec<Names>, AppError> {
    let stalls = stalls
        .iter()
        .filter_map(|row| facts.plan.stall(row.stall_id));
    let ids: BTreeSet<_> = stalls.map(|row| row.stall.zone_id).collect();
    let zones = facts.plan.zones.iter();
    zones
        .filter(|zone| ids.contains(&zone.id))
        .map(|zone| read(&zone.names))
        .collect()
}
