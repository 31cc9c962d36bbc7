//! What needs the staff today: a short list of things to do, with numbers that link.

use std::collections::BTreeSet;

use entity::ids::MarketId;
use entity::kinds::{ApplicationState, Role, RoundState};
use entity::{market, round, trading_time};
use poem::web::Data;
use poem::{Response, handler};

use super::frame;
use super::hrefs::staff_round;
use super::staff_round_view::{OFFERED, open_offers};
use super::words::names;
use crate::app::market::list_markets;
use crate::app::round::{RoundShown, busy_round, list_rounds, show_round};
use crate::app::{AppError, StaffMember};
use crate::text::{labels, say_with};
use crate::web::http::{Failure, Visitor, Web, page};
use crate::web::layout::Area;
use crate::web::list::Stat;
use crate::web::pages::staff::home::{StaffHomePage, StaffMarket, StaffRound, Todo};

#[handler]
pub async fn show(web: Data<&Web>, visitor: Visitor) -> Result<Response, Failure> {
    let member = visitor.require_staff()?;
    let mine: BTreeSet<MarketId> = member
        .roles
        .iter()
        .filter_map(|role| role.market_id)
        .collect();
    let mut todos = Vec::new();
    let mut markets = Vec::new();
    let mut head: Option<(market::Model, round::Model)> = None;
    for market in list_markets(&web.app).await? {
        if !mine.contains(&market.id) {
            continue;
        }
        let listed = rounds_of(&web, &visitor, &market).await?;
        let mut rounds = Vec::new();
        for round in listed.iter().flatten() {
            let shown = show_round(&web.app, &visitor.actor(), &market.slug, &round.code).await?;
            // Whoever only reads has nothing to do here.
            if visitor.actor().require_operator(market.id).is_ok() {
                todos.extend(todos_of(&visitor, &shown));
            }
            rounds.push(round_view(&visitor, &shown));
        }
        markets.push(StaffMarket {
            name: names(visitor.lang, &market.names),
            public_href: format!("/m/{}", market.slug),
            days_href: sees_days(member, market.id)
                .then(|| format!("/staff/m/{}/days", market.slug)),
            is_for_reader: listed.is_some(),
            rounds,
        });
        let busy = busy_round(listed.as_deref().unwrap_or_default());
        head = head.or_else(|| busy.map(|round| (market.clone(), round.clone())));
    }
    let (market, round) = head.unzip();
    let frame = frame::staff(
        &web,
        &visitor,
        Area::StaffHome,
        market.as_ref(),
        round.as_ref(),
    );
    todos.sort_by_key(|todo| !todo.is_pressing);
    page(&StaffHomePage {
        frame,
        todos,
        markets,
    })
}

fn sees_days(member: &StaffMember, market_id: MarketId) -> bool {
    let roles = [Role::Operator, Role::Admin, Role::Auditor, Role::DayStaff];
    roles.iter().any(|role| member.has_role(*role, market_id))
}

/// None for who works at a market without running its allocation or auditing it.
async fn rounds_of(
    web: &Web,
    visitor: &Visitor,
    market: &market::Model,
) -> Result<Option<Vec<round::Model>>, Failure> {
    match list_rounds(&web.app, &visitor.actor(), market).await {
        Err(AppError::Forbidden) => Ok(None),
        rounds => Ok(Some(rounds?)),
    }
}

fn todos_of(visitor: &Visitor, shown: &RoundShown) -> Vec<Todo> {
    let counts = &shown.counts;
    let round = names(visitor.lang, &shown.round.names);
    let href = staff_round(&shown.market.slug, &shown.round.code);
    let counted = |count: usize, key: &str, href: String, is_pressing: bool| {
        (count > 0).then(|| Todo {
            text: say_with(
                visitor.lang,
                key,
                &[("count", count.into()), ("round", round.clone().into())],
            ),
            href,
            until: None,
            is_pressing,
        })
    };
    let is_reviewing = matches!(shown.round.state, RoundState::Open | RoundState::Reviewing);
    let submitted = counts.applications_in(ApplicationState::Submitted);
    let awaits_seed = usize::from(shown.round.state == RoundState::Frozen);
    let is_drawn = usize::from(shown.round.state == RoundState::Drawn);
    let notices = format!("/staff/m/{}/notices", shown.market.slug);
    let undelivered = usize::try_from(counts.undeliverable_notices).unwrap_or(usize::MAX);
    let paper = usize::try_from(counts.paper_notices).unwrap_or(usize::MAX);
    // Notices belong to the market: the round that runs says so once for all.
    let says_notices = shown.round.state == RoundState::Running;
    let offered = shown
        .times
        .iter()
        .filter_map(|time| offers_todo(visitor, shown, time));
    let counted = [
        counted(awaits_seed, "todo-seed", href.clone(), true),
        counted(is_drawn, "todo-publish", href.clone(), true),
        counted(
            if is_reviewing { submitted } else { 0 },
            "todo-review",
            format!("{href}/applications?state=submitted"),
            shown.round.state == RoundState::Reviewing,
        ),
        counted(
            counts.open_objections,
            "todo-objections",
            href.clone(),
            true,
        ),
        counted(
            if says_notices { undelivered } else { 0 },
            "todo-undeliverable",
            format!("{notices}?state=undeliverable"),
            false,
        ),
        counted(
            if says_notices { paper } else { 0 },
            "todo-paper",
            format!("{notices}?state=released"),
            false,
        ),
    ];
    counted.into_iter().flatten().chain(offered).collect()
}

/// Each trading time has a list of its own.
fn offers_todo(visitor: &Visitor, shown: &RoundShown, time: &trading_time::Model) -> Option<Todo> {
    let count = open_offers(shown, Some(time)).count();
    let mut round = names(visitor.lang, &shown.round.names);
    if shown.times.len() > 1 {
        round = format!("{round} · {}", names(visitor.lang, &time.names));
    }
    (count > 0).then(|| Todo {
        text: say_with(
            visitor.lang,
            "todo-offers",
            &[("count", count.into()), ("round", round.into())],
        ),
        href: format!(
            "{}?time={}&show={OFFERED}",
            staff_round(&shown.market.slug, &shown.round.code),
            time.code
        ),
        until: None,
        is_pressing: false,
    })
}

fn round_view(visitor: &Visitor, shown: &RoundShown) -> StaffRound {
    StaffRound {
        name: names(visitor.lang, &shown.round.names),
        href: staff_round(&shown.market.slug, &shown.round.code),
        state: shown.round.state,
        stats: application_stats(visitor, shown, None),
    }
}

/// How many applications are in each state; each number leads to the list of just these.
pub fn application_stats(
    visitor: &Visitor,
    shown: &RoundShown,
    current: Option<ApplicationState>,
) -> Vec<Stat> {
    let stat = |state: ApplicationState| Stat {
        count: shown.counts.applications_in(state),
        label: labels::label(visitor.lang, state),
        href: format!(
            "{}/applications?state={}",
            staff_round(&shown.market.slug, &shown.round.code),
            state.as_str()
        ),
        current: current == Some(state),
    };
    ApplicationState::all()
        .filter(|state| *state != ApplicationState::Draft)
        .map(stat)
        .collect()
}
