//! A vendor's market days: stay away for one, or stand by for one.

use chrono::NaiveDate;
use entity::kinds::{Language, StandbyState};
use poem::web::{Data, Path};
use poem::{Request, Response, handler};

use super::frame;
use crate::app::application::{find_vendor, show_standing};
use crate::app::market_day::{
    DayRef, JoinStandby, MyDay, announce_absence, join_standby, leave_standby, list_my_days,
    take_back_absence,
};
use crate::app::{Actor, AppError};
use crate::text::{dates, reasons, say, say_with};
use crate::web::http::{Failure, Posted, Visitor, Web, page, see_other};
use crate::web::layout::Area;
use crate::web::pages::days::{DayCard, DayOffer, DaysPage};

#[handler]
pub async fn show(
    web: Data<&Web>,
    visitor: Visitor,
    Path(secret): Path<String>,
) -> Result<Response, Failure> {
    let (actor, code) = vendor_of(&web, &secret).await?;
    let shown = show_standing(&web.app, &actor, &code).await?;
    let days = list_my_days(&web.app, &actor, &code).await?;
    let mine_href = format!("/a/{secret}");
    let zone = shown.time_zone;
    let cards = days.iter().map(|day| {
        Card {
            lang: visitor.lang,
            zone,
            day,
        }
        .view(&mine_href)
    });
    page(&DaysPage {
        frame: frame::public(&web, &visitor, Area::None, &shown.market, &[]),
        days: cards.collect(),
        mine_href,
        code,
        trading_name: shown.registration.trading_name.clone(),
    })
}

async fn vendor_of(web: &Web, secret: &str) -> Result<(Actor, String), Failure> {
    let actor = find_vendor(&web.app, secret).await?;
    let Actor::Vendor { code, .. } = &actor else {
        return Err(AppError::NotFound("application").into());
    };
    let code = code.clone();
    Ok((actor, code))
}

/// The address of a change, asked for by itself, leads to the days.
#[handler]
pub fn back(req: &Request) -> Response {
    let path = req.original_uri().path();
    let days = path.split_once("/days/").map_or("", |(mine, _)| mine);
    see_other(format!("{days}/days"))
}

#[handler]
pub async fn change(
    web: Data<&Web>,
    Path((secret, time, date, change)): Path<(String, String, String, String)>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (actor, code) = vendor_of(&web, &secret).await?;
    let app = &web.app;
    let days = list_my_days(app, &actor, &code).await?;
    let date = read_date(&date)?;
    let stall = posted.get("stall");
    let is_meant = |day: &MyDay| stall.is_empty() || day.stall.as_deref() == Some(stall);
    let day = days
        .into_iter()
        .find(|day| day.at.trading_time == time && day.at.date == date && is_meant(day))
        .ok_or(AppError::NotFound("market day"))?;
    let stall = day.stall.as_deref().unwrap_or_default();
    match change.as_str() {
        "absent" => announce_absence(app, &actor, &day.at, stall).await?,
        "coming" => take_back_absence(app, &actor, &day.at, stall).await?,
        "standby" => {
            let command = JoinStandby {
                at: day.at,
                application: code,
                anywhere: posted.is_checked("anywhere"),
            };
            join_standby(app, &actor, command).await?;
        }
        "leave" => leave_standby(app, &actor, &day.at, &code).await?,
        _ => return Err(AppError::NotFound("page").into()),
    }
    Ok(see_other(format!("/a/{secret}/days")))
}

/// # Errors
/// `NotFound` when an address names no date.
pub fn read_date(typed: &str) -> Result<NaiveDate, AppError> {
    typed.parse().map_err(|_| AppError::NotFound("market day"))
}

/// A market day on its own page of an address, below `base`.
pub fn day_href(base: &str, at: &DayRef) -> String {
    format!("{base}/days/{}/{}", at.trading_time, at.date)
}

/// One day in the words of its vendor.
struct Card<'a> {
    lang: Language,
    zone: chrono_tz::Tz,
    day: &'a MyDay,
}

impl Card<'_> {
    fn view(&self, mine_href: &str) -> DayCard {
        let day = self.day;
        let (heading, text, offers) = self.answer();
        let opens = day.opens_at.with_timezone(&self.zone);
        DayCard {
            href: day_href(mine_href, &day.at),
            when: dates::moment(self.lang, opens.naive_local()),
            time: day.trading_time.get(self.lang).to_owned(),
            heading,
            text,
            stall: day.stall.clone().unwrap_or_default(),
            offers: if day.takes_changes {
                offers
            } else {
                DayOffer::Nothing
            },
            checking: self.checking(),
        }
    }

    fn answer(&self) -> (String, Vec<String>, DayOffer) {
        let day = self.day;
        match (&day.stall, day.standby) {
            (Some(_), Some(StandbyState::Placed)) => self.placed(),
            (Some(_), _) if day.absent => (
                say(self.lang, "days-you-are-absent"),
                vec![self.open_or_closed("days-absent-text", "days-absent-closed")],
                DayOffer::Coming,
            ),
            (Some(_), _) => (
                self.say("days-yours"),
                vec![self.open_or_closed("days-yours-text", "days-yours-closed")],
                DayOffer::Absent,
            ),
            (None, Some(StandbyState::StandingBy)) => (
                say(self.lang, "days-on-standby"),
                vec![self.open_or_closed("days-on-standby-text", "days-list-fixed")],
                DayOffer::Leave,
            ),
            (None, Some(StandbyState::NotPlaced)) => (
                say(self.lang, "days-not-placed"),
                self.why(),
                DayOffer::Nothing,
            ),
            (None, _) if day.takes_changes => (
                say(self.lang, "days-open"),
                vec![self.say("days-open-text")],
                DayOffer::Standby,
            ),
            (None, _) => (
                say(self.lang, "days-closed"),
                vec![say(self.lang, "days-closed-text")],
                DayOffer::Nothing,
            ),
        }
    }

    fn placed(&self) -> (String, Vec<String>, DayOffer) {
        let mut text = vec![say(self.lang, "days-for-the-day-text")];
        text.extend(self.why());
        (self.say("days-for-the-day"), text, DayOffer::Nothing)
    }

    fn why(&self) -> Vec<String> {
        let result = self.day.result.as_ref();
        result.map_or_else(Vec::new, |result| {
            reasons::explain_day(self.lang, self.day.free, result)
        })
    }

    fn open_or_closed(&self, open: &str, closed: &str) -> String {
        self.say(if self.day.takes_changes { open } else { closed })
    }

    fn say(&self, key: &str) -> String {
        let until = dates::deadline(self.lang, self.zone, self.day.lists_close_at);
        let stall = self.day.stall.as_deref().unwrap_or_default();
        say_with(
            self.lang,
            key,
            &[("stall", stall.into()), ("until", until.into())],
        )
    }

    fn checking(&self) -> Vec<(String, String)> {
        let day = self.day;
        let line = |key: &str, value: &String| (say(self.lang, key), value.clone());
        let commitment = day.commitment.as_ref();
        let mut lines: Vec<(String, String)> = commitment
            .map(|value| line("days-fingerprint", value))
            .into_iter()
            .chain(day.ticket.as_ref().map(|value| line("days-ticket", value)))
            .collect();
        if commitment.is_some() {
            lines.extend(day.digits.iter().map(|value| line("days-digits", value)));
        }
        lines
    }
}
