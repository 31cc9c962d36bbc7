//! One application behind sign-in, with the decision about it.

use entity::kinds::{ActorKind, ApplicationState, Feature, RoundState};
use poem::web::{Data, Path};
use poem::{Response, handler};

use super::frame;
use super::hrefs;
use super::staff_applications::parse_decline;
use super::staff_notices::notice_row;
use super::words::{errors_in_words, names};
use crate::app::AppError;
use crate::app::application::{
    ApplicationOpened, DeclineApplication, TimeWithWishes, accept_application, decline_application,
    open_application, withdraw_application,
};
use crate::domain::FieldErrors;
use crate::text::say;
use crate::web::form::Errors;
use crate::web::http::{Failure, Posted, Visitor, Web, page, page_with_status, see_other};
use crate::web::layout::Area;
use crate::web::pages::problem::ConfirmPage;
use crate::web::pages::staff::applications::{AskedTime, HistoryLine, StaffApplicationPage};

/// What was chosen, when it has to be asked again.
#[derive(Clone, Debug, Default)]
struct Chosen {
    reason: String,
    note: String,
    errors: Errors,
}

#[handler]
pub async fn show(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, code)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let opened = load(&web, &visitor, &market, &code).await?;
    page(&view(&web, &visitor, &opened, Chosen::default()))
}

/// Each application has one address, under its own market.
async fn load(
    web: &Web,
    visitor: &Visitor,
    market: &str,
    code: &str,
) -> Result<ApplicationOpened, Failure> {
    visitor.require_staff()?;
    let opened = open_application(&web.app, &visitor.actor(), code).await?;
    if opened.market.slug != market {
        return Err(AppError::NotFound("application").into());
    }
    Ok(opened)
}

fn href_of(opened: &ApplicationOpened) -> String {
    hrefs::staff_application(&opened.market.slug, &opened.application.code)
}

fn view(
    web: &Web,
    visitor: &Visitor,
    opened: &ApplicationOpened,
    chosen: Chosen,
) -> StaffApplicationPage {
    let lang = visitor.lang;
    let application = &opened.application;
    let round_href = hrefs::staff_round(&opened.market.slug, &opened.round.code);
    let area = Area::StaffApplications;
    let is_reviewing = matches!(opened.round.state, RoundState::Open | RoundState::Reviewing);
    StaffApplicationPage {
        frame: frame::staff(
            web,
            visitor,
            area,
            Some(&opened.market),
            Some(&opened.round),
        ),
        href: href_of(opened),
        list_href: format!("{round_href}/applications"),
        round_name: names(lang, &opened.round.names),
        code: application.code.clone(),
        state: application.state,
        trading_name: opened.vendor.trading_name.clone(),
        name: opened.person.name.clone(),
        phone: opened.person.phone.clone().unwrap_or_default(),
        email: opened.person.email.clone().unwrap_or_default(),
        category: opened
            .plan
            .category(application.category_id)
            .map_or_else(String::new, |category| names(lang, &category.names)),
        people: application.workers.unsigned_abs(),
        stalls: (
            application.min_stalls.unsigned_abs(),
            application.max_stalls.unsigned_abs(),
        ),
        needs: serde_json::from_value::<Vec<Feature>>(application.needs.clone())
            .unwrap_or_default(),
        submitted_at: application.submitted_at.with_timezone(&opened.time_zone),
        is_eligible: application
            .asks_charity
            .then_some(opened.is_eligible_for_charity),
        times: opened
            .times
            .iter()
            .map(|time| asked_time(visitor, opened, time))
            .collect(),
        remarks: Vec::new(),
        can_decide: application.state == ApplicationState::Submitted && is_reviewing,
        can_withdraw: matches!(
            application.state,
            ApplicationState::Submitted | ApplicationState::Accepted
        ),
        reason: chosen.reason,
        note: chosen.note,
        errors: chosen.errors,
        history: opened
            .history
            .iter()
            .map(|row| history_line(visitor, opened, row))
            .collect(),
        notices: opened
            .notices
            .iter()
            .map(|row| notice_row(web, row))
            .collect(),
    }
}

fn asked_time(visitor: &Visitor, opened: &ApplicationOpened, asked: &TimeWithWishes) -> AskedTime {
    let lang = visitor.lang;
    let time = opened.plan.trading_time(asked.time.trading_time_id);
    let wish = |wish: &entity::wish::Model| match wish.stall_id {
        Some(id) => opened.plan.stall(id).map(|row| row.stall.code.clone()),
        None => opened
            .plan
            .zones
            .iter()
            .find(|zone| Some(zone.id) == wish.zone_id)
            .map(|zone| names(lang, &zone.names)),
    };
    let anywhere = asked.time.anywhere.then(|| say(lang, "anywhere-too"));
    AskedTime {
        name: time.map_or_else(String::new, |time| names(lang, &time.names)),
        wishes: asked
            .wishes
            .iter()
            .filter_map(wish)
            .chain(anywhere)
            .collect(),
        result: None,
    }
}

fn history_line(
    visitor: &Visitor,
    opened: &ApplicationOpened,
    row: &entity::audit::Model,
) -> HistoryLine {
    let lang = visitor.lang;
    let who = match row.actor_kind {
        ActorKind::Staff => "history-staff",
        ActorKind::Vendor => "history-vendor",
        ActorKind::System => "history-system",
    };
    let action = row.action.replace('_', "-");
    HistoryLine {
        at: row.at.with_timezone(&opened.time_zone),
        who: say(lang, who),
        what: say(lang, &format!("history-{action}")),
    }
}

#[handler]
pub async fn accept(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, code)): Path<(String, String)>,
    _posted: Posted,
) -> Result<Response, Failure> {
    let opened = load(&web, &visitor, &market, &code).await?;
    accept_application(&web.app, &visitor.actor(), &opened.application.code).await?;
    Ok(see_other(href_of(&opened)))
}

#[handler]
pub async fn decline(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, code)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Failure> {
    let opened = load(&web, &visitor, &market, &code).await?;
    let mut errors = FieldErrors::default();
    let decline = parse_decline(&mut errors, &posted);
    let Some((reason, note)) = decline.filter(|_| errors.is_empty()) else {
        let chosen = Chosen {
            reason: posted.get("reason").to_owned(),
            note: posted.get("note").to_owned(),
            errors: errors_in_words(visitor.lang, &errors),
        };
        let again = view(&web, &visitor, &opened, chosen);
        return page_with_status(poem::http::StatusCode::UNPROCESSABLE_ENTITY, &again);
    };
    let command = DeclineApplication {
        code: opened.application.code.clone(),
        reason,
        note,
    };
    decline_application(&web.app, &visitor.actor(), command).await?;
    Ok(see_other(href_of(&opened)))
}

#[handler]
pub async fn ask_withdraw(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, code)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let opened = load(&web, &visitor, &market, &code).await?;
    let lang = visitor.lang;
    let area = Area::StaffApplications;
    page(&ConfirmPage {
        frame: frame::staff(
            &web,
            &visitor,
            area,
            Some(&opened.market),
            Some(&opened.round),
        ),
        title: say(lang, "withdraw-for-title"),
        text: vec![say(lang, "withdraw-for-text")],
        action: format!("{}/withdraw", href_of(&opened)),
        button: say(lang, "withdraw-for-button"),
        is_harsh: true,
        back_href: href_of(&opened),
        hidden: Vec::new(),
        reason: None,
        errors: Errors::default(),
    })
}

#[handler]
pub async fn withdraw(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, code)): Path<(String, String)>,
    _posted: Posted,
) -> Result<Response, Failure> {
    let opened = load(&web, &visitor, &market, &code).await?;
    withdraw_application(&web.app, &visitor.actor(), &opened.application.code).await?;
    Ok(see_other(href_of(&opened)))
}
