//! A person is erased, on request or by rule; what the proof of a draw needs stays.

use chrono::Duration;
use entity::kinds::{Role, RoundState};
use entity::{application, attestation, audit, notice, objection, person, preview, registration};
use starstall::app::application::{find_vendor, withdraw_application};
use starstall::app::attestation::{Attest, Verdict, attest};
use starstall::app::audit::{VerifyAudit, seal_audit, verify_audit};
use starstall::app::draw::{fetch_auditor_bundle, fetch_public_bundle, fetch_receipt};
use starstall::app::notice::open_notice;
use starstall::app::origin::asked_from;
use starstall::app::retention::{SetRetention, retain, set_retention};
use starstall::app::vendor::{ErasePerson, erase_person, export_own_data};
use starstall::app::{Actor, AppError};
use starstall::domain::erasure::ErasureRefusal;
use starstall::domain::retention::{DataKind, Retention};
use starstall::domain::values::Note;
use starstall::engine::allocate;
use starstall::verify::{Document, examine};

use crate::support::scene::{
    EVENINGS, MARKET, ROUND, Scene, Vendor, all, date, here, invalid_field, refusal,
};

const SYSTEM: &Actor = &Actor::System;
const NAME: &str = "尉迟灯火";
const EMAIL: &str = "weichi@example.cn";
const PHONE: &str = "+8613911112222";

async fn apply_as_somebody(scene: &Scene) -> Vendor {
    let mut form = scene.form(NAME).for_charity().seen_at_the_window("ID 77");
    form.command.email = Some(EMAIL.parse().unwrap());
    form.command.phone = PHONE.parse().unwrap();
    asked_from("192.0.2.9".to_owned(), Box::pin(form.apply())).await
}

async fn registration_of(scene: &Scene, vendor: &Vendor) -> registration::Model {
    let id = vendor.row(scene).await.registration_id;
    let rows = all::<registration::Entity>(scene, registration::Column::Id).await;
    rows.into_iter().find(|row| row.id == id).unwrap()
}

async fn erasing(scene: &Scene, vendor: &Vendor) -> ErasePerson {
    ErasePerson {
        market: MARKET.to_owned(),
        vendor: registration_of(scene, vendor).await.public_id,
        reason: Note::parse("On request at the window.").unwrap(),
    }
}

/// Somebody who applied for charity among others, in a round that is over.
async fn after_the_round() -> (Scene, Vendor) {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendor = apply_as_somebody(&scene).await;
    scene.applicants(8).await;
    for row in all::<attestation::Entity>(&scene, attestation::Column::Id).await {
        let verdict = Verdict::Confirm {
            from: date("2027-01-01"),
            until: date("2027-03-28"),
        };
        let attestation = row.public_id;
        let command = Attest {
            attestation,
            verdict,
        };
        attest(&scene.app, SYSTEM, command).await.unwrap();
    }
    scene.round_in(RoundState::Closed).await;
    (scene, vendor)
}

/// Everything that could tell of a person.
async fn everything(scene: &Scene) -> String {
    format!(
        "{:?}{:?}{:?}{:?}{:?}{:?}{:?}",
        all::<person::Entity>(scene, person::Column::Id).await,
        all::<registration::Entity>(scene, registration::Column::Id).await,
        all::<application::Entity>(scene, application::Column::Id).await,
        all::<attestation::Entity>(scene, attestation::Column::Id).await,
        all::<notice::Entity>(scene, notice::Column::Id).await,
        all::<objection::Entity>(scene, objection::Column::Id).await,
        all::<audit::Entity>(scene, audit::Column::Id).await,
    )
}

#[tokio::test]
async fn nothing_of_an_erased_person_is_left_but_their_code() {
    let (scene, vendor) = after_the_round().await;
    let identity = scene.app.keys.identity_hash("ID 77");
    let traces = [NAME, EMAIL, PHONE, "192.0.2.9", &identity];
    let before = everything(&scene).await;
    for trace in traces {
        assert!(before.contains(trace), "{trace} was never there");
    }
    let others = all::<person::Entity>(&scene, person::Column::Id)
        .await
        .len();
    let link = scene.app.keys.link(&vendor.code);
    assert!(find_vendor(&scene.app, link.reveal()).await.is_ok());

    let erased = erase_person(&scene.app, SYSTEM, erasing(&scene, &vendor).await).await;
    let erased = erased.unwrap();
    assert_eq!(
        (erased.persons, erased.applications, erased.attestations),
        (1, 1, 1)
    );
    assert!(erased.notices > 0 && erased.audit_rows > 0);
    let after = everything(&scene).await;
    for trace in traces {
        assert!(!after.contains(trace), "{trace} is still there");
    }
    assert!(after.contains(&vendor.code));
    let rows = all::<person::Entity>(&scene, person::Column::Id).await;
    assert_eq!(rows.len(), others);
    assert_eq!(rows.iter().filter(|row| row.erased_at.is_some()).count(), 1);
    let opened = find_vendor(&scene.app, link.reveal()).await;
    assert!(matches!(opened, Err(AppError::NotFound(_))));
    let gone = rows.iter().find(|row| row.erased_at.is_some()).unwrap().id;
    let notices = scene.notices().await;
    let told = notices.iter().find(|row| row.person_id == gone).unwrap();
    let opened = open_notice(&scene.app, SYSTEM, MARKET, &told.public_id).await;
    assert!(matches!(opened, Err(AppError::NotFound(_))));
}

#[tokio::test]
async fn the_proof_of_the_draw_verifies_by_code_before_and_after() {
    let (scene, vendor) = after_the_round().await;
    let receipt = fetch_receipt(&scene.app, &vendor.actor(), &vendor.code, EVENINGS).await;
    let receipt = receipt.unwrap().to_json_pretty().into_bytes();
    let files = async || {
        let public = fetch_public_bundle(&scene.app, MARKET, ROUND, EVENINGS).await;
        let auditor = fetch_auditor_bundle(&scene.app, SYSTEM, here(), EVENINGS).await;
        [public.unwrap().bytes, auditor.unwrap().bytes]
    };
    let before = files().await;
    erase_person(&scene.app, SYSTEM, erasing(&scene, &vendor).await)
        .await
        .unwrap();
    let after = files().await;
    assert_eq!(before, after);
    let [public, auditor] = after;
    assert!(String::from_utf8_lossy(&auditor).contains(&vendor.code));
    let files: Vec<Document> = [receipt, public, auditor]
        .iter()
        .map(|bytes| Document::read(bytes).unwrap())
        .collect();
    let examined = examine(&files, &|problem| allocate(problem)).unwrap();
    assert_eq!(examined.len(), 3);
    for file in &examined {
        assert!(!file.is_wrong(), "{file:?}");
        assert!(!file.steps.is_empty());
    }
}

#[tokio::test]
async fn the_audit_verifies_after_an_erasure_and_says_that_there_was_one() {
    let (scene, vendor) = after_the_round().await;
    seal_audit(&scene.app).await.unwrap();
    erase_person(&scene.app, SYSTEM, erasing(&scene, &vendor).await)
        .await
        .unwrap();
    assert_eq!(scene.audit().await.last().unwrap().action, "erase_person");
    seal_audit(&scene.app).await.unwrap();
    let chains = verify_audit(&scene.app, SYSTEM, &VerifyAudit::default()).await;
    let chains = chains.unwrap();
    assert!(
        chains.iter().all(|chain| chain.flaw.is_none()),
        "{chains:?}"
    );
    assert!(chains[0].erased > 0 && chains[0].unsealed == 0);
}

#[tokio::test]
async fn nobody_is_erased_while_they_stand_in_a_round_are_asked_or_hold_a_stall() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendor = apply_as_somebody(&scene).await;
    let erase = async || erase_person(&scene.app, SYSTEM, erasing(&scene, &vendor).await).await;
    let standing = ErasureRefusal::StandsInRound {
        round: ROUND.to_owned(),
    };
    assert_eq!(refusal(erase().await), standing.into());
    scene.round_in(RoundState::Final).await;
    assert_eq!(refusal(erase().await), ErasureRefusal::OfferOpen.into());
    let offer = vendor.open_offer(&scene).await.unwrap();
    let confirmed =
        starstall::app::offer::confirm_offer(&scene.app, SYSTEM, &offer.public_id).await;
    confirmed.unwrap();
    assert!(matches!(
        refusal(erase().await),
        starstall::domain::Refusal::Erasure(ErasureRefusal::HoldsStall { .. })
    ));
    assert!(everything(&scene).await.contains(NAME));
    scene.round_in(RoundState::Closed).await;
    erase().await.unwrap();
    assert_eq!(refusal(erase().await), ErasureRefusal::ErasedBefore.into());
}

#[tokio::test]
async fn whoever_withdraws_can_be_erased_at_once_and_come_again() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendor = apply_as_somebody(&scene).await;
    withdraw_application(&scene.app, &vendor.actor(), &vendor.code)
        .await
        .unwrap();
    erase_person(&scene.app, SYSTEM, erasing(&scene, &vendor).await)
        .await
        .unwrap();
    let again = apply_as_somebody(&scene).await;
    assert_ne!(again.code, vendor.code);
    scene.round_in(RoundState::Frozen).await;
}

#[tokio::test]
async fn only_operators_of_every_market_that_knows_a_person_erase_them() {
    let (scene, vendor) = after_the_round().await;
    let command = erasing(&scene, &vendor).await;
    for role in [Role::Verifier, Role::Auditor, Role::DayStaff] {
        let actor = scene.staff(role).await;
        let refused = erase_person(&scene.app, &actor, command.clone()).await;
        assert!(matches!(refused, Err(AppError::Forbidden)));
    }
    let refused = erase_person(&scene.app, &vendor.actor(), command.clone()).await;
    assert!(matches!(refused, Err(AppError::Forbidden)));
    let operator = scene.staff(Role::Operator).await;
    erase_person(&scene.app, &operator, command).await.unwrap();
}

#[tokio::test]
async fn a_person_gets_all_that_is_kept_about_them_as_one_file() {
    let (scene, vendor) = after_the_round().await;
    let own = export_own_data(&scene.app, &vendor.actor(), &vendor.code).await;
    let own = own.unwrap();
    let text = own.to_string();
    for expected in [
        NAME,
        EMAIL,
        PHONE,
        &vendor.code,
        MARKET,
        "disability",
        "application_received",
    ] {
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }
    let row = vendor.row(&scene).await;
    assert!(!text.contains(&row.ticket) && !text.contains(&row.link_hash));
    assert_eq!(
        scene.audit().await.last().unwrap().action,
        "export_own_data"
    );

    let operator = scene.staff(Role::Operator).await;
    let shown = export_own_data(&scene.app, &operator, &vendor.code).await;
    let shown = shown.unwrap().to_string();
    assert!(shown.contains(NAME) && !shown.contains("disability"));
    let other = scene.applications().await.pop().unwrap();
    let other = scene.vendor(other.id).await;
    for actor in [
        other.actor(),
        Actor::Public,
        scene.staff(Role::DayStaff).await,
    ] {
        let refused = export_own_data(&scene.app, &actor, &vendor.code).await;
        assert!(matches!(refused, Err(AppError::Forbidden)));
    }
}

#[tokio::test]
async fn what_was_kept_long_enough_goes_by_rule_and_a_dry_run_changes_nothing() {
    let (scene, vendor) = after_the_round().await;
    assert_eq!(retain(&scene.app, false).await.unwrap(), []);
    // Nobody confirmed an offer: all of them are applicants only. Attestations go first.
    scene.later(Duration::days(
        i64::from(Retention::default().hardship) + 10,
    ));
    let before = everything(&scene).await;
    let would = retain(&scene.app, true).await.unwrap();
    assert_eq!(everything(&scene).await, before);
    let did = retain(&scene.app, false).await.unwrap();
    assert_eq!(did, would);
    assert_eq!(did[0].erased.get(&DataKind::Hardship), Some(&1));
    assert!(!did[0].erased.contains_key(&DataKind::Applicants));
    let left = all::<attestation::Entity>(&scene, attestation::Column::Id).await;
    assert!(left.is_empty());
    assert!(everything(&scene).await.contains(NAME));

    scene.later(Duration::days(i64::from(Retention::default().applicants)));
    let did = retain(&scene.app, false).await.unwrap();
    assert_eq!(did[0].erased.get(&DataKind::Applicants), Some(&9));
    let after = everything(&scene).await;
    for trace in [NAME, EMAIL, PHONE, "192.0.2.9"] {
        assert!(!after.contains(trace), "{trace} is still there");
    }
    assert!(after.contains(&vendor.code));
    assert_eq!(scene.audit().await.last().unwrap().action, "retain");
    assert_eq!(retain(&scene.app, false).await.unwrap(), []);
}

#[tokio::test]
async fn whoever_held_a_stall_is_kept_longer_and_a_market_has_its_own_setting() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    let vendor = apply_as_somebody(&scene).await;
    scene.round_in(RoundState::Final).await;
    let offer = vendor.open_offer(&scene).await.unwrap();
    let confirmed =
        starstall::app::offer::confirm_offer(&scene.app, SYSTEM, &offer.public_id).await;
    confirmed.unwrap();
    scene.round_in(RoundState::Closed).await;
    scene.later(Duration::days(500));
    retain(&scene.app, false).await.unwrap();
    let kept = everything(&scene).await;
    assert!(kept.contains(NAME) && kept.contains(EMAIL));
    let notices = scene.notices().await;
    assert!(
        notices.iter().all(|row| row.erased_at.is_none()),
        "none has left yet"
    );

    let setting = |days| SetRetention {
        market: MARKET.to_owned(),
        kind: DataKind::Vendors,
        days,
    };
    let operator = scene.staff(Role::Operator).await;
    let refused = set_retention(&scene.app, &operator, setting(400)).await;
    assert!(matches!(refused, Err(AppError::Forbidden)));
    let refused = set_retention(&scene.app, SYSTEM, setting(40_000)).await;
    assert_eq!(invalid_field(refused), "days");
    let admin = scene.staff(Role::Admin).await;
    let now = set_retention(&scene.app, &admin, setting(400))
        .await
        .unwrap();
    assert_eq!(
        (now.vendors, now.hardship),
        (400, Retention::default().hardship)
    );
    retain(&scene.app, false).await.unwrap();
    assert!(!everything(&scene).await.contains(NAME));
    let previews = all::<preview::Entity>(&scene, preview::Column::Id).await;
    assert!(previews.is_empty());
}
