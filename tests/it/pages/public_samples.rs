//! Samples of what the public and the vendors see. All names are invented.

use chrono::{DateTime, NaiveDate, TimeZone, Utc, Weekday};
use chrono_tz::{Asia::Shanghai, Tz};
use entity::kinds::{Feature, Language};
use starstall::web::layout::{Area, Frame, Link, MarketHead};
use starstall::web::list::Stat;
use starstall::web::map::{StallShape, StallState};
use starstall::web::pages::market::{
    CallLink, HomePage, MarketLink, MarketPage, ResultsLink, StallRow, TimeShown,
};

use super::ground::{map, say};

pub fn now() -> DateTime<Utc> {
    at(11, 24, 9, 0).to_utc()
}

pub fn at(month: u32, day: u32, hour: u32, minute: u32) -> DateTime<Tz> {
    Shanghai
        .with_ymd_and_hms(2026, month, day, hour, minute, 0)
        .unwrap()
}

pub fn date(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

pub fn frame(lang: Language, path: &str, area: Area) -> Frame {
    Frame {
        lang,
        now: now(),
        path: path.to_owned(),
        csrf: "sample-token".to_owned(),
        market: Some(MarketHead {
            slug: "jinxiu".to_owned(),
            name: say(lang, "锦绣星光市集", "Jinxiu Starlight Market"),
            call: Some("2026-12".to_owned()),
            results: Some("2026-10".to_owned()),
        }),
        staff: None,
        area,
        banner: None,
    }
}

pub fn link(label: String, href: &str, current: bool) -> Link {
    Link {
        label,
        href: href.to_owned(),
        current,
    }
}

pub fn stat(count: usize, label: String, href: &str, current: bool) -> Stat {
    Stat {
        count,
        label,
        href: href.to_owned(),
        current,
    }
}

pub fn home(lang: Language) -> HomePage {
    let mut frame = frame(lang, "/", Area::None);
    frame.market = None;
    let markets = vec![
        MarketLink {
            slug: "jinxiu".to_owned(),
            name: say(lang, "锦绣星光市集", "Jinxiu Starlight Market"),
            place: say(
                lang,
                "盛润路与锦绣街交口",
                "Shengrun Road and Jinxiu Street",
            ),
            stall_count: 86,
            takes_applications: true,
        },
        MarketLink {
            slug: "riverside".to_owned(),
            name: say(lang, "河畔早市", "Riverside Morning Market"),
            place: say(lang, "河滨公园南门", "South gate of the riverside park"),
            stall_count: 1,
            takes_applications: false,
        },
    ];
    HomePage { frame, markets }
}

pub fn home_empty(lang: Language) -> HomePage {
    HomePage {
        markets: Vec::new(),
        ..home(lang)
    }
}

pub fn market(lang: Language) -> MarketPage {
    let map = map(lang, None);
    MarketPage {
        frame: frame(lang, "/m/jinxiu?time=weekend", Area::Map),
        name: say(lang, "锦绣星光市集", "Jinxiu Starlight Market"),
        place: say(
            lang,
            "盛润路与锦绣街交口",
            "Shengrun Road and Jinxiu Street",
        ),
        times: vec![
            link(
                say(lang, "周末夜市", "Weekend nights"),
                "/m/jinxiu?time=weekend",
                true,
            ),
            link(
                say(lang, "平日夜市", "Weekday nights"),
                "/m/jinxiu?time=weekday",
                false,
            ),
        ],
        time: Some(TimeShown {
            name: say(lang, "周末夜市", "Weekend nights"),
            weekdays: vec![Weekday::Fri, Weekday::Sat, Weekday::Sun],
            starts_at_minute: 17 * 60,
            duration_minutes: 300,
            day: date(11, 27),
            is_today: false,
        }),
        stats: vec![
            stat(
                86,
                say(lang, "全部摊位", "all stalls"),
                "/m/jinxiu?time=weekend",
                true,
            ),
            stat(
                71,
                say(lang, "出摊", "trading"),
                "/m/jinxiu?time=weekend&show=taken",
                false,
            ),
            stat(
                13,
                say(lang, "空位", "free"),
                "/m/jinxiu?time=weekend&show=free",
                false,
            ),
        ],
        stalls: map
            .stalls
            .iter()
            .map(|stall| stall_row(lang, stall))
            .collect(),
        map,
        calls: vec![CallLink {
            name: say(lang, "2026 年冬季批次", "Winter round 2026"),
            href: "/m/jinxiu/rounds/2026-12".to_owned(),
            opens_on: date(11, 20),
            is_open: true,
            until: at(11, 28, 18, 0),
        }],
        results: vec![ResultsLink {
            name: say(lang, "2026 年秋季批次", "Autumn round 2026"),
            href: "/m/jinxiu/rounds/2026-10/results".to_owned(),
            published_on: date(10, 8),
        }],
    }
}

fn stall_row(lang: Language, shape: &StallShape) -> StallRow {
    StallRow {
        code: shape.code.clone(),
        zone: match &shape.code[..1] {
            "A" => say(lang, "小吃", "Snacks"),
            "B" => say(lang, "手作", "Crafts"),
            "C" => say(lang, "果蔬", "Fruit"),
            "D" => say(lang, "爱心专区", "Love stalls"),
            _ => say(lang, "便民百货", "Daily goods"),
        },
        trading_name: (shape.state == StallState::Taken)
            .then(|| say(lang, "小满烧饼", "Xiaoman Flatbread")),
        category: shape
            .code
            .starts_with('A')
            .then(|| say(lang, "小吃", "Snacks")),
        features: if shape.code.ends_with('1') {
            vec![Feature::Power, Feature::StepFree]
        } else {
            Vec::new()
        },
        state: shape.state,
    }
}

pub fn market_empty(lang: Language) -> MarketPage {
    let mut page = market(lang);
    page.calls.clear();
    page.results.clear();
    page.stalls.clear();
    page.times.clear();
    page.time = None;
    page.map.stalls.clear();
    page
}
