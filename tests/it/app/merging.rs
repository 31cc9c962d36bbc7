//! Two registrations of one person: what comes together, what is withdrawn, and what is refused.

use std::collections::BTreeSet;

use entity::kinds::{
    ApplicationState, HoldingState, Language, OfferState, Role, RoundState, StandbyState, Standing,
};
use entity::{attestation, notice, person, registration, registration_merge, standby_entry};
use sea_orm::ActiveValue::Set;
use starstall::app::application::{find_vendor, show_standing, withdraw_application};
use starstall::app::draw::{fetch_auditor_bundle, fetch_receipt};
use starstall::app::keyset::Seek;
use starstall::app::market_day::{DayRef, JoinStandby, join_standby};
use starstall::app::offer::{confirm_offer, decline_offer};
use starstall::app::vendor::{
    ListVendors, MergeRegistrations, RegistrationsMerged, list_vendors, merge_registrations,
};
use starstall::app::{Actor, AppError};
use starstall::domain::edit::EditRefusal;
use starstall::domain::merge::MergeRefusal;
use starstall::domain::values::{Note, Revision};
use starstall::engine::allocate;
use starstall::store;
use starstall::verify::{Document, examine};

use crate::support::scene::{
    EVENINGS, MARKET, Scene, Vendor, all, date, here, invalid_field, refusal,
};

const SYSTEM: &Actor = &Actor::System;

async fn registration_of(scene: &Scene, vendor: &Vendor) -> registration::Model {
    let id = vendor.row(scene).await.registration_id;
    let found = store::person::load_registration(scene.store().reader(), id).await;
    found.unwrap()
}

pub async fn merging(scene: &Scene, second: &Vendor, into: &Vendor) -> MergeRegistrations {
    MergeRegistrations {
        market: MARKET.to_owned(),
        second: registration_of(scene, second).await.public_id,
        into: registration_of(scene, into).await.public_id,
        expected: None,
        reason: Note::parse("同一个人登记了两次。").unwrap(),
    }
}

async fn merge(
    scene: &Scene,
    second: &Vendor,
    into: &Vendor,
) -> Result<RegistrationsMerged, AppError> {
    let command = merging(scene, second, into).await;
    merge_registrations(&scene.app, SYSTEM, command).await
}

/// The first applied at home; the second at the window, in the same or in no round.
async fn two_vendors(scene: &Scene) -> (Vendor, Vendor) {
    let first = scene.form("老王").senior(9).apply().await;
    let second = scene
        .form("王老")
        .seen_at_the_window("INVENTED-1")
        .senior(4)
        .for_charity()
        .apply()
        .await;
    (first, second)
}

#[tokio::test]
async fn before_freezing_one_application_is_withdrawn_and_it_is_said_which() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let (first, second) = two_vendors(&scene).await;
    let merged = merge(&scene, &second, &first).await.unwrap();
    assert_eq!(merged.withdrawn, std::slice::from_ref(&second.code));
    assert!(merged.moved.is_empty());
    let row = second.row(&scene).await;
    assert_eq!(row.state, ApplicationState::Withdrawn);
    assert!(row.withdrawn_at.is_some());
    assert_eq!(
        first.row(&scene).await.state,
        ApplicationState::Submitted,
        "the first is as it was"
    );
    assert_eq!(scene.told("application_withdrawn").await, 1);

    // The better number; papers and what the street was asked are the first person's now.
    let kept = registration_of(&scene, &first).await;
    assert_eq!(kept.seniority, Some(4));
    assert_eq!(kept.revision, 2);
    let db = scene.store().reader();
    let person = store::person::load_person(db, kept.person_id)
        .await
        .unwrap();
    assert!(person.identity_hash.is_some());
    let asked = all::<attestation::Entity>(&scene, attestation::Column::Id).await;
    assert_eq!(asked[0].person_id, person.id);
    let again = scene.form("老王").seen_at_the_window("INVENTED-1");
    assert_eq!(
        refusal(again.send().await),
        starstall::domain::application::ApplicationRefusal::AlreadyThere.into()
    );
    scene.round_in(RoundState::Final).await;
    assert_eq!(first.offers(&scene).await.len(), 1);

    let mut row = scene.audit().await.into_iter();
    let row = row
        .rfind(|row| row.action == "merge_registrations")
        .unwrap();
    assert_eq!(row.reason.as_deref(), Some("同一个人登记了两次。"));
    let detail = row.detail.unwrap();
    assert_eq!(detail["withdrawn"][0], second.code.as_str());
    let rows = all::<registration_merge::Entity>(&scene, registration_merge::Column::Id).await;
    assert_eq!(rows.len(), 1);
}

#[tokio::test]
async fn after_freezing_nobody_on_the_list_twice_is_merged() {
    for state in [RoundState::Frozen, RoundState::Published, RoundState::Final] {
        let scene = Scene::new().await;
        scene.round_in(RoundState::Open).await;
        let (first, second) = two_vendors(&scene).await;
        scene.round_in(state).await;
        let before = scene.traces().await;
        let round = here().round;
        assert_eq!(
            refusal(merge(&scene, &second, &first).await),
            MergeRefusal::BothOnTheList { round }.into()
        );
        assert_eq!(scene.traces().await, before);
        // The way on that the refusal names.
        withdraw_application(&scene.app, SYSTEM, &second.code)
            .await
            .unwrap();
        let merged = merge(&scene, &second, &first).await.unwrap();
        assert!(merged.moved.is_empty() && merged.withdrawn.is_empty());
    }
}

/// Somebody who is known at the market and stands in no round.
pub async fn known(scene: &Scene) -> registration::Model {
    let market_id = scene.round().await.market_id;
    let person = person::ActiveModel {
        public_id: Set(scene.app.random_id()),
        name: Set("老王".to_owned()),
        phone: Set(Some("13900000000".to_owned())),
        language: Set(Language::ZhCn),
        created_at: Set(scene.app.now()),
        ..Default::default()
    };
    let tx = scene.store().begin_write().await.unwrap();
    let person = tx.insert(person).await.unwrap();
    let row = registration::ActiveModel {
        public_id: Set(scene.app.random_id()),
        market_id: Set(market_id),
        person_id: Set(person.id),
        trading_name: Set("老王小吃".to_owned()),
        seniority: Set(None),
        standing: Set(Standing::Suspended),
        refusals: Set(1),
        created_at: Set(scene.app.now()),
        ..Default::default()
    };
    let row = tx.insert(row).await.unwrap();
    tx.commit().await.unwrap();
    row
}

async fn merge_into(
    scene: &Scene,
    second: &Vendor,
    into: &registration::Model,
) -> Result<RegistrationsMerged, AppError> {
    let command = MergeRegistrations {
        into: into.public_id.clone(),
        ..merging(scene, second, second).await
    };
    merge_registrations(&scene.app, SYSTEM, command).await
}

#[tokio::test]
async fn what_the_second_alone_has_goes_over_in_every_state_and_the_draw_still_verifies() {
    for state in [RoundState::Open, RoundState::Frozen, RoundState::Running] {
        let scene = Scene::new().await;
        scene.round_in(RoundState::Open).await;
        let second = scene.form("王老").only(&["A01"]).senior(5).apply().await;
        let first = known(&scene).await;
        scene.round_in(state.min(RoundState::Final)).await;
        for offer in scene.offers().await {
            confirm_offer(&scene.app, SYSTEM, &offer.public_id)
                .await
                .unwrap();
        }
        scene.round_in(state).await;
        let merged = merge_into(&scene, &second, &first).await.unwrap();
        assert_eq!(merged.moved, std::slice::from_ref(&second.code));
        assert_eq!(second.row(&scene).await.registration_id, first.id);
        let kept = registration_of(&scene, &second).await;
        assert_eq!(
            (kept.seniority, kept.refusals, kept.standing),
            (Some(5), 1, Standing::Suspended)
        );

        scene.round_in(RoundState::Final.max(state)).await;
        for offer in scene.offers().await {
            if offer.state == OfferState::Open {
                confirm_offer(&scene.app, &second.actor(), &offer.public_id)
                    .await
                    .unwrap();
            }
        }
        let held = scene.holdings().await.remove(0);
        assert_eq!(held.registration_id, first.id);
        assert_eq!(held.state, HoldingState::Running);
        let auditor = scene.staff(Role::Auditor).await;
        let bundle = fetch_auditor_bundle(&scene.app, &auditor, here(), EVENINGS).await;
        let bundle = Document::read(&bundle.unwrap().bytes).unwrap();
        let receipt = fetch_receipt(&scene.app, &second.actor(), &second.code, EVENINGS).await;
        let receipt = Document::Receipt(Box::new(receipt.unwrap()));
        for examined in examine(&[bundle, receipt], &allocate).unwrap() {
            assert!(!examined.is_wrong(), "{examined:#?}");
        }

        // The old link leads to the page of the person.
        let link = scene.app.keys.link(&second.code);
        let actor = find_vendor(&scene.app, link.reveal()).await.unwrap();
        let shown = show_standing(&scene.app, &actor, &second.code)
            .await
            .unwrap();
        assert_eq!(shown.registration.id, first.id);
        assert_eq!(shown.person.phone.as_deref(), Some("13900000000"));
        assert_eq!(shown.times[0].holdings.len(), 1);

        let told = all::<notice::Entity>(&scene, notice::Column::Id).await;
        let occurrences: BTreeSet<_> = told
            .iter()
            .map(|row| (&row.occurrence, row.channel))
            .collect();
        assert_eq!(occurrences.len(), told.len(), "nothing is told twice");
    }
}

#[tokio::test]
async fn an_id_that_was_merged_leads_on() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let (first, second) = two_vendors(&scene).await;
    let old_id = registration_of(&scene, &second).await.public_id;
    let new_id = registration_of(&scene, &first).await.public_id;
    let command = merging(&scene, &second, &first).await;
    let back = MergeRegistrations {
        second: command.into.clone(),
        into: command.second.clone(),
        ..command.clone()
    };
    let itself = MergeRegistrations {
        into: command.second.clone(),
        ..command.clone()
    };
    let itself = merge_registrations(&scene.app, SYSTEM, itself).await;
    assert_eq!(invalid_field(itself), "into");
    let edited = MergeRegistrations {
        expected: Some(Revision::new(7)),
        ..command.clone()
    };
    let edited = merge_registrations(&scene.app, SYSTEM, edited).await;
    assert_eq!(refusal(edited), EditRefusal::ChangedMeanwhile.into());

    merge_registrations(&scene.app, SYSTEM, command.clone())
        .await
        .unwrap();
    for again in [command, back] {
        let again = merge_registrations(&scene.app, SYSTEM, again).await;
        assert_eq!(refusal(again), MergeRefusal::AlreadyMerged.into());
    }
    let asked = ListVendors {
        market: MARKET.to_owned(),
        vendor: Some(old_id),
        ..ListVendors::default()
    };
    let found = list_vendors(&scene.app, SYSTEM, &asked, &Seek::default()).await;
    let [found] = found.unwrap().rows.try_into().unwrap();
    assert_eq!(found.vendor, new_id);
    let shown = show_standing(&scene.app, &second.actor(), &second.code)
        .await
        .unwrap();
    assert_eq!(shown.registration.public_id, new_id);
}

#[tokio::test]
async fn where_the_second_application_counts_the_merge_goes_the_other_way_round() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let (first, second) = two_vendors(&scene).await;
    withdraw_application(&scene.app, SYSTEM, &first.code)
        .await
        .unwrap();
    let round = here().round;
    assert_eq!(
        refusal(merge(&scene, &second, &first).await),
        MergeRefusal::OtherWayRound { round }.into()
    );
    let merged = merge(&scene, &first, &second).await.unwrap();
    assert!(merged.withdrawn.is_empty());
    assert_eq!(second.row(&scene).await.state, ApplicationState::Submitted);
}

#[tokio::test]
async fn two_persons_by_their_papers_stay_two() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let (_, second) = two_vendors(&scene).await;
    let third = scene.form("老赵").seen_at_the_window("INVENTED-2");
    let third = third.apply().await;
    assert_eq!(
        refusal(merge(&scene, &second, &third).await),
        MergeRefusal::TwoPersons.into()
    );
    let auditor = scene.staff(Role::Auditor).await;
    let command = merging(&scene, &second, &third).await;
    let forbidden = merge_registrations(&scene.app, &auditor, command.clone()).await;
    assert!(matches!(forbidden, Err(AppError::Forbidden)));
    let nobody = MergeRegistrations {
        second: "nobody".to_owned(),
        ..command
    };
    let missing = merge_registrations(&scene.app, SYSTEM, nobody).await;
    assert!(matches!(missing, Err(AppError::NotFound("vendor"))));
}

#[tokio::test]
async fn two_stalls_of_one_round_are_not_one_vendors() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let first = scene.form("老王").only(&["A01"]).apply().await;
    let second = scene.form("王老").only(&["A02"]).apply().await;
    scene.round_in(RoundState::Final).await;
    for offer in scene.offers().await {
        confirm_offer(&scene.app, SYSTEM, &offer.public_id)
            .await
            .unwrap();
    }
    let round = here().round;
    assert_eq!(
        refusal(merge(&scene, &second, &first).await),
        MergeRefusal::BothHold { round }.into()
    );
    // A holding given up is history, and goes over as such.
    withdraw_application(&scene.app, SYSTEM, &second.code)
        .await
        .unwrap();
    merge(&scene, &second, &first).await.unwrap();
    let kept = registration_of(&scene, &first).await.id;
    let held = scene.holdings().await;
    assert!(held.iter().all(|row| row.registration_id == kept));
    let running = held.iter().filter(|row| row.state == HoldingState::Running);
    assert_eq!(running.count(), 1);
}

#[tokio::test]
async fn nobody_stands_by_twice_on_a_day() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendors = scene.applicants(3).await;
    let first = known(&scene).await;
    scene.round_in(RoundState::Running).await;
    for offer in scene.offers().await {
        decline_offer(&scene.app, SYSTEM, &offer.public_id)
            .await
            .unwrap();
    }
    let friday = DayRef {
        market: MARKET.to_owned(),
        trading_time: EVENINGS.to_owned(),
        date: date("2027-03-05"),
    };
    let joining = JoinStandby {
        at: friday.clone(),
        application: vendors[0].code.clone(),
        anywhere: true,
    };
    join_standby(&scene.app, SYSTEM, joining).await.unwrap();
    let entries = all::<standby_entry::Entity>(&scene, standby_entry::Column::Id).await;
    let own = standby_entry::ActiveModel {
        registration_id: Set(first.id),
        application_id: Set(vendors[1].id),
        market_id: Set(entries[0].market_id),
        market_day_id: Set(entries[0].market_day_id),
        ticket: Set("0".repeat(32)),
        salt: Set("0".repeat(64)),
        state: Set(StandbyState::StandingBy),
        joined_at: Set(scene.app.now()),
        version: Set(1),
        anywhere: Set(true),
        ..Default::default()
    };
    let tx = scene.store().begin_write().await.unwrap();
    tx.insert(own).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        refusal(merge_into(&scene, &vendors[0], &first).await),
        MergeRefusal::SameDay { date: friday.date }.into()
    );
    scene.on(date("2027-03-06"));
    merge_into(&scene, &vendors[0], &first).await.unwrap();
}
