//! The parts of a market come, change and go; what somebody relies on stays.

use chrono_tz::Tz;
use entity::kinds::{Language, Role, RoundState, ZoneColour};
use entity::{market_day, trading_time, zone};
use starstall::app::market::{
    CategoryFacts, CreateCategory, CreateStall, CreateTradingTime, CreateZone, EditCategory,
    EditMarket, EditTradingTime, EditZone, MarketFacts, Retire, StallFacts, TradingTimeFacts,
    ZoneFacts, create_category, create_stall, create_trading_time, create_zone, edit_category,
    edit_market, edit_trading_time, edit_zone, retire_category, retire_stall, retire_trading_time,
    retire_zone,
};
use starstall::app::round::cancel_round;
use starstall::app::{Actor, AppError};
use starstall::domain::calendar::{TradingTimeSpec, Weekdays};
use starstall::domain::edit::EditRefusal;
use starstall::domain::market::MarketRefusal;
use starstall::domain::values::{Contact, Revision, RowLabel};
use starstall::store;

use crate::support::scene::{
    EVENINGS, MARKET, MORNINGS, ROUND, Scene, all, cancelling, invalid_field, label, names, refusal,
};

const SYSTEM: &Actor = &Actor::System;

fn retiring(code: &str) -> Retire {
    Retire {
        market: MARKET.to_owned(),
        code: code.to_owned(),
        expected: None,
    }
}

fn zone_facts() -> ZoneFacts {
    ZoneFacts {
        names: names("西区"),
        colour: ZoneColour::Sky,
        label_x_dm: 10,
        label_y_dm: 20,
    }
}

fn time_facts(days: &[&str], starts_at_minute: u32) -> TradingTimeFacts {
    let weekdays = Weekdays::parse(days.iter().copied()).unwrap();
    TradingTimeFacts {
        names: names("夜里"),
        spec: TradingTimeSpec::new(weekdays, starts_at_minute, 300).unwrap(),
    }
}

fn editing_time(code: &str, facts: TradingTimeFacts) -> EditTradingTime {
    EditTradingTime {
        market: MARKET.to_owned(),
        trading_time: code.to_owned(),
        expected: None,
        facts,
    }
}

async fn create(scene: &Scene, code: &str, place: i32) -> Result<Revision, AppError> {
    let command = CreateStall {
        market: MARKET.to_owned(),
        code: label(code),
        facts: StallFacts {
            zone: label("north"),
            row: RowLabel::parse("N").unwrap(),
            place,
            x_dm: 0,
            y_dm: 120,
            width_dm: 30,
            depth_dm: 20,
            features: Vec::new(),
            categories: vec![label("crafts")],
        },
    };
    create_stall(&scene.app, SYSTEM, command).await
}

#[tokio::test]
async fn a_zone_comes_changes_and_goes() {
    let scene = Scene::new().await;
    let command = CreateZone {
        market: MARKET.to_owned(),
        code: label("west"),
        facts: zone_facts(),
    };
    let first = create_zone(&scene.app, SYSTEM, command.clone()).await;
    assert_eq!(first.unwrap(), Revision::FIRST);
    let again = create_zone(&scene.app, SYSTEM, command).await;
    assert_eq!(invalid_field(again), "code");
    let mut edit = EditZone {
        market: MARKET.to_owned(),
        zone: "west".to_owned(),
        expected: Some(Revision::FIRST),
        facts: zone_facts(),
    };
    edit.facts.colour = ZoneColour::Lilac;
    edit_zone(&scene.app, SYSTEM, edit.clone()).await.unwrap();
    let edited = edit_zone(&scene.app, SYSTEM, edit.clone()).await;
    assert_eq!(refusal(edited), EditRefusal::ChangedMeanwhile.into());
    retire_zone(&scene.app, SYSTEM, retiring("west"))
        .await
        .unwrap();
    assert_eq!(scene.last_change().await, "system retire_zone →");
    edit.expected = None;
    let edited = edit_zone(&scene.app, SYSTEM, edit).await;
    assert_eq!(refusal(edited), EditRefusal::Retired.into());
    let zones = all::<zone::Entity>(&scene, zone::Column::Id).await;
    let west = zones.iter().find(|zone| zone.code == "west").unwrap();
    assert_eq!((west.colour, west.revision), (ZoneColour::Lilac, 3));
}

#[tokio::test]
async fn a_zone_with_stalls_stays() {
    let scene = Scene::new().await;
    let retired = retire_zone(&scene.app, SYSTEM, retiring("love")).await;
    let stalls = vec!["L01".to_owned(), "L02".to_owned()];
    let zone = "love".to_owned();
    assert_eq!(
        refusal(retired),
        MarketRefusal::ZoneHasStalls { zone, stalls }.into()
    );
}

#[tokio::test]
async fn a_category_that_somebody_relies_on_stays() {
    let scene = Scene::new().await;
    let retired = retire_category(&scene.app, SYSTEM, retiring("crafts")).await;
    assert_eq!(
        refusal(retired),
        MarketRefusal::CategoryOnStalls {
            category: "crafts".to_owned(),
            stalls: vec!["A06".to_owned()],
        }
        .into()
    );
    scene.round_in(RoundState::Open).await;
    scene.applicants(1).await;
    let retired = retire_category(&scene.app, SYSTEM, retiring("snacks")).await;
    assert_eq!(
        refusal(retired),
        MarketRefusal::CategoryInRound {
            category: "snacks".to_owned(),
            round: ROUND.to_owned(),
        }
        .into()
    );
    scene.round_in(RoundState::Cancelled).await;
    retire_category(&scene.app, SYSTEM, retiring("snacks"))
        .await
        .unwrap();
    let command = CreateCategory {
        market: MARKET.to_owned(),
        code: label("toys"),
        facts: CategoryFacts {
            names: names("玩具"),
        },
    };
    create_category(&scene.app, SYSTEM, command).await.unwrap();
    let command = EditCategory {
        market: MARKET.to_owned(),
        category: "toys".to_owned(),
        expected: Some(Revision::FIRST),
        facts: CategoryFacts {
            names: names("文玩"),
        },
    };
    let revision = edit_category(&scene.app, SYSTEM, command).await.unwrap();
    assert_eq!(revision, Revision::new(2));
}

#[tokio::test]
async fn a_trading_time_moves_only_while_nobody_relies_on_it() {
    let scene = Scene::new().await;
    let later = time_facts(&["fri", "sat", "sun"], 18 * 60);
    let in_round = || MarketRefusal::TradingTimeInRound {
        time: EVENINGS.to_owned(),
        round: ROUND.to_owned(),
    };
    let edited = edit_trading_time(&scene.app, SYSTEM, editing_time(EVENINGS, later.clone())).await;
    assert_eq!(refusal(edited), in_round().into());
    let renamed = time_facts(&["fri", "sat", "sun"], 17 * 60);
    edit_trading_time(&scene.app, SYSTEM, editing_time(EVENINGS, renamed))
        .await
        .unwrap();
    let retired = retire_trading_time(&scene.app, SYSTEM, retiring(EVENINGS)).await;
    assert_eq!(refusal(retired), in_round().into());

    cancel_round(&scene.app, SYSTEM, cancelling())
        .await
        .unwrap();
    edit_trading_time(&scene.app, SYSTEM, editing_time(EVENINGS, later))
        .await
        .unwrap();
    let days = all::<market_day::Entity>(&scene, market_day::Column::Id).await;
    assert!(days.is_empty());
    retire_trading_time(&scene.app, SYSTEM, retiring(EVENINGS))
        .await
        .unwrap();
    let times = all::<trading_time::Entity>(&scene, trading_time::Column::Id).await;
    assert!(times.iter().any(|time| time.retired_at.is_some()));
}

#[tokio::test]
async fn no_new_trading_time_runs_into_another() {
    let scene = Scene::new().await;
    let creating = |facts| CreateTradingTime {
        market: MARKET.to_owned(),
        code: label("nights"),
        facts,
    };
    let late = creating(time_facts(&["sat"], 21 * 60));
    let created = create_trading_time(&scene.app, SYSTEM, late).await;
    assert_eq!(invalid_field(created), "spec");
    let weekdays = creating(time_facts(&["mon", "tue"], 17 * 60));
    create_trading_time(&scene.app, SYSTEM, weekdays)
        .await
        .unwrap();
    let onto_evenings = editing_time(MORNINGS, time_facts(&["sat"], 16 * 60));
    let edited = edit_trading_time(&scene.app, SYSTEM, onto_evenings).await;
    assert_eq!(invalid_field(edited), "spec");
}

#[tokio::test]
async fn a_stall_is_retired_when_nobody_relies_on_it() {
    let scene = Scene::new().await;
    create(&scene, "N01", 1).await.unwrap();
    assert_eq!(invalid_field(create(&scene, "N01", 2).await), "code");
    assert_eq!(invalid_field(create(&scene, "N02", 1).await), "place");
    retire_stall(&scene.app, SYSTEM, retiring("N01"))
        .await
        .unwrap();
    create(&scene, "N02", 1).await.unwrap();
    assert_eq!(invalid_field(create(&scene, "N01", 2).await), "code");
    let retired = retire_stall(&scene.app, SYSTEM, retiring("N01")).await;
    assert_eq!(refusal(retired), EditRefusal::Retired.into());
    assert!(!scene.stalls().await.contains_key("N01"));
}

#[tokio::test]
async fn a_stall_that_is_given_out_or_held_stays() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendor = scene.form("王").only(&["A01"]).apply().await;
    let retired = retire_stall(&scene.app, SYSTEM, retiring("A01")).await;
    assert_eq!(
        refusal(retired),
        MarketRefusal::StallInRound {
            stall: "A01".to_owned(),
            round: ROUND.to_owned(),
        }
        .into()
    );
    scene.round_in(RoundState::Final).await;
    let retired = retire_stall(&scene.app, SYSTEM, retiring("A01")).await;
    assert_eq!(
        refusal(retired),
        MarketRefusal::StallHeld {
            stall: "A01".to_owned(),
            codes: vec![vendor.code],
        }
        .into()
    );
    retire_stall(&scene.app, SYSTEM, retiring("A02"))
        .await
        .unwrap();
}

fn editing_market() -> EditMarket {
    EditMarket {
        market: MARKET.to_owned(),
        expected: Some(Revision::FIRST),
        facts: MarketFacts {
            names: names("灯笼市集"),
            place: names("二七区"),
            contact: Some(Contact::parse([(Language::ZhCn, "服务台\n0371 0000 0000")]).unwrap()),
            time_zone: Tz::Asia__Shanghai,
            languages: vec![Language::ZhCn],
            ground: None,
        },
    }
}

#[tokio::test]
async fn a_market_is_renamed_and_says_how_it_is_reached() {
    let scene = Scene::new().await;
    let revision = edit_market(&scene.app, SYSTEM, editing_market())
        .await
        .unwrap();
    assert_eq!(revision, Revision::new(2));
    let edited = edit_market(&scene.app, SYSTEM, editing_market()).await;
    assert_eq!(refusal(edited), EditRefusal::ChangedMeanwhile.into());
    let market = store::market::find_market(scene.store().reader(), MARKET).await;
    let market = market.unwrap().unwrap();
    let contact: Contact = store::columns::read(&market.contact.unwrap()).unwrap();
    assert_eq!(contact.get(Language::En), "服务台\n0371 0000 0000");
    let mut none = editing_market();
    none.facts.languages.clear();
    let edited = edit_market(&scene.app, SYSTEM, none).await;
    assert_eq!(invalid_field(edited), "languages");
}

#[tokio::test]
async fn a_time_zone_is_fixed_by_the_first_round() {
    let empty = Scene::empty().await;
    empty.create_market(MARKET).await;
    let mut command = editing_market();
    command.facts.time_zone = Tz::Asia__Urumqi;
    edit_market(&empty.app, SYSTEM, command.clone())
        .await
        .unwrap();

    let scene = Scene::new().await;
    let edited = edit_market(&scene.app, SYSTEM, command).await;
    let round = ROUND.to_owned();
    assert_eq!(
        refusal(edited),
        MarketRefusal::TimeZoneFixed { round }.into()
    );
}

#[tokio::test]
async fn who_does_not_run_the_market_changes_nothing_of_it() {
    let scene = Scene::new().await;
    let auditor = scene.staff(Role::Auditor).await;
    for actor in [Actor::Public, auditor] {
        let before = scene.traces().await;
        let answers = [
            retire_stall(&scene.app, &actor, retiring("A01")).await,
            retire_zone(&scene.app, &actor, retiring("love")).await,
            retire_category(&scene.app, &actor, retiring("crafts")).await,
            retire_trading_time(&scene.app, &actor, retiring(MORNINGS)).await,
            edit_market(&scene.app, &actor, editing_market())
                .await
                .map(drop),
        ];
        for answer in answers {
            assert!(matches!(answer, Err(AppError::Forbidden)));
        }
        assert_eq!(scene.traces().await, before);
    }
}
