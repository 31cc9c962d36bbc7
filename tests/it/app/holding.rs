//! Holdings that are given up, ended on stated grounds, and moved by hand.

use chrono::NaiveDate;
use entity::kinds::{Feature, HoldingState, Origin, PublicEvent, Role, RoundState};
use entity::{holding, market_day, occupancy, round_log};
use starstall::app::holding::{
    EndHolding, GiveUpHolding, MoveHolding, end_holding, give_up_holding, move_holding,
};
use starstall::app::offer::confirm_offer;
use starstall::app::{Actor, AppError};
use starstall::domain::fit::Misfit;
use starstall::domain::holding::{HoldingAction, HoldingRefusal};
use starstall::domain::round::RoundRefusal;
use starstall::domain::values::Note;

use crate::support::scene::{Scene, Vendor, all, date, invalid_field, label, refusal};

const SYSTEM: &Actor = &Actor::System;
/// The second Friday of the term.
const SECOND_WEEK: &str = "2027-03-12";

/// Somebody holds `A01`, nobody `A03`, and eight wait or hold the rest of the stalls.
async fn held(stall: &str) -> (Scene, Vendor, Vendor) {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let holder = scene.form("老王").only(&[stall]).apply().await;
    let waits = scene.form("老李").only(&[stall]).apply().await;
    scene.round_in(RoundState::Final).await;
    let (holder, waits) = match holder.open_offer(&scene).await {
        Some(_) => (holder, waits),
        None => (waits, holder),
    };
    let offer = holder.open_offer(&scene).await.unwrap().public_id;
    confirm_offer(&scene.app, &holder.actor(), &offer)
        .await
        .unwrap();
    scene.round_in(RoundState::Running).await;
    (scene, holder, waits)
}

async fn only_holding(scene: &Scene) -> holding::Model {
    let mut holdings = scene.holdings().await;
    holdings.sort_by_key(|row| row.id);
    holdings.pop().unwrap()
}

/// The days that a holding or an offer has.
async fn days(scene: &Scene, of: impl Fn(&occupancy::Model) -> bool) -> Vec<NaiveDate> {
    let days = all::<market_day::Entity>(scene, market_day::Column::Id).await;
    let rows = scene.occupancies().await;
    let mut dates: Vec<NaiveDate> = rows
        .iter()
        .filter(|row| of(row))
        .filter_map(|row| days.iter().find(|day| day.id == row.market_day_id))
        .map(|day| day.date)
        .collect();
    dates.sort_unstable();
    dates
}

fn giving_up(row: &holding::Model, from: &str) -> GiveUpHolding {
    GiveUpHolding {
        holding: row.public_id.clone(),
        from: date(from),
    }
}

fn ending(row: &holding::Model, from: &str) -> EndHolding {
    EndHolding {
        holding: row.public_id.clone(),
        from: date(from),
        grounds: Note::parse("连续六个开市日没有出摊。").unwrap(),
    }
}

fn moving(row: &holding::Model, to: &str) -> MoveHolding {
    MoveHolding {
        holding: row.public_id.clone(),
        to_stall: label(to),
        from: date(SECOND_WEEK),
        reason: Note::parse("地面要修。").unwrap(),
        despite: Vec::new(),
    }
}

#[tokio::test]
async fn what_is_given_up_goes_to_the_next_one_waiting_from_that_day_on() {
    let (scene, holder, waits) = held("A01").await;
    let row = only_holding(&scene).await;
    give_up_holding(&scene.app, &holder.actor(), giving_up(&row, SECOND_WEEK))
        .await
        .unwrap();
    let row = only_holding(&scene).await;
    assert_eq!(row.state, HoldingState::GivenUp);
    assert_eq!(row.free_from, Some(date(SECOND_WEEK)));
    let kept = days(&scene, |day| day.holding_id == Some(row.id)).await;
    assert_eq!(kept.len(), 3, "the first weekend stays theirs");
    assert_eq!(scene.told("holding_given_up").await, 1);

    let offer = waits.open_offer(&scene).await.unwrap();
    assert_eq!(offer.from_date, Some(date(SECOND_WEEK)));
    let offered = days(&scene, |day| day.offer_id == Some(offer.id)).await;
    assert_eq!(offered.len(), 9);
    confirm_offer(&scene.app, &waits.actor(), &offer.public_id)
        .await
        .unwrap();
    let next = only_holding(&scene).await;
    assert_eq!(
        next.registration_id,
        waits.row(&scene).await.registration_id
    );
    assert_eq!(next.from_date, date(SECOND_WEEK));
    assert_eq!(
        days(&scene, |day| day.holding_id == Some(next.id)).await,
        offered
    );
}

#[tokio::test]
async fn days_that_have_been_are_not_undone_and_nothing_stops_twice() {
    let (scene, holder, _) = held("A01").await;
    let own = &holder.actor();
    scene.on(date(SECOND_WEEK));
    let before = scene.traces().await;
    let row = only_holding(&scene).await;
    let undone = give_up_holding(&scene.app, own, giving_up(&row, "2027-03-11")).await;
    let date_past = date("2027-03-11");
    assert_eq!(
        refusal(undone),
        HoldingRefusal::InThePast { date: date_past }.into()
    );
    let beyond = give_up_holding(&scene.app, own, giving_up(&row, "2027-03-29")).await;
    let to = date("2027-03-28");
    assert_eq!(refusal(beyond), HoldingRefusal::AfterTheTerm { to }.into());
    assert_eq!(scene.traces().await, before);
    give_up_holding(&scene.app, own, giving_up(&row, SECOND_WEEK))
        .await
        .unwrap();
    let twice = end_holding(&scene.app, SYSTEM, ending(&row, SECOND_WEEK)).await;
    let not_now = HoldingRefusal::NotNow {
        action: HoldingAction::End,
        state: HoldingState::GivenUp,
    };
    assert_eq!(refusal(twice), not_now.into());
}

#[tokio::test]
async fn a_holding_is_ended_on_grounds_that_its_vendor_hears() {
    let (scene, holder, waits) = held("A01").await;
    let row = only_holding(&scene).await;
    let by_vendor = end_holding(&scene.app, &holder.actor(), ending(&row, SECOND_WEEK)).await;
    assert!(matches!(by_vendor, Err(AppError::Forbidden)));
    let operator = scene.staff(Role::Operator).await;
    end_holding(&scene.app, &operator, ending(&row, SECOND_WEEK))
        .await
        .unwrap();
    let row = only_holding(&scene).await;
    assert_eq!(row.state, HoldingState::Ended);
    assert_eq!(row.grounds.as_deref(), Some("连续六个开市日没有出摊。"));
    assert_eq!(scene.told("holding_ended").await, 1);
    assert!(waits.open_offer(&scene).await.is_some());
    let audit = scene.audit().await;
    let ended = audit
        .iter()
        .find(|row| row.action == "end_holding")
        .unwrap();
    assert_eq!(ended.reason.as_deref(), Some("连续六个开市日没有出摊。"));
}

#[tokio::test]
async fn a_vendor_is_moved_by_hand_and_the_public_log_says_why_and_not_whom() {
    let (scene, holder, waits) = held("A01").await;
    let old = only_holding(&scene).await;
    let id = move_holding(&scene.app, SYSTEM, moving(&old, "A04"))
        .await
        .unwrap();
    let rows = scene.holdings().await;
    let ended = rows.iter().find(|row| row.id == old.id).unwrap();
    let new = rows.iter().find(|row| row.public_id == id).unwrap();
    assert_eq!(ended.state, HoldingState::Ended);
    assert_eq!(
        (new.state, new.origin),
        (HoldingState::Running, Origin::ByHand)
    );
    assert_eq!((new.pool, new.to_date), (old.pool, old.to_date));
    assert_eq!(new.application_id, old.application_id);
    let stalls = scene.stalls().await;
    assert_eq!(new.stall_id, stalls["A04"].id);
    assert_eq!(
        days(&scene, |day| day.holding_id == Some(old.id))
            .await
            .len(),
        3
    );
    assert_eq!(
        days(&scene, |day| day.stall_id == stalls["A04"].id)
            .await
            .len(),
        9
    );
    assert_eq!(scene.told("holding_moved").await, 1);
    let offer = waits.open_offer(&scene).await.unwrap();
    assert_eq!(offer.from_date, Some(date(SECOND_WEEK)));
    let [log] = all::<round_log::Entity>(&scene, round_log::Column::Id)
        .await
        .try_into()
        .unwrap();
    assert_eq!(log.event, PublicEvent::MovedByHand);
    assert_eq!(log.reason, "地面要修。");
    for telling in [holder.code.as_str(), "老王小吃 老李小吃", "低保"] {
        let command = MoveHolding {
            reason: Note::parse(telling).unwrap(),
            holding: id.clone(),
            ..moving(&old, "A05")
        };
        let told = move_holding(&scene.app, SYSTEM, command).await;
        assert_eq!(refusal(told), RoundRefusal::ReasonTellsWho.into());
    }
}

#[tokio::test]
async fn the_other_stall_must_be_there_and_free_on_all_days() {
    let (scene, holder, _) = held("A01").await;
    let row = only_holding(&scene).await;
    let before = scene.traces().await;
    for (stall, why) in [("A01", "the same"), ("Z99", "unknown")] {
        let moved = move_holding(&scene.app, SYSTEM, moving(&row, stall)).await;
        assert_eq!(invalid_field(moved), "to_stall", "{why}");
    }
    let blocked = scene.stalls().await["A04"].clone();
    scene.block(&blocked, "2027-03-14").await;
    let moved = move_holding(&scene.app, SYSTEM, moving(&row, "A04")).await;
    assert_eq!(invalid_field(moved), "to_stall");
    let vendor = move_holding(&scene.app, &holder.actor(), moving(&row, "A05")).await;
    assert!(matches!(vendor, Err(AppError::Forbidden)));
    assert_eq!(scene.traces().await, before);
}

#[tokio::test]
async fn a_taken_stall_is_not_given_twice() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    for (name, stall) in [("老王", "A01"), ("老李", "A02")] {
        scene.form(name).only(&[stall]).apply().await;
    }
    scene.round_in(RoundState::Final).await;
    for offer in scene.offers().await {
        confirm_offer(&scene.app, SYSTEM, &offer.public_id)
            .await
            .unwrap();
    }
    let row = scene.holdings().await.remove(0);
    let moved = move_holding(&scene.app, SYSTEM, moving(&row, "A02")).await;
    assert_eq!(invalid_field(moved), "to_stall");
}

#[tokio::test]
async fn what_does_not_fit_is_warned_about_and_done_only_when_somebody_says_so() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let form = scene.form("老王").only(&["A01"]).needing(Feature::Power);
    form.apply().await;
    scene.round_in(RoundState::Final).await;
    let offer = scene.offers().await.remove(0).public_id;
    confirm_offer(&scene.app, SYSTEM, &offer).await.unwrap();
    let row = only_holding(&scene).await;
    let moving = |to: &str, despite: &[Misfit]| MoveHolding {
        despite: despite.to_vec(),
        ..moving(&row, to)
    };
    for (to, despite, misfit) in [
        ("A04", &[][..], Misfit::Needs),
        ("A06", &[Misfit::Needs][..], Misfit::Category),
        ("L02", &[][..], Misfit::Pool),
        ("L01", &[Misfit::Pool][..], Misfit::Needs),
    ] {
        let refused = move_holding(&scene.app, SYSTEM, moving(to, despite)).await;
        assert_eq!(
            refusal(refused),
            HoldingRefusal::DoesNotFit { misfit }.into(),
            "{to}"
        );
    }
    move_holding(
        &scene.app,
        SYSTEM,
        moving("A06", &[Misfit::Needs, Misfit::Category]),
    )
    .await
    .unwrap();
    let audit = scene.audit().await;
    let done = audit.iter().rfind(|row| row.action == "hold_by_hand");
    let detail = done.unwrap().detail.clone().unwrap();
    assert_eq!(detail["despite"], serde_json::json!(["needs", "category"]));
}
