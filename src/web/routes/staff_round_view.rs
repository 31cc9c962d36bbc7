//! What the operators' page of a round shows.

use entity::kinds::{OfferState, Pool, PublicResult, RoundState};
use entity::{draw, offer, trading_time};

use super::call::steps;
use super::frame;
use super::ground::{StallLook, map_of};
use super::hrefs::{list_base, staff_application, staff_previews, staff_round, time_links};
use super::staff_home::application_stats;
use super::staff_round::RoundQuery;
use super::staff_shortages::Shortages;
use super::words::{names, page_of, pager_of, seed_parts};
use crate::app::draw::{SeedTyped, has_bundle};
use crate::app::round::{EntryShown, RoundShown, list_draw_entries};
use crate::domain::preview::is_possible;
use crate::domain::seed::{SeedOrigin, SeedSource, is_weak_seed};
use crate::text::refusals::rules_warning_sentence;
use crate::text::{labels, reasons, refusals, say};
use crate::web::form::{Choice, Errors};
use crate::web::http::{Failure, Visitor, Web};
use crate::web::layout::{Area, Frame};
use crate::web::map::{MapView, StallState};
use crate::web::pages::call::seed_origin;
use crate::web::pages::staff::round::{
    DrawPanel, EntryRow, NextStep, RoundAction, SeedField, StaffRoundPage,
};

const ROWS_PER_PAGE: usize = 25;
/// What the list is asked for to show just those who have to answer.
pub const OFFERED: &str = "offered";
/// What the form of the seed says where a source failed.
pub const FALLBACK: &str = "fallback";

/// What was typed as the seed, when it has to be mended.
#[derive(Clone, Debug, Default)]
pub struct SeedForm {
    pub values: Vec<SeedTyped>,
    pub errors: Errors,
}

/// What the page is made from.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    pub shown: &'a RoundShown,
    pub query: &'a RoundQuery,
    pub typed: &'a SeedForm,
}

/// # Errors
/// When the entries cannot be read.
pub async fn view(web: &Web, visitor: &Visitor, from: View<'_>) -> Result<StaffRoundPage, Failure> {
    let View {
        shown,
        query,
        typed,
    } = from;
    let lang = visitor.lang;
    let href = staff_round(&shown.market.slug, &shown.round.code);
    let time = time_shown(shown, query);
    let draw = time.and_then(|time| draw_of(shown, time));
    let entries = match draw {
        Some(draw) => list_draw_entries(&web.app, &visitor.actor(), &shown.plan, draw).await?,
        None => Vec::new(),
    };
    let shortages = Shortages::load(shown, draw, query.show.as_deref())?;
    let mut rows = wanted(shown, time, &entries, query);
    rows.retain(|row| shortages.asks_for(row));
    let time_code = time.map_or_else(String::new, |time| time.code.clone());
    let base = list_base(&href, &query.asked(&time_code));
    let pager = pager_of(query.page.as_deref(), rows.len(), ROWS_PER_PAGE, base);
    let frame = frame::staff(
        web,
        visitor,
        Area::StaffRound,
        Some(&shown.market),
        Some(&shown.round),
    );
    Ok(StaffRoundPage {
        name: names(lang, &shown.round.names),
        state: shown.round.state,
        steps: steps(lang, &shown.round, &shown.dates, shown.time_zone),
        next: next_step(web, visitor, shown),
        others: others(shown.round.state),
        preview_href: is_possible(shown.round.state)
            .then(|| staff_previews(&shown.market.slug, &shown.round.code)),
        warnings: warnings(visitor, shown),
        stats: application_stats(visitor, shown, None),
        times: time_links(lang, &shown.times, &time_code, |code| {
            format!("{href}?time={code}")
        }),
        draw: draw.map(|draw| DrawPanel {
            auditor_action: auditor_action(visitor, draw, &href, &time_code),
            ..draw_panel(&frame, shown, draw, typed, &href)
        }),
        shortages: shortages.views(lang, &format!("{href}?time={time_code}")),
        map: draw
            .filter(|draw| draw.outcome.is_some())
            .and(time)
            .map(|time| result_map(visitor, shown, time, &entries)),
        search: query.q.clone().unwrap_or_default(),
        show: show_choices(visitor, query, shortages.choice(lang)),
        rows: page_of(&rows, pager.page, ROWS_PER_PAGE)
            .into_iter()
            .map(|row| entry_row(visitor, shown, row))
            .collect(),
        pager,
        csv_href: format!("{href}/entries.csv?time={time_code}"),
        time: time_code,
        frame,
        href,
    })
}

fn time_shown<'a>(shown: &'a RoundShown, query: &RoundQuery) -> Option<&'a trading_time::Model> {
    let asked = query.time.as_deref().unwrap_or_default();
    shown
        .times
        .iter()
        .find(|time| time.code == asked)
        .or(shown.times.first())
}

fn draw_of<'a>(shown: &'a RoundShown, time: &trading_time::Model) -> Option<&'a draw::Model> {
    shown
        .draws
        .iter()
        .rfind(|draw| draw.trading_time_id == time.id)
}

/// The step that comes next, and what the lifecycle says against taking it now.
fn next_step(web: &Web, visitor: &Visitor, shown: &RoundShown) -> Option<NextStep> {
    let round = crate::app::round::step::lifecycle(&shown.round);
    let now = web.app.now();
    let today = now.with_timezone(&shown.time_zone).date_naive();
    let term = crate::app::round::step::term_of(&shown.round).ok()?;
    let undecided = shown
        .counts
        .applications_in(entity::kinds::ApplicationState::Submitted)
        + shown
            .counts
            .applications_in(entity::kinds::ApplicationState::NeedsChanges);
    let later = now + chrono::Duration::days(1);
    let objections = shown.counts.open_objections;
    let (action, tried) = match shown.round.state {
        RoundState::Planned => (
            RoundAction::Open,
            round.open(now, shown.dates.applications_until_utc),
        ),
        RoundState::Open => (RoundAction::Review, round.close_applications(now)),
        RoundState::Reviewing => (RoundAction::List, round.list(now, undecided, later)),
        RoundState::Listed => (RoundAction::Freeze, round.freeze(now, objections)),
        RoundState::Drawn => (RoundAction::Publish, round.publish(now, 0, later)),
        RoundState::Published => (RoundAction::Finalise, round.make_final(now, objections)),
        RoundState::Final => (RoundAction::Run, round.start(today, term)),
        RoundState::Running => (RoundAction::Close, round.close(today, term)),
        // The seed is what a frozen list waits for; it has a form of its own.
        RoundState::Frozen | RoundState::Closed | RoundState::Cancelled => return None,
    };
    let blocked = tried
        .err()
        .map(|refusal| refusals::sentence(visitor.lang, shown.time_zone, &refusal.into()));
    Some(NextStep { action, blocked })
}

fn others(state: RoundState) -> Vec<RoundAction> {
    let is_over = matches!(
        state,
        RoundState::Final | RoundState::Running | RoundState::Closed | RoundState::Cancelled
    );
    if is_over {
        Vec::new()
    } else {
        vec![RoundAction::Cancel]
    }
}

fn warnings(visitor: &Visitor, shown: &RoundShown) -> Vec<String> {
    let warnings = shown.rules.warnings().into_iter();
    warnings
        .map(|warning| rules_warning_sentence(visitor.lang, warning))
        .collect()
}

fn draw_panel(
    frame: &Frame,
    shown: &RoundShown,
    draw: &draw::Model,
    typed: &SeedForm,
    href: &str,
) -> DrawPanel {
    let recorded = seed_parts(draw);
    let field = |(index, source): (usize, &SeedSource)| {
        let typed = typed.values.get(index);
        let blank = seed_field(frame, shown, (index, source), typed);
        match recorded.get(index) {
            Some(part) => SeedField {
                label: seed_origin(frame, &part.from, shown.time_zone),
                value: part.value.clone(),
                ..blank
            },
            None => blank,
        }
    };
    DrawPanel {
        state: draw.state,
        action: format!("{href}/draw"),
        sources: shown
            .rules
            .seed_sources
            .iter()
            .enumerate()
            .map(field)
            .collect(),
        is_weak: draw.seed.is_some() && is_weak_seed(&recorded),
        errors: typed.errors.clone(),
        progress: None,
        commitment: draw.commitment.clone(),
        seed: draw.seed.clone(),
        computed_at: draw
            .computed_at
            .map(|at| at.with_timezone(&shown.time_zone)),
        failure: draw.failure.clone(),
        auditor_action: None,
    }
}

/// Nothing for whoever may not have the bundle, or before there is one.
fn auditor_action(visitor: &Visitor, draw: &draw::Model, href: &str, time: &str) -> Option<String> {
    let may = visitor.actor().require_auditor(draw.market_id).is_ok();
    (may && has_bundle(draw)).then(|| format!("{href}/times/{time}/auditor-bundle"))
}

fn seed_field(
    frame: &Frame,
    shown: &RoundShown,
    (index, source): (usize, &SeedSource),
    typed: Option<&SeedTyped>,
) -> SeedField {
    let label = seed_origin(frame, &source.from, shown.time_zone);
    let is_fallback = typed.is_some_and(|typed| typed.is_fallback);
    let is_digits = |origin: &SeedOrigin| !matches!(origin, SeedOrigin::DrandRound { .. });
    let origins = source.fallback.iter().flat_map(|fallback| {
        let fallback = seed_origin(frame, fallback, shown.time_zone);
        [
            Choice::new("source", label.clone()).chosen_if(!is_fallback),
            Choice::new(FALLBACK, fallback).chosen_if(is_fallback),
        ]
    });
    SeedField {
        field: format!("seed_{}", index + 1),
        hint: frame.t(match source.from {
            SeedOrigin::CeremonyDigits {} => "seed-hint-ceremony",
            SeedOrigin::PublicLottery { .. } => "seed-hint-public",
            SeedOrigin::DrandRound { .. } => "seed-hint-drand",
        }),
        value: typed.map_or_else(String::new, |typed| typed.value.clone()),
        is_digits: is_digits(&source.from) && source.fallback.iter().all(is_digits),
        origins: origins.collect(),
        label,
    }
}

fn result_map(
    visitor: &Visitor,
    shown: &RoundShown,
    time: &trading_time::Model,
    entries: &[EntryShown],
) -> MapView {
    let title = names(visitor.lang, &time.names);
    map_of(
        visitor.lang,
        &shown.market,
        &shown.plan,
        title,
        "#stall-list",
        |row| {
            let entry = entries
                .iter()
                .find(|entry| entry.result.stalls.contains(&row.stall.code));
            StallLook {
                state: if entry.is_some() {
                    StallState::Taken
                } else {
                    StallState::Free
                },
                who: entry.map(|entry| entry.trading_name.clone()),
                href: entry
                    .map(|entry| staff_application(&shown.market.slug, &entry.application.code)),
            }
        },
    )
}

fn wanted(
    shown: &RoundShown,
    time: Option<&trading_time::Model>,
    entries: &[EntryShown],
    query: &RoundQuery,
) -> Vec<EntryShown> {
    let has_offer = |row: &EntryShown| {
        let mut offers = open_offers(shown, time);
        offers.any(|offer| offer.application_id == row.application.id)
    };
    let is_offered = query.show.as_deref() == Some(OFFERED);
    let search = query.q.as_deref().unwrap_or_default().trim().to_lowercase();
    let result = query.show.as_deref().and_then(PublicResult::parse);
    let matches = |row: &&EntryShown| {
        let found = row.application.code.to_lowercase().contains(&search)
            || row.trading_name.to_lowercase().contains(&search)
            || row
                .result
                .stalls
                .iter()
                .any(|stall| stall.to_lowercase() == search);
        found
            && (result.is_none() || result == Some(row.entry.public_result))
            && (!is_offered || has_offer(row))
    };
    entries.iter().filter(matches).cloned().collect()
}

/// The offers of a trading time that wait for their vendors.
pub fn open_offers<'a>(
    shown: &'a RoundShown,
    time: Option<&'a trading_time::Model>,
) -> impl Iterator<Item = &'a offer::Model> {
    let of_time = move |offer: &&offer::Model| Some(offer.trading_time_id) == time.map(|t| t.id);
    let open = shown.offers.iter().filter(of_time);
    open.filter(|offer| offer.state == OfferState::Open)
}

fn show_choices(visitor: &Visitor, query: &RoundQuery, short: Option<Choice>) -> Vec<Choice> {
    let current = query.show.as_deref().and_then(PublicResult::parse);
    let all = Choice::new("", say(visitor.lang, "show-all"));
    let choices = PublicResult::all().map(|result| {
        Choice::new(result.as_str(), labels::label(visitor.lang, result))
            .chosen_if(current == Some(result))
    });
    let offered = Choice::new(OFFERED, labels::label(visitor.lang, OfferState::Open))
        .chosen_if(query.show.as_deref() == Some(OFFERED));
    let all = all.chosen_if(current.is_none() && !offered.chosen && short.is_none());
    std::iter::once(all)
        .chain(choices)
        .chain([offered])
        .chain(short)
        .collect()
}

fn entry_row(visitor: &Visitor, shown: &RoundShown, row: EntryShown) -> EntryRow {
    let open = row
        .result
        .standings
        .iter()
        .find(|standing| standing.pool == Pool::Open.as_str());
    let category = shown.plan.category(row.application.category_id);
    EntryRow {
        href: staff_application(&shown.market.slug, &row.application.code),
        code: row.application.code,
        trading_name: row.trading_name,
        category: category
            .map_or_else(String::new, |category| names(visitor.lang, &category.names)),
        result: Some(row.entry.public_result),
        stalls: row.result.stalls.clone(),
        position: open.map(|standing| standing.position),
        waiting: row.result.waiting,
        reason: reasons::explain(visitor.lang, &row.result)
            .into_iter()
            .next()
            .unwrap_or_default(),
    }
}
