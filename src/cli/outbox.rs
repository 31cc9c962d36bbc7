//! `outbox run`: everything that is due, once.

use super::failure::print;
use super::{Failure, Installation};
use crate::config::Config;
use crate::jobs::outbox::Outbox;
use crate::notice::Post;

pub(super) async fn run(config: Config) -> Result<(), Failure> {
    let Installation { config, app } = Installation::open(config).await?;
    let post = Post::open(&config).map_err(|error| Failure::unusable(error.to_string()))?;
    let report = Outbox::new(app.clone(), post).run_until_empty().await?;
    app.store.close().await;
    print(&format!(
        "{} sent, {} to be tried again, {} undeliverable.\n",
        report.sent, report.delayed, report.undeliverable
    ))?;
    if report.delayed + report.undeliverable > 0 {
        let why = "not everything could be sent; the outbox page and the log say why";
        return Err(Failure::failed(why));
    }
    Ok(())
}
