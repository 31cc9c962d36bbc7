//! A stall that cannot be used for a time: who has it is asked first.

use entity::kinds::{OfferState, Role, RoundState};
use entity::{audit, market_day, stall_block};
use starstall::app::block::{
    BlockStall, HolderGoes, UnblockStall, WhereTo, block_stall, list_blocks, unblock_stall,
};
use starstall::app::market::show_market;
use starstall::app::offer::{confirm_offer, decline_offer};
use starstall::app::{Actor, AppError};
use starstall::domain::holding::HoldingRefusal;
use starstall::domain::market::{HolderConcerned, MarketRefusal};
use starstall::domain::values::Note;

use crate::app::races::{at_once, exactly_one};
use crate::support::scene::{
    EVENINGS, MARKET, ROUND, Scene, Vendor, all, date, invalid_field, label, refusal,
};

const SYSTEM: &Actor = &Actor::System;

/// The second weekend of the term.
fn blocking(stall: &str) -> BlockStall {
    BlockStall {
        market: MARKET.to_owned(),
        stall: stall.to_owned(),
        from: date("2027-03-12"),
        until: Some(date("2027-03-14")),
        reason: Note::parse("下水道维修。").unwrap(),
        holders: Vec::new(),
    }
}

fn going(vendor: &Vendor, to: Option<&str>) -> HolderGoes {
    HolderGoes {
        code: vendor.code.clone(),
        to: to.map_or(WhereTo::Nowhere, |code| WhereTo::Stall(label(code))),
    }
}

/// `A01` is held by one vendor, `A02` offered to another.
async fn held_and_offered() -> (Scene, Vendor, Vendor) {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let holder = scene.form("老王").only(&["A01"]).apply().await;
    let offered = scene.form("老李").only(&["A02"]).apply().await;
    scene.round_in(RoundState::Final).await;
    let offer = holder.open_offer(&scene).await.unwrap();
    confirm_offer(&scene.app, SYSTEM, &offer.public_id)
        .await
        .unwrap();
    (scene, holder, offered)
}

/// The dates on which somebody has this stall.
async fn days_of(scene: &Scene, stall: &str) -> Vec<String> {
    let stall = scene.stalls().await[stall].id;
    let taken = scene.occupancies().await;
    let days = all::<market_day::Entity>(scene, market_day::Column::Date).await;
    days.into_iter()
        .filter(|day| {
            let here = |row: &&entity::occupancy::Model| row.stall_id == stall;
            taken
                .iter()
                .filter(here)
                .any(|row| row.market_day_id == day.id)
        })
        .map(|day| day.date.to_string())
        .collect()
}

const WEEKEND: [&str; 3] = ["2027-03-12", "2027-03-13", "2027-03-14"];

#[tokio::test]
async fn a_free_stall_is_blocked_without_a_question_and_no_list_has_it() {
    let scene = Scene::new().await;
    block_stall(&scene.app, SYSTEM, blocking("A01"))
        .await
        .unwrap();
    scene.round_in(RoundState::Open).await;
    let vendor = scene.form("老王").only(&["A01"]).apply().await;
    scene.round_in(RoundState::Final).await;
    assert!(vendor.offers(&scene).await.is_empty());
    let [listed] = list_blocks(&scene.app, SYSTEM, MARKET)
        .await
        .unwrap()
        .try_into()
        .unwrap();
    assert_eq!(
        (listed.stall.as_str(), listed.reason.as_str()),
        ("A01", "下水道维修。")
    );
}

#[tokio::test]
async fn whoever_has_the_stall_is_named_before_anything_changes() {
    let (scene, holder, offered) = held_and_offered().await;
    let before = scene.traces().await;
    for (stall, vendor) in [("A01", &holder), ("A02", &offered)] {
        let blocked = block_stall(&scene.app, SYSTEM, blocking(stall)).await;
        let holders = vec![HolderConcerned {
            code: vendor.code.clone(),
            market_days: 3,
            from: date("2027-03-12"),
            until: date("2027-03-14"),
        }];
        let stall = stall.to_owned();
        assert_eq!(
            refusal(blocked),
            MarketRefusal::HoldersConcerned { stall, holders }.into()
        );
    }
    assert_eq!(scene.traces().await, before);
    assert!(
        all::<stall_block::Entity>(&scene, stall_block::Column::Id)
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn a_holder_is_moved_for_those_days_and_told() {
    let (scene, holder, _) = held_and_offered().await;
    let mut command = blocking("A01");
    command.holders = vec![going(&holder, Some("A03"))];
    block_stall(&scene.app, SYSTEM, command).await.unwrap();
    assert_eq!(days_of(&scene, "A03").await, WEEKEND);
    assert_eq!(days_of(&scene, "A01").await.len(), 9);
    assert_eq!(scene.told("stall_blocked").await, 1);
    let [held] = scene.holdings().await.try_into().unwrap();
    assert_eq!(held.stall_id, scene.stalls().await["A01"].id);

    scene.on(date("2027-03-12"));
    let shown = show_market(&scene.app, MARKET, Some(EVENINGS))
        .await
        .unwrap();
    let stalls = scene.stalls().await;
    assert!(shown.present.contains_key(&stalls["A03"].id));
    assert!(!shown.present.contains_key(&stalls["A01"].id));
}

#[tokio::test]
async fn a_holder_without_a_stall_for_some_days_keeps_all_the_others() {
    let (scene, _, offered) = held_and_offered().await;
    let mut command = blocking("A02");
    command.holders = vec![going(&offered, None)];
    block_stall(&scene.app, SYSTEM, command).await.unwrap();
    assert_eq!(days_of(&scene, "A02").await.len(), 9);
    assert_eq!(scene.told("stall_blocked").await, 1);
    let rows = all::<audit::Entity>(&scene, audit::Column::Id).await;
    let row = rows
        .iter()
        .find(|row| row.action == "leave_out_for_blocked_stall");
    let row = row.unwrap();
    assert_eq!(row.reason.as_deref(), Some("下水道维修。"));
    assert_eq!(row.subject, format!("application:{}", offered.code));
    let offer = offered.open_offer(&scene).await.unwrap();
    confirm_offer(&scene.app, SYSTEM, &offer.public_id)
        .await
        .unwrap();
    assert_eq!(days_of(&scene, "A02").await.len(), 9);
}

#[tokio::test]
async fn whoever_is_moved_for_good_holds_the_other_stall() {
    let (scene, holder, _) = held_and_offered().await;
    let mut command = blocking("A01");
    (command.from, command.until) = (date("2027-02-20"), None);
    command.holders = vec![going(&holder, Some("A03"))];
    block_stall(&scene.app, SYSTEM, command).await.unwrap();
    let [held] = scene.holdings().await.try_into().unwrap();
    assert_eq!(held.stall_id, scene.stalls().await["A03"].id);
    assert!(days_of(&scene, "A01").await.is_empty());
}

#[tokio::test]
async fn nobody_is_moved_to_where_they_cannot_be() {
    let (scene, holder, _) = held_and_offered().await;
    block_stall(&scene.app, SYSTEM, blocking("A04"))
        .await
        .unwrap();
    let before = scene.traces().await;
    for to in ["A01", "A02", "A04", "Z99"] {
        let mut command = blocking("A01");
        command.holders = vec![going(&holder, Some(to))];
        let blocked = block_stall(&scene.app, SYSTEM, command).await;
        assert_eq!(invalid_field(blocked), "holders", "{to}");
    }
    let mut twice = blocking("A01");
    twice.holders = vec![going(&holder, None), going(&holder, Some("A03"))];
    assert_eq!(
        invalid_field(block_stall(&scene.app, SYSTEM, twice).await),
        "holders"
    );
    let mut nobody = blocking("A03");
    nobody.holders = vec![going(&holder, None)];
    assert_eq!(
        invalid_field(block_stall(&scene.app, SYSTEM, nobody).await),
        "holders"
    );
    assert_eq!(scene.traces().await, before);
}

#[tokio::test]
async fn days_that_have_been_are_not_blocked() {
    let scene = Scene::new().await;
    let mut command = blocking("A01");
    command.from = date("2027-01-03");
    let blocked = block_stall(&scene.app, SYSTEM, command).await;
    let date_of = date("2027-01-03");
    assert_eq!(
        refusal(blocked),
        HoldingRefusal::InThePast { date: date_of }.into()
    );
    let mut command = blocking("A01");
    command.until = Some(date("2027-03-11"));
    assert_eq!(
        invalid_field(block_stall(&scene.app, SYSTEM, command).await),
        "until"
    );
}

#[tokio::test]
async fn what_stands_on_a_fixed_list_is_not_taken_off_it() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    scene.applicants(3).await;
    for state in [RoundState::Frozen, RoundState::Drawn, RoundState::Published] {
        scene.round_in(state).await;
        let blocked = block_stall(&scene.app, SYSTEM, blocking("A01")).await;
        let (stall, round) = ("A01".to_owned(), ROUND.to_owned());
        assert_eq!(
            refusal(blocked),
            MarketRefusal::ListFixed { stall, round }.into()
        );
    }
    let mut before_the_term = blocking("A01");
    before_the_term.from = date("2027-02-20");
    before_the_term.until = Some(date("2027-03-04"));
    block_stall(&scene.app, SYSTEM, before_the_term)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_lifted_block_frees_the_stall_for_the_next_one_waiting() {
    let scene = Scene::new().await;
    block_stall(&scene.app, SYSTEM, blocking("A01"))
        .await
        .unwrap();
    let mut command = blocking("A02");
    command.until = None;
    let block = block_stall(&scene.app, SYSTEM, command).await.unwrap();
    scene.round_in(RoundState::Open).await;
    let first = scene.form("老王").only(&["A03", "A02"]).apply().await;
    let second = scene.form("老李").only(&["A03", "A02"]).apply().await;
    scene.round_in(RoundState::Running).await;
    let lifting = |from: &str| UnblockStall {
        market: MARKET.to_owned(),
        block: block.clone(),
        from: Some(date(from)),
    };
    let lifted = unblock_stall(&scene.app, SYSTEM, lifting("2027-03-01")).await;
    assert!(matches!(
        refusal(lifted),
        starstall::domain::Refusal::Holding(_)
    ));
    unblock_stall(&scene.app, SYSTEM, lifting("2027-03-05"))
        .await
        .unwrap();
    let [left] = all::<stall_block::Entity>(&scene, stall_block::Column::Id)
        .await
        .try_into()
        .unwrap();
    assert_eq!(left.stall_id, scene.stalls().await["A01"].id);
    assert_eq!(days_of(&scene, "A02").await.len(), 12);
    let mut offers = first.offers(&scene).await;
    offers.extend(second.offers(&scene).await);
    assert_eq!(offers.len(), 2);
    assert!(offers.iter().all(|offer| offer.state == OfferState::Open));
    let again = unblock_stall(&scene.app, SYSTEM, lifting("2027-03-05")).await;
    assert!(matches!(again, Err(AppError::NotFound("block"))));
}

#[tokio::test]
async fn a_stall_is_blocked_or_confirmed_and_never_lost() {
    for _ in 0..4 {
        let (scene, _, offered) = held_and_offered().await;
        let other = scene.another_instance().await;
        let offer = offered.open_offer(&scene).await.unwrap().public_id;
        let (app, id) = (scene.app.clone(), offer.clone());
        let decline = move || async move { decline_offer(&app, SYSTEM, &id).await };
        let mut command = blocking("A02");
        command.holders = vec![going(&offered, Some("A04"))];
        let block = move || async move { block_stall(&other, SYSTEM, command).await.map(drop) };
        let decline = Box::new(move || {
            Box::pin(decline()) as std::pin::Pin<Box<dyn Future<Output = _> + Send>>
        }) as Box<dyn FnOnce() -> _>;
        let block = Box::new(move || {
            Box::pin(block()) as std::pin::Pin<Box<dyn Future<Output = _> + Send>>
        }) as Box<dyn FnOnce() -> _>;
        let answers: Vec<Result<(), AppError>> = at_once([decline, block]).await;
        if answers.iter().any(Result::is_err) {
            exactly_one(&answers);
        }
        let blocked = !all::<stall_block::Entity>(&scene, stall_block::Column::Id)
            .await
            .is_empty();
        let here = days_of(&scene, "A02").await;
        assert!(
            !blocked
                || WEEKEND
                    .iter()
                    .all(|day| !here.iter().any(|taken| taken == day))
        );
    }
}

#[tokio::test]
async fn only_operators_block_a_stall() {
    let scene = Scene::new().await;
    let auditor = scene.staff(Role::Auditor).await;
    let blocked = block_stall(&scene.app, &auditor, blocking("A01")).await;
    assert!(matches!(blocked, Err(AppError::Forbidden)));
    let lifting = UnblockStall {
        market: MARKET.to_owned(),
        block: String::new(),
        from: None,
    };
    let lifted = unblock_stall(&scene.app, &auditor, lifting).await;
    assert!(matches!(lifted, Err(AppError::Forbidden)));
    assert!(list_blocks(&scene.app, &auditor, MARKET).await.is_ok());
}
