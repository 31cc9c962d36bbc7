//! A round again for the next term: what comes along, what is left out, and what is refused.

use entity::kinds::{Pool, Role, RoundState};
use entity::{round, slot};
use starstall::app::market::{
    CreateStall, Retire, StallFacts, create_stall, retire_category, retire_stall,
    retire_trading_time,
};
use starstall::app::round::step::read;
use starstall::app::round::{CopyRound, RoundCopied, copy_round, open_round};
use starstall::app::{Actor, AppError};
use starstall::domain::announced::AnnouncedDates;
use starstall::domain::calendar::Term;
use starstall::domain::next_term::LeftOut;
use starstall::domain::round::RoundRefusal;
use starstall::domain::rules::{Cap, Quota, RoundRules};
use starstall::domain::values::RowLabel;
use starstall::store;

use crate::support::scene::{
    MARKET, MORNINGS, Scene, all, at, date, here, invalid_field, label, names, refusal, rules,
};

const SYSTEM: &Actor = &Actor::System;
const NEXT: &str = "spring-2";

pub fn copying() -> CopyRound {
    CopyRound {
        from: here(),
        code: label(NEXT),
        names: None,
        term_from: None,
        term_to: None,
        dates: None,
        renewals: None,
    }
}

async fn copy(scene: &Scene) -> RoundCopied {
    copy_round(&scene.app, SYSTEM, copying()).await.unwrap()
}

async fn next(scene: &Scene) -> round::Model {
    let db = scene.store().reader();
    let market = store::market::find_market(db, MARKET).await.unwrap();
    let found = store::round::find_round(db, market.unwrap().id, NEXT).await;
    found.unwrap().unwrap()
}

/// Per stall and trading time, in which pool.
async fn slots_of(scene: &Scene, round: &round::Model) -> Vec<(i64, i64, Pool)> {
    let slots = all::<slot::Entity>(scene, slot::Column::Id).await;
    let own = slots.into_iter().filter(|slot| slot.round_id == round.id);
    let mut own: Vec<_> = own
        .map(|slot| (slot.trading_time_id.0, slot.stall_id.0, slot.pool))
        .collect();
    own.sort_by_key(|(time, stall, _)| (*time, *stall));
    own
}

fn retiring(code: &str) -> Retire {
    Retire {
        market: MARKET.to_owned(),
        code: code.to_owned(),
        expected: None,
    }
}

async fn create(scene: &Scene, code: &str) {
    let command = CreateStall {
        market: MARKET.to_owned(),
        code: label(code),
        facts: StallFacts {
            zone: label("north"),
            row: RowLabel::parse("N").unwrap(),
            place: 1,
            x_dm: 0,
            y_dm: 120,
            width_dm: 30,
            depth_dm: 20,
            features: Vec::new(),
            categories: Vec::new(),
        },
    };
    create_stall(&scene.app, SYSTEM, command).await.unwrap();
}

#[tokio::test]
async fn everything_but_people_comes_along_and_dates_keep_weekday_and_distance() {
    let mut demanding = rules();
    demanding.renewals = true;
    demanding.pools[0].quotas.push(Quota {
        group: entity::kinds::HardshipGroup::Disability,
        at_least: 1,
    });
    demanding.caps.push(Cap {
        category: label("crafts"),
        max: 2,
    });
    let scene = Scene::with_rules(demanding.clone()).await;
    scene.round_in(RoundState::Open).await;
    scene.applicants(3).await;
    scene.round_in(RoundState::Published).await;
    let before = scene.traces().await;
    let copied = copy(&scene).await;

    let term = Term::new(date("2027-04-02"), date("2027-04-25")).unwrap();
    let dates = AnnouncedDates {
        applications_until_utc: at("2027-02-12T16:00:00Z"),
        list_on: date("2027-02-15"),
        freeze_on: date("2027-02-19"),
        draw_on: date("2027-02-22"),
        result_on: date("2027-02-23"),
        final_on: date("2027-03-05"),
    };
    let expected = RoundCopied {
        term,
        dates,
        slots: 8,
        left_out: Vec::new(),
    };
    assert_eq!(copied, expected);
    let (old, new) = (scene.round().await, next(&scene).await);
    assert_eq!(new.state, RoundState::Planned);
    assert_eq!((new.term_from, new.term_to), (term.from(), term.to()));
    assert_eq!(read::<AnnouncedDates>(&new.plan).unwrap(), dates);
    assert_eq!(read::<RoundRules>(&new.rules).unwrap(), demanding);
    assert_eq!(new.names, old.names);
    assert_eq!(
        slots_of(&scene, &new).await,
        slots_of(&scene, &old).await,
        "the same stalls in the same pools"
    );
    let mut after = scene.traces().await;
    after[6] -= 1;
    assert_eq!(after, before, "nothing but one audit row");
    assert_eq!(scene.last_change().await, "system copy_round →planned");
    let mut at = here();
    at.round = NEXT.to_owned();
    open_round(&scene.app, SYSTEM, at).await.unwrap();
}

#[tokio::test]
async fn names_term_dates_and_who_keeps_can_be_said() {
    let scene = Scene::new().await;
    let command = CopyRound {
        names: Some(names("夏季")),
        term_from: Some(date("2027-06-05")),
        term_to: Some(date("2027-08-29")),
        renewals: Some(true),
        ..copying()
    };
    let copied = copy_round(&scene.app, SYSTEM, command).await.unwrap();
    let new = next(&scene).await;
    assert_eq!(new.term_to, date("2027-08-29"));
    // A Saturday after a Friday: deadlines stay on their weekdays.
    assert_eq!(copied.dates.draw_on, date("2027-04-26"));
    assert!(read::<RoundRules>(&new.rules).unwrap().renewals);
    assert_eq!(new.names, serde_json::json!(names("夏季")));
    // The days of the new term are there.
    let days = all::<entity::market_day::Entity>(&scene, entity::market_day::Column::Id).await;
    assert!(days.iter().any(|day| day.date == date("2027-08-28")));

    let dates = AnnouncedDates {
        final_on: date("2027-09-02"),
        ..copied.dates
    };
    let command = CopyRound {
        code: label("autumn"),
        term_from: Some(date("2027-09-03")),
        dates: Some(dates),
        ..copying()
    };
    let copied = copy_round(&scene.app, SYSTEM, command).await.unwrap();
    assert_eq!(copied.dates, dates);
}

#[tokio::test]
async fn what_is_retired_blocked_or_new_is_left_out_and_told() {
    let mut capped = rules();
    capped.caps = ["crafts", "snacks"]
        .map(|category| Cap {
            category: label(category),
            max: 3,
        })
        .to_vec();
    let scene = Scene::with_rules(capped).await;
    scene.round_in(RoundState::Cancelled).await;
    let stalls = scene.stalls().await;
    scene.block(&stalls["A02"], "2027-03-31").await;
    scene.block(&stalls["A03"], "2027-04-04").await;
    for code in ["A01", "A06"] {
        retire_stall(&scene.app, SYSTEM, retiring(code))
            .await
            .unwrap();
    }
    retire_category(&scene.app, SYSTEM, retiring("crafts"))
        .await
        .unwrap();
    create(&scene, "N01").await;
    let copied = copy(&scene).await;
    let stall = |code: &str| code.to_owned();
    assert_eq!(
        copied.left_out,
        [
            LeftOut::RetiredStall {
                stall: stall("A01")
            },
            LeftOut::RetiredStall {
                stall: stall("A06")
            },
            LeftOut::BlockedStall {
                stall: stall("A03"),
                until: Some(date("2027-04-04")),
            },
            LeftOut::NewStall {
                stall: stall("N01")
            },
            LeftOut::CapOfRetiredCategory {
                category: label("crafts"),
            },
        ]
    );
    let new = next(&scene).await;
    assert_eq!(slots_of(&scene, &new).await.len(), copied.slots);
    assert_eq!(copied.slots, 5);
    let rules: RoundRules = read(&new.rules).unwrap();
    assert_eq!(rules.caps.len(), 1);
    let told = scene.audit().await.pop().unwrap().detail.unwrap();
    assert_eq!(told["from"], "spring");
    assert_eq!(told["left_out"][2]["stall"], "A03");
}

#[tokio::test]
async fn a_retired_trading_time_is_left_out_and_nothing_at_all_refused() {
    let scene = Scene::with_two_times().await;
    scene.round_in(RoundState::Cancelled).await;
    retire_trading_time(&scene.app, SYSTEM, retiring(MORNINGS))
        .await
        .unwrap();
    let copied = copy(&scene).await;
    let left_out = LeftOut::RetiredTradingTime {
        trading_time: MORNINGS.to_owned(),
    };
    assert_eq!(copied.left_out, [left_out]);
    assert_eq!(copied.slots, 8);

    let scene = Scene::new().await;
    scene.round_in(RoundState::Cancelled).await;
    for code in scene.stalls().await.keys() {
        retire_stall(&scene.app, SYSTEM, retiring(code))
            .await
            .unwrap();
    }
    let before = scene.traces().await;
    let refused = copy_round(&scene.app, SYSTEM, copying()).await;
    assert_eq!(refusal(refused), RoundRefusal::NothingToCopy.into());
    assert_eq!(scene.traces().await, before);
}

#[tokio::test]
async fn a_copy_is_refused_when_it_is_there_overlaps_or_comes_too_late() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Published).await;
    let before = scene.traces().await;
    let with = |change: fn(&mut CopyRound)| {
        let mut command = copying();
        change(&mut command);
        copy_round(&scene.app, SYSTEM, command)
    };
    let same_code = with(|command| command.code = label("spring"));
    assert_eq!(invalid_field(same_code.await), "code");
    let overlapping = with(|command| command.term_from = Some(date("2027-03-26")));
    assert_eq!(invalid_field(overlapping.await), "term");
    let backwards = with(|command| command.term_to = Some(date("2027-04-01")));
    assert_eq!(invalid_field(backwards.await), "term");
    let nowhere = with(|command| command.term_from = Some(chrono::NaiveDate::MAX));
    assert_eq!(invalid_field(nowhere.await), "term");
    scene.on(date("2027-02-13"));
    let until = at("2027-02-12T16:00:00Z");
    let late = with(|_| ()).await;
    assert_eq!(
        refusal(late),
        RoundRefusal::DeadlineNotAhead { until }.into()
    );
    let mut elsewhere = copying();
    elsewhere.from.round = "autumn".to_owned();
    let missing = copy_round(&scene.app, SYSTEM, elsewhere).await;
    assert!(matches!(missing, Err(AppError::NotFound("round"))));
    assert_eq!(scene.traces().await, before);
    let auditor = scene.staff(Role::Auditor).await;
    let forbidden = copy_round(&scene.app, &auditor, copying()).await;
    assert!(matches!(forbidden, Err(AppError::Forbidden)));
}
