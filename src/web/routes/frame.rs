//! The frame around a page, from who is asking and where they are.

use entity::kinds::RoundState;
use entity::{market, round};

use super::words::names;
use crate::web::http::{Visitor, Web};
use crate::web::layout::{Area, Frame, MarketHead, StaffHead};

/// Outside any market.
pub fn bare(web: &Web, visitor: &Visitor, area: Area) -> Frame {
    Frame {
        lang: visitor.lang,
        now: web.app.now(),
        path: visitor.path.clone(),
        csrf: visitor.csrf.clone(),
        market: None,
        staff: None,
        area,
        banner: None,
    }
}

/// On a market's own pages, for the public. `rounds` are those that the public may know of.
pub fn public(
    web: &Web,
    visitor: &Visitor,
    area: Area,
    market: &market::Model,
    rounds: &[round::Model],
) -> Frame {
    let call = rounds.iter().find(|round| round.state == RoundState::Open);
    let results = rounds.iter().find(|round| has_results(round.state));
    Frame {
        market: Some(MarketHead {
            slug: market.slug.clone(),
            name: names(visitor.lang, &market.names),
            call: call.map(|round| round.code.clone()),
            results: results.map(|round| round.code.clone()),
        }),
        ..bare(web, visitor, area)
    }
}

/// Behind sign-in. `round` is the one that the menu works on.
pub fn staff(
    web: &Web,
    visitor: &Visitor,
    area: Area,
    market: Option<&market::Model>,
    round: Option<&round::Model>,
) -> Frame {
    Frame {
        market: market.map(|market| MarketHead {
            slug: market.slug.clone(),
            name: names(visitor.lang, &market.names),
            call: None,
            results: None,
        }),
        staff: visitor.staff.as_ref().map(|member| StaffHead {
            name: member.name.clone(),
            round: round.map(|round| round.code.clone()),
        }),
        ..bare(web, visitor, area)
    }
}

/// The list is public: who stands in the draw, and later what became of them.
pub const fn has_list(state: RoundState) -> bool {
    matches!(
        state,
        RoundState::Listed | RoundState::Frozen | RoundState::Drawn
    ) || has_results(state)
}

/// Results of the draw are public.
pub const fn has_results(state: RoundState) -> bool {
    matches!(
        state,
        RoundState::Published | RoundState::Final | RoundState::Running | RoundState::Closed
    )
}
