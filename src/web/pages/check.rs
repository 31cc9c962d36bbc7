//! How the draws of a round can be checked, in plain words, and the files for it.

use askama::Template;
use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

use crate::web::layout::Frame;

/// `GET /m/{slug}/rounds/{code}/check`.
#[derive(Debug, Template)]
#[template(path = "check.html")]
pub struct CheckPage {
    pub frame: Frame,
    pub round_name: String,
    pub call_href: String,
    /// Where the list and the results stand, once there is a list.
    pub results_href: Option<String>,
    /// The day that was announced for the sealing of the list.
    pub freeze_on: NaiveDate,
    /// Where the seed comes from, in order: whole sentences.
    pub sources: Vec<String>,
    /// One for each trading time; none before the list is frozen.
    pub draws: Vec<DrawProof>,
}

/// What anyone needs to check the draw of one trading time.
#[derive(Clone, Debug)]
pub struct DrawProof {
    /// Code and name of the trading time.
    pub code: String,
    pub name: String,
    /// The digest that was published and mailed.
    pub commitment: String,
    pub committed_at: DateTime<Tz>,
    /// What the digest was made of; none for a list that an earlier version froze.
    pub commitment_href: Option<String>,
    /// Where each part of the seed came from, and its value. Empty before the seed is known.
    pub seed_parts: Vec<(String, String)>,
    pub seed: Option<String>,
    /// What is weak about the seed: whole sentences.
    pub weaknesses: Vec<String>,
    pub engine_version: String,
    /// Once it is public.
    pub bundle: Option<BundleLink>,
}

#[derive(Clone, Debug)]
pub struct BundleLink {
    pub href: String,
    /// The digest that stands in the file.
    pub sha256: String,
}

impl CheckPage {
    /// How the program is told to check the first of the files.
    fn command(&self) -> String {
        let code = self.draws.first().map_or("…", |draw| &draw.code);
        let round = self.call_href.rsplit('/').next().unwrap_or_default();
        format!("starstall verify public-{round}-{code}.json")
    }

    /// Where the bytes are described, in the program's source.
    const fn format_doc() -> &'static str {
        "docs/verifiable-draw.md"
    }
}
