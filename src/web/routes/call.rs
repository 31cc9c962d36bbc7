//! The call of a round.

use chrono::NaiveDate;
use chrono_tz::Tz;
use entity::kinds::{Language, RoundState};
use entity::round;
use poem::web::{Data, Path};
use poem::{Response, handler};

use super::check::weakness_sentences;
use super::frame::{self, has_list};
use super::words::{names, weekdays_of};
use crate::app::draw::proof::sources_of;
use crate::app::round::{CallShown, TimeGivenOut, list_public_rounds, show_call};
use crate::domain::announced::AnnouncedDates;
use crate::text::say;
use crate::verify::find_weaknesses;
use crate::web::http::{Failure, Visitor, Web, page};
use crate::web::layout::Area;
use crate::web::pages::call::{CallPage, CallTime, CapLine};
use crate::web::timeline::{Step, StepState};

#[handler]
pub async fn show(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let shown = show_call(&web.app, &market, &round).await?;
    let rounds = list_public_rounds(&web.app, &shown.market).await?;
    let frame = frame::public(&web, &visitor, Area::Call, &shown.market, &rounds);
    let lang = visitor.lang;
    let href = format!("/m/{market}/rounds/{round}");
    let weaknesses = find_weaknesses(&sources_of(&shown.rules.seed_sources));
    page(&CallPage {
        seed_weaknesses: weakness_sentences(&frame, &weaknesses),
        check_href: format!("{href}/check"),
        frame,
        name: names(lang, &shown.round.names),
        state: shown.round.state,
        term_from: shown.round.term_from,
        term_to: shown.round.term_to,
        applications_until: shown
            .dates
            .applications_until_utc
            .with_timezone(&shown.time_zone),
        takes_applications: shown.takes_applications,
        apply_href: format!("{href}/apply"),
        results_href: has_list(shown.round.state).then(|| format!("{href}/results")),
        times: shown
            .times
            .iter()
            .map(|time| time_view(&visitor, time))
            .collect(),
        steps: steps(lang, &shown.round, &shown.dates, shown.time_zone),
        caps: cap_lines(&visitor, &shown),
        organisations: shown
            .organisations
            .iter()
            .map(|row| names(lang, &row.names))
            .collect(),
        cancel_reason: shown.round.cancel_reason.clone(),
        rules: shown.rules,
    })
}

fn time_view(visitor: &Visitor, given: &TimeGivenOut) -> CallTime {
    CallTime {
        name: names(visitor.lang, &given.time.names),
        weekdays: weekdays_of(&given.time),
        starts_at_minute: given.time.starts_at_minute.unsigned_abs(),
        duration_minutes: given.time.duration_minutes.unsigned_abs(),
        open_slots: given.open_slots,
        charity_slots: given.charity_slots,
    }
}

fn cap_lines(visitor: &Visitor, shown: &CallShown) -> Vec<CapLine> {
    let line = |cap: &crate::domain::rules::Cap| CapLine {
        category: shown
            .plan
            .category_by_code(cap.category.as_str())
            .map_or_else(
                || cap.category.to_string(),
                |row| names(visitor.lang, &row.names),
            ),
        max: cap.max,
    };
    shown.rules.caps.iter().map(line).collect()
}

/// The round's path, with the day that was announced for each step.
pub fn steps(
    lang: Language,
    round: &round::Model,
    dates: &AnnouncedDates,
    time_zone: Tz,
) -> Vec<Step> {
    let until = dates.applications_until_utc.with_timezone(&time_zone);
    let days = [
        (RoundState::Open, "step-applications", until.date_naive()),
        (RoundState::Listed, "step-list", dates.list_on),
        (RoundState::Frozen, "step-freeze", dates.freeze_on),
        (RoundState::Drawn, "step-draw", dates.draw_on),
        (RoundState::Published, "step-result", dates.result_on),
        (RoundState::Final, "step-final", dates.final_on),
        (RoundState::Running, "step-term", round.term_from),
    ];
    path_of(lang, round.state, &days)
}

/// A path with what is done, what is now and what lies ahead.
pub fn path_of(
    lang: Language,
    state: RoundState,
    days: &[(RoundState, &str, NaiveDate)],
) -> Vec<Step> {
    let step = |(at, key, day): &(RoundState, &str, NaiveDate)| Step {
        label: say(lang, key),
        day: Some(*day),
        state: match rank(*at).cmp(&rank(state)) {
            std::cmp::Ordering::Less => StepState::Done,
            std::cmp::Ordering::Equal => StepState::Now,
            std::cmp::Ordering::Greater => StepState::Ahead,
        },
        note: String::new(),
    };
    days.iter().map(step).collect()
}

/// How far a round has come; applications are reviewed until there is a list.
const fn rank(state: RoundState) -> u8 {
    match state {
        RoundState::Planned | RoundState::Cancelled => 0,
        RoundState::Open | RoundState::Reviewing => 1,
        RoundState::Listed => 2,
        RoundState::Frozen => 3,
        RoundState::Drawn => 4,
        RoundState::Published => 5,
        RoundState::Final => 6,
        RoundState::Running => 7,
        RoundState::Closed => 8,
    }
}
