//! `migrate`: the tables, up to date.

use super::Failure;
use super::failure::print;
use super::installation::{connect, make_data_dir};
use crate::config::Config;

pub(super) async fn run(config: Config) -> Result<(), Failure> {
    make_data_dir(&config.data_dir)?;
    let store = connect(&config).await?;
    store.migrate().await?;
    store.close().await;
    print("The database is up to date.\n")
}
