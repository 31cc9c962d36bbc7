//! One application as its vendor and as its operators see it.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::kinds::{
    ApplicationState, DeclineReason, Feature, HoldingState, Language, OfferState, PublicResult,
    WaitingState,
};
use entity::{application, holding, waiting_entry};
use poem_openapi::Object;

use super::wire::{Moment, list};
use super::words::Word;
use crate::app::application::{
    ApplicationOpened, OfferShown as Offered, StandingShown, TimeStanding, TimeWithWishes,
};
use crate::app::market::MarketPlan;
use crate::text::reasons::explain;

/// One vendor's request in one round.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ApplicationShown {
    pub code: String,
    pub market: String,
    pub round: String,
    pub state: Word<ApplicationState>,
    pub trading_name: String,
    /// Who they are.
    pub name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub language: Word<Language>,
    /// The code of what they sell.
    pub category: String,
    pub needs: Vec<Word<Feature>>,
    pub workers: i32,
    /// For operators: all that is told of a hardship.
    pub eligible_for_charity: Option<bool>,
    pub decline_reason: Option<Word<DeclineReason>>,
    pub decline_note: Option<String>,
    /// What is to be mended, until when.
    pub changes_note: Option<String>,
    pub changes_until: Option<Moment>,
    pub submitted_at: DateTime<Utc>,
    pub decided_at: Option<DateTime<Utc>>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub trading_times: Vec<TimeShown>,
    pub revision: i64,
}

/// One trading time of an application, as far as it has come.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TimeShown {
    pub code: String,
    /// The best first: the code of a stall, or `zone:` and the code of a zone.
    pub wishes: Vec<String>,
    pub anywhere: bool,
    /// For its vendor, from publication on.
    pub result: Option<ResultShown>,
    /// For its vendor: the latest one.
    pub offer: Option<OfferShown>,
    /// For its vendor: one for each stall.
    pub holdings: Option<Vec<HoldingShown>>,
    /// For its vendor: where they wait.
    pub waiting: Option<Vec<WaitingShown>>,
}

/// What the draw said.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ResultShown {
    pub result: Word<PublicResult>,
    pub stalls: Vec<String>,
    /// The place in the open waiting list.
    pub waiting_number: Option<u32>,
    /// Which wish was met.
    pub preference: Option<u32>,
    /// Why, in sentences of the caller's language.
    pub explained: Vec<String>,
}

/// A stall that is kept until its vendor has said yes or no.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct OfferShown {
    pub id: String,
    pub state: Word<OfferState>,
    pub stalls: Vec<String>,
    pub made_at: DateTime<Utc>,
    /// It cannot lapse before its notice has arrived; then this is set.
    pub deadline: Option<Moment>,
    pub decided_at: Option<DateTime<Utc>>,
}

/// A stall that is held.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct HoldingShown {
    pub id: String,
    pub state: Word<HoldingState>,
    pub stall: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
}

#[derive(Clone, Debug, Object)]
pub struct WaitingShown {
    pub state: Word<WaitingState>,
    /// The fixed number in the list.
    pub waiting_number: i32,
}

pub fn of_vendor(own: &StandingShown, lang: Language) -> ApplicationShown {
    let times = own.times.iter();
    let mut shown = bare(&own.application, &own.plan, own.time_zone);
    shown.market.clone_from(&own.market.slug);
    shown.round.clone_from(&own.round.code);
    shown
        .trading_name
        .clone_from(&own.registration.trading_name);
    shown.name.clone_from(&own.person.name);
    shown.phone.clone_from(&own.person.phone);
    shown.email.clone_from(&own.person.email);
    shown.language = Word(own.person.language);
    shown.trading_times = times
        .map(|standing| standing_of(standing, &own.plan, own.time_zone, lang))
        .collect();
    shown
}

pub fn of_staff(opened: &ApplicationOpened) -> ApplicationShown {
    let mut shown = bare(&opened.application, &opened.plan, opened.time_zone);
    shown.market.clone_from(&opened.market.slug);
    shown.round.clone_from(&opened.round.code);
    shown.trading_name.clone_from(&opened.vendor.trading_name);
    shown.name.clone_from(&opened.person.name);
    shown.phone.clone_from(&opened.person.phone);
    shown.email.clone_from(&opened.person.email);
    shown.language = Word(opened.person.language);
    shown.eligible_for_charity = Some(opened.is_eligible_for_charity);
    let times = opened.times.iter();
    shown.trading_times = times.map(|time| wanted(time, &opened.plan)).collect();
    shown
}

fn bare(row: &application::Model, plan: &MarketPlan, zone: Tz) -> ApplicationShown {
    let category = plan.category(row.category_id);
    ApplicationShown {
        code: row.code.clone(),
        market: String::new(),
        round: String::new(),
        state: Word(row.state),
        trading_name: String::new(),
        name: String::new(),
        phone: None,
        email: None,
        language: Word(Language::ZhCn),
        category: category.map_or_else(String::new, |category| category.code.clone()),
        needs: list(&row.needs).into_iter().map(Word).collect(),
        workers: row.workers,
        eligible_for_charity: None,
        decline_reason: row.decline_reason.map(Word),
        decline_note: row.decline_note.clone(),
        changes_note: row.changes_note.clone(),
        changes_until: Moment::some(row.changes_until, zone),
        submitted_at: row.submitted_at,
        decided_at: row.decided_at,
        withdrawn_at: row.withdrawn_at,
        trading_times: Vec::new(),
        revision: row.version.into(),
    }
}

fn wanted(time: &TimeWithWishes, plan: &MarketPlan) -> TimeShown {
    let wishes = time.wishes.iter().filter_map(|wish| {
        if let Some(row) = wish.stall_id.and_then(|id| plan.stall(id)) {
            return Some(row.stall.code.clone());
        }
        let zone = plan
            .zones
            .iter()
            .find(|zone| Some(zone.id) == wish.zone_id)?;
        Some(format!("zone:{}", zone.code))
    });
    let code = plan.trading_time(time.time.trading_time_id);
    TimeShown {
        code: code.map_or_else(String::new, |time| time.code.clone()),
        wishes: wishes.collect(),
        anywhere: time.time.anywhere,
        result: None,
        offer: None,
        holdings: None,
        waiting: None,
    }
}

fn standing_of(standing: &TimeStanding, plan: &MarketPlan, zone: Tz, lang: Language) -> TimeShown {
    TimeShown {
        result: standing.result.as_ref().map(|said| ResultShown {
            result: Word(said.result),
            stalls: said.stalls.clone(),
            waiting_number: said.waiting,
            preference: said.preference,
            explained: explain(lang, said),
        }),
        offer: standing.offer.as_ref().map(|row| offer_of(row, plan, zone)),
        holdings: Some(
            standing
                .holdings
                .iter()
                .map(|row| holding_of(row, plan))
                .collect(),
        ),
        waiting: Some(standing.waiting.iter().map(waiting_of).collect()),
        ..wanted(&standing.wanted, plan)
    }
}

fn offer_of(shown: &Offered, plan: &MarketPlan, zone: Tz) -> OfferShown {
    let row = &shown.offer;
    OfferShown {
        id: row.public_id.clone(),
        state: Word(row.state),
        stalls: plan.stall_codes(shown.stalls.iter().map(|row| row.stall_id)),
        made_at: row.made_at,
        deadline: Moment::some(row.deadline_at, zone),
        decided_at: row.decided_at,
    }
}

fn holding_of(row: &holding::Model, plan: &MarketPlan) -> HoldingShown {
    HoldingShown {
        id: row.public_id.clone(),
        state: Word(row.state),
        stall: stall_code(plan, row.stall_id),
        from: row.from_date,
        to: row.to_date,
    }
}

fn waiting_of(row: &waiting_entry::Model) -> WaitingShown {
    WaitingShown {
        state: Word(row.state),
        waiting_number: row.number,
    }
}

fn stall_code(plan: &MarketPlan, id: entity::ids::StallId) -> String {
    plan.stall(id)
        .map_or_else(String::new, |row| row.stall.code.clone())
}
