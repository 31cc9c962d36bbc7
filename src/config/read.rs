//! From the three places to one configuration, with all problems at once.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::problem::{Problem, Problems};
use super::{Config, FILE_NAME, LogFormat, check};

/// What the command line says.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    pub config: Option<PathBuf>,
    pub data: Option<PathBuf>,
    pub listen: Option<String>,
    /// On the local network, on purpose.
    pub lan: bool,
}

/// Reads, layers and checks. `environment` is what `std::env::vars_os` gives.
///
/// # Errors
/// Everything that is wrong, each with its place and how to mend it.
pub fn load(
    flags: &Flags,
    environment: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<Config, Problems> {
    let mut reading = Reading::default();
    reading.take_environment(environment);
    reading.take_flags(flags);
    let data_dir = reading.text("data_dir").map(PathBuf::from);
    if let Some(file) = file_to_read(flags, data_dir.as_deref()) {
        reading.take_file(&file, flags.config.is_none());
    }
    let config = reading.build();
    let mut problems = reading.problems;
    check::find_problems(&config, flags.lan, &reading.values, &mut problems);
    if problems.is_empty() {
        Ok(config)
    } else {
        Err(Problems(problems))
    }
}

const PREFIX: &str = "STARSTALL_";
/// Variables of this prefix that are not configuration: those of the tests and of clap.
const OTHER_VARIABLES: [&str; 2] = ["STARSTALL_TEST_", "STARSTALL_CONFIG"];

const KEYS: [&str; 10] = [
    "data_dir",
    "database_url",
    "listen",
    "public_url",
    "secret_key",
    "smtp_url",
    "mail_from",
    "production",
    "log",
    "log_format",
];

/// A value as it was written, and where.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub text: String,
    pub place: String,
}

#[derive(Debug, Default)]
struct Reading {
    values: BTreeMap<&'static str, Written>,
    problems: Vec<Problem>,
}

fn file_to_read(flags: &Flags, data_dir: Option<&Path>) -> Option<PathBuf> {
    if let Some(file) = &flags.config {
        return Some(file.clone());
    }
    let fallback = Config::default().data_dir;
    let file = data_dir.unwrap_or(&fallback).join(FILE_NAME);
    file.exists().then_some(file)
}

impl Reading {
    fn take_environment(&mut self, environment: impl IntoIterator<Item = (OsString, OsString)>) {
        let variables: BTreeMap<OsString, OsString> = environment.into_iter().collect();
        for (name, value) in variables {
            let Some(name) = name.to_str().filter(|name| is_ours(name)) else {
                continue;
            };
            match (known_key(name), value.into_string()) {
                // A variable that is set to nothing is the usual way to switch it off.
                (Some(_), Ok(text)) if text.trim().is_empty() => {}
                (Some(key), Ok(text)) => self.put(key, text, format!("{key} (from {name})")),
                (Some(_), Err(_)) => self.problem(
                    name,
                    "it is not valid UTF-8",
                    "write it again in a UTF-8 terminal",
                ),
                (None, _) => self.problem(name, "there is no such setting", known_variables()),
            }
        }
    }

    fn take_flags(&mut self, flags: &Flags) {
        if let Some(data) = &flags.data {
            match data.to_str() {
                Some(text) => self.put("data_dir", text.to_owned(), "--data".to_owned()),
                None => self.problem(
                    "--data",
                    "the path is not valid UTF-8",
                    "choose another folder",
                ),
            }
        }
        if let Some(listen) = &flags.listen {
            self.put("listen", listen.clone(), "--listen".to_owned());
        }
    }

    /// Fills in what neither a flag nor a variable has said.
    fn take_file(&mut self, file: &Path, is_in_data_dir: bool) {
        let Some(table) = self.parse_file(file) else {
            return;
        };
        for (name, value) in table {
            let place = format!("{name} (in {})", file.display());
            let Some(key) = KEYS.into_iter().find(|key| *key == name) else {
                self.problem(&place, "there is no such setting", known_keys());
                continue;
            };
            if key == "data_dir" && is_in_data_dir {
                self.problem(
                    &place,
                    "the file was found in the data folder, so it cannot move it",
                    "use --data or STARSTALL_DATA_DIR",
                );
                continue;
            }
            match as_text(&value) {
                Some(text) => {
                    self.values.entry(key).or_insert(Written { text, place });
                }
                None => self.problem(
                    &place,
                    format!("it is a TOML {}", value.type_str()),
                    "write a string, or true and false for `production`",
                ),
            }
        }
    }

    fn parse_file(&mut self, file: &Path) -> Option<toml::Table> {
        let place = file.display().to_string();
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) => {
                let mend = "name a readable UTF-8 file with --config, or leave it out";
                self.problem(&place, format!("cannot be read: {error}"), mend);
                return None;
            }
        };
        match text.parse::<toml::Table>() {
            Ok(table) => Some(table),
            Err(error) => {
                // Without the line itself: it may hold a secret.
                let line = error
                    .span()
                    .and_then(|span| text.get(..span.start))
                    .map_or(1, |before| before.matches('\n').count() + 1);
                let wrong = format!("line {line} is not TOML: {}", error.message());
                self.problem(
                    &place,
                    wrong,
                    "write lines such as listen = \"127.0.0.1:8080\"",
                );
                None
            }
        }
    }

    fn build(&mut self) -> Config {
        let default = Config::default();
        let listen = self.text("listen").unwrap_or(default.listen);
        let public_url = self.text("public_url").map_or_else(
            || format!("http://{listen}"),
            |url| url.trim_end_matches('/').to_owned(),
        );
        let production = self.choice("production", &[("true", true), ("false", false)]);
        let formats = [("human", LogFormat::Human), ("json", LogFormat::Json)];
        let log_format = self.choice("log_format", &formats);
        Config {
            data_dir: self
                .text("data_dir")
                .map_or(default.data_dir, PathBuf::from),
            database_url: self.text("database_url"),
            listen,
            public_url,
            secret_key: self.text("secret_key"),
            smtp_url: self.text("smtp_url"),
            mail_from: self.text("mail_from").unwrap_or(default.mail_from),
            production: production.unwrap_or(default.production),
            log: self.text("log"),
            log_format: log_format.unwrap_or(default.log_format),
        }
    }

    fn choice<T: Copy>(&mut self, key: &str, choices: &[(&str, T)]) -> Option<T> {
        let written = self.values.get(key)?.clone();
        let chosen = choices.iter().find(|(word, _)| *word == written.text);
        if chosen.is_none() {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            let wrong = format!("{:?} is neither", written.text);
            self.problem(
                &written.place,
                wrong,
                format!("write {}", words.join(" or ")),
            );
        }
        chosen.map(|(_, value)| *value)
    }

    fn text(&self, key: &str) -> Option<String> {
        let written = self.values.get(key)?;
        Some(written.text.trim().to_owned())
    }

    fn put(&mut self, key: &'static str, text: String, place: String) {
        self.values.insert(key, Written { text, place });
    }

    fn problem(&mut self, place: &str, wrong: impl Into<String>, mend: impl Into<String>) {
        self.problems.push(Problem::new(place, wrong, mend));
    }
}

fn is_ours(name: &str) -> bool {
    name.starts_with(PREFIX) && !OTHER_VARIABLES.iter().any(|other| name.starts_with(other))
}

fn known_key(variable: &str) -> Option<&'static str> {
    KEYS.into_iter().find(|key| variable_of(key) == variable)
}

pub(super) fn variable_of(key: &str) -> String {
    format!("{PREFIX}{}", key.to_uppercase())
}

fn known_variables() -> String {
    let names: Vec<String> = KEYS.into_iter().map(variable_of).collect();
    format!("there are {}", names.join(", "))
}

fn known_keys() -> String {
    format!("there are {}", KEYS.join(", "))
}

fn as_text(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Boolean(yes) => Some(yes.to_string()),
        _ => None,
    }
}
