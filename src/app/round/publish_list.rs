//! Publish the list: the codes of everyone accepted are public, and the declined may object.

use chrono::{DateTime, Utc};
use entity::kinds::ApplicationState;

use super::step::{RoundRef, Step, begin_step, read};
use crate::app::tell::{Telling, tell};
use crate::app::{Actor, App, AppError};
use crate::domain::calendar::deadline_after;
use crate::domain::values::Names;
use crate::store::{self, application::ApplicationFilter};
use crate::text::message::Message;

/// # Errors
/// `Refused` while an application is undecided.
pub async fn publish_list(app: &App, actor: &Actor, at: RoundRef) -> Result<(), AppError> {
    let step = begin_step(app, actor, &at).await?;
    let undecided = count_undecided(&step).await?;

    let days = step.rules.objection_days_list;
    let objections_until = deadline_after(app.now(), days, step.time_zone);
    let next = step.round.list(app.now(), undecided, objections_until)?;

    step.save(app, actor, "publish_list", &next, None).await?;
    tell_declined(app, &step, objections_until).await?;
    step.tx.commit().await?;
    Ok(())
}

/// The accepted hear when the list is sealed; the declined have to know until when they may object.
async fn tell_declined(
    app: &App,
    step: &Step,
    objections_until: DateTime<Utc>,
) -> Result<(), AppError> {
    let round: Names = read(&step.row.names)?;
    let list = store::application::list_with_times(step.tx.conn(), step.row.id).await?;
    let declined = list
        .iter()
        .filter(|row| row.application.state == ApplicationState::Declined);
    let tellings = declined.map(|row| {
        let message = Message::ListPublished {
            round: round.clone(),
            objections_until,
        };
        Telling::once(&row.application, message)
    });
    tell(app, &step.tx, tellings.collect()).await
}

async fn count_undecided(step: &Step) -> Result<usize, AppError> {
    let mut undecided = 0;
    for state in [ApplicationState::Submitted, ApplicationState::NeedsChanges] {
        let filter = ApplicationFilter {
            state: Some(state),
            ..ApplicationFilter::default()
        };
        undecided +=
            store::application::count_applications(step.tx.conn(), step.row.id, &filter).await?;
    }
    Ok(usize::try_from(undecided).unwrap_or(usize::MAX))
}
