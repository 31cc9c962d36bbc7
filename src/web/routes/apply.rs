//! The application form: filled in, checked once more, sent.

use chrono_tz::Tz;
use entity::kinds::{HardshipGroup, Pool};
use poem::web::{Data, Path};
use poem::{Request, Response, handler};

use super::apply_form::parse;
use super::frame;
use super::words::{errors_in_words, hours_of, names};
use crate::app::AppError;
use crate::app::application::{Receipt, apply};
use crate::app::round::{CallShown, RoundRef, list_public_rounds, show_call};
use crate::domain::FieldErrors;
use crate::domain::round::RoundRefusal;
use crate::text::say;
use crate::web::form::{Choice, ChoiceGroup, Errors};
use crate::web::http::{Failure, Posted, Visitor, Web, page, page_with_status};
use crate::web::layout::{Area, Frame};
use crate::web::pages::apply::{
    ApplyCheckPage, ApplyForm, ApplyOptions, ApplyPage, ReceiptPage, RoundHead, TimeOption,
};
use crate::web::timeline::{Step, StepState};

/// What all three pages stand on.
struct Ground {
    frame: Frame,
    round: RoundHead,
    options: ApplyOptions,
    shown: CallShown,
}

#[handler]
pub async fn show(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, round)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let ground = load(&web, &visitor, &market, &round).await?;
    refuse_when_closed(&web, &ground)?;
    let form = ApplyForm {
        language: visitor.lang.as_str().to_owned(),
        min_stalls: "1".to_owned(),
        ..ApplyForm::default()
    };
    form_page(ground, form, Errors::default(), web.app.random_id())
}

#[handler]
pub async fn send(
    web: Data<&Web>,
    req: &Request,
    visitor: Visitor,
    Path((market, round)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Failure> {
    let ground = load(&web, &visitor, &market, &round).await?;
    let form = ApplyForm::read(posted.fields());
    let key = posted.get("idempotency_key").to_owned();
    let is_sent = posted.get("step") == "submit";
    // What was sent before the deadline gets its receipt again even after it.
    if !is_sent {
        refuse_when_closed(&web, &ground)?;
    }
    if posted.get("step") == "change" {
        return form_page(ground, form, Errors::default(), key);
    }
    let command = match parse(RoundRef { market, round }, &form, &ground.options, &key) {
        Ok(command) => command,
        Err(errors) => return mend_page(&visitor, ground, form, &errors, key),
    };
    if !is_sent {
        return check_page(ground, form, key);
    }
    web.limits.check_apply(req)?;
    match apply(&web.app, &visitor.actor(), command).await {
        Ok(receipt) => receipt_page(&web, ground, &form, &receipt),
        Err(AppError::Invalid(errors)) => mend_page(&visitor, ground, form, &errors, key),
        Err(error) => Err(error.into()),
    }
}

async fn load(web: &Web, visitor: &Visitor, market: &str, round: &str) -> Result<Ground, Failure> {
    let shown = show_call(&web.app, market, round).await?;
    let rounds = list_public_rounds(&web.app, &shown.market).await?;
    Ok(Ground {
        frame: frame::public(web, visitor, Area::Call, &shown.market, &rounds),
        round: RoundHead {
            name: names(visitor.lang, &shown.round.names),
            href: format!("/m/{market}/rounds/{round}"),
            until: shown
                .dates
                .applications_until_utc
                .with_timezone(&shown.time_zone),
        },
        options: options(visitor, &shown),
        shown,
    })
}

/// Nobody fills in a form that cannot be sent.
fn refuse_when_closed(web: &Web, ground: &Ground) -> Result<(), Failure> {
    let round = crate::app::round::step::lifecycle(&ground.shown.round);
    let refusal: Result<(), RoundRefusal> = round.takes_applications(web.app.now());
    Ok(refusal.map_err(AppError::from)?)
}

fn options(visitor: &Visitor, shown: &CallShown) -> ApplyOptions {
    let lang = visitor.lang;
    let charity = shown.rules.pool(Pool::Charity);
    let named = |code: &String, column| (code.clone(), names(lang, column));
    let organisations = shown.organisations.iter().filter(|_| charity.is_some());
    ApplyOptions {
        categories: shown
            .plan
            .categories
            .iter()
            .map(|row| named(&row.code, &row.names))
            .collect(),
        times: shown
            .times
            .iter()
            .map(|given| TimeOption {
                code: given.time.code.clone(),
                name: names(lang, &given.time.names),
                hours: hours_of(lang, &given.time),
            })
            .collect(),
        most_stalls: shown.rules.most_stalls,
        places: places(visitor, shown),
        organisations: organisations
            .map(|row| named(&row.code, &row.names))
            .collect(),
        groups: charity.map_or_else(Vec::new, |pool| groups_of(&pool.groups)),
    }
}

fn groups_of(groups: &[HardshipGroup]) -> Vec<HardshipGroup> {
    groups.to_vec()
}

/// Each zone as a whole first, then its stalls.
fn places(visitor: &Visitor, shown: &CallShown) -> Vec<ChoiceGroup> {
    let lang = visitor.lang;
    let zone_group = |zone: &entity::zone::Model| {
        let name = format!("{} {}", zone.code, names(lang, &zone.names));
        let any = crate::text::say_with(lang, "apply-zone-any", &[("zone", name.clone().into())]);
        let stalls = shown
            .plan
            .stalls
            .iter()
            .filter(|row| row.stall.zone_id == zone.id);
        ChoiceGroup {
            label: name,
            choices: std::iter::once(Choice::new(format!("zone:{}", zone.code), any))
                .chain(stalls.map(|row| Choice::new(&row.stall.code, &row.stall.code)))
                .collect(),
        }
    };
    shown.plan.zones.iter().map(zone_group).collect()
}

fn form_page(
    ground: Ground,
    form: ApplyForm,
    errors: Errors,
    idempotency_key: String,
) -> Result<Response, Failure> {
    let Ground {
        frame,
        round,
        options,
        ..
    } = ground;
    page(&ApplyPage {
        frame,
        round,
        options,
        form,
        errors,
        idempotency_key,
    })
}

fn mend_page(
    visitor: &Visitor,
    ground: Ground,
    form: ApplyForm,
    errors: &FieldErrors,
    idempotency_key: String,
) -> Result<Response, Failure> {
    let Ground {
        frame,
        round,
        options,
        ..
    } = ground;
    let errors = errors_in_words(visitor.lang, errors);
    let status = poem::http::StatusCode::UNPROCESSABLE_ENTITY;
    page_with_status(
        status,
        &ApplyPage {
            frame,
            round,
            options,
            form,
            errors,
            idempotency_key,
        },
    )
}

fn check_page(
    ground: Ground,
    form: ApplyForm,
    idempotency_key: String,
) -> Result<Response, Failure> {
    let Ground {
        frame,
        round,
        options,
        ..
    } = ground;
    page(&ApplyCheckPage {
        frame,
        round,
        options,
        form,
        idempotency_key,
    })
}

fn receipt_page(
    web: &Web,
    ground: Ground,
    form: &ApplyForm,
    receipt: &Receipt,
) -> Result<Response, Failure> {
    let organisation = ground
        .options
        .organisations
        .iter()
        .find(|(code, _)| form.charity == "yes" && *code == form.organisation)
        .map(|(_, name)| name.clone());
    let secret_href = format!("/a/{}", receipt.link.reveal());
    page(&ReceiptPage {
        steps: next_steps(&ground),
        code: receipt.code.to_string(),
        secret_url: format!("{}{secret_href}", web.public_url),
        secret_href,
        email: (!form.email.is_empty()).then(|| form.email.clone()),
        organisation,
        frame: ground.frame,
        round: ground.round,
    })
}

fn next_steps(ground: &Ground) -> Vec<Step> {
    let dates = &ground.shown.dates;
    let zone: Tz = ground.shown.time_zone;
    let lang = ground.frame.lang;
    let step = |key: &str, day, state| Step {
        label: say(lang, key),
        day: Some(day),
        state,
        note: String::new(),
    };
    let until = dates
        .applications_until_utc
        .with_timezone(&zone)
        .date_naive();
    vec![
        step("step-applications", until, StepState::Now),
        step("step-list", dates.list_on, StepState::Ahead),
        step("step-draw", dates.draw_on, StepState::Ahead),
        step("step-result", dates.result_on, StepState::Ahead),
        step("step-term", ground.shown.round.term_from, StepState::Ahead),
    ]
}
