//! How the draws of a round can be checked: the page that says it, and the files.

use chrono_tz::Tz;
use entity::{draw, trading_time};
use poem::web::{Data, Path};
use poem::{Response, handler};

use super::frame::{self, has_list};
use super::words::{names, seed_parts};
use crate::app::draw::proof::{is_bundle_public, sources_of};
use crate::app::draw::{ProofFile, fetch_commitment, fetch_public_bundle};
use crate::app::round::{list_public_rounds, show_proof};
use crate::domain::rules::RoundRules;
use crate::domain::seed::{SeedOrigin, SeedPart};
use crate::verify::{SeedValue, SeedWeakness, find_weaknesses, find_weaknesses_of};
use crate::web::http::{Failure, Visitor, Web, json_file, page};
use crate::web::layout::{Area, Frame};
use crate::web::pages::call::{seed_origin, seed_sentence};
use crate::web::pages::check::{BundleLink, CheckPage, DrawProof};

#[handler]
pub async fn show(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let shown = show_proof(&web.app, &market, &round).await?;
    let rounds = list_public_rounds(&web.app, &shown.market).await?;
    let frame = frame::public(&web, &visitor, Area::Results, &shown.market, &rounds);
    let call_href = format!("/m/{market}/rounds/{round}");
    let zone = shown.time_zone;
    let around = Around {
        frame: &frame,
        round: &shown.round,
        rules: &shown.rules,
        time_zone: zone,
        call_href: &call_href,
    };
    let sources = shown.rules.seed_sources.iter();
    page(&CheckPage {
        round_name: names(visitor.lang, &shown.round.names),
        results_href: has_list(shown.round.state).then(|| format!("{call_href}/results")),
        freeze_on: shown.dates.freeze_on,
        sources: sources
            .map(|source| seed_sentence(&frame, source, zone))
            .collect(),
        draws: shown
            .draws
            .iter()
            .map(|(time, draw)| around.draw_proof(time, draw))
            .collect(),
        frame: frame.clone(),
        call_href: call_href.clone(),
    })
}

#[handler]
pub async fn commitment_file(
    web: Data<&Web>,
    Path((market, round, time)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let file = fetch_commitment(&web.app, &market, &round, &time).await?;
    Ok(handed_out("commitment", file))
}

#[handler]
pub async fn bundle_file(
    web: Data<&Web>,
    Path((market, round, time)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let file = fetch_public_bundle(&web.app, &market, &round, &time).await?;
    Ok(handed_out("public", file))
}

/// Named after the round and the trading time: `public-round-2-weekend.json`.
pub fn handed_out(kind: &str, file: ProofFile) -> Response {
    let (_, draw) = file.draw.split_once('/').unwrap_or_default();
    json_file(&format!("{kind}-{}", draw.replace('/', "-")), file.bytes)
}

/// Where a proof is shown.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    pub frame: &'a Frame,
    pub round: &'a entity::round::Model,
    pub rules: &'a RoundRules,
    pub time_zone: Tz,
    pub call_href: &'a str,
}

impl Around<'_> {
    pub fn draw_proof(&self, time: &trading_time::Model, draw: &draw::Model) -> DrawProof {
        let parts = seed_parts(draw);
        let href = format!("{}/times/{}", self.call_href, time.code);
        let sha256 = draw.public_bundle_sha256.clone();
        let public = sha256.filter(|_| is_bundle_public(self.round, draw));
        let document = draw.commitment_document.as_ref();
        DrawProof {
            code: time.code.clone(),
            name: names(self.frame.lang, &time.names),
            commitment: draw.commitment.clone(),
            committed_at: draw.frozen_at.with_timezone(&self.time_zone),
            commitment_href: document.map(|_| format!("{href}/commitment.json")),
            seed_parts: parts
                .iter()
                .map(|part| {
                    let from = seed_origin(self.frame, &part.from, self.time_zone);
                    (from, part.value.clone())
                })
                .collect(),
            seed: draw.seed.clone(),
            weaknesses: self.weaknesses(draw, &parts),
            engine_version: draw.engine_version.clone(),
            bundle: public.map(|sha256| BundleLink {
                href: format!("{href}/public.json"),
                sha256,
            }),
        }
    }

    fn weaknesses(&self, draw: &draw::Model, parts: &[SeedPart]) -> Vec<String> {
        let sources = sources_of(&self.rules.seed_sources);
        let values: Vec<SeedValue> = parts
            .iter()
            .map(|part| SeedValue {
                value: part.value.clone(),
                fallback: part.is_fallback,
            })
            .collect();
        let found = match &draw.seed {
            Some(_) => find_weaknesses_of(&sources, &values),
            None => find_weaknesses(&sources),
        };
        let mut sentences = weakness_sentences(self.frame, &found);
        let origins = self.rules.seed_sources.iter().map(|source| &source.from);
        let used: Vec<&SeedOrigin> = match &draw.seed {
            Some(_) => parts.iter().map(|part| &part.from).collect(),
            None => origins.collect(),
        };
        let is_early =
            |origin: &&SeedOrigin| origin.may_be_known_at(draw.frozen_at, self.time_zone);
        if used.iter().any(is_early) {
            sentences.push(self.frame.t("proof-weak-known-early"));
        }
        sentences
    }
}

pub fn weakness_sentences(frame: &Frame, found: &[SeedWeakness]) -> Vec<String> {
    let sentence = |weakness: &SeedWeakness| match weakness {
        SeedWeakness::WithinControl => frame.t("proof-weak-within-control"),
        SeedWeakness::ControlledLast => frame.t("proof-weak-controlled-last"),
        SeedWeakness::FewBits { bits } => {
            frame.say1("proof-weak-few-bits", "bits", bits.to_string())
        }
    };
    found.iter().map(sentence).collect()
}
