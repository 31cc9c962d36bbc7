//! `archive FILE`: a whole market as one file; `seed FILE` reads it back.

use std::fs::{self, File, OpenOptions};
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

use clap::Args;

use super::backup::reserve;
use super::failure::print;
use super::{Failure, Installation};
use crate::app::Actor;
use crate::app::export::{read_archive, write_archive};
use crate::config::Config;

#[derive(Clone, Debug, Args)]
pub struct ArchiveArguments {
    /// The new file
    pub file: PathBuf,

    /// Which market, by the name in its address
    #[arg(long, value_name = "SLUG")]
    pub market: String,
}

pub(super) async fn write(config: Config, arguments: &ArchiveArguments) -> Result<(), Failure> {
    let file = arguments.file.as_path();
    let installation = Installation::open(config).await?;
    reserve(file)?;
    let written = write_to(&installation, &arguments.market, file).await;
    installation.app.store.close().await;
    if written.is_err() {
        let _ = fs::remove_file(file);
    }
    print(&format!("Wrote {} rows to {}.\n", written?, file.display()))
}

async fn write_to(installation: &Installation, market: &str, file: &Path) -> Result<u64, Failure> {
    let opened = OpenOptions::new().write(true).open(file);
    let opened = opened.map_err(|error| unusable(file, &error))?;
    let mut out = BufWriter::new(opened);
    let rows = write_archive(&installation.app, &Actor::System, market, &mut out).await?;
    let synced = out
        .into_inner()
        .map_err(std::io::IntoInnerError::into_error);
    let synced = synced.and_then(|file| file.sync_all());
    synced.map_err(|error| unusable(file, &error))?;
    Ok(rows)
}

pub(super) async fn read(config: Config, file: &Path) -> Result<(), Failure> {
    let opened = File::open(file).map_err(|error| unusable(file, &error))?;
    let installation = Installation::open(config).await?;
    let mut input = BufReader::new(opened);
    let read = read_archive(&installation.app, &Actor::System, &mut input).await;
    installation.app.store.close().await;
    let read = read?;
    print(&format!("Read {} with {} rows.\n", read.market, read.rows))
}

fn unusable(file: &Path, error: &std::io::Error) -> Failure {
    Failure::unusable(format!("{}: {error}", file.display()))
}
