//! The configuration: flags over environment variables over a TOML file over defaults.
//!
//! It is read once, checked as a whole before anything starts, and then only handed down.
//! It opens nothing but its own file, and makes no secret: `cli::secret` does.

mod check;
mod problem;
mod read;

use std::fmt;
use std::path::{Path, PathBuf};

pub use check::warnings;
pub use problem::{Problem, Problems};
pub use read::{Flags, load};

/// The file that is read when it is there.
pub const FILE_NAME: &str = "starstall.toml";

/// How the installation runs. Every key has an environment variable `STARSTALL_…`.
#[derive(Clone)]
pub struct Config {
    /// Where SQLite, mails and the generated secret live.
    pub data_dir: PathBuf,
    /// `sqlite://…` or `postgres://…`; absent: SQLite in `data_dir`.
    pub database_url: Option<String>,
    pub listen: String,
    /// What links in mails begin with, without a slash at the end.
    pub public_url: String,
    /// 64 hex digits; absent: generated once into `data_dir`, outside production.
    pub secret_key: Option<String>,
    /// `smtp://user:password@host:port` or `smtps://…`; absent: mails become files.
    pub smtp_url: Option<String>,
    pub mail_from: String,
    pub production: bool,
    /// What is logged, such as `info` or `warn,starstall=debug`; absent: the command decides.
    pub log: Option<String>,
    pub log_format: LogFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Human,
    Json,
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
            log: None,
            log_format: LogFormat::Human,
        }
    }
}

impl Config {
    /// The configured database, or SQLite in the data folder.
    pub fn database_url(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| {
            let path = self.data_dir.join("starstall.sqlite3");
            format!("sqlite://{}?mode=rwc", escape(&path))
        })
    }

    /// Where mails are written as files.
    pub fn mail_dir(&self) -> PathBuf {
        self.data_dir.join("mails")
    }

    pub fn secret_file(&self) -> PathBuf {
        self.data_dir.join("secret.key")
    }
}

/// What would end the path of a database URL early.
fn escape(path: &Path) -> String {
    let path = path.to_string_lossy();
    path.replace('%', "%25")
        .replace('?', "%3F")
        .replace('#', "%23")
}

/// URLs carry passwords, so that none of the three is ever printed.
impl fmt::Debug for Config {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = |value: &Option<String>| value.as_ref().map(|_| "hidden");
        out.debug_struct("Config")
            .field("data_dir", &self.data_dir)
            .field("database_url", &hidden(&self.database_url))
            .field("listen", &self.listen)
            .field("public_url", &self.public_url)
            .field("secret_key", &hidden(&self.secret_key))
            .field("smtp_url", &hidden(&self.smtp_url))
            .field("mail_from", &self.mail_from)
            .field("production", &self.production)
            .field("log", &self.log)
            .field("log_format", &self.log_format)
            .finish()
    }
}
