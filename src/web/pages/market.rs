//! Where the public arrives: the list of markets, and a market with tonight's map.

use askama::Template;
use chrono::{DateTime, NaiveDate, Weekday};
use chrono_tz::Tz;
use entity::kinds::Feature;

use crate::text::dates;
use crate::web::layout::{Frame, Link};
use crate::web::list::Stat;
use crate::web::map::{MapView, StallState};

/// `GET /` when there is more than one market, or none.
#[derive(Debug, Template)]
#[template(path = "home.html")]
pub struct HomePage {
    pub frame: Frame,
    pub markets: Vec<MarketLink>,
}

#[derive(Clone, Debug)]
pub struct MarketLink {
    pub slug: String,
    pub name: String,
    pub place: String,
    pub stall_count: usize,
    /// A round takes applications now.
    pub takes_applications: bool,
}

/// `GET /m/{slug}`; `?time=CODE` switches the trading time, `?show=taken|free` the list.
#[derive(Debug, Template)]
#[template(path = "market.html")]
pub struct MarketPage {
    pub frame: Frame,
    pub name: String,
    pub place: String,
    /// All trading times of the market, for the switch.
    pub times: Vec<Link>,
    /// None when the market has no trading times yet.
    pub time: Option<TimeShown>,
    /// What the numbers say; each leads to the list of just these.
    pub stats: Vec<Stat>,
    pub map: MapView,
    /// The stalls that the list shows, in the order of their codes.
    pub stalls: Vec<StallRow>,
    pub calls: Vec<CallLink>,
    pub results: Vec<ResultsLink>,
}

/// The trading time that the map shows.
#[derive(Clone, Debug)]
pub struct TimeShown {
    pub name: String,
    pub weekdays: Vec<Weekday>,
    pub starts_at_minute: u32,
    pub duration_minutes: u32,
    /// The market day that is shown: today or the next one.
    pub day: NaiveDate,
    pub is_today: bool,
}

/// One stall in the list beside the map. It says all that the map says.
#[derive(Clone, Debug)]
pub struct StallRow {
    pub code: String,
    pub zone: String,
    pub trading_name: Option<String>,
    pub category: Option<String>,
    pub features: Vec<Feature>,
    pub state: StallState,
}

/// A round that takes applications, or will.
#[derive(Clone, Debug)]
pub struct CallLink {
    pub name: String,
    pub href: String,
    pub opens_on: NaiveDate,
    pub is_open: bool,
    pub until: DateTime<Tz>,
}

#[derive(Clone, Debug)]
pub struct ResultsLink {
    pub name: String,
    pub href: String,
    pub published_on: NaiveDate,
}

impl MarketPage {
    /// "周五到周日，傍晚五点开市": what people want to know first.
    fn heading(&self) -> String {
        let Some(time) = &self.time else {
            return self.name.clone();
        };
        let lang = self.frame.lang;
        self.frame.say2(
            "market-heading",
            ("days", dates::weekdays(lang, &time.weekdays)),
            ("time", dates::spoken_clock(lang, time.starts_at_minute)),
        )
    }

    /// "今晚的市集", or the day of the next one.
    fn map_heading(&self) -> String {
        match &self.time {
            None => self.frame.t("market-map"),
            Some(time) if time.is_today => self.frame.t("market-map-today"),
            Some(time) => self
                .frame
                .say1("market-map-day", "day", self.frame.day(&time.day)),
        }
    }

    fn hours(&self, time: &TimeShown) -> String {
        format!(
            "{} · {} {}",
            time.name,
            self.frame.day(&time.day),
            dates::clock_span(time.starts_at_minute, time.duration_minutes)
        )
    }
}
