//! Where log lines go: standard error, for people or as JSON. No personal data is ever in them.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::config::{Config, LogFormat};

pub(super) fn start(config: &Config, usual: &str) {
    let wanted = config.log.as_deref().unwrap_or(usual);
    // It has been checked with the rest of the configuration.
    let filter = EnvFilter::try_new(wanted).unwrap_or_default();
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // A second start in one process, as in tests, keeps the first.
    let _ = match config.log_format {
        LogFormat::Human => lines.with_target(false).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
}
