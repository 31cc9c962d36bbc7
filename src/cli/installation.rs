//! The installation on which commands work: its folder, its database, its keys.

use std::fs::{DirBuilder, File};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use super::{Failure, secret};
use crate::app::{App, Keys};
use crate::clock::{Chance, Clock};
use crate::config::Config;
use crate::store::Store;

#[derive(Clone, Debug)]
pub struct Installation {
    pub config: Config,
    pub app: App,
}

const ONLY_FOR_THE_OWNER: u32 = 0o700;

impl Installation {
    /// Makes what is missing: the folder, the key, the tables.
    pub async fn open(config: Config) -> Result<Self, Failure> {
        make_data_dir(&config.data_dir)?;
        let chance = Chance::system();
        let keys = Keys::new(secret::load(&config, &chance)?);
        let store = open_store(&config).await?;
        let app = App {
            store,
            clock: Clock::System,
            chance,
            keys,
        };
        Ok(Self { config, app })
    }
}

/// The database with its tables up to date. Of processes that start together on one folder one
/// lays them while the others wait.
pub(super) async fn open_store(config: &Config) -> Result<Store, Failure> {
    let _turn = take_turn(config, "migrating.lock").await?;
    let store = connect(config).await?;
    store.migrate().await.map_err(|error| {
        Failure::failed(format!(
            "the database cannot be brought up to date: {error}"
        ))
    })?;
    Ok(store)
}

/// Waits until nobody else has this file. It is free again when its process is gone, however
/// that went.
pub(super) async fn take_turn(config: &Config, name: &str) -> Result<File, Failure> {
    let path = config.data_dir.join(name);
    let locked = tokio::task::spawn_blocking(move || {
        let file = File::create(path)?;
        file.lock()?;
        Ok::<File, std::io::Error>(file)
    });
    let locked = locked.await.map_err(std::io::Error::other).flatten();
    locked.map_err(|error| Failure::failed(format!("the data folder cannot be locked: {error}")))
}

pub(super) async fn connect(config: &Config) -> Result<Store, Failure> {
    Store::connect(&config.database_url())
        .await
        .map_err(|error| {
            Failure::failed(format!(
                "the database cannot be reached: {error}; check database_url and that it is running"
            ))
        })
}

/// It holds personal data, so that nobody else may look into it.
pub(super) fn make_data_dir(dir: &Path) -> Result<(), Failure> {
    DirBuilder::new()
        .recursive(true)
        .mode(ONLY_FOR_THE_OWNER)
        .create(dir)
        .map_err(|error| {
            Failure::failed(format!(
                "the data folder {} cannot be made: {error}; choose another with --data",
                dir.display()
            ))
        })
}
