//! `serve`: the pages and the jobs, until a signal.

use std::future::Future;
use std::time::Duration;

use poem::Server;
use poem::listener::{Listener, TcpAcceptor, TcpListener};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::failure::print;
use super::lan::qr_code;
use super::table::two_columns;
use super::{Failure, Installation};
use crate::config::{Config, warnings};
use crate::jobs::{self, webhooks};
use crate::notice::Post;
use crate::web::http::Limits;
use crate::web::{Web, routes};

/// How long requests that are under way may take after a signal.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

pub(super) async fn run(config: Config, is_lan: bool) -> Result<(), Failure> {
    let installation = Installation::open(config).await?;
    let door = open_door(&installation.config).await?;
    say_where(&installation.config, is_lan)?;
    serve(installation, door, Vec::new()).await
}

/// Listens already, so that nothing is promised that cannot be kept.
///
/// # Errors
/// When the address is taken or not this machine's.
pub(super) async fn open_door(config: &Config) -> Result<TcpAcceptor, Failure> {
    let listener = TcpListener::bind(config.listen.clone());
    listener.into_acceptor().await.map_err(|error| {
        Failure::failed(format!(
            "cannot listen on {}: {error}; end what listens there, or name another with --listen",
            config.listen
        ))
    })
}

/// Serves an open installation; the accounts are told to everyone, as only a demo may.
///
/// # Errors
/// When the server or the jobs end before they were asked to.
pub(super) async fn serve(
    installation: Installation,
    door: TcpAcceptor,
    demo_accounts: Vec<String>,
) -> Result<(), Failure> {
    let Installation { config, app } = installation;
    for warning in warnings(&config) {
        tracing::warn!("{warning}");
    }
    let post = Post::open(&config).map_err(|error| Failure::unusable(error.to_string()))?;
    let web = Web {
        app: app.clone(),
        public_url: config.public_url.clone(),
        demo_accounts,
        mail_dir: mail_dir(&config),
        limits: Limits::default(),
    };
    let messenger = webhooks::Messenger::new(config.production);
    let messenger = messenger.map_err(|error| Failure::failed(error.to_string()))?;
    let (stop, stopping) = watch::channel(false);
    let jobs = tokio::spawn(jobs::run_forever(app.clone(), post, messenger, stopping));
    let asked_to_stop = asked_to_stop()?;
    tracing::info!(url = config.public_url, "serving");
    let server = Server::new_with_acceptor(door);
    let ended = server
        .run_with_graceful_shutdown(routes(web), asked_to_stop, Some(LAST_REQUESTS))
        .await;
    tracing::info!("stopping");
    let _ = stop.send(true);
    let worked = jobs.await;
    app.store.close().await;
    ended.map_err(|error| Failure::failed(format!("the server ended: {error}")))?;
    worked.map_err(|error| Failure::failed(format!("the jobs ended: {error}")))
}

fn mail_dir(config: &Config) -> Option<String> {
    let is_folder = config.smtp_url.is_none();
    is_folder.then(|| config.mail_dir().display().to_string())
}

/// Where to look, for people; log lines go elsewhere.
fn say_where(config: &Config, is_lan: bool) -> Result<(), Failure> {
    let mail = mail_dir(config).unwrap_or_else(|| "by SMTP".to_owned());
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

/// Ends when Ctrl-C or what a supervisor sends comes; both are waited for from now on.
fn asked_to_stop() -> Result<impl Future<Output = ()>, Failure> {
    let refuse = |error| Failure::failed(format!("cannot wait for signals: {error}"));
    let mut interrupt = signal(SignalKind::interrupt()).map_err(refuse)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(refuse)?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
