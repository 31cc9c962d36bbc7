//! As `walk`, for what hangs on a round: stalls, draws, places in a waiting list, notices.

use std::sync::{Arc, Mutex};

use chrono::Duration;
use entity::kinds::{Channel, DrawState, NoticeState, RoundState, WaitingState};
use entity::{draw, notice};
use starstall::app::AppError;
use starstall::app::application::withdraw_application;
use starstall::app::block::{BlockStall, UnblockStall, block_stall, list_blocks, unblock_stall};
use starstall::app::draw::record_seed;
use starstall::app::market::{EditStall, Retire, StallFacts, edit_stall, retire_stall};
use starstall::app::notice::{Handover, RecordHandover, record_handover};
use starstall::app::offer::{confirm_offer, decline_offer, expire_offers};
use starstall::app::round::publish_result;
use starstall::domain::values::RowLabel;
use starstall::jobs;
use starstall::jobs::outbox::Outbox;
use starstall::notice::{Post, Transport, failed};
use starstall::store;

use super::walk::{REFUSED, SYSTEM, Table, allowed, note, run_on_round, uphold};
use crate::support::scene::{DIGITS, MARKET, Scene, Vendor, all, here, label, seed};

/// One cell: the state that it led to, or that it was refused.
fn cell(done: bool, now: &str) -> String {
    if done { now } else { REFUSED }.to_owned()
}

fn table<S: Copy>(
    states: &[S],
    word: fn(S) -> &'static str,
    rows: &[(&str, Vec<String>)],
) -> Table {
    let words: Vec<&str> = states.iter().map(|state| word(*state)).collect();
    let mut table = Table::new(&words);
    for (use_case, cells) in rows {
        table.row(use_case, cells);
    }
    table
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum StallState {
    Open,
    Blocked,
    Retired,
}

impl StallState {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Blocked => "blocked",
            Self::Retired => "retired",
        }
    }
}

/// That nobody has, and no round gives out.
async fn stall_in(state: StallState) -> Scene {
    let scene = Scene::empty().await;
    scene.create_market(MARKET).await;
    match state {
        StallState::Open => {}
        StallState::Blocked => run_on_stall(&scene, "block_stall").await.unwrap(),
        StallState::Retired => run_on_stall(&scene, "retire_stall").await.unwrap(),
    }
    scene
}

async fn state_of_stall(scene: &Scene) -> StallState {
    let blocks = list_blocks(&scene.app, SYSTEM, MARKET).await.unwrap();
    match scene.stalls().await.get("A01") {
        None => StallState::Retired,
        Some(_) if blocks.is_empty() => StallState::Open,
        Some(_) => StallState::Blocked,
    }
}

async fn run_on_stall(scene: &Scene, use_case: &str) -> Result<(), AppError> {
    let (app, market, stall) = (&scene.app, MARKET.to_owned(), "A01".to_owned());
    match use_case {
        "edit_stall" => {
            let facts = StallFacts {
                zone: label("north"),
                row: RowLabel::parse("A").unwrap(),
                place: 1,
                x_dm: 0,
                y_dm: 0,
                width_dm: 40,
                depth_dm: 20,
                features: Vec::new(),
                categories: Vec::new(),
            };
            let command = EditStall {
                market,
                stall,
                expected: None,
                facts,
            };
            edit_stall(app, SYSTEM, command).await.map(drop)
        }
        "block_stall" => {
            let command = BlockStall {
                market,
                stall,
                from: app.now().date_naive(),
                until: None,
                reason: note("下水道维修。"),
                holders: Vec::new(),
            };
            block_stall(app, SYSTEM, command).await.map(drop)
        }
        "unblock_stall" => {
            let blocks = list_blocks(app, SYSTEM, MARKET).await?;
            let Some(block) = blocks.first() else {
                return Err(AppError::NotFound("block"));
            };
            let command = UnblockStall {
                market,
                block: block.block.clone(),
                from: None,
            };
            unblock_stall(app, SYSTEM, command).await
        }
        "retire_stall" => {
            let command = Retire {
                market,
                code: stall,
                expected: None,
            };
            retire_stall(app, SYSTEM, command).await
        }
        other => panic!("no use case {other}"),
    }
}

#[tokio::test]
async fn a_stall_goes_where_the_page_says() {
    let states = [StallState::Open, StallState::Blocked, StallState::Retired];
    let mut rows = Vec::new();
    for use_case in ["edit_stall", "block_stall", "unblock_stall", "retire_stall"] {
        let mut cells = Vec::new();
        for state in states {
            let scene = stall_in(state).await;
            let done = match run_on_stall(&scene, use_case).await {
                // There is no block to lift.
                Err(AppError::NotFound("block")) => false,
                result => allowed(result),
            };
            cells.push(cell(done, state_of_stall(&scene).await.as_str()));
        }
        rows.push((use_case, cells));
    }
    table(&states, StallState::as_str, &rows).stands_on_the_page();
}

async fn draw_in(state: DrawState) -> Scene {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    scene.applicants(2).await;
    match state {
        DrawState::AwaitingSeed => scene.round_in(RoundState::Frozen).await,
        DrawState::Queued | DrawState::Computing => {
            scene.round_in(RoundState::Frozen).await;
            record_seed(&scene.app, SYSTEM, seed(DIGITS)).await.unwrap();
        }
        DrawState::Computed => scene.round_in(RoundState::Drawn).await,
        DrawState::Published => {
            scene.round_in(RoundState::Published).await;
            uphold(&scene).await;
        }
    }
    if state == DrawState::Computing {
        let now = scene.app.now();
        let tx = scene.store().begin_write().await.unwrap();
        let claimed = store::draw::claim_draw(&tx, now, now + Duration::minutes(10)).await;
        claimed.unwrap().unwrap();
        tx.commit().await.unwrap();
    }
    scene
}

async fn run_on_draw(scene: &Scene, use_case: &str) -> Result<bool, AppError> {
    match use_case {
        "record_seed" | "correct_entry" => run_on_round(scene, use_case).await.map(|()| true),
        "compute_draw" => Ok(jobs::draws::run_due(&scene.app).await? > 0),
        "compute_draw, after a crash" => {
            scene.later(Duration::minutes(11));
            Ok(jobs::draws::run_due(&scene.app).await? > 0)
        }
        "publish_result" => publish_result(&scene.app, SYSTEM, here())
            .await
            .map(|()| true),
        other => panic!("no use case {other}"),
    }
}

#[tokio::test]
async fn a_draw_goes_where_the_page_says() {
    let states: Vec<DrawState> = DrawState::all().collect();
    let mut rows = Vec::new();
    for use_case in [
        "record_seed",
        "compute_draw",
        "compute_draw, after a crash",
        "publish_result",
        "correct_entry",
    ] {
        let mut cells = Vec::new();
        for state in &states {
            let scene = draw_in(*state).await;
            let result = run_on_draw(&scene, use_case).await;
            let done = matches!(result, Ok(true));
            assert!(
                matches!(result, Ok(_) | Err(AppError::Refused(_))),
                "{result:?}"
            );
            let latest = all::<draw::Entity>(&scene, draw::Column::Id).await.pop();
            cells.push(cell(done, latest.unwrap().state.as_str()));
        }
        rows.push((use_case, cells));
    }
    table(&states, DrawState::as_str, &rows).stands_on_the_page();
}

/// Two want one stall: the second of them waits.
async fn waiting_in(state: WaitingState) -> (Scene, Vendor) {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    for name in ["老王", "老李"] {
        scene.form(name).only(&["A01"]).apply().await;
    }
    scene.round_in(RoundState::Final).await;
    let id = scene.waiting().await[0].application_id;
    let vendor = scene.vendor(id).await;
    for use_case in match state {
        WaitingState::Waiting => &[][..],
        WaitingState::Offered => &["the stall comes free"],
        WaitingState::Placed => &["the stall comes free", "confirm_offer"],
        WaitingState::Left => &["withdraw_application"],
    } {
        run_on_waiting(&scene, &vendor, use_case).await.unwrap();
    }
    (scene, vendor)
}

async fn run_on_waiting(scene: &Scene, vendor: &Vendor, use_case: &str) -> Result<(), AppError> {
    let app = &scene.app;
    let own = vendor.offers(scene).await.pop();
    let own = own.map_or_else(String::new, |offer| offer.public_id);
    let first = scene.offers().await[0].public_id.clone();
    match use_case {
        "the stall comes free" => decline_offer(app, SYSTEM, &first).await,
        "confirm_offer" => confirm_offer(app, SYSTEM, &own).await,
        "decline_offer" => decline_offer(app, SYSTEM, &own).await,
        "decline_offer, once too often" => {
            let id = vendor.row(scene).await.registration_id;
            let tx = app.store.begin_write().await.unwrap();
            for _ in 0..4 {
                store::person::update_refusals(&tx, id).await.unwrap();
            }
            tx.commit().await.unwrap();
            decline_offer(app, SYSTEM, &own).await
        }
        "expire_offers" => {
            scene.offers_reach_their_vendors().await;
            scene.later(Duration::days(10));
            expire_offers(app).await.map(drop)
        }
        "withdraw_application" => withdraw_application(app, SYSTEM, &vendor.code).await,
        other => panic!("no use case {other}"),
    }
}

#[tokio::test]
async fn a_place_in_a_waiting_list_goes_where_the_page_says() {
    let states: Vec<WaitingState> = WaitingState::all().collect();
    let mut rows = Vec::new();
    for use_case in [
        "the stall comes free",
        "confirm_offer",
        "decline_offer",
        "decline_offer, once too often",
        "expire_offers",
        "withdraw_application",
    ] {
        let mut cells = Vec::new();
        for state in &states {
            let (scene, vendor) = waiting_in(*state).await;
            let result = run_on_waiting(&scene, &vendor, use_case).await;
            let known = matches!(
                result,
                Ok(()) | Err(AppError::Refused(_) | AppError::NotFound("offer"))
            );
            assert!(known, "{use_case}: {result:?}");
            let now = scene.waiting().await[0].state;
            // What concerns somebody else alone changes nothing here.
            cells.push(cell(result.is_ok() && now != *state, now.as_str()));
        }
        rows.push((use_case, cells));
    }
    table(&states, WaitingState::as_str, &rows).stands_on_the_page();
}

/// What there is in the outbox: nothing is drafted or held yet.
const NOTICE_STATES: &[NoticeState] = &[
    NoticeState::Released,
    NoticeState::Sending,
    NoticeState::Sent,
    NoticeState::Undeliverable,
    NoticeState::ReachedOtherwise,
];

async fn notice_in(channel: Channel, state: NoticeState) -> Option<Scene> {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let mut form = scene.form("老王");
    if channel == Channel::Paper {
        form.command.email = None;
    }
    form.apply().await;
    let steps: &[&str] = match (channel, state) {
        (_, NoticeState::Released) => &[],
        (Channel::Email, NoticeState::Sending) => &["claim"],
        (Channel::Email, NoticeState::Sent) => &["the sender runs"],
        (Channel::Email, NoticeState::Undeliverable) => &["claim", "fail"],
        (Channel::Email, NoticeState::ReachedOtherwise) => &["claim", "fail", "record_handover"],
        (Channel::Paper, NoticeState::Sent) => &["record_handover"],
        _ => return None,
    };
    for step in steps {
        run_on_notice(&scene, step).await.unwrap();
    }
    Some(scene)
}

async fn the_notice(scene: &Scene) -> notice::Model {
    let [row] = scene.notices().await.try_into().unwrap();
    row
}

async fn run_on_notice(scene: &Scene, use_case: &str) -> Result<(), AppError> {
    let (app, row) = (&scene.app, the_notice(scene).await);
    match use_case {
        "record_handover" => {
            let command = RecordHandover {
                market: MARKET.to_owned(),
                notice: row.public_id,
                how: Handover::Printed,
            };
            record_handover(app, SYSTEM, command).await
        }
        "the sender runs" => outbox(scene).run_once().await.map(drop),
        "the sender runs, after a crash" => {
            scene.later(Duration::minutes(11));
            outbox(scene).run_once().await.map(drop)
        }
        "claim" => {
            let now = app.now();
            let tx = app.store.begin_write().await.unwrap();
            let until = now + Duration::minutes(10);
            store::notice::claim_notices(&tx, now, until, 9)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            Ok(())
        }
        "fail" => {
            let tx = app.store.begin_write().await.unwrap();
            let why = "no such mailbox".to_owned();
            failed(&tx, &row, app.now(), true, why).await?;
            tx.commit().await.unwrap();
            Ok(())
        }
        other => panic!("no use case {other}"),
    }
}

fn outbox(scene: &Scene) -> Outbox {
    let post = Post {
        transport: Transport::Memory(Arc::new(Mutex::new(Vec::new()))),
        from: "market@example.cn".parse().unwrap(),
        public_url: "https://example.cn".to_owned(),
    };
    Outbox::new(scene.app.clone(), post)
}

async fn notice_table(channel: Channel) -> Table {
    let mut states = Vec::new();
    let use_cases = [
        "the sender runs",
        "the sender runs, after a crash",
        "record_handover",
    ];
    let mut rows = use_cases.map(|use_case| (use_case, Vec::new()));
    for state in NOTICE_STATES {
        for (use_case, cells) in &mut rows {
            let Some(scene) = notice_in(channel, *state).await else {
                continue;
            };
            let result = run_on_notice(&scene, use_case).await;
            let known = matches!(result, Ok(()) | Err(AppError::Refused(_)));
            assert!(known, "{use_case}: {result:?}");
            let now = the_notice(&scene).await.state;
            cells.push(cell(result.is_ok() && now != *state, now.as_str()));
        }
        states.extend((rows[0].1.len() > states.len()).then_some(*state));
    }
    table(&states, NoticeState::as_str, &rows)
}

#[tokio::test]
async fn a_notice_by_mail_goes_where_the_page_says() {
    notice_table(Channel::Email).await.stands_on_the_page();
}

#[tokio::test]
async fn a_notice_on_paper_goes_where_the_page_says() {
    notice_table(Channel::Paper).await.stands_on_the_page();
}
