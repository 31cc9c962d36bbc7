//! A round behind sign-in: its next step, its draw, its provisional result.

use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::Deserialize;

use super::check::handed_out;
use super::frame;
use super::hrefs::staff_round;
use super::staff_round_view::{FALLBACK, SeedForm, View, view};
use super::words::names;
use crate::app::AppError;
use crate::app::draw::{RecordSeed, SeedTyped, fetch_auditor_bundle, record_seed};
use crate::app::round::{
    CancelRound, RoundRef, RoundShown, cancel_round, close_applications, close_round, freeze_list,
    list_draw_entries, make_final, open_round, publish_list, publish_result, show_round,
    start_round,
};
use crate::domain::draw::DrawRefusal;
use crate::domain::values::Note;
use crate::domain::{FieldErrors, Refusal};
use crate::text::{labels, reasons, refusals, say, say_with};
use crate::web::form::{Errors, Hidden};
use crate::web::http::{Failure, Posted, Visitor, Web, csv, page, page_with_status, see_other};
use crate::web::layout::Area;
use crate::web::pages::problem::{ConfirmPage, ReasonField};
use crate::web::pages::staff::round::RoundAction;

#[derive(Clone, Debug, Default, Deserialize)]
pub struct RoundQuery {
    pub time: Option<String>,
    pub q: Option<String>,
    pub show: Option<String>,
    pub page: Option<String>,
}

impl RoundQuery {
    /// What the list of entries keeps from page to page.
    pub fn asked<'a>(&'a self, time: &'a str) -> [(&'a str, &'a str); 3] {
        [
            ("time", time),
            ("q", self.q.as_deref().unwrap_or_default()),
            ("show", self.show.as_deref().unwrap_or_default()),
        ]
    }
}

#[handler]
pub async fn show(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round)): Path<(String, String)>,
    Query(query): Query<RoundQuery>,
) -> Result<Response, Failure> {
    let shown = load(&web, &visitor, &market, &round).await?;
    let typed = SeedForm::default();
    page(
        &view(
            &web,
            &visitor,
            View {
                shown: &shown,
                query: &query,
                typed: &typed,
            },
        )
        .await?,
    )
}

async fn load(
    web: &Web,
    visitor: &Visitor,
    market: &str,
    round: &str,
) -> Result<RoundShown, Failure> {
    visitor.require_staff()?;
    Ok(show_round(&web.app, &visitor.actor(), market, round).await?)
}

/// Asks before what cannot be undone.
#[handler]
pub async fn ask(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round, action)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let shown = load(&web, &visitor, &market, &round).await?;
    let action = RoundAction::parse(&action).ok_or(AppError::NotFound("page"))?;
    page(&question(
        &web,
        &visitor,
        &shown,
        action,
        "",
        Errors::default(),
    ))
}

fn question(
    web: &Web,
    visitor: &Visitor,
    shown: &RoundShown,
    action: RoundAction,
    reason: &str,
    errors: Errors,
) -> ConfirmPage {
    let lang = visitor.lang;
    let key = |part: &str| format!("round-{part}-{}", action.word());
    let is_cancel = action == RoundAction::Cancel;
    let market = Some(&shown.market);
    ConfirmPage {
        frame: frame::staff(web, visitor, Area::StaffRound, market, Some(&shown.round)),
        title: say_with(
            lang,
            "round-ask",
            &[
                ("action", say(lang, &key("do")).into()),
                ("round", names(lang, &shown.round.names).into()),
            ],
        ),
        text: vec![say(lang, &key("about"))],
        action: format!(
            "{}/{}",
            staff_round(&shown.market.slug, &shown.round.code),
            action.word()
        ),
        button: say(lang, &key("do")),
        is_harsh: is_cancel,
        back_href: staff_round(&shown.market.slug, &shown.round.code),
        hidden: Vec::new(),
        reason: is_cancel.then(|| ReasonField {
            label: say(lang, "round-cancel-reason"),
            hint: say(lang, "round-cancel-reason-hint"),
            value: reason.to_owned(),
        }),
        errors,
    }
}

#[handler]
pub async fn act(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round, action)): Path<(String, String, String)>,
    posted: Posted,
) -> Result<Response, Failure> {
    let shown = load(&web, &visitor, &market, &round).await?;
    let (app, actor) = (&web.app, visitor.actor());
    let at = RoundRef { market, round };
    match RoundAction::parse(&action).ok_or(AppError::NotFound("page"))? {
        RoundAction::Open => open_round(app, &actor, at).await?,
        RoundAction::Review => close_applications(app, &actor, at).await?,
        RoundAction::List => publish_list(app, &actor, at).await?,
        RoundAction::Freeze => freeze_list(app, &actor, at).await?,
        RoundAction::Publish => publish_result(app, &actor, at).await?,
        RoundAction::Finalise => make_final(app, &actor, at).await?,
        RoundAction::Run => start_round(app, &actor, at).await?,
        RoundAction::Close => close_round(app, &actor, at).await?,
        RoundAction::Cancel => return cancel(&web, &visitor, &shown, at, &posted).await,
    }
    Ok(see_other(staff_round(
        &shown.market.slug,
        &shown.round.code,
    )))
}

async fn cancel(
    web: &Web,
    visitor: &Visitor,
    shown: &RoundShown,
    at: RoundRef,
    posted: &Posted,
) -> Result<Response, Failure> {
    let typed = posted.get("reason");
    let mut errors = FieldErrors::default();
    let Some(reason) = errors.check("reason", Note::parse(typed)) else {
        let errors = super::words::errors_in_words(visitor.lang, &errors);
        let asked = question(web, visitor, shown, RoundAction::Cancel, typed, errors);
        return page_with_status(poem::http::StatusCode::UNPROCESSABLE_ENTITY, &asked);
    };
    cancel_round(&web.app, &visitor.actor(), CancelRound { at, reason }).await?;
    Ok(see_other(staff_round(
        &shown.market.slug,
        &shown.round.code,
    )))
}

/// Takes what chance said. Few digits are asked about once more before they count.
#[handler]
pub async fn record(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Failure> {
    let shown = load(&web, &visitor, &market, &round).await?;
    let count = shown.rules.seed_sources.len();
    let values: Vec<SeedTyped> = (1..=count).map(|number| typed(&posted, number)).collect();
    let command = RecordSeed {
        at: RoundRef { market, round },
        values: values.clone(),
        weak_accepted: posted.is_checked("weak_accepted"),
    };
    match record_seed(&web.app, &visitor.actor(), command).await {
        Ok(()) => Ok(see_other(format!(
            "{}#draw",
            staff_round(&shown.market.slug, &shown.round.code)
        ))),
        Err(AppError::Invalid(errors)) => {
            let errors = super::words::errors_in_words(visitor.lang, &errors);
            let typed = SeedForm { values, errors };
            let query = RoundQuery::default();
            let view = view(
                &web,
                &visitor,
                View {
                    shown: &shown,
                    query: &query,
                    typed: &typed,
                },
            );
            page_with_status(poem::http::StatusCode::UNPROCESSABLE_ENTITY, &view.await?)
        }
        Err(AppError::Refused(refusal @ Refusal::Draw(DrawRefusal::WeakSeed { .. }))) => {
            page(&weak_question(&web, &visitor, &shown, &refusal, &values))
        }
        Err(error) => Err(error.into()),
    }
}

/// A file, and on record: so it is asked for with a form.
#[handler]
pub async fn auditor_bundle(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round, time)): Path<(String, String, String)>,
    _posted: Posted,
) -> Result<Response, Failure> {
    visitor.require_staff()?;
    let at = RoundRef { market, round };
    let file = fetch_auditor_bundle(&web.app, &visitor.actor(), at, &time).await?;
    Ok(handed_out("auditor", file))
}

fn typed(posted: &Posted, number: usize) -> SeedTyped {
    SeedTyped {
        value: posted.get(&format!("seed_{number}")).to_owned(),
        is_fallback: posted.get(&format!("seed_{number}_from")) == FALLBACK,
    }
}

fn weak_question(
    web: &Web,
    visitor: &Visitor,
    shown: &RoundShown,
    refusal: &Refusal,
    values: &[SeedTyped],
) -> ConfirmPage {
    let lang = visitor.lang;
    let hidden = |name: String, value: &str| Hidden {
        name,
        value: value.to_owned(),
    };
    let typed = values.iter().zip(1_usize..).flat_map(|(typed, number)| {
        let from = if typed.is_fallback { FALLBACK } else { "" };
        [
            hidden(format!("seed_{number}"), &typed.value),
            hidden(format!("seed_{number}_from"), from),
        ]
    });
    let accepted = Hidden {
        name: "weak_accepted".to_owned(),
        value: "yes".to_owned(),
    };
    ConfirmPage {
        title: say(lang, "seed-weak-title"),
        text: vec![
            refusals::sentence(lang, shown.time_zone, refusal),
            say(lang, "seed-weak-text"),
        ],
        action: format!(
            "{}/draw",
            staff_round(&shown.market.slug, &shown.round.code)
        ),
        button: say(lang, "seed-weak-button"),
        hidden: typed.chain([accepted]).collect(),
        ..question(
            web,
            visitor,
            shown,
            RoundAction::Publish,
            "",
            Errors::default(),
        )
    }
}

#[handler]
pub async fn export(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round)): Path<(String, String)>,
    Query(query): Query<RoundQuery>,
) -> Result<Response, Failure> {
    let shown = load(&web, &visitor, &market, &round).await?;
    let lang = visitor.lang;
    let wanted = query.time.unwrap_or_default();
    let time = shown
        .times
        .iter()
        .find(|time| time.code == wanted)
        .or(shown.times.first());
    let draw = time.and_then(|time| {
        shown
            .draws
            .iter()
            .rfind(|draw| draw.trading_time_id == time.id)
    });
    let draw = draw.ok_or(AppError::NotFound("draw"))?;
    let entries = list_draw_entries(&web.app, &visitor.actor(), &shown.plan, draw).await?;
    let header = [
        "code", "vendor", "result", "stall", "position", "waiting", "reason",
    ]
    .map(|column| say(lang, &format!("entries-{column}")));
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let number = |number: Option<i32>| number.map_or_else(String::new, |n| n.to_string());
    let rows: Vec<Vec<String>> = entries
        .iter()
        .map(|row| {
            vec![
                row.application.code.clone(),
                row.trading_name.clone(),
                labels::label(lang, row.entry.public_result),
                row.result.stalls.join(" "),
                number(row.entry.position),
                number(row.entry.open_waiting),
                reasons::explain(lang, &row.result).join(" "),
            ]
        })
        .collect();
    csv(
        &format!(
            "{}-{}",
            shown.round.code,
            time.map_or("", |time| &time.code)
        ),
        &header,
        &rows,
    )
}
