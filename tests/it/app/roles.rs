//! Who may do what: each use case is refused to everybody whose task it is not.

use std::pin::Pin;

use chrono_tz::Asia::Shanghai;
use entity::kinds::{DeclineReason, Language, Role, RoundState, ZoneColour};
use starstall::app::application::{
    ApplyToRenew, AskForChanges, DeclineApplication, EditApplication, TimeWanted,
    accept_application, apply_to_renew, ask_for_changes, decline_application, edit_application,
    resubmit_application, withdraw_application,
};
use starstall::app::attestation::{Attest, attest};
use starstall::app::block::{BlockStall, UnblockStall, block_stall, unblock_stall};
use starstall::app::draw::{CorrectEntry, EntryChange, correct_entry, record_seed};
use starstall::app::holding::{
    EndHolding, GiveUpHolding, MoveHolding, end_holding, give_up_holding, move_holding,
};
use starstall::app::keyset::Seek;
use starstall::app::market::{
    CategoryFacts, CreateCategory, CreateStall, CreateTradingTime, CreateZone, EditCategory,
    EditMarket, EditStall, EditTradingTime, EditZone, MarketFacts, Retire, StallFacts,
    TradingTimeFacts, ZoneFacts, create_category, create_market, create_stall, create_trading_time,
    create_zone, edit_category, edit_market, edit_stall, edit_trading_time, edit_zone,
    import_stalls, retire_category, retire_stall, retire_trading_time, retire_zone,
};
use starstall::app::notice::{Handover, RecordHandover, record_handover};
use starstall::app::objection::{
    ObjectionVerdict, RaiseObjection, answer_objection, raise_objection,
};
use starstall::app::offer::{MoveOffer, confirm_offer, decline_offer, move_offer};
use starstall::app::round::{
    cancel_round, close_applications, close_round, copy_round, freeze_list, make_final, open_round,
    plan_round, publish_list, publish_result, start_round,
};
use starstall::app::staff::{AddStaff, add_staff};
use starstall::app::vendor::{
    ImportVendors, ListVendors, MergeRegistrations, import_vendors, list_vendors,
    merge_registrations,
};
use starstall::app::{Actor, App, AppError};
use starstall::domain::calendar::Term;
use starstall::domain::sizes::Sizes;
use starstall::domain::values::{Note, Password, RowLabel};

use super::copying::copying;
use super::objection::{answering, objecting};
use crate::support::scene::{
    DIGITS, EVENINGS, MARKET, MORNINGS, PASSWORD, Scene, all, cancelling, confirmed, date, here,
    label, market, names, plan, rules, seed, trading_time,
};

type Answer<'a> = Pin<Box<dyn Future<Output = Result<(), AppError>> + 'a>>;
type UseCase = for<'a> fn(&'a App, &'a Actor, &'a Subject) -> Answer<'a>;

/// What the use cases are tried on.
struct Subject {
    application: String,
    offer: String,
    holding: String,
    objection: String,
    attestation: String,
    notice: String,
    /// The random ids of both vendors.
    vendors: [String; 2],
}

fn note() -> Note {
    Note::parse("By hand.").unwrap()
}

fn retiring(code: &str) -> Retire {
    Retire {
        market: MARKET.to_owned(),
        code: code.to_owned(),
        expected: None,
    }
}

fn zone_facts() -> ZoneFacts {
    ZoneFacts {
        names: names("北区"),
        colour: ZoneColour::Sky,
        label_x_dm: 0,
        label_y_dm: 0,
    }
}

fn time_facts() -> TradingTimeFacts {
    TradingTimeFacts {
        names: names("夜里"),
        spec: trading_time(EVENINGS, &["mon"], 17 * 60).spec,
    }
}

fn stall_facts() -> StallFacts {
    StallFacts {
        zone: label("north"),
        row: RowLabel::parse("N").unwrap(),
        place: 1,
        x_dm: 0,
        y_dm: 120,
        width_dm: 30,
        depth_dm: 20,
        features: Vec::new(),
        categories: Vec::new(),
    }
}

/// For operators and admins of the market.
const OF_OPERATORS: &[(&str, UseCase)] = &[
    ("import_stalls", |app, actor, _| {
        Box::pin(async { import_stalls(app, actor, MARKET, b"").await.map(drop) })
    }),
    ("plan_round", |app, actor, _| {
        Box::pin(plan_round(app, actor, plan(&[EVENINGS], rules())))
    }),
    ("open_round", |app, actor, _| {
        Box::pin(open_round(app, actor, here()))
    }),
    ("close_applications", |app, actor, _| {
        Box::pin(close_applications(app, actor, here()))
    }),
    ("publish_list", |app, actor, _| {
        Box::pin(publish_list(app, actor, here()))
    }),
    ("freeze_list", |app, actor, _| {
        Box::pin(freeze_list(app, actor, here()))
    }),
    ("record_seed", |app, actor, _| {
        Box::pin(record_seed(app, actor, seed(DIGITS)))
    }),
    ("publish_result", |app, actor, _| {
        Box::pin(publish_result(app, actor, here()))
    }),
    ("make_final", |app, actor, _| {
        Box::pin(make_final(app, actor, here()))
    }),
    ("start_round", |app, actor, _| {
        Box::pin(start_round(app, actor, here()))
    }),
    ("close_round", |app, actor, _| {
        Box::pin(close_round(app, actor, here()))
    }),
    ("cancel_round", |app, actor, _| {
        Box::pin(cancel_round(app, actor, cancelling()))
    }),
    ("accept_application", |app, actor, subject| {
        Box::pin(accept_application(app, actor, &subject.application))
    }),
    ("decline_application", |app, actor, subject| {
        let command = DeclineApplication {
            code: subject.application.clone(),
            reason: DeclineReason::Standing,
            note: None,
        };
        Box::pin(decline_application(app, actor, command))
    }),
    ("move_offer", |app, actor, subject| {
        let command = MoveOffer {
            offer_id: subject.offer.clone(),
            to_stalls: vec![label("A05")],
            reason: Note::parse("By hand.").unwrap(),
        };
        Box::pin(move_offer(app, actor, command))
    }),
    ("ask_for_changes", |app, actor, subject| {
        let command = AskForChanges {
            code: subject.application.clone(),
            note: note(),
            until: date("2027-02-28"),
        };
        Box::pin(ask_for_changes(app, actor, command))
    }),
    ("answer_objection", |app, actor, subject| {
        let command = answering(&subject.objection, ObjectionVerdict::Uphold);
        Box::pin(answer_objection(app, actor, command))
    }),
    ("correct_entry", |app, actor, subject| {
        let command = CorrectEntry {
            at: here(),
            objection: subject.objection.clone(),
            code: subject.application.clone(),
            change: EntryChange::TakeOut(DeclineReason::Duplicate),
            reason: note(),
        };
        Box::pin(correct_entry(app, actor, command))
    }),
    ("end_holding", |app, actor, subject| {
        let command = EndHolding {
            holding: subject.holding.clone(),
            from: date("2027-03-12"),
            grounds: note(),
        };
        Box::pin(end_holding(app, actor, command))
    }),
    ("move_holding", |app, actor, subject| {
        let command = MoveHolding {
            holding: subject.holding.clone(),
            to_stall: label("A05"),
            from: date("2027-03-12"),
            reason: note(),
            despite: Vec::new(),
        };
        Box::pin(async { move_holding(app, actor, command).await.map(drop) })
    }),
    ("block_stall", |app, actor, _| {
        let command = BlockStall {
            market: MARKET.to_owned(),
            stall: "A06".to_owned(),
            from: date("2027-03-12"),
            until: None,
            reason: note(),
            holders: Vec::new(),
        };
        Box::pin(async { block_stall(app, actor, command).await.map(drop) })
    }),
    ("unblock_stall", |app, actor, _| {
        let command = UnblockStall {
            market: MARKET.to_owned(),
            block: "unknown".to_owned(),
            from: None,
        };
        Box::pin(unblock_stall(app, actor, command))
    }),
    ("record_handover", |app, actor, subject| {
        let command = RecordHandover {
            market: MARKET.to_owned(),
            notice: subject.notice.clone(),
            how: Handover::Printed,
        };
        Box::pin(record_handover(app, actor, command))
    }),
    ("copy_round", |app, actor, _| {
        Box::pin(async { copy_round(app, actor, copying()).await.map(drop) })
    }),
    ("merge_registrations", |app, actor, subject| {
        let [into, second] = subject.vendors.clone();
        let command = MergeRegistrations {
            market: MARKET.to_owned(),
            second,
            into,
            expected: None,
            reason: note(),
        };
        Box::pin(async { merge_registrations(app, actor, command).await.map(drop) })
    }),
    ("list_vendors", |app, actor, _| {
        let asked = ListVendors {
            market: MARKET.to_owned(),
            ..ListVendors::default()
        };
        Box::pin(async move {
            let listed = list_vendors(app, actor, &asked, &Seek::default()).await;
            listed.map(drop)
        })
    }),
    ("import_vendors", |app, actor, _| {
        let command = ImportVendors {
            market: MARKET.to_owned(),
            round: label("imported"),
            names: names("现有商户"),
            term: Term::new(date("2027-04-02"), date("2027-04-25")).unwrap(),
            csv: Vec::new(),
            dry_run: true,
        };
        Box::pin(async move { import_vendors(app, actor, &command).await.map(drop) })
    }),
];

/// The parts of a market, for the same.
const OF_KEEPERS: &[(&str, UseCase)] = &[
    ("edit_market", |app, actor, _| {
        let command = EditMarket {
            market: MARKET.to_owned(),
            expected: None,
            facts: MarketFacts {
                names: names("灯笼巷"),
                place: names("郑州"),
                contact: None,
                time_zone: Shanghai,
                languages: vec![Language::ZhCn],
                ground: None,
            },
        };
        Box::pin(async { edit_market(app, actor, command).await.map(drop) })
    }),
    ("create_zone", |app, actor, _| {
        let command = CreateZone {
            market: MARKET.to_owned(),
            code: label("west"),
            facts: zone_facts(),
        };
        Box::pin(async { create_zone(app, actor, command).await.map(drop) })
    }),
    ("edit_zone", |app, actor, _| {
        let command = EditZone {
            market: MARKET.to_owned(),
            zone: "north".to_owned(),
            expected: None,
            facts: zone_facts(),
        };
        Box::pin(async { edit_zone(app, actor, command).await.map(drop) })
    }),
    ("retire_zone", |app, actor, _| {
        Box::pin(retire_zone(app, actor, retiring("north")))
    }),
    ("create_stall", |app, actor, _| {
        let command = CreateStall {
            market: MARKET.to_owned(),
            code: label("N01"),
            facts: stall_facts(),
        };
        Box::pin(async { create_stall(app, actor, command).await.map(drop) })
    }),
    ("edit_stall", |app, actor, _| {
        let command = EditStall {
            market: MARKET.to_owned(),
            stall: "A06".to_owned(),
            expected: None,
            facts: stall_facts(),
        };
        Box::pin(async { edit_stall(app, actor, command).await.map(drop) })
    }),
    ("retire_stall", |app, actor, _| {
        Box::pin(retire_stall(app, actor, retiring("A06")))
    }),
    ("create_category", |app, actor, _| {
        let command = CreateCategory {
            market: MARKET.to_owned(),
            code: label("flowers"),
            facts: CategoryFacts {
                names: names("鲜花"),
            },
        };
        Box::pin(async { create_category(app, actor, command).await.map(drop) })
    }),
    ("edit_category", |app, actor, _| {
        let command = EditCategory {
            market: MARKET.to_owned(),
            category: "crafts".to_owned(),
            expected: None,
            facts: CategoryFacts {
                names: names("手工"),
            },
        };
        Box::pin(async { edit_category(app, actor, command).await.map(drop) })
    }),
    ("retire_category", |app, actor, _| {
        Box::pin(retire_category(app, actor, retiring("crafts")))
    }),
    ("create_trading_time", |app, actor, _| {
        let command = CreateTradingTime {
            market: MARKET.to_owned(),
            code: label("nights"),
            facts: time_facts(),
        };
        Box::pin(async { create_trading_time(app, actor, command).await.map(drop) })
    }),
    ("edit_trading_time", |app, actor, _| {
        let command = EditTradingTime {
            market: MARKET.to_owned(),
            trading_time: MORNINGS.to_owned(),
            expected: None,
            facts: time_facts(),
        };
        Box::pin(async { edit_trading_time(app, actor, command).await.map(drop) })
    }),
    ("retire_trading_time", |app, actor, _| {
        Box::pin(retire_trading_time(app, actor, retiring(MORNINGS)))
    }),
];

/// For the vendor whom it is about, and for those who may act for them.
const OF_THE_VENDOR: &[(&str, UseCase)] = &[
    ("withdraw_application", |app, actor, subject| {
        Box::pin(withdraw_application(app, actor, &subject.application))
    }),
    ("confirm_offer", |app, actor, subject| {
        Box::pin(confirm_offer(app, actor, &subject.offer))
    }),
    ("decline_offer", |app, actor, subject| {
        Box::pin(decline_offer(app, actor, &subject.offer))
    }),
    ("edit_application", |app, actor, subject| {
        let command = EditApplication {
            code: subject.application.clone(),
            expected: None,
            category: label("crafts"),
            needs: Vec::new(),
            workers: 1,
            stalls: Sizes::default(),
            charity: None,
            times: vec![TimeWanted {
                trading_time: label(EVENINGS),
                wishes: Vec::new(),
                anywhere: true,
            }],
        };
        Box::pin(edit_application(app, actor, command))
    }),
    ("resubmit_application", |app, actor, subject| {
        Box::pin(resubmit_application(app, actor, &subject.application))
    }),
    ("raise_objection", |app, actor, subject| {
        let command = RaiseObjection {
            code: subject.application.clone(),
            body: note(),
            trading_time: None,
        };
        Box::pin(async { raise_objection(app, actor, command).await.map(drop) })
    }),
    ("give_up_holding", |app, actor, subject| {
        let command = GiveUpHolding {
            holding: subject.holding.clone(),
            from: date("2027-03-12"),
        };
        Box::pin(give_up_holding(app, actor, command))
    }),
    ("apply_to_renew", |app, actor, subject| {
        let command = ApplyToRenew {
            at: here(),
            holding: subject.holding.clone(),
            category: label("snacks"),
            needs: Vec::new(),
            workers: 1,
            charity: None,
            times: Vec::new(),
        };
        Box::pin(async { apply_to_renew(app, actor, command).await.map(drop) })
    }),
];

/// For whoever sits at the machine.
const OF_THE_MACHINE: &[(&str, UseCase)] = &[
    ("create_market", |app, actor, _| {
        Box::pin(async {
            create_market(app, actor, market("elsewhere"))
                .await
                .map(drop)
        })
    }),
    ("add_staff", |app, actor, _| {
        let command = AddStaff {
            email: "friend@example.cn".parse().unwrap(),
            name: "朋友".parse().unwrap(),
            password: Password::parse(PASSWORD).unwrap(),
            language: entity::kinds::Language::ZhCn,
            roles: vec![Role::Admin],
            market: Some(MARKET.to_owned()),
            organisation: None,
        };
        Box::pin(add_staff(app, actor, command))
    }),
];

/// Final, with an offer and a holding for the first of two vendors, who has objected before.
async fn scene() -> (Scene, Subject, Actor, Actor) {
    let scene = Scene::with_two_times().await;
    scene.round_in(RoundState::Open).await;
    let form = scene.form("老王").for_charity();
    let vendor = form.at(&[EVENINGS, MORNINGS]).apply().await;
    let other = scene.form("老李").apply().await;
    scene.round_in(RoundState::Published).await;
    let objection = raise_objection(&scene.app, &vendor.actor(), objecting(&vendor))
        .await
        .unwrap();
    let answer = answering(&objection, ObjectionVerdict::Reject);
    answer_objection(&scene.app, &Actor::System, answer)
        .await
        .unwrap();
    scene.round_in(RoundState::Final).await;
    let first = vendor.offers(&scene).await.remove(0).public_id;
    confirm_offer(&scene.app, &Actor::System, &first)
        .await
        .unwrap();
    let requests = all::<entity::attestation::Entity>(&scene, entity::attestation::Column::Id);
    let vendors =
        all::<entity::registration::Entity>(&scene, entity::registration::Column::Id).await;
    let subject = Subject {
        application: vendor.code.clone(),
        offer: vendor.open_offer(&scene).await.unwrap().public_id,
        holding: scene.holdings().await.remove(0).public_id,
        objection,
        attestation: requests.await[0].public_id.clone(),
        notice: scene.notices().await.remove(0).public_id,
        vendors: [0, 1].map(|place: usize| vendors[place].public_id.clone()),
    };
    (scene, subject, vendor.actor(), other.actor())
}

async fn must_be_forbidden(
    scene: &Scene,
    use_cases: &[(&str, UseCase)],
    actors: &[&Actor],
    subject: &Subject,
) {
    let before = scene.traces().await;
    for (name, use_case) in use_cases {
        for actor in actors {
            let answer = use_case(&scene.app, actor, subject).await;
            let is_forbidden = matches!(answer, Err(AppError::Forbidden));
            assert!(is_forbidden, "{name} by {actor:?}: {answer:?}");
        }
    }
    assert_eq!(scene.traces().await, before);
}

#[tokio::test]
async fn nobody_but_an_operator_runs_the_allocation() {
    let (scene, subject, vendor, other) = scene().await;
    let mut staff = Vec::new();
    for role in [
        Role::Auditor,
        Role::DayStaff,
        Role::Verifier,
        Role::Attester,
    ] {
        staff.push(scene.staff(role).await);
    }
    let mut actors = vec![&Actor::Public, &vendor, &other];
    actors.extend(&staff);
    must_be_forbidden(&scene, OF_OPERATORS, &actors, &subject).await;
    must_be_forbidden(&scene, OF_KEEPERS, &actors, &subject).await;
}

#[tokio::test]
async fn an_operator_of_another_market_is_a_stranger() {
    let (scene, subject, ..) = scene().await;
    scene.create_market("far-away").await;
    let stranger = scene.staff_of("far-away", Role::Operator).await;
    must_be_forbidden(&scene, OF_OPERATORS, &[&stranger], &subject).await;
    must_be_forbidden(&scene, OF_KEEPERS, &[&stranger], &subject).await;
    must_be_forbidden(&scene, OF_THE_VENDOR, &[&stranger], &subject).await;
}

#[tokio::test]
async fn nobody_but_the_vendor_and_operators_answers_for_them() {
    let (scene, subject, _, other) = scene().await;
    let auditor = scene.staff(Role::Auditor).await;
    let day_staff = scene.staff(Role::DayStaff).await;
    let actors = [&Actor::Public, &other, &auditor, &day_staff];
    must_be_forbidden(&scene, OF_THE_VENDOR, &actors, &subject).await;
}

#[tokio::test]
async fn nobody_but_whoever_sits_at_the_machine_makes_markets_and_staff() {
    let (scene, subject, vendor, _) = scene().await;
    let admin = scene.staff(Role::Admin).await;
    let actors = [&Actor::Public, &vendor, &admin];
    must_be_forbidden(&scene, OF_THE_MACHINE, &actors, &subject).await;
}

#[tokio::test]
async fn operators_and_admins_may_do_what_is_theirs() {
    let (scene, subject, ..) = scene().await;
    let operator = scene.staff(Role::Operator).await;
    let admin = scene.staff(Role::Admin).await;
    let all = OF_OPERATORS.iter().chain(OF_KEEPERS).chain(OF_THE_VENDOR);
    for (name, use_case) in all {
        for actor in [&operator, &admin] {
            let answer = use_case(&scene.app, actor, &subject).await;
            assert!(!matches!(answer, Err(AppError::Forbidden)), "{name}");
        }
    }
}

#[tokio::test]
async fn the_public_and_vendors_attest_nothing() {
    let (scene, subject, vendor, _) = scene().await;
    for actor in [&Actor::Public, &vendor] {
        let command = Attest {
            attestation: subject.attestation.clone(),
            verdict: confirmed(),
        };
        let answer = attest(&scene.app, actor, command).await;
        assert!(matches!(answer, Err(AppError::Forbidden)));
    }
}
