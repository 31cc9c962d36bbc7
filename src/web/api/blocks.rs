//! Blocks: stalls that cannot be used for a time, and where those go who have them.

use chrono::{DateTime, NaiveDate, Utc};
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::Tag;
use super::answer::{Created, Done};
use super::caller::Caller;
use super::document::PREFIX;
use super::list::{List, Wanted, part_of};
use super::problem::ApiError;
use super::wire::{parse_label, refuse};
use crate::app::block::{
    BlockListed, BlockStall, HolderGoes, UnblockStall, WhereTo, block_stall, list_blocks,
    unblock_stall,
};
use crate::domain::values::Note;

#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct Block {
    id: String,
    stall: String,
    from: NaiveDate,
    /// The last blocked day; without, it has no end yet.
    until: Option<NaiveDate>,
    reason: String,
    made_at: DateTime<Utc>,
}

#[derive(Clone, Debug, Object)]
struct BlockSent {
    stall: String,
    from: NaiveDate,
    /// The last blocked day.
    #[oai(default)]
    until: Option<NaiveDate>,
    reason: String,
    /// Where everybody goes who has the stall on these days; without, the refusal names them.
    #[oai(default)]
    holders: Vec<GoingSent>,
}

#[derive(Clone, Debug, Object)]
struct GoingSent {
    /// As the refusal names them.
    code: String,
    /// Another stall that is free; left out, they have none on these days.
    #[oai(default)]
    to_stall: Option<String>,
}

#[derive(Clone, Debug, Object)]
struct BlockMade {
    id: String,
}

#[derive(Clone, Copy, Debug)]
pub struct Blocks;

#[OpenApi(tag = "Tag::Markets")]
impl Blocks {
    /// What is blocked now or later
    #[oai(
        path = "/markets/:market/blocks",
        method = "get",
        operation_id = "list_blocks"
    )]
    async fn list(
        &self,
        caller: Caller,
        market: Path<String>,
        limit: Query<Option<u64>>,
        cursor: Query<Option<String>>,
    ) -> Result<Json<List<Block>>, ApiError> {
        let wanted = Wanted::new(limit.0, cursor.0.as_deref())?;
        let rows = list_blocks(&caller.app, &caller.actor, &market.0).await?;
        let key = |row: &BlockListed| (format!("{} {}", row.stall, row.from), row.block.clone());
        let shown = |row: BlockListed| {
            Ok(Block {
                id: row.block,
                stall: row.stall,
                from: row.from,
                until: row.until,
                reason: row.reason,
                made_at: row.made_at,
            })
        };
        Ok(Json(part_of(rows, &wanted, key, shown)?))
    }

    /// Block a stall
    ///
    /// Whoever has it on these days is moved or left out, as `holders` says. When somebody is
    /// missing there, it is refused, and the refusal names everybody concerned.
    #[oai(
        path = "/markets/:market/blocks",
        method = "post",
        operation_id = "block_stall"
    )]
    async fn block(
        &self,
        caller: Caller,
        market: Path<String>,
        sent: Json<BlockSent>,
    ) -> Result<Created<BlockMade>, ApiError> {
        let holders = sent.0.holders.into_iter().map(|going| {
            let to = match going.to_stall {
                Some(stall) => WhereTo::Stall(parse_label("to_stall", &stall)?),
                None => WhereTo::Nowhere,
            };
            let code = going.code;
            Ok(HolderGoes { code, to })
        });
        let command = BlockStall {
            market: market.0.clone(),
            stall: sent.0.stall,
            from: sent.0.from,
            until: sent.0.until,
            reason: Note::parse(&sent.0.reason).map_err(|error| refuse("reason", error))?,
            holders: holders.collect::<Result<_, ApiError>>()?,
        };
        let id = block_stall(&caller.app, &caller.actor, command).await?;
        let place = format!("{PREFIX}/markets/{}/blocks/{id}", market.0);
        Ok(Created::At(Json(BlockMade { id }), place))
    }

    /// Lift a block
    ///
    /// Whoever was moved stays where they are.
    #[oai(
        path = "/markets/:market/blocks/:id",
        method = "delete",
        operation_id = "unblock_stall"
    )]
    async fn lift(
        &self,
        caller: Caller,
        market: Path<String>,
        id: Path<String>,
        /// The first day on which it can be used again; today when left out.
        from: Query<Option<NaiveDate>>,
    ) -> Result<Done, ApiError> {
        let command = UnblockStall {
            market: market.0,
            block: id.0,
            from: from.0,
        };
        unblock_stall(&caller.app, &caller.actor, command).await?;
        Ok(Done::Done)
    }
}
