//! What needs the staff today: a short list of things to do, with numbers that link.

use std::collections::BTreeSet;

use entity::ids::MarketId;
use entity::kinds::{ApplicationState, RoundState};
use poem::web::Data;
use poem::{Response, handler};

use super::frame;
use super::words::names;
use crate::app::market::{list_markets, show_market};
use crate::app::round::{RoundShown, show_round};
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
    let mut head = None;
    for market in list_markets(&web.app).await? {
        if !mine.contains(&market.id) {
            continue;
        }
        let mut rounds = Vec::new();
        for round in show_market(&web.app, &market.slug, None).await?.rounds {
            let shown = show_round(&web.app, &visitor.actor(), &market.slug, &round.code).await?;
            todos.extend(todos_of(&visitor, &shown));
            rounds.push(round_view(&visitor, &shown));
            let busy = !matches!(
                shown.round.state,
                RoundState::Closed | RoundState::Cancelled
            );
            if head.is_none() && busy {
                head = Some((market.clone(), round.clone()));
            }
        }
        markets.push(StaffMarket {
            name: names(visitor.lang, &market.names),
            public_href: format!("/m/{}", market.slug),
            rounds,
        });
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

fn round_href(shown: &RoundShown) -> String {
    format!("/staff/m/{}/rounds/{}", shown.market.slug, shown.round.code)
}

fn todos_of(visitor: &Visitor, shown: &RoundShown) -> Vec<Todo> {
    let counts = &shown.counts;
    let round = names(visitor.lang, &shown.round.names);
    let href = round_href(shown);
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
    [
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
            counts.open_offers,
            "todo-offers",
            format!("{href}?show=placed"),
            false,
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
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn round_view(visitor: &Visitor, shown: &RoundShown) -> StaffRound {
    StaffRound {
        name: names(visitor.lang, &shown.round.names),
        href: round_href(shown),
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
            round_href(shown),
            state.as_str()
        ),
        current: current == Some(state),
    };
    ApplicationState::all()
        .filter(|state| *state != ApplicationState::Draft)
        .map(stat)
        .collect()
}
