//! `backup FILE`: a consistent copy of an SQLite database.

use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::Failure;
use super::arguments::BackupArguments;
use super::failure::print;
use super::installation::connect;
use crate::config::Config;

const ONLY_FOR_THE_OWNER: u32 = 0o600;

pub(super) async fn run(config: Config, arguments: &BackupArguments) -> Result<(), Failure> {
    if !config.database_url().starts_with("sqlite:") {
        return Err(Failure::unusable(
            "this database is PostgreSQL; back it up with pg_dump",
        ));
    }
    let default_file = config.data_dir.join("starstall.sqlite3");
    if config.database_url.is_none() && !default_file.exists() {
        return Err(Failure::unusable(format!(
            "there is no database in {}; name its folder with --data",
            config.data_dir.display()
        )));
    }
    let file = arguments.file.as_path();
    let path = file
        .to_str()
        .ok_or_else(|| Failure::unusable("the name of the file is not valid UTF-8"))?;
    reserve(file)?;
    let copied = copy(&config, path).await;
    if copied.is_err() {
        let _ = fs::remove_file(file);
    }
    copied?;
    print(&format!("Copied to {path}.\n"))
}

async fn copy(config: &Config, path: &str) -> Result<(), Failure> {
    let store = connect(config).await?;
    let copied = store.backup_to(path).await;
    store.close().await;
    Ok(copied?)
}

/// SQLite writes into an empty file; made here, it is new for certain and private from the start.
pub(super) fn reserve(file: &Path) -> Result<(), Failure> {
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(ONLY_FOR_THE_OWNER)
        .open(file);
    match made {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(Failure::unusable(format!(
            "{} is there already and is not overwritten; choose another name",
            file.display()
        ))),
        Err(error) => Err(Failure::failed(format!(
            "{} cannot be written: {error}",
            file.display()
        ))),
    }
}
