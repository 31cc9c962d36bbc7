//! `serve`: the pages and the jobs, until a signal.

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
use crate::jobs;
use crate::notice::Post;
use crate::web::http::Limits;
use crate::web::{Web, routes};

pub(super) async fn run(config: Config, is_lan: bool) -> Result<(), Failure> {
    let installation = Installation::open(config).await?;
    say_where(&installation.config, is_lan)?;
    serve(installation, Vec::new()).await
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

/// Serves an open installation. `demo_accounts` are said on the sign-in page; none elsewhere.
pub(super) async fn serve(
    installation: Installation,
    demo_accounts: Vec<String>,
) -> Result<(), Failure> {
    let Installation { config, app } = installation;
    for warning in warnings(&config) {
        tracing::warn!("{warning}");
    }
    let post = Post::open(&config).map_err(|error| Failure::unusable(error.to_string()))?;
    let acceptor = listen(&config).await?;
    let (stop, stopped) = watch::channel(false);
    let jobs = tokio::spawn(jobs::run_forever(app.clone(), post, stopped));
    let web = Web {
        app: app.clone(),
        public_url: config.public_url.trim_end_matches('/').to_owned(),
        demo_accounts,
        mail_dir: config
            .smtp_url
            .is_none()
            .then(|| config.mail_dir().display().to_string()),
        limits: Limits::default(),
    };
    tracing::info!(url = config.public_url, "serving");
    let served = Server::new_with_acceptor(acceptor)
        .run_with_graceful_shutdown(routes(web), asked_to_stop(), Some(LONGEST_GOODBYE))
        .await;
    tracing::info!("stopping");
    let _ = stop.send(true);
    let _ = jobs.await;
    app.store.close().await;
    served.map_err(|error| Failure::failed(format!("the web server stopped: {error}")))
}

/// How long requests that are under way may take when it is to stop.
const LONGEST_GOODBYE: Duration = Duration::from_secs(10);

async fn listen(config: &Config) -> Result<TcpAcceptor, Failure> {
    TcpListener::bind(config.listen.clone())
        .into_acceptor()
        .await
        .map_err(|error| {
            Failure::failed(format!(
                "cannot listen on {}: {error}; choose another address with --listen",
                config.listen
            ))
        })
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
