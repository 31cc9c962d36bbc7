//! The same round again, for the next term.

use chrono::{DateTime, NaiveDate, Utc};
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi, Union};

use super::Tag;
use super::answer::Created;
use super::caller::Caller;
use super::document::PREFIX;
use super::problem::ApiError;
use super::rounds::{DatesSent, at};
use super::wire::{NamesSent, parse_label, read_names, refuse};
use crate::app::round::{CopyRound, RoundCopied, copy_round};
use crate::domain::next_term;

/// What is not said stays as it was, or follows from the old term.
#[derive(Clone, Debug, Object)]
struct CopySent {
    /// Of the new round.
    code: String,
    #[oai(default)]
    names: Option<NamesSent>,
    /// The first day of the next term.
    #[oai(default)]
    term_from: Option<NaiveDate>,
    /// Its last day.
    #[oai(default)]
    term_to: Option<NaiveDate>,
    #[oai(default)]
    dates: Option<DatesSent>,
    /// Whether holders may apply to keep what they hold.
    #[oai(default)]
    renewals: Option<bool>,
}

/// A round that is planned now, and what could not come along.
#[derive(Clone, Debug, Object)]
struct Copied {
    code: String,
    term_from: NaiveDate,
    term_to: NaiveDate,
    applications_until: DateTime<Utc>,
    list_on: NaiveDate,
    freeze_on: NaiveDate,
    draw_on: NaiveDate,
    result_on: NaiveDate,
    final_on: NaiveDate,
    /// How many stalls it gives out, counted in each of its trading times.
    slots_count: u64,
    left_out: Vec<LeftOut>,
}

/// What the new round does not have, and why.
#[derive(Clone, Debug, Union)]
#[oai(discriminator_name = "why")]
enum LeftOut {
    #[oai(mapping = "retired_trading_time")]
    RetiredTradingTime(TradingTimeLeft),
    #[oai(mapping = "retired_stall")]
    RetiredStall(RetiredStallLeft),
    #[oai(mapping = "blocked_stall")]
    BlockedStall(BlockedStallLeft),
    #[oai(mapping = "new_stall")]
    NewStall(NewStallLeft),
    #[oai(mapping = "cap_of_retired_category")]
    CapOfRetiredCategory(CapLeft),
}

/// It is not in use any more.
#[derive(Clone, Debug, Object)]
struct TradingTimeLeft {
    trading_time: String,
}

/// It is not in use any more.
#[derive(Clone, Debug, Object)]
struct RetiredStallLeft {
    stall: String,
}

/// It cannot be used for a time.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct BlockedStallLeft {
    stall: String,
    /// The last blocked day; without, it has no end yet.
    until: Option<NaiveDate>,
}

/// Nobody has said yet for whom it is.
#[derive(Clone, Debug, Object)]
struct NewStallLeft {
    stall: String,
}

/// Nobody can sell it any more.
#[derive(Clone, Debug, Object)]
struct CapLeft {
    category: String,
}

#[derive(Clone, Copy, Debug)]
pub struct NextRound;

#[OpenApi(tag = "Tag::Rounds")]
impl NextRound {
    /// Copy a round for the next term
    ///
    /// Its rules, fees and stalls; its dates move along by whole weeks.
    #[oai(
        path = "/markets/:market/rounds/:round/copies",
        method = "post",
        operation_id = "copy_round"
    )]
    async fn copy(
        &self,
        caller: Caller,
        market: Path<String>,
        round: Path<String>,
        sent: Json<CopySent>,
    ) -> Result<Created<Copied>, ApiError> {
        let sent = sent.0;
        let names = sent.names.as_ref().map(read_names).transpose();
        let command = CopyRound {
            from: at(&market, &round),
            code: parse_label("code", &sent.code)?,
            names: names.map_err(|error| refuse("names", error))?,
            term_from: sent.term_from,
            term_to: sent.term_to,
            dates: sent.dates.as_ref().map(DatesSent::announced),
            renewals: sent.renewals,
        };
        let made = copy_round(&caller.app, &caller.actor, command).await?;
        let place = format!("{PREFIX}/markets/{}/rounds/{}", market.0, sent.code);
        Ok(Created::At(Json(copied(sent.code, made)), place))
    }
}

fn copied(code: String, made: RoundCopied) -> Copied {
    Copied {
        code,
        term_from: made.term.from(),
        term_to: made.term.to(),
        applications_until: made.dates.applications_until_utc,
        list_on: made.dates.list_on,
        freeze_on: made.dates.freeze_on,
        draw_on: made.dates.draw_on,
        result_on: made.dates.result_on,
        final_on: made.dates.final_on,
        slots_count: made.slots as u64,
        left_out: made.left_out.into_iter().map(left_out).collect(),
    }
}

fn left_out(left: next_term::LeftOut) -> LeftOut {
    use next_term::LeftOut as L;
    match left {
        L::RetiredTradingTime { trading_time } => {
            LeftOut::RetiredTradingTime(TradingTimeLeft { trading_time })
        }
        L::RetiredStall { stall } => LeftOut::RetiredStall(RetiredStallLeft { stall }),
        L::BlockedStall { stall, until } => {
            LeftOut::BlockedStall(BlockedStallLeft { stall, until })
        }
        L::NewStall { stall } => LeftOut::NewStall(NewStallLeft { stall }),
        L::CapOfRetiredCategory { category } => LeftOut::CapOfRetiredCategory(CapLeft {
            category: category.to_string(),
        }),
    }
}
