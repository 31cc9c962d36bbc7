//! What a configuration must be, and what it must not be in production.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;

use lettre::message::Mailbox;

use super::Config;
use super::problem::Problem;
use super::read::{Written, variable_of};

/// What may be so and deserves a line in the log.
pub fn warnings(config: &Config) -> Vec<&'static str> {
    let mut warnings = Vec::new();
    if config.production && config.smtp_url.is_none() {
        warnings.push("no smtp_url is set: mails are written to files and reach nobody");
    }
    warnings
}

pub(super) fn find_problems(
    config: &Config,
    is_lan_wanted: bool,
    written: &BTreeMap<&'static str, Written>,
    problems: &mut Vec<Problem>,
) {
    let mut checking = Checking {
        config,
        written,
        problems,
    };
    checking.database();
    checking.listen(is_lan_wanted);
    checking.public_url();
    checking.secret_key();
    checking.smtp();
    checking.mail_from();
    checking.log();
}

struct Checking<'a> {
    config: &'a Config,
    written: &'a BTreeMap<&'static str, Written>,
    problems: &'a mut Vec<Problem>,
}

const MAKE_A_KEY: &str =
    "set STARSTALL_SECRET_KEY to 64 hex digits, which `openssl rand -hex 32` makes";
const LEAST_DIFFERENT_BYTES: usize = 16;

impl Checking<'_> {
    fn database(&mut self) {
        let Some(url) = &self.config.database_url else {
            return;
        };
        let is_postgres = url.starts_with("postgres://") || url.starts_with("postgresql://");
        if !is_postgres && !url.starts_with("sqlite://") {
            self.problem(
                "database_url",
                "it begins with neither sqlite:// nor postgres://",
                "write sqlite://FILE?mode=rwc or postgres://USER:PASSWORD@HOST/NAME",
            );
        }
        let is_open = is_postgres && url.contains("sslmode=disable") && !is_local(host_of(url));
        if self.config.production && is_open {
            self.problem(
                "database_url",
                "it talks to another machine without TLS",
                "write sslmode=require or sslmode=verify-full",
            );
        }
    }

    fn listen(&mut self, is_lan_wanted: bool) {
        let Ok(address) = self.config.listen.parse::<SocketAddr>() else {
            let wrong = format!("{:?} is not an address with a port", self.config.listen);
            self.problem("listen", wrong, "write one such as 127.0.0.1:8080");
            return;
        };
        if self.config.production && is_lan_wanted {
            self.problem(
                "listen",
                "--lan is for trying things out, and this is production",
                "leave --lan out, and set listen and public_url",
            );
        } else if !self.config.production && !is_lan_wanted && !address.ip().is_loopback() {
            self.problem(
                "listen",
                format!("{address} can be reached from other machines, without TLS"),
                "listen on 127.0.0.1, say --lan for a try on your own network, \
                 or set STARSTALL_PRODUCTION=true",
            );
        }
    }

    fn public_url(&mut self) {
        let url = &self.config.public_url;
        let rest = ["http://", "https://"]
            .iter()
            .find_map(|scheme| url.strip_prefix(scheme));
        let is_origin = rest.is_some_and(|rest| {
            !rest.is_empty()
                && !rest.contains(['/', '?', '#', '@'])
                && !rest.contains(char::is_whitespace)
        });
        if !is_origin {
            self.problem(
                "public_url",
                format!("{url:?} is not the address of a site"),
                "write one such as https://market.example.org, without a path",
            );
        } else if self.config.production && url.starts_with("http://") {
            self.problem(
                "public_url",
                format!("{url:?} is not encrypted, and secret links would travel in the open"),
                "write the https:// address that people use",
            );
        } else if self.config.production && is_local(host_of(url)) {
            self.problem(
                "public_url",
                format!("{url:?} means this machine to everyone who reads it in a mail"),
                "write the address that people use",
            );
        }
    }

    fn secret_key(&mut self) {
        let Some(key) = &self.config.secret_key else {
            if self.config.production {
                self.problem("secret_key", "there is none", MAKE_A_KEY);
            }
            return;
        };
        let Ok(bytes) = hex::decode(key) else {
            self.problem("secret_key", "it is not made of hex digits", MAKE_A_KEY);
            return;
        };
        if bytes.len() != 32 {
            let wrong = format!("it has {} hex digits", bytes.len() * 2);
            self.problem("secret_key", wrong, MAKE_A_KEY);
        } else if self.config.production && is_weak(&bytes) {
            self.problem("secret_key", "it can be guessed", MAKE_A_KEY);
        }
    }

    fn smtp(&mut self) {
        let Some(url) = &self.config.smtp_url else {
            return;
        };
        let is_smtp = url.starts_with("smtp://") || url.starts_with("smtps://");
        if !is_smtp || host_of(url).is_empty() {
            self.problem(
                "smtp_url",
                "it is not the address of a mail server",
                "write smtps://USER:PASSWORD@HOST or smtp://HOST:PORT?tls=required",
            );
            return;
        }
        let is_encrypted = url.starts_with("smtps://") || url.contains("tls=required");
        if self.config.production && !is_encrypted && !is_local(host_of(url)) {
            self.problem(
                "smtp_url",
                "it sends mails and its password to another machine without TLS",
                "write smtps://…, or add ?tls=required",
            );
        }
    }

    fn mail_from(&mut self) {
        let from = &self.config.mail_from;
        let Ok(mailbox) = from.parse::<Mailbox>() else {
            self.problem(
                "mail_from",
                format!("{from:?} is not a sender"),
                "write one such as Market <noreply@market.example.org>",
            );
            return;
        };
        let is_here_only = !mailbox.email.domain().contains('.');
        if self.config.production && self.config.smtp_url.is_some() && is_here_only {
            self.problem(
                "mail_from",
                format!("mails from {from:?} are refused everywhere"),
                "write an address of your own domain",
            );
        }
    }

    fn log(&mut self) {
        let Some(filter) = &self.config.log else {
            return;
        };
        if filter.parse::<tracing_subscriber::EnvFilter>().is_err() {
            let wrong = format!("{filter:?} does not say what to log");
            self.problem("log", wrong, "write info, debug, or warn,starstall=debug");
        }
    }

    fn problem(&mut self, key: &'static str, wrong: impl Into<String>, mend: &str) {
        let place = self.written.get(key).map_or_else(
            || format!("{key} ({})", variable_of(key)),
            |written| written.place.clone(),
        );
        self.problems.push(Problem::new(&place, wrong, mend));
    }
}

/// The host of a URL, without its user and port; empty for a socket in a folder.
fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    match host.strip_prefix('[') {
        Some(literal) => literal.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    }
}

fn is_local(host: &str) -> bool {
    host.is_empty() || host == "localhost" || host == "::1" || host.starts_with("127.")
}

/// Random bytes hardly ever repeat so much; typed ones do, or they count.
fn is_weak(bytes: &[u8]) -> bool {
    let different: BTreeSet<u8> = bytes.iter().copied().collect();
    let steps: BTreeSet<u8> = bytes
        .iter()
        .zip(bytes.iter().skip(1))
        .map(|(one, next)| next.wrapping_sub(*one))
        .collect();
    different.len() < LEAST_DIFFERENT_BYTES || steps.len() < LEAST_DIFFERENT_BYTES / 2
}
