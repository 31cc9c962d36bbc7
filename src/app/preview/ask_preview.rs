//! Ask what rules would do; a job finds out.

use entity::preview;
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::lists::{Ground, TimeProblem, load_problems};
use super::{Asked, PreviewList};
use crate::app::error::{invalid, unknown};
use crate::app::record::{Change, record};
use crate::app::round::RoundRef;
use crate::app::round::step::{Step, begin_step};
use crate::app::{Actor, App, AppError};
use crate::domain::FieldError;
use crate::domain::preview::{Preview, PreviewRefusal};
use crate::preview::{Variant, VariantError, check};
use crate::store;

/// How many draws can be asked for: a first look, the usual, and small differences.
pub const DRAWS: [u32; 3] = [200, 1000, 5000];
/// So many of a round are kept.
const KEPT: usize = 10;
const MOST_VARIANTS: usize = 12;

#[derive(Clone, Debug)]
pub struct AskPreview {
    pub at: RoundRef,
    pub list: PreviewList,
    pub draws: u32,
    /// What to try beside the rules of the round, which always stand first.
    pub variants: Vec<Variant>,
}

/// Returns the outside id of the preview.
///
/// # Errors
/// `Refused` once the list is frozen, while another preview of the round is under way, or when
/// nobody is on the list; `Invalid` when something asked for does not fit the round.
pub async fn ask_preview(
    app: &App,
    actor: &Actor,
    command: AskPreview,
) -> Result<String, AppError> {
    check_choices(&command)?;
    let step = begin_step(app, actor, &command.at).await?;
    let earlier = store::preview::list_previews(step.tx.conn(), step.row.id).await?;
    let problems = load_problems(app, step.tx.conn(), &ground(&step), &command.list).await;
    let problems = problems.map_err(|error| match (error, &command.list) {
        (AppError::NotFound("round"), PreviewList::OfRound { round }) => unknown("list", round),
        (error, _) => error,
    })?;

    let is_under_way = |row: &preview::Model| Preview { state: row.state }.is_under_way();
    let next = Preview::ask(step.row.state, earlier.iter().any(is_under_way))?;
    if problems.is_empty() {
        return Err(PreviewRefusal::NobodyListed.into());
    }
    check_variants(&command.variants, &problems)?;

    let public_id = app.random_id();
    let row = preview_row(app, actor, &step, &command, next, public_id.clone());
    step.tx.insert(row).await?;
    let old = earlier.iter().skip(KEPT - 1).map(|row| row.id).collect();
    store::preview::delete_previews(&step.tx, old).await?;
    let change = Change {
        action: "ask_preview",
        subject: format!("round:{}/{}", step.market.slug, step.row.code),
        detail: Some(json!({ "preview": public_id })),
        ..Change::default()
    };
    record(app, &step.tx, actor, Some(step.market.id), change).await?;
    step.tx.commit().await?;
    Ok(public_id)
}

fn check_choices(command: &AskPreview) -> Result<(), AppError> {
    if !DRAWS.contains(&command.draws) {
        return Err(invalid("draws", FieldError::NotAChoice));
    }
    if command.variants.len() > MOST_VARIANTS {
        let max = MOST_VARIANTS;
        return Err(invalid("try", FieldError::TooMany { max }));
    }
    Ok(())
}

fn ground(step: &Step) -> Ground<'_> {
    Ground {
        market: &step.market,
        round: &step.row,
        rules: &step.rules,
        time_zone: step.time_zone,
    }
}

fn check_variants(variants: &[Variant], problems: &[TimeProblem]) -> Result<(), AppError> {
    for variant in variants {
        for time in problems {
            check(&time.problem, variant).map_err(|error| match error {
                VariantError::TooFewStalls { stalls } => {
                    let (min, max) = (0, i64::from(stalls));
                    invalid("reserve", FieldError::OutOfRange { min, max })
                }
                _ => invalid("try", FieldError::NotAChoice),
            })?;
        }
    }
    Ok(())
}

fn preview_row(
    app: &App,
    actor: &Actor,
    step: &Step,
    command: &AskPreview,
    next: Preview,
    public_id: String,
) -> preview::ActiveModel {
    let plain = std::iter::once(Variant::default());
    let asked = Asked {
        list: command.list.clone(),
        draws: command.draws,
        number: u32::from_be_bytes(app.chance.bytes()),
        variants: plain.chain(command.variants.iter().cloned()).collect(),
    };
    preview::ActiveModel {
        market_id: Set(step.market.id),
        round_id: Set(step.row.id),
        public_id: Set(public_id),
        state: Set(next.state),
        asked: Set(json!(asked)),
        progress_percent: Set(0),
        attempts: Set(0),
        asked_by: Set(actor.staff_id()),
        asked_at: Set(app.now()),
        version: Set(1),
        ..Default::default()
    }
}
