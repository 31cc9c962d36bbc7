//! What of an entry can be mended, in the problem and in the rows that it was made from.

use entity::ids::TradingTimeId;
use entity::kinds::Feature;
use entity::{application, draw};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::correct_entry::EntryAtHand;
use crate::app::application::wishes::{insert_times, resolve_times};
use crate::app::application::{TimeWanted, WishFor};
use crate::app::error::unknown;
use crate::app::round::step::{Step, local_date};
use crate::app::{App, AppError};
use crate::domain::draw::DrawRefusal;
use crate::domain::values::Label;
use crate::engine::Applicant;
use crate::store;

/// What was wrong, as it should have been. What is left out stays.
#[derive(Clone, Debug, Default)]
pub struct Mend {
    pub category: Option<Label>,
    pub needs: Option<Vec<Feature>>,
    pub seniority: Option<u32>,
    /// The hardship groups are read again from what is attested now; nobody here learns which.
    pub groups_again: bool,
    /// Wishes, of trading times on whose lists they stand.
    pub times: Vec<TimeWanted>,
}

/// The entry of one draw as it should have been.
pub(super) async fn mended(
    app: &App,
    step: &Step,
    entry: &EntryAtHand,
    draw: &draw::Model,
    before: &Applicant,
    mend: &Mend,
) -> Result<Applicant, AppError> {
    let plan = store::market::load_plan(step.tx.conn(), step.market.id).await?;
    let mut after = before.clone();
    if let Some(category) = &mend.category {
        let known = plan.category_by_code(category.as_str());
        known.ok_or_else(|| unknown("category", category.as_str()))?;
        after.category = Some(category.to_string());
    }
    if let Some(needs) = &mend.needs {
        after.needs = needs.iter().map(|need| need.as_str().to_owned()).collect();
    }
    if let Some(rank) = mend.seniority {
        after.rank = Some(rank.into());
    }
    if mend.groups_again && entry.application.asks_charity {
        after.groups = groups_now(app, step, entry).await?;
    }
    let time = plan.trading_time(draw.trading_time_id);
    let wanted = mend
        .times
        .iter()
        .find(|wanted| time.is_some_and(|time| time.code == wanted.trading_time.as_str()));
    if let Some(wanted) = wanted {
        after.preferences = wanted.wishes.iter().map(preference).collect();
        after.anywhere = wanted.anywhere;
    }
    Ok(after)
}

async fn groups_now(app: &App, step: &Step, entry: &EntryAtHand) -> Result<Vec<String>, AppError> {
    let today = local_date(app.now(), step.time_zone);
    let person = entry.person.id;
    let groups = store::attestation::list_groups(step.tx.conn(), [person], today).await?;
    let own = groups.get(&person).into_iter().flatten();
    Ok(own.map(|group| group.as_str().to_owned()).collect())
}

fn preference(wish: &WishFor) -> String {
    match wish {
        WishFor::Stall(code) => code.to_string(),
        WishFor::Zone(code) => format!("zone:{code}"),
    }
}

/// # Errors
/// `Refused` when wishes are for a trading time that was not asked for: nothing is added.
pub(super) async fn save_mended(
    step: &Step,
    entry: &EntryAtHand,
    mend: &Mend,
) -> Result<(), AppError> {
    let (tx, row) = (&step.tx, &entry.application);
    let plan = store::market::load_plan(tx.conn(), step.market.id).await?;
    if let Some(rank) = mend.seniority {
        let seniority = i32::try_from(rank).ok();
        store::person::update_seniority(tx, entry.vendor.id, seniority).await?;
    }
    let mut asked = store::application::list_times_of(tx.conn(), vec![row.id]).await?;
    let asked: Vec<TradingTimeId> = asked.remove(&row.id).unwrap_or_default();
    let round_times = store::round::list_round_times(tx.conn(), step.row.id).await?;
    let times = resolve_times(&plan, &round_times, &mend.times)?;
    let wanted: Vec<TradingTimeId> = mend
        .times
        .iter()
        .filter_map(|time| plan.trading_time_by_code(time.trading_time.as_str()))
        .map(|time| time.id)
        .collect();
    if wanted.iter().any(|id| !asked.contains(id)) {
        return Err(DrawRefusal::NotOnTheList.into());
    }
    store::application::delete_times(tx, row.id, Some(&wanted)).await?;
    insert_times(tx, row, times).await?;
    let category = mend
        .category
        .as_ref()
        .and_then(|code| plan.category_by_code(code.as_str()));
    let needs = mend.needs.as_ref().map(|needs| json!(needs));
    let change = application::ActiveModel {
        category_id: Set(category.map_or(row.category_id, |category| category.id)),
        needs: Set(needs.unwrap_or_else(|| row.needs.clone())),
        ..Default::default()
    };
    Ok(tx.update(row.id.0, row.version, change).await?)
}
