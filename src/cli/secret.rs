//! The installation's secret key: from the settings, or made once and kept in the data folder.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::Failure;
use crate::clock::Chance;
use crate::config::Config;

const ONLY_FOR_THE_OWNER: u32 = 0o600;

/// Finds or makes it. It is never printed or logged.
pub(super) fn load(config: &Config, chance: &Chance) -> Result<[u8; 32], Failure> {
    if let Some(key) = &config.secret_key {
        return parse(key).ok_or_else(|| Failure::unusable("secret_key is not 64 hex digits"));
    }
    let file = config.secret_file();
    match fs::read_to_string(&file) {
        Ok(text) => parse(text.trim()).ok_or_else(|| damaged(&file)),
        Err(error) if error.kind() == ErrorKind::NotFound => make(&file, chance),
        Err(error) => Err(unreadable(&file, &error)),
    }
}

fn parse(key: &str) -> Option<[u8; 32]> {
    hex::decode(key).ok()?.try_into().ok()
}

/// Written aside and linked into place, so that a half-written key is never read, and of two
/// processes that start together both use the same.
fn make(file: &Path, chance: &Chance) -> Result<[u8; 32], Failure> {
    let aside = file.with_extension(format!("{}.new", hex::encode(chance.bytes::<8>())));
    let key = chance.bytes::<32>();
    let written = write_aside(&aside, &key).and_then(|()| fs::hard_link(&aside, file));
    let _ = fs::remove_file(&aside);
    match written {
        Ok(()) => Ok(key),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let text = fs::read_to_string(file).map_err(|error| unreadable(file, &error))?;
            parse(text.trim()).ok_or_else(|| damaged(file))
        }
        Err(error) => Err(unreadable(file, &error)),
    }
}

fn write_aside(aside: &Path, key: &[u8; 32]) -> std::io::Result<()> {
    let mut out = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(ONLY_FOR_THE_OWNER)
        .open(aside)?;
    writeln!(out, "{}", hex::encode(key))?;
    out.sync_all()
}

fn damaged(file: &Path) -> Failure {
    Failure::failed(format!(
        "{} does not hold 64 hex digits; put it back from a backup, \
         or delete it to make a new key, which ends every secret link",
        file.display()
    ))
}

fn unreadable(file: &Path, error: &std::io::Error) -> Failure {
    Failure::failed(format!(
        "{}: {error}; give whoever runs this the right to read and write it",
        file.display()
    ))
}
