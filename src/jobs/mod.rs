//! What runs later: draws, previews, the outbox, deadlines, seals over the audit.
//!
//! A job claims its work with a lease, so that any number of instances can run side by side.

pub mod days;
pub mod deadlines;
pub mod draws;
pub mod outbox;
pub mod previews;
pub mod retain;
pub mod seal;
pub mod webhooks;

use std::time::Duration;

use tokio::sync::watch;

use crate::app::{App, AppError};
use crate::notice::Post;
use outbox::Outbox;

/// How often is looked for draws and previews that wait, and for deadlines that have passed.
const DRAWS_EVERY: Duration = Duration::from_millis(500);
const DEADLINES_EVERY: Duration = Duration::from_secs(15);
const WEBHOOKS_EVERY: Duration = Duration::from_secs(1);
const DAYS_EVERY: Duration = Duration::from_secs(5);
const SEALS_EVERY: Duration = Duration::from_secs(10);
const RETENTION_EVERY: Duration = Duration::from_hours(6);

/// Runs every job until `stop` turns true. What is under way is ended first.
pub async fn run_forever(
    app: App,
    post: Post,
    messenger: webhooks::Messenger,
    stop: watch::Receiver<bool>,
) {
    let outbox = Outbox::new(app.clone(), post);
    tokio::join!(
        outbox.run_forever(stopped(stop.clone())),
        repeat("draws", DRAWS_EVERY, stop.clone(), || draws::run_due(&app)),
        repeat("previews", DRAWS_EVERY, stop.clone(), || {
            previews::run_due(&app, stop.clone())
        }),
        repeat("webhooks", WEBHOOKS_EVERY, stop.clone(), || {
            webhooks::run_due(&app, &messenger)
        }),
        repeat("days", DAYS_EVERY, stop.clone(), || days::run_due(&app)),
        repeat("seals", SEALS_EVERY, stop.clone(), || seal::run_due(&app)),
        repeat("retention", RETENTION_EVERY, stop.clone(), || {
            retain::run_due(&app)
        }),
        repeat("deadlines", DEADLINES_EVERY, stop.clone(), || {
            deadlines::run_due(&app)
        }),
    );
}

/// Does a job again and again; when it fails, that is logged, and it is tried again.
async fn repeat<F>(name: &str, every: Duration, stop: watch::Receiver<bool>, job: impl Fn() -> F)
where
    F: Future<Output = Result<usize, AppError>>,
{
    let mut stopped = std::pin::pin!(stopped(stop));
    loop {
        if let Err(error) = job().await {
            tracing::error!(job = name, %error, "a job failed and will be tried again");
        }
        tokio::select! {
            () = &mut stopped => return,
            () = tokio::time::sleep(every) => {}
        }
    }
}

async fn stopped(mut stop: watch::Receiver<bool>) {
    // An error means that nobody is left who could say so: that is a stop too.
    let _ = stop.wait_for(|stop| *stop).await;
}
