//! The files of a seed: in a folder, or inside the program.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rust_embed::RustEmbed;

use crate::cli::Failure;

/// The files of one seed by name, and what the folder is called in messages.
#[derive(Clone, Debug)]
pub struct SeedFiles {
    pub name: String,
    pub files: BTreeMap<String, Vec<u8>>,
}

/// The demo's own, so that it runs from any folder.
#[derive(RustEmbed)]
#[folder = "seeds/jinxiu-starlight"]
struct Demo;

/// A seed is some hundred kilobytes; whoever names another folder by mistake is told early.
const MOST_BYTES: u64 = 20_000_000;

impl SeedFiles {
    pub fn demo() -> Self {
        let files = Demo::iter().filter_map(|name| {
            let file = Demo::get(&name)?;
            Some((name.to_string(), file.data.into_owned()))
        });
        Self {
            name: "jinxiu-starlight".to_owned(),
            files: files.collect(),
        }
    }

    /// Reads the TOML and CSV files of a folder, and no others.
    ///
    /// # Errors
    /// When the folder or one of its files cannot be read.
    pub fn read(dir: &Path) -> Result<Self, Failure> {
        let refuse = |error: std::io::Error| {
            Failure::unusable(format!("{}: {error}; name a seed's folder", dir.display()))
        };
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(dir).map_err(refuse)? {
            let entry = entry.map_err(refuse)?;
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let path = Path::new(&name);
            if !["toml", "csv"]
                .iter()
                .any(|kind| path.extension().is_some_and(|e| e == *kind))
            {
                continue;
            }
            if entry.metadata().map_err(refuse)?.len() > MOST_BYTES {
                return Err(Failure::unusable(format!("{name} is too large for a seed")));
            }
            files.insert(name, fs::read(entry.path()).map_err(refuse)?);
        }
        Ok(Self {
            name: dir.display().to_string(),
            files,
        })
    }

    /// A file's bytes without the mark that spreadsheets put in front.
    pub(super) fn get(&self, name: &str) -> Option<&[u8]> {
        let bytes = self.files.get(name)?;
        Some(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))
    }

    pub(super) fn place(&self, file: &str) -> String {
        format!("{}/{file}", self.name)
    }
}
