//! Publish the list: the codes of everyone accepted are public, and the declined may object.

use entity::kinds::ApplicationState;

use super::step::{RoundRef, Step, begin_step, local_date};
use crate::app::{Actor, App, AppError};
use crate::domain::calendar::deadline_after;
use crate::store::{self, application::ApplicationFilter};

/// # Errors
/// `Refused` while an application is undecided.
pub async fn publish_list(app: &App, actor: &Actor, at: RoundRef) -> Result<(), AppError> {
    let step = begin_step(app, actor, &at).await?;
    let undecided = count_undecided(&step).await?;

    let days = step.rules.objection_days_list;
    let objections_until = deadline_after(app.now(), days, step.time_zone);
    let next = step.round.list(app.now(), undecided, objections_until)?;

    step.save(app, actor, "publish_list", &next, None).await?;
    step.tx.commit().await?;
    tracing::info!(round = step.row.code, until = %local_date(objections_until, step.time_zone), "list published");
    Ok(())
}

async fn count_undecided(step: &Step) -> Result<usize, AppError> {
    let mut undecided = 0;
    for state in [ApplicationState::Submitted, ApplicationState::NeedsChanges] {
        let filter = ApplicationFilter {
            state: Some(state),
            search: None,
        };
        undecided +=
            store::application::count_applications(step.tx.conn(), step.row.id, &filter).await?;
    }
    Ok(usize::try_from(undecided).unwrap_or(usize::MAX))
}
