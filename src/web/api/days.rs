//! Market days: who is there, who stays away, who would come.

use chrono::NaiveDate;
use entity::kinds::{DrawState, StandbyState};
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};

use super::Tag;
use super::answer::Done;
use super::applications::hidden_from;
use super::caller::Caller;
use super::list::{List, Wanted, part_of};
use super::problem::ApiError;
use super::wire::Moment;
use super::words::Word;
use crate::app::market::{Whereabouts, find_time_zone};
use crate::app::market_day::{
    DayInside, DayRef, JoinStandby, MyDay, StallUse, announce_absence, freeze_day, join_standby,
    leave_standby, list_days, list_my_days, record_day_seed, show_day, take_back_absence,
};
use crate::text::reasons::explain_day;

/// One date of one trading time.
#[derive(Clone, Debug, Object)]
struct DayName {
    trading_time: String,
    date: NaiveDate,
}

/// A market day: for day staff the stalls and who has them, for operators and auditors the rest.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct Day {
    trading_time: String,
    date: NaiveDate,
    opens_at: Moment,
    closes_at: Moment,
    stalls: Vec<StallOnDay>,
    inside: Option<Inside>,
}

#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct StallOnDay {
    stall: String,
    #[oai(rename = "use")]
    use_: Use,
    /// The trading name of whoever is there.
    vendor: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum Use {
    Free,
    /// For an offer that is not answered.
    Kept,
    Held,
    Absent,
    ForTheDay,
}

/// What those who run or audit the day see as well.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct Inside {
    standby: Vec<Standby>,
    commitment: Option<String>,
    /// What was called out.
    digits: Vec<String>,
    free_count: u32,
    draw: Option<Word<DrawState>>,
}

#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct Standby {
    /// The code of the application.
    application: String,
    vendor: Option<String>,
    state: Word<StandbyState>,
}

/// A market day as one vendor sees it.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct OwnDay {
    market: String,
    trading_time: String,
    date: NaiveDate,
    opens_at: Moment,
    lists_close_at: Moment,
    /// Absences and standby are still taken.
    takes_changes: bool,
    /// The stall that is theirs.
    stall: Option<String>,
    absent: bool,
    standby: Option<Word<StandbyState>>,
    commitment: Option<String>,
    /// Their own lottery ticket of the day, once the list is fixed.
    ticket: Option<String>,
    digits: Vec<String>,
    /// Why, in sentences, once it is drawn.
    explained: Option<Vec<String>>,
}

#[derive(Clone, Debug, Object)]
struct StandbySent {
    /// Any stall that they can use, beyond their wishes.
    anywhere: bool,
}

#[derive(Clone, Debug, Object)]
struct DigitsSent {
    digits: String,
}

#[derive(Clone, Copy, Debug)]
pub struct Days;

#[OpenApi(tag = "Tag::Days")]
impl Days {
    /// The days that lie ahead
    ///
    /// Today's included; for the staff of the market.
    #[oai(
        path = "/markets/:market/days",
        method = "get",
        operation_id = "list_days"
    )]
    async fn list(
        &self,
        caller: Caller,
        market: Path<String>,
        limit: Query<Option<u64>>,
        cursor: Query<Option<String>>,
    ) -> Result<Json<List<DayName>>, ApiError> {
        let wanted = Wanted::new(limit.0, cursor.0.as_deref())?;
        let rows = list_days(&caller.app, &caller.actor, &market.0).await?;
        let key = |row: &DayRef| (row.date.to_string(), row.trading_time.clone());
        let shown = |row: DayRef| {
            Ok(DayName {
                trading_time: row.trading_time,
                date: row.date,
            })
        };
        Ok(Json(part_of(rows, &wanted, key, shown)?))
    }

    /// One day
    #[oai(
        path = "/markets/:market/days/:time/:date",
        method = "get",
        operation_id = "show_day"
    )]
    async fn show(
        &self,
        caller: Caller,
        market: Path<String>,
        time: Path<String>,
        date: Path<NaiveDate>,
    ) -> Result<Json<Day>, ApiError> {
        let day = day(market, time, date);
        let found = show_day(&caller.app, &caller.actor, &day).await?;
        let zone = found.time_zone;
        let stalls = found.stalls.into_iter().map(|row| StallOnDay {
            stall: row.code,
            use_: use_of(row.usage),
            vendor: row.vendor,
        });
        Ok(Json(Day {
            trading_time: day.trading_time,
            date: day.date,
            opens_at: Moment::new(found.row.opens_at, zone),
            closes_at: Moment::new(found.row.closes_at, zone),
            stalls: stalls.collect(),
            inside: found.inside.map(inside_of),
        }))
    }

    /// Fix the list of a day
    #[oai(
        path = "/markets/:market/days/:time/:date/freeze",
        method = "post",
        operation_id = "freeze_day"
    )]
    async fn freeze(
        &self,
        caller: Caller,
        market: Path<String>,
        time: Path<String>,
        date: Path<NaiveDate>,
    ) -> Result<Done, ApiError> {
        freeze_day(&caller.app, &caller.actor, &day(market, time, date)).await?;
        Ok(Done::Done)
    }

    /// Record the digits of a day
    #[oai(
        path = "/markets/:market/days/:time/:date/digits",
        method = "post",
        operation_id = "record_day_digits"
    )]
    async fn digits(
        &self,
        caller: Caller,
        market: Path<String>,
        time: Path<String>,
        date: Path<NaiveDate>,
        sent: Json<DigitsSent>,
    ) -> Result<Done, ApiError> {
        let at = day(market, time, date);
        record_day_seed(&caller.app, &caller.actor, &at, &sent.0.digits).await?;
        Ok(Done::Done)
    }

    /// Announce an absence
    ///
    /// By whoever holds the stall, or by staff for them. The stall stays theirs.
    #[oai(
        path = "/markets/:market/days/:time/:date/stalls/:stall/absence",
        method = "put",
        operation_id = "announce_absence"
    )]
    async fn stay_away(
        &self,
        caller: Caller,
        market: Path<String>,
        time: Path<String>,
        date: Path<NaiveDate>,
        stall: Path<String>,
    ) -> Result<Done, ApiError> {
        let at = day(market, time, date);
        announce_absence(&caller.app, &caller.actor, &at, &stall.0).await?;
        Ok(Done::Done)
    }

    /// Take an absence back
    #[oai(
        path = "/markets/:market/days/:time/:date/stalls/:stall/absence",
        method = "delete",
        operation_id = "take_back_absence"
    )]
    async fn come(
        &self,
        caller: Caller,
        market: Path<String>,
        time: Path<String>,
        date: Path<NaiveDate>,
        stall: Path<String>,
    ) -> Result<Done, ApiError> {
        let at = day(market, time, date);
        take_back_absence(&caller.app, &caller.actor, &at, &stall.0).await?;
        Ok(Done::Done)
    }

    /// Stand by on a day
    #[oai(
        path = "/markets/:market/days/:time/:date/standby/:code",
        method = "put",
        operation_id = "join_standby"
    )]
    async fn join(
        &self,
        caller: Caller,
        market: Path<String>,
        time: Path<String>,
        date: Path<NaiveDate>,
        code: Path<String>,
        sent: Json<StandbySent>,
    ) -> Result<Done, ApiError> {
        let command = JoinStandby {
            at: day(market, time, date),
            application: code.0,
            anywhere: sent.0.anywhere,
        };
        let done = join_standby(&caller.app, &caller.actor, command).await;
        done.map_err(|error| hidden_from(&caller.actor, error))?;
        Ok(Done::Done)
    }

    /// Stand by no longer
    #[oai(
        path = "/markets/:market/days/:time/:date/standby/:code",
        method = "delete",
        operation_id = "leave_standby"
    )]
    async fn leave(
        &self,
        caller: Caller,
        market: Path<String>,
        time: Path<String>,
        date: Path<NaiveDate>,
        code: Path<String>,
    ) -> Result<Done, ApiError> {
        let at = day(market, time, date);
        let done = leave_standby(&caller.app, &caller.actor, &at, &code.0).await;
        done.map_err(|error| hidden_from(&caller.actor, error))?;
        Ok(Done::Done)
    }

    /// The days of one vendor
    #[oai(
        path = "/applications/:code/days",
        method = "get",
        operation_id = "list_own_days"
    )]
    async fn own(
        &self,
        caller: Caller,
        code: Path<String>,
        limit: Query<Option<u64>>,
        cursor: Query<Option<String>>,
    ) -> Result<Json<List<OwnDay>>, ApiError> {
        let wanted = Wanted::new(limit.0, cursor.0.as_deref())?;
        let found = list_my_days(&caller.app, &caller.actor, &code.0).await;
        let rows = found.map_err(|error| hidden_from(&caller.actor, error))?;
        let zone = find_time_zone(&caller.app, &Whereabouts::Application(code.0)).await?;
        let key = |row: &MyDay| {
            let stall = row.stall.as_deref().unwrap_or_default();
            let place = format!("{} {stall}", row.at.trading_time);
            (row.at.date.to_string(), place)
        };
        let shown = |row: MyDay| {
            let explained = row.result.as_ref();
            Ok(OwnDay {
                explained: explained.map(|said| explain_day(caller.lang, row.free, said)),
                market: row.at.market,
                trading_time: row.at.trading_time,
                date: row.at.date,
                opens_at: Moment::new(row.opens_at, zone),
                lists_close_at: Moment::new(row.lists_close_at, zone),
                takes_changes: row.takes_changes,
                stall: row.stall,
                absent: row.absent,
                standby: row.standby.map(Word),
                commitment: row.commitment,
                ticket: row.ticket,
                digits: row.digits,
            })
        };
        Ok(Json(part_of(rows, &wanted, key, shown)?))
    }
}

fn day(market: Path<String>, time: Path<String>, Path(date): Path<NaiveDate>) -> DayRef {
    DayRef {
        market: market.0,
        trading_time: time.0,
        date,
    }
}

const fn use_of(usage: StallUse) -> Use {
    match usage {
        StallUse::Free => Use::Free,
        StallUse::Kept => Use::Kept,
        StallUse::Held => Use::Held,
        StallUse::Absent => Use::Absent,
        StallUse::ForTheDay => Use::ForTheDay,
    }
}

fn inside_of(inside: DayInside) -> Inside {
    let standby = inside.standby.into_iter().map(|row| Standby {
        application: row.code,
        vendor: row.vendor,
        state: Word(row.state),
    });
    Inside {
        standby: standby.collect(),
        commitment: inside.commitment,
        digits: inside.digits,
        free_count: inside.free,
        draw: inside.draw.map(Word),
    }
}
