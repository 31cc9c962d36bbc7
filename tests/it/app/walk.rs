//! Every state and every use case, on the real database, against the tables that people read.

use std::fmt::Write;

use entity::kinds::{
    ApplicationState, DeclineReason, Feature, HoldingState, ObjectionState, OfferState, RoundState,
};
use starstall::app::application::{
    AskForChanges, DeclineApplication, EditApplication, accept_application, ask_for_changes,
    decline_application, edit_application, resubmit_application, withdraw_application,
};
use starstall::app::draw::{CorrectEntry, EntryChange, Mend, correct_entry, record_seed};
use starstall::app::holding::{
    EndHolding, GiveUpHolding, MoveHolding, end_holding, give_up_holding, move_holding,
};
use starstall::app::objection::{
    ObjectionVerdict, answer_objection, list_objections, raise_objection,
};
use starstall::app::offer::{MoveOffer, confirm_offer, decline_offer, expire_offers, move_offer};
use starstall::app::round::{
    cancel_round, close_applications, close_round, freeze_list, make_final, open_round,
    publish_list, publish_result, start_round,
};
use starstall::app::{Actor, AppError};
use starstall::domain::sizes::Sizes;
use starstall::domain::values::Note;

use super::objection::{answering, objecting};
use crate::support::scene::{DIGITS, Scene, Vendor, cancelling, date, here, label, seed};

pub(super) const SYSTEM: &Actor = &Actor::System;
const PAGE: &str = include_str!("../../../docs/lifecycles.md");
pub(super) const REFUSED: &str = "–";

/// A table as it stands on the page.
pub(super) struct Table {
    text: String,
}

impl Table {
    pub(super) fn new(states: &[&str]) -> Self {
        let lines = "|---".repeat(states.len() + 1);
        Self {
            text: format!("| | {} |\n{lines}|\n", states.join(" | ")),
        }
    }

    pub(super) fn row(&mut self, use_case: &str, cells: &[String]) {
        writeln!(self.text, "| {use_case} | {} |", cells.join(" | ")).unwrap();
    }

    #[track_caller]
    pub(super) fn stands_on_the_page(&self) {
        assert!(
            PAGE.contains(&self.text),
            "docs/lifecycles.md lacks:\n{}",
            self.text
        );
    }
}

/// A refusal is the only other answer.
#[track_caller]
pub(super) fn allowed<T: std::fmt::Debug>(result: Result<T, AppError>) -> bool {
    match result {
        Ok(_) => true,
        Err(AppError::Refused(_)) => false,
        Err(other) => panic!("neither allowed nor refused: {other:?}"),
    }
}

pub(super) fn note(text: &str) -> Note {
    Note::parse(text).unwrap()
}

const ROUND_USE_CASES: &[&str] = &[
    "apply",
    "open_round",
    "close_applications",
    "publish_list",
    "freeze_list",
    "record_seed",
    "publish_result",
    "correct_entry",
    "make_final",
    "start_round",
    "close_round",
    "cancel_round",
];

/// A round in this state, everything decided, and what it waits for over.
pub(super) async fn round_in(state: RoundState, use_case: &str) -> Scene {
    let scene = Scene::new().await;
    if state == RoundState::Planned {
        return scene;
    }
    if state != RoundState::Cancelled {
        scene.round_in(RoundState::Open).await;
        scene.applicants(2).await;
    }
    scene.round_in(state).await;
    if state == RoundState::Published && use_case == "correct_entry" {
        uphold(&scene).await;
    }
    let round = scene.round().await;
    match state {
        RoundState::Open if use_case != "apply" => scene.after(round.applications_until),
        RoundState::Reviewing => scene.accept_everyone().await,
        RoundState::Listed => scene.after(round.list_objections_until),
        RoundState::Published => scene.after(round.result_objections_until),
        RoundState::Final => scene.on(round.term_from),
        RoundState::Running => scene.on(round.term_to + chrono::Duration::days(1)),
        _ => {}
    }
    scene
}

pub(super) async fn uphold(scene: &Scene) {
    let id = scene.applications().await[0].id;
    let vendor = scene.vendor(id).await;
    let id = raise_objection(&scene.app, SYSTEM, objecting(&vendor))
        .await
        .unwrap();
    let command = answering(&id, ObjectionVerdict::Uphold);
    answer_objection(&scene.app, SYSTEM, command).await.unwrap();
}

async fn correct(scene: &Scene) -> Result<(), AppError> {
    let objections = list_objections(&scene.app, SYSTEM, &here()).await?;
    let applications = scene.applications().await;
    let Some(first) = applications.first() else {
        return scene.form("迟到").send().await.map(drop);
    };
    let objection = objections
        .first()
        .map(|row| row.objection.public_id.clone());
    let command = CorrectEntry {
        at: here(),
        objection: objection.unwrap_or_default(),
        code: first.code.clone(),
        change: EntryChange::Mend(Mend {
            needs: Some(vec![Feature::Power]),
            ..Mend::default()
        }),
        reason: note("录漏了用电。"),
    };
    correct_entry(&scene.app, SYSTEM, command).await
}

pub(super) async fn run_on_round(scene: &Scene, use_case: &str) -> Result<(), AppError> {
    let (app, at) = (&scene.app, here());
    match use_case {
        "apply" => scene.form("新来").send().await.map(drop),
        "open_round" => open_round(app, SYSTEM, at).await,
        "close_applications" => close_applications(app, SYSTEM, at).await,
        "publish_list" => publish_list(app, SYSTEM, at).await,
        "freeze_list" => freeze_list(app, SYSTEM, at).await,
        "record_seed" => record_seed(app, SYSTEM, seed(DIGITS)).await,
        "publish_result" => publish_result(app, SYSTEM, at).await,
        "correct_entry" => correct(scene).await,
        "make_final" => make_final(app, SYSTEM, at).await,
        "start_round" => start_round(app, SYSTEM, at).await,
        "close_round" => close_round(app, SYSTEM, at).await,
        "cancel_round" => cancel_round(app, SYSTEM, cancelling()).await,
        other => panic!("no use case {other}"),
    }
}

#[tokio::test]
async fn a_round_goes_where_the_page_says_and_nowhere_else() {
    let states: Vec<RoundState> = RoundState::all().collect();
    let mut cells = vec![Vec::new(); ROUND_USE_CASES.len()];
    for state in &states {
        let mut scene = round_in(*state, "").await;
        for (use_case, cells) in ROUND_USE_CASES.iter().zip(&mut cells) {
            let own_scene = ["apply", "correct_entry"].contains(use_case);
            if own_scene {
                scene = round_in(*state, use_case).await;
            }
            let done = allowed(run_on_round(&scene, use_case).await);
            let now = scene.round().await.state.as_str();
            cells.push(if done { now } else { REFUSED }.to_owned());
            if done || own_scene {
                scene = round_in(*state, "").await;
            }
        }
    }
    let words: Vec<&str> = states.iter().map(|state| state.as_str()).collect();
    let mut table = Table::new(&words);
    for (use_case, cells) in ROUND_USE_CASES.iter().zip(&cells) {
        table.row(use_case, cells);
    }
    table.stands_on_the_page();
}

const APPLICATION_USE_CASES: &[&str] = &[
    "edit_application",
    "ask_for_changes",
    "resubmit_application",
    "accept_application",
    "decline_application",
    "withdraw_application",
];

const APPLICATION_STATES: &[ApplicationState] = &[
    ApplicationState::Submitted,
    ApplicationState::NeedsChanges,
    ApplicationState::Accepted,
    ApplicationState::Declined,
    ApplicationState::Withdrawn,
];

/// In a round that is open, or has gone on to this state; none when it cannot be so.
async fn application_in(state: ApplicationState, round: RoundState) -> Option<(Scene, Vendor)> {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    scene.form("别人").apply().await;
    let vendor = scene.form("老王").apply().await;
    if round == RoundState::Reviewing {
        scene.after(scene.round().await.applications_until);
        close_applications(&scene.app, SYSTEM, here())
            .await
            .unwrap();
    }
    for use_case in match state {
        ApplicationState::NeedsChanges => &["ask_for_changes"][..],
        ApplicationState::Accepted => &["accept_application"],
        ApplicationState::Declined => &["decline_application"],
        ApplicationState::Withdrawn => &["withdraw_application"],
        _ => &[],
    } {
        run_on_application(&scene, &vendor, use_case).await.unwrap();
    }
    let is_decided = !matches!(
        state,
        ApplicationState::Submitted | ApplicationState::NeedsChanges
    );
    if !is_decided && !matches!(round, RoundState::Open | RoundState::Reviewing) {
        return None;
    }
    scene.round_in(round).await;
    Some((scene, vendor))
}

async fn run_on_application(
    scene: &Scene,
    vendor: &Vendor,
    use_case: &str,
) -> Result<(), AppError> {
    let (app, code) = (&scene.app, vendor.code.clone());
    match use_case {
        "edit_application" => {
            let command = EditApplication {
                code,
                expected: None,
                category: label("crafts"),
                needs: Vec::new(),
                workers: 1,
                stalls: Sizes::default(),
                charity: None,
                times: scene.form("老王").command.times,
            };
            edit_application(app, SYSTEM, command).await
        }
        "ask_for_changes" => {
            let command = AskForChanges {
                code,
                note: note("请写明您卖什么。"),
                until: date("2027-02-28"),
            };
            ask_for_changes(app, SYSTEM, command).await
        }
        "decline_application" => {
            let command = DeclineApplication {
                code,
                reason: DeclineReason::Incomplete,
                note: None,
            };
            decline_application(app, SYSTEM, command).await
        }
        "resubmit_application" => resubmit_application(app, SYSTEM, &code).await,
        "accept_application" => accept_application(app, SYSTEM, &code).await,
        "withdraw_application" => withdraw_application(app, SYSTEM, &code).await,
        other => panic!("no use case {other}"),
    }
}

async fn application_table(round: RoundState) -> Table {
    let mut states = Vec::new();
    let mut cells = vec![Vec::new(); APPLICATION_USE_CASES.len()];
    for state in APPLICATION_STATES {
        let Some((mut scene, mut vendor)) = application_in(*state, round).await else {
            continue;
        };
        states.push(state.as_str());
        for (use_case, cells) in APPLICATION_USE_CASES.iter().zip(&mut cells) {
            let done = allowed(run_on_application(&scene, &vendor, use_case).await);
            let now = vendor.row(&scene).await.state.as_str();
            cells.push(if done { now } else { REFUSED }.to_owned());
            if done {
                (scene, vendor) = application_in(*state, round).await.unwrap();
            }
        }
    }
    let mut table = Table::new(&states);
    for (use_case, cells) in APPLICATION_USE_CASES.iter().zip(&cells) {
        table.row(use_case, cells);
    }
    table
}

#[tokio::test]
async fn an_application_goes_where_the_page_says_while_its_round_is_open() {
    application_table(RoundState::Open)
        .await
        .stands_on_the_page();
}

#[tokio::test]
async fn an_application_goes_where_the_page_says_while_it_is_reviewed() {
    application_table(RoundState::Reviewing)
        .await
        .stands_on_the_page();
}

#[tokio::test]
async fn an_application_goes_where_the_page_says_once_there_is_a_list() {
    for round in [RoundState::Listed, RoundState::Frozen, RoundState::Final] {
        application_table(round).await.stands_on_the_page();
    }
}

const OFFER_USE_CASES: &[&str] = &[
    "confirm_offer",
    "decline_offer",
    "expire_offers",
    "move_offer",
];

async fn offer_in(state: OfferState) -> Scene {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendor = scene.form("老王").only(&["A01"]).apply().await;
    scene.round_in(RoundState::Final).await;
    match state {
        OfferState::Open => {}
        OfferState::Confirmed => run_on_offer(&scene, "confirm_offer")
            .await
            .map(drop)
            .unwrap(),
        OfferState::Declined => run_on_offer(&scene, "decline_offer")
            .await
            .map(drop)
            .unwrap(),
        OfferState::Expired => run_on_offer(&scene, "expire_offers")
            .await
            .map(drop)
            .unwrap(),
        OfferState::Withdrawn => withdraw_application(&scene.app, SYSTEM, &vendor.code)
            .await
            .unwrap(),
    }
    scene
}

async fn run_on_offer(scene: &Scene, use_case: &str) -> Result<bool, AppError> {
    let app = &scene.app;
    let offer_id = scene.offers().await[0].public_id.clone();
    match use_case {
        "confirm_offer" => confirm_offer(app, SYSTEM, &offer_id).await.map(|()| true),
        "decline_offer" => decline_offer(app, SYSTEM, &offer_id).await.map(|()| true),
        "expire_offers" => {
            scene.offers_reach_their_vendors().await;
            scene.later(chrono::Duration::days(10));
            Ok(expire_offers(app).await? > 0)
        }
        "move_offer" => {
            let command = MoveOffer {
                offer_id,
                to_stalls: vec![label("A04")],
                reason: note("地面要修。"),
            };
            move_offer(app, SYSTEM, command).await.map(|()| true)
        }
        other => panic!("no use case {other}"),
    }
}

#[tokio::test]
async fn an_offer_goes_where_the_page_says() {
    let states: Vec<OfferState> = OfferState::all().collect();
    let mut cells = vec![Vec::new(); OFFER_USE_CASES.len()];
    for state in &states {
        for (use_case, cells) in OFFER_USE_CASES.iter().zip(&mut cells) {
            let scene = offer_in(*state).await;
            let result = run_on_offer(&scene, use_case).await;
            let done = matches!(result, Ok(true));
            assert!(done || !allowed(result.and_then(nothing_done)));
            let now = scene.offers().await[0].state.as_str();
            cells.push(if done { now } else { REFUSED }.to_owned());
        }
    }
    let words: Vec<&str> = states.iter().map(|state| state.as_str()).collect();
    let mut table = Table::new(&words);
    for (use_case, cells) in OFFER_USE_CASES.iter().zip(&cells) {
        table.row(use_case, cells);
    }
    table.stands_on_the_page();
}

/// A job that found nothing to do has refused.
fn nothing_done(done: bool) -> Result<(), AppError> {
    let refusal = starstall::domain::offer::OfferRefusal::NotYetReached;
    if done { Ok(()) } else { Err(refusal.into()) }
}

const HOLDING_USE_CASES: &[&str] = &["give_up_holding", "end_holding", "move_holding"];

async fn holding_in(state: HoldingState) -> Scene {
    let scene = offer_in(OfferState::Confirmed).await;
    match state {
        HoldingState::Running => scene.round_in(RoundState::Running).await,
        HoldingState::GivenUp => run_on_holding(&scene, "give_up_holding").await.unwrap(),
        HoldingState::Ended => run_on_holding(&scene, "end_holding").await.unwrap(),
        HoldingState::Over => scene.round_in(RoundState::Closed).await,
    }
    scene
}

async fn run_on_holding(scene: &Scene, use_case: &str) -> Result<(), AppError> {
    let app = &scene.app;
    let holding = scene.holdings().await[0].public_id.clone();
    let from = date("2027-03-12");
    match use_case {
        "give_up_holding" => give_up_holding(app, SYSTEM, GiveUpHolding { holding, from }).await,
        "end_holding" => {
            let grounds = note("连续六个开市日没有出摊。");
            let command = EndHolding {
                holding,
                from,
                grounds,
            };
            end_holding(app, SYSTEM, command).await
        }
        "move_holding" => {
            let command = MoveHolding {
                holding,
                to_stall: label("A04"),
                from,
                reason: note("地面要修。"),
                despite: Vec::new(),
            };
            move_holding(app, SYSTEM, command).await.map(drop)
        }
        other => panic!("no use case {other}"),
    }
}

#[tokio::test]
async fn a_holding_goes_where_the_page_says() {
    let states: Vec<HoldingState> = HoldingState::all().collect();
    let mut cells = vec![Vec::new(); HOLDING_USE_CASES.len()];
    for state in &states {
        for (use_case, cells) in HOLDING_USE_CASES.iter().zip(&mut cells) {
            let scene = holding_in(*state).await;
            let done = allowed(run_on_holding(&scene, use_case).await);
            let now = scene.holdings().await[0].state.as_str();
            cells.push(if done { now } else { REFUSED }.to_owned());
        }
    }
    let words: Vec<&str> = states.iter().map(|state| state.as_str()).collect();
    let mut table = Table::new(&words);
    for (use_case, cells) in HOLDING_USE_CASES.iter().zip(&cells) {
        table.row(use_case, cells);
    }
    table.stands_on_the_page();
}

#[tokio::test]
async fn an_objection_goes_where_the_page_says() {
    let verdicts = [
        ("uphold", ObjectionVerdict::Uphold),
        ("reject", ObjectionVerdict::Reject),
    ];
    let mut cells = vec![Vec::new(); verdicts.len()];
    for state in ObjectionState::all() {
        for ((_, verdict), cells) in verdicts.iter().zip(&mut cells) {
            let scene = Scene::new().await;
            scene.round_in(RoundState::Open).await;
            let vendor = scene.form("老王").apply().await;
            scene.round_in(RoundState::Published).await;
            let id = raise_objection(&scene.app, SYSTEM, objecting(&vendor))
                .await
                .unwrap();
            let first = match state {
                ObjectionState::Raised => None,
                ObjectionState::Upheld => Some(ObjectionVerdict::Uphold),
                ObjectionState::Rejected => Some(ObjectionVerdict::Reject),
            };
            if let Some(first) = first {
                answer_objection(&scene.app, SYSTEM, answering(&id, first))
                    .await
                    .unwrap();
            }
            let answered = answer_objection(&scene.app, SYSTEM, answering(&id, *verdict)).await;
            let done = allowed(answered);
            let shown = list_objections(&scene.app, SYSTEM, &here()).await.unwrap();
            let now = shown[0].objection.state.as_str();
            cells.push(if done { now } else { REFUSED }.to_owned());
        }
    }
    let words: Vec<&str> = ObjectionState::all().map(ObjectionState::as_str).collect();
    let mut table = Table::new(&words);
    for ((use_case, _), cells) in verdicts.iter().zip(&cells) {
        table.row(use_case, cells);
    }
    table.stands_on_the_page();
}
