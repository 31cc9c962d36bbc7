//! Who is asked next: what is free finds the first one waiting who can use it.

use std::collections::{BTreeMap, BTreeSet};

use entity::ids::{ApplicationId, StallId, TradingTimeId};
use entity::kinds::{ApplicationState, Feature, OfferState, Origin, Pool, Unfilled};
use entity::{application, waiting_entry, wish};
use sea_orm::ActiveValue::Set;

use super::free_stalls::{FreeStall, list_free_stalls};
use super::making::{Given, RoundFacts, make_offer};
use crate::app::round::step::read;
use crate::app::{App, AppError};
use crate::domain::fit::{Fit, StallFacts, Wish};
use crate::domain::waiting::WaitingEntry;
use crate::store::{self, WriteTx};

/// Offers what is free in a trading time to those waiting, in order: each is asked for as many
/// stalls next to each other as they need at least, and who cannot have that keeps their place.
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
    trading_time_id: TradingTimeId,
) -> Result<(), AppError> {
    let mut free = list_free_stalls(app, tx, facts, trading_time_id).await?;
    if free.is_empty() {
        return Ok(());
    }
    let mut asked = load_asked(tx, facts, trading_time_id).await?;
    for rules in &facts.rules.pools {
        let pool = rules.pool;
        let waiting =
            store::waiting::list_waiting(tx.conn(), facts.round.id, trading_time_id, pool).await?;
        let mut open = given_out_in(facts, &free, pool);
        for next in accepted(tx, waiting).await? {
            let Some(block) = choose(tx, facts, &asked, &open, &next).await? else {
                continue;
            };
            free.retain(|stall| !block.contains(&stall.facts.stall));
            open.retain(|stall| !block.contains(&stall.stall));
            asked.settled.insert(next.application.id);
            let given = Given {
                trading_time_id,
                stalls: block.into_iter().map(|id| (id, pool)).collect(),
                pool,
                origin: Origin::WaitingList,
            };
            make_offer(app, tx, facts, &next.application, given).await?;
            save_waiting(tx, &next.entry, waiting_lifecycle(&next.entry).offer()?).await?;
        }
    }
    Ok(())
}

/// What those of a trading time have been asked before.
struct Asked {
    /// They have an offer or a stall already.
    settled: BTreeSet<ApplicationId>,
    /// What each was offered once: nobody is asked the same question twice.
    before: BTreeMap<ApplicationId, Vec<BTreeSet<StallId>>>,
}

async fn load_asked(
    tx: &WriteTx,
    facts: &RoundFacts,
    trading_time_id: TradingTimeId,
) -> Result<Asked, AppError> {
    let db = tx.conn();
    let offers = store::offer::list_offers_in_time(db, facts.round.id, trading_time_id).await?;
    let ids = offers.iter().map(|offer| offer.id).collect();
    let mut stalls = store::offer::list_offer_stalls(db, ids).await?;
    let mut asked = Asked {
        settled: BTreeSet::new(),
        before: BTreeMap::new(),
    };
    for offer in offers {
        if matches!(offer.state, OfferState::Open | OfferState::Confirmed) {
            asked.settled.insert(offer.application_id);
        }
        let stalls = stalls.remove(&offer.id).unwrap_or_default();
        let before = asked.before.entry(offer.application_id).or_default();
        before.push(stalls.into_iter().map(|row| row.stall_id).collect());
    }
    Ok(asked)
}

/// Somebody who waits and may still be asked.
struct Waiting {
    entry: waiting_entry::Model,
    application: application::Model,
}

async fn accepted(
    tx: &WriteTx,
    entries: Vec<waiting_entry::Model>,
) -> Result<Vec<Waiting>, AppError> {
    let ids = entries.iter().map(|entry| entry.application_id).collect();
    let applications = store::application::load_applications(tx.conn(), ids).await?;
    let mut accepted: BTreeMap<ApplicationId, application::Model> = applications
        .into_iter()
        .filter(|row| row.state == ApplicationState::Accepted)
        .map(|row| (row.id, row))
        .collect();
    let found = |entry: waiting_entry::Model| {
        let application = accepted.remove(&entry.application_id)?;
        Some(Waiting { entry, application })
    };
    Ok(entries.into_iter().filter_map(found).collect())
}

/// What they are offered, if anything of what is free fits.
async fn choose(
    tx: &WriteTx,
    facts: &RoundFacts,
    asked: &Asked,
    free: &[StallFacts],
    next: &Waiting,
) -> Result<Option<Vec<StallId>>, AppError> {
    let application = &next.application;
    let before = asked.before.get(&application.id);
    let before = before.map_or(&[][..], Vec::as_slice);
    // Most can use nothing of the little that is free: their wishes are not even read.
    let by_facts = fit_of(application, &[], true)?;
    if asked.settled.contains(&application.id)
        || by_facts.choose(free, before).is_none()
        || is_capped(tx, facts, next).await?
    {
        return Ok(None);
    }
    let times = store::application::load_times(tx.conn(), application.id).await?;
    let time_id = next.entry.trading_time_id;
    let wanted = times.iter().find(|row| row.time.trading_time_id == time_id);
    let Some(wanted) = wanted else {
        return Ok(None);
    };
    let fit = fit_of(application, &wanted.wishes, wanted.time.anywhere)?;
    let block = fit.choose(free, before);
    Ok(block.map(|block| block.iter().map(|stall| stall.stall).collect()))
}

/// What of the free stalls is offered to those who wait in a pool: what other pools release goes to
/// the open list.
fn given_out_in(facts: &RoundFacts, free: &[FreeStall], pool: Pool) -> Vec<StallFacts> {
    let is_held = |own: Pool| {
        let rules = facts.rules.pool(own);
        rules.is_some_and(|rules| rules.unfilled == Unfilled::Hold)
    };
    let is_given =
        |own: Pool| own == pool || (own == Pool::Charity && pool == Pool::Open && !is_held(own));
    free.iter()
        .filter(|stall| is_given(stall.pool))
        .map(|stall| stall.facts.clone())
        .collect()
}

/// Whether the cap of their category leaves less than they need. Pools with groups are exempt, but
/// count.
async fn is_capped(tx: &WriteTx, facts: &RoundFacts, next: &Waiting) -> Result<bool, AppError> {
    let exempt = facts
        .rules
        .pool(next.entry.pool)
        .is_some_and(|rules| !rules.groups.is_empty());
    let category_id = next.application.category_id;
    let code = facts
        .plan
        .category(category_id)
        .map(|row| row.code.as_str());
    let cap = facts
        .rules
        .caps
        .iter()
        .find(|cap| Some(cap.category.as_str()) == code);
    let Some(cap) = cap.filter(|_| !exempt) else {
        return Ok(false);
    };
    let held = store::offer::count_of_category(
        tx.conn(),
        facts.round.id,
        next.entry.trading_time_id,
        category_id,
    )
    .await?;
    let needed = u64::from(next.application.min_stalls.unsigned_abs());
    Ok(held + needed > u64::from(cap.max))
}

fn fit_of(
    application: &application::Model,
    wishes: &[wish::Model],
    anywhere: bool,
) -> Result<Fit, AppError> {
    let wish = |row: &wish::Model| {
        let stall = row.stall_id.map(Wish::Stall);
        stall.or(row.zone_id.map(Wish::Zone))
    };
    Ok(Fit {
        needs: read::<Vec<Feature>>(&application.needs)?,
        category: application.category_id,
        wishes: wishes.iter().filter_map(wish).collect(),
        anywhere,
        size: usize::try_from(application.min_stalls).unwrap_or(1),
    })
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
