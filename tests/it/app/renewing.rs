//! Holders of one term who apply to keep what they hold in the next.

use chrono::Duration;
use entity::kinds::{Feature, RoundState};
use entity::{draw, draw_entry};
use starstall::app::application::{
    ApplyToRenew, TimeWanted, WishFor, accept_application, apply, apply_to_renew,
};
use starstall::app::draw::{RecordSeed, record_seed};
use starstall::app::holding::{EndHolding, end_holding};
use starstall::app::offer::confirm_offer;
use starstall::app::round::{
    PlanRound, RoundRef, close_applications, freeze_list, open_round, plan_round, publish_list,
};
use starstall::app::{Actor, AppError};
use starstall::domain::announced::AnnouncedDates;
use starstall::domain::application::ApplicationRefusal;
use starstall::domain::calendar::Term;
use starstall::domain::values::Note;
use starstall::engine::Problem;
use starstall::{jobs, store};

use crate::support::scene::{
    DIGITS, EVENINGS, MARKET, Scene, Vendor, all, at, date, label, plan, refusal, rules,
};

const SYSTEM: &Actor = &Actor::System;
const NEXT: &str = "summer";

fn there() -> RoundRef {
    RoundRef {
        market: MARKET.to_owned(),
        round: NEXT.to_owned(),
    }
}

/// Two hold `A01` and `A03`; the next round is open while their term runs.
async fn next_round(renewals: bool) -> (Scene, [Vendor; 2]) {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let holders = [
        scene.form("老王").only(&["A01"]).apply().await,
        scene.form("老李").only(&["A03"]).apply().await,
    ];
    scene.round_in(RoundState::Final).await;
    for offer in scene.offers().await {
        confirm_offer(&scene.app, SYSTEM, &offer.public_id)
            .await
            .unwrap();
    }
    scene.round_in(RoundState::Running).await;
    let mut rules = rules();
    rules.renewals = renewals;
    let command = PlanRound {
        code: label(NEXT),
        term: Term::new(date("2027-05-07"), date("2027-05-30")).unwrap(),
        dates: AnnouncedDates {
            applications_until_utc: at("2027-03-20T16:00:00Z"),
            list_on: date("2027-03-22"),
            freeze_on: date("2027-03-26"),
            draw_on: date("2027-03-29"),
            result_on: date("2027-03-30"),
            final_on: date("2027-04-09"),
        },
        ..plan(&[EVENINGS], rules)
    };
    plan_round(&scene.app, SYSTEM, command).await.unwrap();
    open_round(&scene.app, SYSTEM, there()).await.unwrap();
    (scene, holders)
}

async fn renewal(scene: &Scene, vendor: &Vendor, wishes: &[&str]) -> ApplyToRenew {
    let own = vendor.row(scene).await.registration_id;
    let holdings = scene.holdings().await;
    let held = holdings.iter().find(|row| row.registration_id == own);
    let wanted = TimeWanted {
        trading_time: label(EVENINGS),
        wishes: wishes
            .iter()
            .map(|code| WishFor::Stall(label(code)))
            .collect(),
        anywhere: false,
    };
    ApplyToRenew {
        at: there(),
        holding: held.unwrap().public_id.clone(),
        category: label("snacks"),
        needs: Vec::new(),
        workers: 2,
        charity: None,
        times: if wishes.is_empty() {
            Vec::new()
        } else {
            vec![wanted]
        },
    }
}

async fn freeze(scene: &Scene) -> Problem {
    let db = scene.store().reader();
    let market = store::market::find_market(db, MARKET)
        .await
        .unwrap()
        .unwrap();
    let round = store::round::find_round(db, market.id, NEXT).await;
    let round = round.unwrap().unwrap();
    scene.after(round.applications_until);
    close_applications(&scene.app, SYSTEM, there())
        .await
        .unwrap();
    for row in scene.applications().await {
        if row.round_id == round.id {
            accept_application(&scene.app, SYSTEM, &row.code)
                .await
                .unwrap();
        }
    }
    publish_list(&scene.app, SYSTEM, there()).await.unwrap();
    scene.later(Duration::days(5));
    freeze_list(&scene.app, SYSTEM, there()).await.unwrap();
    let draw = all::<draw::Entity>(scene, draw::Column::Id).await.pop();
    Problem::from_json(&draw.unwrap().problem).unwrap()
}

#[tokio::test]
async fn a_holder_applies_with_what_they_hold_and_keeps_it() {
    let (scene, holders) = next_round(true).await;
    let command = renewal(&scene, &holders[0], &[]).await;
    let receipt = apply_to_renew(&scene.app, &holders[0].actor(), command)
        .await
        .unwrap();
    let mut others = scene.form("新来").only(&["A01"]).command;
    others.at = there();
    apply(&scene.app, SYSTEM, others).await.unwrap();
    let problem = freeze(&scene).await;
    let own = receipt.code.as_str();
    let entry = problem.applicants.iter().find(|row| row.code == own);
    assert_eq!(entry.unwrap().holds, ["A01"]);
    let newcomer = problem.applicants.iter().find(|row| row.code != own);
    assert!(newcomer.unwrap().holds.is_empty());

    let seed = RecordSeed {
        at: there(),
        values: vec![DIGITS.to_owned().into()],
        weak_accepted: false,
    };
    record_seed(&scene.app, SYSTEM, seed).await.unwrap();
    jobs::draws::run_due(&scene.app).await.unwrap();
    let db = scene.store().reader();
    let id = store::application::find_application(db, own).await;
    let id = id.unwrap().unwrap().id;
    let entries = all::<draw_entry::Entity>(&scene, draw_entry::Column::Id).await;
    let drawn = entries.iter().find(|row| row.application_id == id).unwrap();
    assert!(
        drawn.reason.to_string().contains("\"held\":true"),
        "{}",
        drawn.reason
    );
}

#[tokio::test]
async fn only_what_is_on_the_list_of_use_and_still_held_counts() {
    let (scene, holders) = next_round(true).await;
    let mut first = renewal(&scene, &holders[0], &["A02"]).await;
    first.needs = vec![Feature::Water];
    let second = renewal(&scene, &holders[1], &["A05"]).await;
    let codes = [
        apply_to_renew(&scene.app, SYSTEM, first)
            .await
            .unwrap()
            .code,
        apply_to_renew(&scene.app, SYSTEM, second)
            .await
            .unwrap()
            .code,
    ];
    let own = holders[1].row(&scene).await.registration_id;
    let holdings = scene.holdings().await;
    let held = holdings.iter().find(|row| row.registration_id == own);
    let command = EndHolding {
        holding: held.unwrap().public_id.clone(),
        from: date("2027-03-19"),
        grounds: Note::parse("租金未付。").unwrap(),
    };
    end_holding(&scene.app, SYSTEM, command).await.unwrap();
    let problem = freeze(&scene).await;
    for (code, why) in codes
        .iter()
        .zip(["A01 has no water", "A03 is not held any more"])
    {
        let entry = problem
            .applicants
            .iter()
            .find(|row| row.code == code.as_str());
        assert!(entry.unwrap().holds.is_empty(), "{why}");
    }
}

#[tokio::test]
async fn renewing_asks_for_rules_that_know_it_for_a_stall_and_once() {
    let (scene, holders) = next_round(false).await;
    let command = renewal(&scene, &holders[0], &[]).await;
    let before = scene.traces().await;
    let refused = apply_to_renew(&scene.app, SYSTEM, command).await;
    assert_eq!(refusal(refused), ApplicationRefusal::NoRenewals.into());
    assert_eq!(scene.traces().await, before);

    let (scene, holders) = next_round(true).await;
    let command = renewal(&scene, &holders[0], &[]).await;
    let others = apply_to_renew(&scene.app, &holders[1].actor(), command.clone()).await;
    assert!(matches!(others, Err(AppError::Forbidden)), "{others:?}");
    apply_to_renew(&scene.app, SYSTEM, command.clone())
        .await
        .unwrap();
    let twice = apply_to_renew(&scene.app, SYSTEM, command).await;
    assert_eq!(refusal(twice), ApplicationRefusal::AlreadyThere.into());
    let command = renewal(&scene, &holders[1], &[]).await;
    let ended = EndHolding {
        holding: command.holding.clone(),
        from: date("2027-03-12"),
        grounds: Note::parse("租金未付。").unwrap(),
    };
    end_holding(&scene.app, SYSTEM, ended).await.unwrap();
    let nothing = apply_to_renew(&scene.app, SYSTEM, command).await;
    assert_eq!(refusal(nothing), ApplicationRefusal::HoldsNothing.into());
}
