//! What is said about a stall when it is made or edited, and whether it fits the market.

use entity::ids::{CategoryId, MarketId, StallId, ZoneId};
use entity::kinds::Feature;
use entity::{stall, stall_category};
use sea_orm::ActiveValue::Set;
use serde::Serialize;
use serde_json::{Value, json};

use crate::app::AppError;
use crate::domain::values::{Label, RowLabel};
use crate::domain::{FieldError, FieldErrors};
use crate::store::market::{MarketPlan, StallRow};
use crate::store::{self, WriteTx};

/// Everything about a stall but its code, which stands on its sign and in results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StallFacts {
    pub zone: Label,
    pub row: RowLabel,
    pub place: i32,
    pub x_dm: i32,
    pub y_dm: i32,
    pub width_dm: i32,
    pub depth_dm: i32,
    pub features: Vec<Feature>,
    /// None means that it takes any.
    pub categories: Vec<Label>,
}

/// The facts with the rows that they name.
#[derive(Debug)]
pub(super) struct CheckedFacts {
    pub zone_id: ZoneId,
    pub categories: Vec<CategoryId>,
}

/// A kilometre and more: what is larger is a slip of the keyboard.
const LARGEST: i32 = 100_000;

/// # Errors
/// `Invalid` with every field that does not fit.
pub(super) fn check_facts(
    plan: &MarketPlan,
    code: &str,
    facts: &StallFacts,
) -> Result<CheckedFacts, AppError> {
    let mut errors = FieldErrors::default();
    let zone = plan.zone_by_code(facts.zone.as_str());
    let zone = errors.check("zone", zone.ok_or_else(|| unknown(&facts.zone)));
    check_number(&mut errors, "place", facts.place, 0);
    check_number(&mut errors, "x_dm", facts.x_dm, 0);
    check_number(&mut errors, "y_dm", facts.y_dm, 0);
    check_number(&mut errors, "width_dm", facts.width_dm, 1);
    check_number(&mut errors, "depth_dm", facts.depth_dm, 1);
    if let Some(neighbour) = whose_place(plan, code, facts) {
        let value = neighbour.to_owned();
        errors.add("place", FieldError::Repeated { value });
    }
    let mut categories: Vec<CategoryId> = Vec::new();
    for label in &facts.categories {
        let category = plan.category_by_code(label.as_str());
        let category = category.ok_or_else(|| unknown(label));
        if let Some(category) = errors.check("categories", category)
            && !categories.contains(&category.id)
        {
            categories.push(category.id);
        }
    }
    match (errors.finish(), zone) {
        (Ok(()), Some(zone)) => Ok(CheckedFacts {
            zone_id: zone.id,
            categories,
        }),
        (Err(errors), _) => Err(AppError::Invalid(errors)),
        (Ok(()), None) => Err(AppError::NotFound("zone")),
    }
}

fn unknown(label: &Label) -> FieldError {
    FieldError::Unknown {
        value: label.to_string(),
    }
}

fn check_number(errors: &mut FieldErrors, field: &'static str, number: i32, least: i32) {
    if !(least..=LARGEST).contains(&number) {
        let (min, max) = (least.into(), LARGEST.into());
        errors.add(field, FieldError::OutOfRange { min, max });
    }
}

/// Stalls of a row whose places differ by one are adjacent: no two can share a place.
fn whose_place<'a>(plan: &'a MarketPlan, code: &str, facts: &StallFacts) -> Option<&'a str> {
    let same = |row: &&StallRow| {
        row.stall.code != code
            && row.stall.row_label == facts.row.as_str()
            && row.stall.place == facts.place
    };
    let found = plan.stalls.iter().find(same)?;
    Some(&found.stall.code)
}

/// The columns of a stall that facts say.
pub(super) fn columns_of(facts: &StallFacts, checked: &CheckedFacts) -> stall::ActiveModel {
    stall::ActiveModel {
        zone_id: Set(checked.zone_id),
        row_label: Set(facts.row.to_string()),
        place: Set(facts.place),
        x_dm: Set(facts.x_dm),
        y_dm: Set(facts.y_dm),
        width_dm: Set(facts.width_dm),
        depth_dm: Set(facts.depth_dm),
        features: Set(json!(facts.features)),
        ..Default::default()
    }
}

/// What an edit changes, as the audit tells it.
pub(super) fn facts_before(plan: &MarketPlan, row: &stall::Model) -> Value {
    let zone = plan.zones.iter().find(|zone| zone.id == row.zone_id);
    let categories = plan.stall(row.id).map(|row| {
        let rows = row.categories.iter().filter_map(|id| plan.category(*id));
        rows.map(|category| category.code.as_str())
            .collect::<Vec<_>>()
    });
    json!({
        "zone": zone.map(|zone| &zone.code),
        "row": row.row_label,
        "place": row.place,
        "x_dm": row.x_dm,
        "y_dm": row.y_dm,
        "width_dm": row.width_dm,
        "depth_dm": row.depth_dm,
        "features": row.features,
        "categories": categories,
    })
}

/// Exactly these categories from now on.
pub(super) async fn save_categories(
    tx: &WriteTx,
    market_id: MarketId,
    stall_id: StallId,
    categories: &[CategoryId],
) -> Result<(), AppError> {
    store::market::delete_stall_categories(tx, stall_id).await?;
    let links = categories
        .iter()
        .map(|category_id| stall_category::ActiveModel {
            market_id: Set(market_id),
            stall_id: Set(stall_id),
            category_id: Set(*category_id),
        });
    Ok(tx.insert_all(links.collect()).await?)
}
