//! `migrate`: the tables, up to date.

use super::Failure;
use super::failure::print;
use super::installation::{make_data_dir, open_store};
use crate::config::Config;

pub(super) async fn run(config: Config) -> Result<(), Failure> {
    make_data_dir(&config.data_dir)?;
    let store = open_store(&config).await?;
    store.close().await;
    print("The database is up to date.\n")
}
