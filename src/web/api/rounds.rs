//! Rounds: planning and showing them.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::kinds::{ApplicationState, RoundState};
use entity::round;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::types::Any;
use poem_openapi::{Enum, Object, OpenApi};
use serde_json::Value;

use super::Tag;
use super::answer::{Created, Editable};
use super::caller::{Anyone, Caller};
use super::document::PREFIX;
use super::list::{List, Wanted, part_of};
use super::problem::ApiError;
use super::wire::{self, Moment, NamesSent, names, parse_names, refuse_all};
use super::words::Word;
use crate::app::AppError;
use crate::app::round::step::read;
use crate::app::round::{
    CharityStalls, PlanRound, RoundCounts, RoundRef, list_known_rounds, plan_round, show_call,
    show_round,
};
use crate::domain::announced::AnnouncedDates;
use crate::domain::calendar::Term;
use crate::domain::rules::RoundRules;
use crate::domain::values::Label;
use crate::domain::{FieldError, FieldErrors};

/// One call for applications.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct Round {
    code: String,
    names: NamesSent,
    state: Word<RoundState>,
    /// The first day of the term.
    term_from: NaiveDate,
    /// The last one.
    term_to: NaiveDate,
    dates: Dates,
    opened_at: Option<DateTime<Utc>>,
    list_objections_until: Option<Moment>,
    result_objections_until: Option<Moment>,
    /// Why it was called off.
    cancel_reason: Option<String>,
    revision: i64,
}

/// What the call announces. Days are those of the market.
#[derive(Clone, Debug, Object)]
struct Dates {
    applications_until: Moment,
    list_on: NaiveDate,
    freeze_on: NaiveDate,
    draw_on: NaiveDate,
    result_on: NaiveDate,
    final_on: NaiveDate,
}

/// A round with everything that its call says, and for its staff where it stands.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct RoundOpened {
    #[oai(flatten)]
    round: Round,
    /// As the guide describes them; money in fen.
    rules: Any<Value>,
    /// The codes of the trading times that are given out.
    trading_times: Vec<String>,
    /// For its operators and auditors only.
    counts: Option<Counts>,
}

/// How much of each there is.
#[derive(Clone, Debug, Object)]
struct Counts {
    applications: Vec<StateCount>,
    open_objections: u64,
    open_offers: u64,
    confirmed_offers: u64,
    undeliverable_notices: u64,
    paper_notices: u64,
}

#[derive(Clone, Debug, Object)]
struct StateCount {
    state: Word<ApplicationState>,
    count: u64,
}

#[derive(Clone, Debug, Object)]
struct RoundSent {
    code: String,
    names: NamesSent,
    term_from: NaiveDate,
    term_to: NaiveDate,
    dates: DatesSent,
    /// As the guide describes them; money in fen.
    rules: Any<Value>,
    trading_times: Vec<RoundTimeSent>,
}

#[derive(Clone, Debug, Object)]
pub struct DatesSent {
    applications_until: DateTime<Utc>,
    list_on: NaiveDate,
    freeze_on: NaiveDate,
    draw_on: NaiveDate,
    result_on: NaiveDate,
    final_on: NaiveDate,
}

impl DatesSent {
    pub const fn announced(&self) -> AnnouncedDates {
        AnnouncedDates {
            applications_until_utc: self.applications_until,
            list_on: self.list_on,
            freeze_on: self.freeze_on,
            draw_on: self.draw_on,
            result_on: self.result_on,
            final_on: self.final_on,
        }
    }
}

/// A trading time that is given out.
#[derive(Clone, Debug, Object)]
struct RoundTimeSent {
    code: String,
    /// The codes of the stalls that are for charity in it.
    #[oai(default)]
    charity_stalls: Vec<String>,
}

/// Where a new thing is.
#[derive(Clone, Debug, Object)]
struct Coded {
    code: String,
}

#[derive(Clone, Copy, Debug)]
pub struct Rounds;

#[OpenApi(tag = "Tag::Rounds")]
impl Rounds {
    /// The rounds of a market
    ///
    /// Those that were opened; for its operators and auditors all of them.
    #[oai(
        path = "/markets/:market/rounds",
        method = "get",
        operation_id = "list_rounds"
    )]
    async fn list(
        &self,
        Anyone(caller): Anyone,
        market: Path<String>,
        /// Only those in this state.
        state: Query<Option<Word<RoundState>>>,
        /// By the first day of the term; with `-` the latest first.
        #[oai(default)]
        sort: Query<TermSort>,
        limit: Query<Option<u64>>,
        cursor: Query<Option<String>>,
    ) -> Result<Json<List<Round>>, ApiError> {
        let mut wanted = Wanted::new(limit.0, cursor.0.as_deref())?;
        wanted.descending = sort.0 == TermSort::Descending;
        let (zone, mut rows) = list_known_rounds(&caller.app, &caller.actor, &market.0).await?;
        rows.retain(|row| state.0.is_none_or(|state| state.0 == row.state));
        let key = |row: &round::Model| (row.term_from.to_string(), row.code.clone());
        Ok(Json(part_of(rows, &wanted, key, |row| shown(&row, zone))?))
    }

    /// One round
    #[oai(
        path = "/markets/:market/rounds/:round",
        method = "get",
        operation_id = "show_round"
    )]
    async fn show(
        &self,
        Anyone(caller): Anyone,
        market: Path<String>,
        round: Path<String>,
    ) -> Result<Editable<RoundOpened>, ApiError> {
        let (app, actor) = (&caller.app, &caller.actor);
        let opened = match show_round(app, actor, &market.0, &round.0).await {
            Ok(found) => opened(
                &found.round,
                found.time_zone,
                found.times.iter().map(|time| time.code.clone()).collect(),
                Some(&found.counts),
            )?,
            Err(AppError::Forbidden) => {
                let call = show_call(app, &market.0, &round.0).await?;
                let times = call.times.iter().map(|given| given.time.code.clone());
                opened(&call.round, call.time_zone, times.collect(), None)?
            }
            Err(error) => return Err(error.into()),
        };
        let tag = wire::tag(opened.round.revision);
        Ok(Editable::Now(Json(opened), tag))
    }

    /// Plan a round
    #[oai(
        path = "/markets/:market/rounds",
        method = "post",
        operation_id = "plan_round"
    )]
    async fn plan(
        &self,
        caller: Caller,
        market: Path<String>,
        sent: Json<RoundSent>,
    ) -> Result<Created<Coded>, ApiError> {
        let command = command(&market.0, &sent.0)?;
        let code = command.code.to_string();
        plan_round(&caller.app, &caller.actor, command).await?;
        let place = format!("{PREFIX}/markets/{}/rounds/{code}", market.0);
        Ok(Created::At(Json(Coded { code }), place))
    }
}

/// By what rounds are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
enum TermSort {
    #[default]
    #[oai(rename = "-term")]
    Descending,
    #[oai(rename = "term")]
    Ascending,
}

pub fn at(market: &Path<String>, round: &Path<String>) -> RoundRef {
    RoundRef {
        market: market.0.clone(),
        round: round.0.clone(),
    }
}

fn shown(row: &round::Model, zone: Tz) -> Result<Round, ApiError> {
    let dates: AnnouncedDates = read(&row.plan)?;
    Ok(Round {
        code: row.code.clone(),
        names: names(&row.names),
        state: Word(row.state),
        term_from: row.term_from,
        term_to: row.term_to,
        dates: Dates {
            applications_until: Moment::new(dates.applications_until_utc, zone),
            list_on: dates.list_on,
            freeze_on: dates.freeze_on,
            draw_on: dates.draw_on,
            result_on: dates.result_on,
            final_on: dates.final_on,
        },
        opened_at: row.opened_at,
        list_objections_until: Moment::some(row.list_objections_until, zone),
        result_objections_until: Moment::some(row.result_objections_until, zone),
        cancel_reason: row.cancel_reason.clone(),
        revision: row.revision.into(),
    })
}

fn opened(
    row: &round::Model,
    zone: Tz,
    trading_times: Vec<String>,
    counts: Option<&RoundCounts>,
) -> Result<RoundOpened, ApiError> {
    Ok(RoundOpened {
        round: shown(row, zone)?,
        rules: Any(row.rules.clone()),
        trading_times,
        counts: counts.map(counted),
    })
}

fn counted(counts: &RoundCounts) -> Counts {
    let applications = counts.applications.iter();
    Counts {
        applications: applications
            .map(|(state, count)| StateCount {
                state: Word(*state),
                count: *count,
            })
            .collect(),
        open_objections: counts.open_objections as u64,
        open_offers: counts.open_offers as u64,
        confirmed_offers: counts.confirmed_offers as u64,
        undeliverable_notices: counts.undeliverable_notices,
        paper_notices: counts.paper_notices,
    }
}

fn command(market: &str, sent: &RoundSent) -> Result<PlanRound, ApiError> {
    let mut errors = FieldErrors::default();
    let code = errors.check("code", Label::parse(&sent.code));
    let names = parse_names(&mut errors, "names", &sent.names);
    let term = errors.check("term_to", Term::new(sent.term_from, sent.term_to));
    let rules = serde_json::from_value::<RoundRules>(sent.rules.0.clone());
    let rules = errors.check("rules", rules.map_err(|_| FieldError::NotAChoice));
    let times = sent.trading_times.iter().map(parse_time);
    let times = errors.check("trading_times", times.collect::<Result<Vec<_>, _>>());
    let (Some(code), Some(names), Some(term), Some(rules), Some(times)) =
        (code, names, term, rules, times)
    else {
        return Err(refuse_all(errors));
    };
    Ok(PlanRound {
        market: market.to_owned(),
        code,
        names,
        term,
        dates: sent.dates.announced(),
        rules,
        times,
    })
}

fn parse_time(sent: &RoundTimeSent) -> Result<CharityStalls, FieldError> {
    let stalls = sent.charity_stalls.iter().map(|code| Label::parse(code));
    Ok(CharityStalls {
        trading_time: Label::parse(&sent.code)?,
        stalls: stalls.collect::<Result<_, _>>()?,
    })
}
