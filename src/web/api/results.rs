//! What draws said, and what they can be checked with.
#![expect(
    clippy::too_many_arguments,
    reason = "each is a parameter of the document"
)]

use entity::kinds::{DrawState, PublicResult};
use poem::http::header;
use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::registry::{
    MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};
use poem_openapi::{Object, OpenApi};

use super::Tag;
use super::caller::{Anyone, Caller};
use super::list::{List, Wanted, part_of};
use super::problem::ApiError;
use super::rounds::at;
use super::words::Word;
use crate::app::draw::{
    fetch_auditor_bundle, fetch_commitment, fetch_public_bundle, fetch_receipt,
};
use crate::app::round::{ResultShown, show_results, show_round};

/// A file as it is stored, byte by byte.
#[derive(Clone, Debug)]
struct StoredFile(Vec<u8>);

impl IntoResponse for StoredFile {
    fn into_response(self) -> Response {
        Response::builder()
            .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
            .header(header::CACHE_CONTROL, "no-store")
            .body(self.0)
    }
}

impl ApiResponse for StoredFile {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "The file, as docs/verifiable-draw.md describes it.",
                status: Some(200),
                status_range: None,
                content: vec![MetaMediaType {
                    content_type: "application/json; charset=utf-8",
                    schema: MetaSchemaRef::Inline(Box::new(MetaSchema::new("object"))),
                }],
                headers: Vec::new(),
            }],
        }
    }

    fn register(_registry: &mut Registry) {}
}

/// What everyone may know of one application: nothing of its stall or pool.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct PublicRow {
    code: String,
    /// Absent while only the list is public.
    result: Option<Word<PublicResult>>,
}

/// The draw of one trading time.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct Draw {
    /// The code of the trading time.
    trading_time: String,
    state: Word<DrawState>,
    progress_percent: i32,
    commitment: String,
    seed: Option<String>,
    engine_version: String,
}

#[derive(Clone, Copy, Debug)]
pub struct Results;

#[OpenApi(tag = "Tag::Results")]
impl Results {
    /// The public list of one trading time
    ///
    /// Its codes from listing on, and from publication on what became of each.
    #[oai(
        path = "/markets/:market/rounds/:round/times/:time/results",
        method = "get",
        operation_id = "list_results"
    )]
    async fn list(
        &self,
        Anyone(caller): Anyone,
        market: Path<String>,
        round: Path<String>,
        time: Path<String>,
        /// Only those with this result.
        result: Query<Option<Word<PublicResult>>>,
        limit: Query<Option<u64>>,
        cursor: Query<Option<String>>,
    ) -> Result<Json<List<PublicRow>>, ApiError> {
        let wanted = Wanted::new(limit.0, cursor.0.as_deref())?;
        let time = Some(time.0.as_str());
        let mut rows = show_results(&caller.app, &market.0, &round.0, time)
            .await?
            .rows;
        rows.retain(|row| result.0.is_none_or(|word| Some(word.0) == row.result));
        let key = |row: &ResultShown| (String::new(), row.code.clone());
        let shown = |row: ResultShown| {
            Ok(PublicRow {
                code: row.code,
                result: row.result.map(Word),
            })
        };
        Ok(Json(part_of(rows, &wanted, key, shown)?))
    }

    /// The draws of a round
    ///
    /// For its operators and auditors: how far each has come.
    #[oai(
        path = "/markets/:market/rounds/:round/draws",
        method = "get",
        operation_id = "list_draws"
    )]
    async fn draws(
        &self,
        caller: Caller,
        market: Path<String>,
        round: Path<String>,
    ) -> Result<Json<List<Draw>>, ApiError> {
        let found = show_round(&caller.app, &caller.actor, &market.0, &round.0).await?;
        let draws = found.draws.into_iter().map(|draw| Draw {
            trading_time: found
                .plan
                .trading_time(draw.trading_time_id)
                .map_or_else(String::new, |time| time.code.clone()),
            state: Word(draw.state),
            progress_percent: draw.progress_percent,
            commitment: draw.commitment,
            seed: draw.seed,
            engine_version: draw.engine_version,
        });
        let (items, next) = (draws.collect(), None);
        Ok(Json(List { items, next }))
    }

    /// The commitment to a list
    ///
    /// From freezing on.
    #[oai(
        path = "/markets/:market/rounds/:round/times/:time/commitment",
        method = "get",
        operation_id = "fetch_commitment"
    )]
    async fn commitment(
        &self,
        Anyone(caller): Anyone,
        market: Path<String>,
        round: Path<String>,
        time: Path<String>,
    ) -> Result<StoredFile, ApiError> {
        let file = fetch_commitment(&caller.app, &market.0, &round.0, &time.0).await?;
        Ok(StoredFile(file.bytes))
    }

    /// The public bundle of a draw
    ///
    /// From publication on: what everyone can check the draw with.
    #[oai(
        path = "/markets/:market/rounds/:round/times/:time/public-bundle",
        method = "get",
        operation_id = "fetch_public_bundle"
    )]
    async fn public_bundle(
        &self,
        Anyone(caller): Anyone,
        market: Path<String>,
        round: Path<String>,
        time: Path<String>,
    ) -> Result<StoredFile, ApiError> {
        let file = fetch_public_bundle(&caller.app, &market.0, &round.0, &time.0).await?;
        Ok(StoredFile(file.bytes))
    }

    /// The auditor's bundle of a draw
    ///
    /// For auditors who cannot learn who a code is. Each time it is fetched is on record.
    #[oai(
        path = "/markets/:market/rounds/:round/times/:time/auditor-bundle",
        method = "get",
        operation_id = "fetch_auditor_bundle"
    )]
    async fn auditor_bundle(
        &self,
        caller: Caller,
        market: Path<String>,
        round: Path<String>,
        time: Path<String>,
    ) -> Result<StoredFile, ApiError> {
        let at = at(&market, &round);
        let file = fetch_auditor_bundle(&caller.app, &caller.actor, at, &time.0).await?;
        Ok(StoredFile(file.bytes))
    }

    /// The receipt of an application
    ///
    /// For its vendor alone, from freezing on.
    #[oai(
        path = "/applications/:code/times/:time/receipt",
        method = "get",
        operation_id = "fetch_receipt"
    )]
    async fn receipt(
        &self,
        caller: Caller,
        code: Path<String>,
        time: Path<String>,
    ) -> Result<StoredFile, ApiError> {
        let found = fetch_receipt(&caller.app, &caller.actor, &code.0, &time.0).await;
        let receipt =
            found.map_err(|error| super::applications::hidden_from(&caller.actor, error))?;
        Ok(StoredFile(receipt.to_json_pretty().into_bytes()))
    }
}
