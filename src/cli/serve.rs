//! `serve`: the pages and the jobs, until a signal.

use tokio::signal::unix::{SignalKind, signal};

use super::failure::print;
use super::lan::qr_code;
use super::table::two_columns;
use super::{Failure, Installation};
use crate::config::{Config, warnings};

pub(super) async fn run(config: Config, is_lan: bool) -> Result<(), Failure> {
    let installation = Installation::open(config).await?;
    say_where(&installation.config, is_lan)?;
    serve(installation, Purpose::Market).await
}

/// Where to look, for people; log lines go elsewhere.
fn say_where(config: &Config, is_lan: bool) -> Result<(), Failure> {
    let mail = match config.smtp_url {
        Some(_) => "by SMTP".to_owned(),
        None => config.mail_dir().display().to_string(),
    };
    let data_dir = config.data_dir.display().to_string();
    print(&two_columns([
        ("Address", config.public_url.as_str()),
        ("Data", &data_dir),
        ("Mail", &mail),
    ]))?;
    show_qr_code(config, is_lan)
}

/// For a phone, when it was asked for.
pub(super) fn show_qr_code(config: &Config, is_lan: bool) -> Result<(), Failure> {
    match qr_code(&config.public_url).filter(|_| is_lan) {
        Some(code) => print(&format!("\n{code}\n")),
        None => Ok(()),
    }
}

/// Whether pages may say who can sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Market,
    Demo,
}

/// Serves an open installation.
pub(super) async fn serve(installation: Installation, _purpose: Purpose) -> Result<(), Failure> {
    for warning in warnings(&installation.config) {
        tracing::warn!("{warning}");
    }
    tracing::info!(url = installation.config.public_url, "serving");
    asked_to_stop().await;
    tracing::info!("stopping");
    installation.app.store.close().await;
    Ok(())
}

/// Ctrl-C, or what a supervisor sends.
async fn asked_to_stop() {
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
