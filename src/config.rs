//! The configuration: environment variables over a TOML file over defaults, checked at start.

use std::path::PathBuf;

use serde::Deserialize;

/// How the installation runs. Every key has an environment variable `STARSTALL_…`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where SQLite, mails and the generated secret live.
    pub data_dir: PathBuf,
    /// `sqlite://…` or `postgres://…`; absent: SQLite in `data_dir`.
    pub database_url: Option<String>,
    pub listen: String,
    /// What links in mails begin with.
    pub public_url: String,
    /// 64 hex digits; absent: generated once into `data_dir`, outside production.
    pub secret_key: Option<String>,
    /// `smtp://user:password@host:port` or `smtps://…`; absent: mails become files.
    pub smtp_url: Option<String>,
    pub mail_from: String,
    pub production: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data_dir: "starstall-data".into(),
            database_url: None,
            listen: "127.0.0.1:8080".to_owned(),
            public_url: "http://127.0.0.1:8080".to_owned(),
            secret_key: None,
            smtp_url: None,
            mail_from: "Starstall <noreply@localhost>".to_owned(),
            production: false,
        }
    }
}
