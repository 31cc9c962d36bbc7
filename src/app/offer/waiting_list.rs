//! Who is asked next: a stall that came free finds the first one waiting who can use it.

use entity::application;
use entity::kinds::{ApplicationState, Feature, OfferState, Origin, Pool, Unfilled};
use entity::waiting_entry;
use sea_orm::ActiveValue::Set;

use super::making::{Place, RoundFacts, make_offer};
use crate::app::round::step::read;
use crate::app::{App, AppError};
use crate::domain::fit::{Fit, StallFacts};
use crate::domain::waiting::WaitingEntry;
use crate::store::application::TimeWithWishes;
use crate::store::{self, WriteTx};

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
            make_offer(
                app,
                tx,
                facts,
                &application,
                place,
                pool,
                Origin::WaitingList,
            )
            .await?;
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
            || is_capped(tx, facts, &application, place, pool).await?
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

/// Whether the cap of their category is full. Pools with groups are exempt, but count.
async fn is_capped(
    tx: &WriteTx,
    facts: &RoundFacts,
    application: &application::Model,
    place: Place,
    pool: Pool,
) -> Result<bool, AppError> {
    let exempt = facts
        .rules
        .pool(pool)
        .is_some_and(|rules| !rules.groups.is_empty());
    let code = facts
        .plan
        .category(application.category_id)
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
        place.trading_time_id,
        application.category_id,
    )
    .await?;
    Ok(held >= u64::from(cap.max))
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
