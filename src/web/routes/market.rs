//! The first page, and a market with its map.

use entity::kinds::{Feature, RoundState};
use entity::round;
use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::Deserialize;

use super::frame::{self, has_list, has_results};
use super::ground::{StallLook, map_of};
use super::hrefs::time_links;
use super::words::{names, weekdays_of};
use crate::app::market::StallRow as PlanRow;
use crate::app::market::{MarketShown, list_markets, show_market};
use crate::domain::announced::AnnouncedDates;
use crate::web::http::{Failure, Visitor, Web, page, see_other};
use crate::web::layout::Area;
use crate::web::list::Stat;
use crate::web::map::StallState;
use crate::web::pages::market::{
    CallLink, HomePage, MarketLink, MarketPage, ResultsLink, StallRow, TimeShown,
};

/// The list of markets; where there is one, that market itself.
#[handler]
pub async fn home(web: Data<&Web>, visitor: Visitor) -> Result<Response, Failure> {
    let markets = list_markets(&web.app).await?;
    if let [only] = markets.as_slice() {
        return Ok(see_other(format!("/m/{}", only.slug)));
    }
    let mut links = Vec::new();
    for market in &markets {
        let shown = show_market(&web.app, &market.slug, None).await?;
        links.push(MarketLink {
            slug: market.slug.clone(),
            name: names(visitor.lang, &market.names),
            place: names(visitor.lang, &market.place),
            stall_count: shown.plan.stalls.len(),
            takes_applications: shown
                .rounds
                .iter()
                .any(|round| round.state == RoundState::Open),
        });
    }
    let frame = frame::bare(&web, &visitor, Area::None);
    page(&HomePage {
        frame,
        markets: links,
    })
}

#[derive(Debug, Deserialize)]
pub struct MarketQuery {
    time: Option<String>,
    show: Option<String>,
}

#[handler]
pub async fn show(
    web: Data<&Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Query(query): Query<MarketQuery>,
) -> Result<Response, Failure> {
    let shown = show_market(&web.app, &slug, query.time.as_deref()).await?;
    page(&view(&web, &visitor, &shown, &query))
}

fn view(web: &Web, visitor: &Visitor, shown: &MarketShown, query: &MarketQuery) -> MarketPage {
    let lang = visitor.lang;
    let time = shown.time.as_ref();
    let title = time.map_or_else(
        || names(lang, &shown.market.names),
        |time| names(lang, &time.names),
    );
    let map = map_of(
        lang,
        &shown.market,
        &shown.plan,
        title,
        "#stall-list",
        |row| StallLook {
            state: state_of(shown, row),
            who: shown
                .present
                .get(&row.stall.id)
                .map(|present| present.vendor.trading_name.clone()),
            href: Some(row_href(shown, row, query)),
        },
    );
    MarketPage {
        frame: frame::public(web, visitor, Area::Map, &shown.market, &shown.rounds),
        name: names(lang, &shown.market.names),
        place: names(lang, &shown.market.place),
        times: time_links(
            lang,
            &shown.plan.trading_times,
            time.map_or("", |time| &time.code),
            |code| format!("{}?time={code}", base_href(shown)),
        ),
        time: time.zip(shown.day.as_ref()).map(|(time, day)| TimeShown {
            name: names(lang, &time.names),
            weekdays: weekdays_of(time),
            starts_at_minute: time.starts_at_minute.unsigned_abs(),
            duration_minutes: time.duration_minutes.unsigned_abs(),
            day: day.date,
            is_today: day.date == shown.today,
        }),
        stats: stats(visitor, shown, query),
        stalls: rows(visitor, shown, query),
        calls: shown
            .rounds
            .iter()
            .filter_map(|round| call_link(visitor, shown, round))
            .collect(),
        results: shown
            .rounds
            .iter()
            .filter_map(|round| results_link(visitor, shown, round))
            .collect(),
        map,
    }
}

fn state_of(shown: &MarketShown, row: &PlanRow) -> StallState {
    if shown.blocked.contains(&row.stall.id) {
        StallState::Blocked
    } else if shown.present.contains_key(&row.stall.id) {
        StallState::Taken
    } else {
        StallState::Free
    }
}

/// Where the list says more about a stall; it may be one that the list does not show now.
fn row_href(shown: &MarketShown, row: &PlanRow, query: &MarketQuery) -> String {
    let here = format!("#row-{}", row.stall.code);
    match &shown.time {
        Some(time) if !is_wanted(state_of(shown, row), query) => {
            format!("{}?time={}{here}", base_href(shown), time.code)
        }
        _ => here,
    }
}

fn is_wanted(state: StallState, query: &MarketQuery) -> bool {
    match query.show.as_deref() {
        Some("taken") => state == StallState::Taken,
        Some("free") => state == StallState::Free,
        _ => true,
    }
}

fn base_href(shown: &MarketShown) -> String {
    format!("/m/{}", shown.market.slug)
}

fn stats(visitor: &Visitor, shown: &MarketShown, query: &MarketQuery) -> Vec<Stat> {
    let time = shown.time.as_ref().map_or("", |time| time.code.as_str());
    let count = |state: Option<StallState>| {
        shown
            .plan
            .stalls
            .iter()
            .filter(|row| state.is_none_or(|state| state_of(shown, row) == state))
            .count()
    };
    let stat = |key: &str, word: &str, state: Option<StallState>| Stat {
        count: count(state),
        label: crate::text::say(visitor.lang, key),
        href: if word.is_empty() {
            format!("{}?time={time}#stall-list", base_href(shown))
        } else {
            format!("{}?time={time}&show={word}#stall-list", base_href(shown))
        },
        current: query.show.as_deref().unwrap_or_default() == word,
    };
    vec![
        stat("market-stat-all", "", None),
        stat("stall-taken", "taken", Some(StallState::Taken)),
        stat("stall-free", "free", Some(StallState::Free)),
    ]
}

fn rows(visitor: &Visitor, shown: &MarketShown, query: &MarketQuery) -> Vec<StallRow> {
    let rows = shown
        .plan
        .stalls
        .iter()
        .map(|row| row_of(visitor, shown, row));
    rows.filter(|row| is_wanted(row.state, query)).collect()
}

fn row_of(visitor: &Visitor, shown: &MarketShown, row: &PlanRow) -> StallRow {
    let lang = visitor.lang;
    let present = shown.present.get(&row.stall.id);
    let zone = shown
        .plan
        .zones
        .iter()
        .find(|zone| zone.id == row.stall.zone_id);
    let category = present.and_then(|present| present.category);
    StallRow {
        code: row.stall.code.clone(),
        zone: zone.map_or_else(String::new, |zone| names(lang, &zone.names)),
        trading_name: present.map(|present| present.vendor.trading_name.clone()),
        category: category
            .and_then(|id| shown.plan.category(id))
            .map(|category| names(lang, &category.names)),
        features: serde_json::from_value::<Vec<Feature>>(row.stall.features.clone())
            .unwrap_or_default(),
        state: state_of(shown, row),
    }
}

fn call_link(visitor: &Visitor, shown: &MarketShown, round: &round::Model) -> Option<CallLink> {
    let is_open = round.state == RoundState::Open;
    let until = round.applications_until?;
    let opened = round
        .opened_at?
        .with_timezone(&shown.time_zone)
        .date_naive();
    is_open.then(|| CallLink {
        name: names(visitor.lang, &round.names),
        href: format!("{}/rounds/{}", base_href(shown), round.code),
        opens_on: opened,
        is_open,
        until: until.with_timezone(&shown.time_zone),
    })
}

fn results_link(
    visitor: &Visitor,
    shown: &MarketShown,
    round: &round::Model,
) -> Option<ResultsLink> {
    let dates: AnnouncedDates = serde_json::from_value(round.plan.clone()).ok()?;
    let name = names(visitor.lang, &round.names);
    let (name, published_on) = if has_results(round.state) {
        (name, dates.result_on)
    } else {
        let list = crate::text::say(visitor.lang, "call-see-list");
        (format!("{name} · {list}"), dates.list_on)
    };
    has_list(round.state).then(|| ResultsLink {
        name,
        href: format!("{}/rounds/{}/results", base_href(shown), round.code),
        published_on,
    })
}
