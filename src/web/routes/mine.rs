//! Behind a vendor's secret link: where they stand, and what they can do about it.

use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::Deserialize;

use super::frame;
use super::mine_view::{Reader, mine_page};
use crate::app::application::{
    OfferShown, StandingShown, find_vendor, show_standing, withdraw_application,
};
use crate::app::draw::{fetch_receipt, list_receipts};
use crate::app::market::show_market;
use crate::app::offer::{confirm_offer, decline_offer};
use crate::app::vendor::export_own_data;
use crate::app::{Actor, AppError};
use crate::text::{reasons, say, say_with};
use crate::web::form::Errors;
use crate::web::http::{Failure, Posted, Visitor, Web, json_file, page, see_other};
use crate::web::layout::{Area, Frame};
use crate::web::pages::problem::ConfirmPage;

#[derive(Debug, Deserialize)]
pub struct MineQuery {
    time: Option<String>,
}

#[handler]
pub async fn show(
    web: Data<&Web>,
    visitor: Visitor,
    Path(secret): Path<String>,
    Query(query): Query<MineQuery>,
) -> Result<Response, Failure> {
    let (actor, shown) = load(&web, &secret).await?;
    let receipts = list_receipts(&web.app, &actor, &shown.application.code).await?;
    let time = query.time.or_else(|| first_time(&shown));
    let around = show_market(&web.app, &shown.market.slug, time.as_deref()).await?;
    let frame = frame::public(&web, &visitor, Area::None, &shown.market, &around.rounds);
    let reader = Reader {
        lang: visitor.lang,
        href: format!("/a/{secret}"),
    };
    page(&mine_page(frame, &reader, &shown, &around, &receipts)?)
}

/// The map opens on a trading time that they applied for.
fn first_time(shown: &StandingShown) -> Option<String> {
    let id = shown.times.first()?.wanted.time.trading_time_id;
    shown.plan.trading_time(id).map(|time| time.code.clone())
}

async fn load(web: &Web, secret: &str) -> Result<(Actor, StandingShown), Failure> {
    let actor = find_vendor(&web.app, secret).await?;
    let Actor::Vendor { code, .. } = &actor else {
        return Err(AppError::NotFound("application").into());
    };
    let shown = show_standing(&web.app, &actor, code).await?;
    Ok((actor, shown))
}

/// A file that its owner keeps.
#[handler]
pub async fn receipt(
    web: Data<&Web>,
    Path((secret, time)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let actor = find_vendor(&web.app, &secret).await?;
    let Actor::Vendor { code, .. } = &actor else {
        return Err(AppError::NotFound("application").into());
    };
    let receipt = fetch_receipt(&web.app, &actor, code, &time).await?;
    let bytes = receipt.to_json_pretty().into_bytes();
    Ok(json_file(&format!("receipt-{code}-{time}"), bytes))
}

/// All that is kept about them.
#[handler]
pub async fn own_data(web: Data<&Web>, Path(secret): Path<String>) -> Result<Response, Failure> {
    let actor = find_vendor(&web.app, &secret).await?;
    let Actor::Vendor { code, .. } = &actor else {
        return Err(AppError::NotFound("application").into());
    };
    let data = export_own_data(&web.app, &actor, code).await?;
    let bytes =
        serde_json::to_vec_pretty(&data).map_err(|error| AppError::Internal(error.to_string()))?;
    Ok(json_file("my-data", bytes))
}

/// The latest offer of a trading time, by the code in the address.
fn offer_of<'a>(shown: &'a StandingShown, time: &str) -> Result<&'a OfferShown, AppError> {
    let id = shown
        .plan
        .trading_time_by_code(time)
        .ok_or(AppError::NotFound("trading time"))?
        .id;
    shown
        .times
        .iter()
        .find(|row| row.wanted.time.trading_time_id == id)
        .and_then(|row| row.offer.as_ref())
        .ok_or(AppError::NotFound("offer"))
}

#[handler]
pub async fn confirm(
    web: Data<&Web>,
    Path((secret, time)): Path<(String, String)>,
    _posted: Posted,
) -> Result<Response, Failure> {
    let (actor, shown) = load(&web, &secret).await?;
    confirm_offer(&web.app, &actor, &offer_of(&shown, &time)?.offer.public_id).await?;
    Ok(see_other(format!("/a/{secret}")))
}

#[handler]
pub async fn ask_decline(
    web: Data<&Web>,
    visitor: Visitor,
    Path((secret, time)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let (_, shown) = load(&web, &secret).await?;
    let offer = offer_of(&shown, &time)?;
    let ids = offer.stalls.iter().map(|row| row.stall_id);
    let stalls = shown.plan.stall_codes(ids);
    let left = shown
        .rules
        .refusal_limit
        .saturating_sub(shown.registration.refusals.unsigned_abs());
    let lang = visitor.lang;
    let what = [
        ("stalls", reasons::listed(lang, &stalls).into()),
        ("count", stalls.len().into()),
    ];
    page(&ConfirmPage {
        title: say_with(lang, "decline-title", &what),
        text: vec![
            say_with(lang, "decline-text", &what),
            say_with(lang, "decline-left", &[("count", left.into())]),
        ],
        button: say(lang, "decline-button"),
        ..question(
            &web,
            &visitor,
            &shown,
            &secret,
            &format!("times/{time}/decline"),
        )
    })
}

#[handler]
pub async fn decline(
    web: Data<&Web>,
    Path((secret, time)): Path<(String, String)>,
    _posted: Posted,
) -> Result<Response, Failure> {
    let (actor, shown) = load(&web, &secret).await?;
    decline_offer(&web.app, &actor, &offer_of(&shown, &time)?.offer.public_id).await?;
    Ok(see_other(format!("/a/{secret}")))
}

#[handler]
pub async fn ask_withdraw(
    web: Data<&Web>,
    visitor: Visitor,
    Path(secret): Path<String>,
) -> Result<Response, Failure> {
    let (_, shown) = load(&web, &secret).await?;
    let lang = visitor.lang;
    page(&ConfirmPage {
        title: say(lang, "withdraw-title"),
        text: vec![say(lang, "withdraw-text")],
        button: say(lang, "withdraw-button"),
        ..question(&web, &visitor, &shown, &secret, "withdraw")
    })
}

#[handler]
pub async fn withdraw(
    web: Data<&Web>,
    Path(secret): Path<String>,
    _posted: Posted,
) -> Result<Response, Failure> {
    let (actor, shown) = load(&web, &secret).await?;
    withdraw_application(&web.app, &actor, &shown.application.code).await?;
    Ok(see_other(format!("/a/{secret}")))
}

/// A question before something is given up, without its words.
fn question(
    web: &Web,
    visitor: &Visitor,
    shown: &StandingShown,
    secret: &str,
    verb: &str,
) -> ConfirmPage {
    let frame: Frame = frame::public(web, visitor, Area::None, &shown.market, &[]);
    ConfirmPage {
        frame,
        title: String::new(),
        text: Vec::new(),
        action: format!("/a/{secret}/{verb}"),
        button: String::new(),
        is_harsh: true,
        back_href: format!("/a/{secret}"),
        hidden: Vec::new(),
        reason: None,
        errors: Errors::default(),
    }
}
