//! What may be there once is not there twice.

use entity::kinds::{OfferState, RoundState};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::IntoActiveModel;
use starstall::store;

use super::{Breach, insert};
use crate::support::scene::{Scene, all};

const UNIQUE: Option<Breach> = Some(Breach::Unique);

/// Two want one stall: one has it, the other waits.
async fn offered() -> Scene {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    for name in ["老王", "老李"] {
        let form = scene.form(name).only(&["A01"]).for_charity();
        form.with_key(name).seen_at_the_window(name).apply().await;
    }
    scene.round_in(RoundState::Final).await;
    scene
}

#[tokio::test]
async fn a_stall_is_never_occupied_twice_on_one_day() {
    let scene = offered().await;
    let mut row = scene.occupancies().await.remove(0).into_active_model();
    row.id = NotSet;
    assert_eq!(insert(&scene, row.clone()).await, UNIQUE);
    row.stall_id = Set(scene.stalls().await["A02"].id);
    assert_eq!(insert(&scene, row).await, None);
}

#[tokio::test]
async fn not_even_by_somebody_else() {
    let scene = offered().await;
    let [offer] = scene.offers().await.try_into().unwrap();
    let mut other = offer.clone().into_active_model();
    other.id = NotSet;
    other.public_id = Set("another".to_owned());
    other.state = Set(OfferState::Confirmed);
    let tx = scene.store().begin_write().await.unwrap();
    let other = tx.insert(other).await.unwrap();
    let (from, to) = (scene.round().await.term_from, scene.round().await.term_to);
    let (market_id, time_id) = (offer.market_id, offer.trading_time_id);
    let days = store::market::list_market_days(tx.conn(), market_id, time_id, from, to);
    let days = days.await.unwrap();
    let stall = scene.stalls().await["A01"].id;
    let taken = store::offer::insert_occupancies(&tx, &other, &[stall], &days).await;
    assert_eq!(taken.err().map(super::breach), UNIQUE);
}

#[tokio::test]
async fn one_registration_has_one_application_in_a_round() {
    let scene = offered().await;
    let mut row = scene.applications().await.remove(0).into_active_model();
    row.id = NotSet;
    row.code = Set("0000-0000".to_owned());
    row.link_hash = Set("another".to_owned());
    assert_eq!(insert(&scene, row).await, UNIQUE);
}

#[tokio::test]
async fn one_household_has_one_application_in_a_round_that_counts_households() {
    let scene = offered().await;
    let [first, second] = scene.applications().await.try_into().unwrap();
    let tx = scene.store().begin_write().await.unwrap();
    let household = |row: entity::application::Model| entity::application::ActiveModel {
        household_hash: Set(Some("one household".to_owned())),
        ..row.into_active_model()
    };
    let change = |row: &entity::application::Model| entity::application::ActiveModel {
        household_hash: household(row.clone()).household_hash,
        ..Default::default()
    };
    tx.update(first.id.0, first.version, change(&first))
        .await
        .unwrap();
    let again = tx.update(second.id.0, second.version, change(&second));
    assert_eq!(again.await.err().map(super::breach), UNIQUE);
}

#[tokio::test]
async fn one_person_per_identity() {
    let scene = offered().await;
    let persons = all::<entity::person::Entity>(&scene, entity::person::Column::Id);
    let mut row = persons.await.remove(0).into_active_model();
    row.id = NotSet;
    row.public_id = Set("another".to_owned());
    assert_eq!(insert(&scene, row.clone()).await, UNIQUE);
    // Whom nobody has checked has no hash, and there may be many of them.
    row.identity_hash = Set(None);
    assert_eq!(insert(&scene, row).await, None);
}

#[tokio::test]
async fn one_registration_per_person_and_market() {
    let scene = offered().await;
    let rows = all::<entity::registration::Entity>(&scene, entity::registration::Column::Id);
    let mut row = rows.await.remove(0).into_active_model();
    row.id = NotSet;
    row.public_id = Set("another".to_owned());
    assert_eq!(insert(&scene, row).await, UNIQUE);
}

#[tokio::test]
async fn a_notice_has_a_unique_key() {
    let scene = offered().await;
    let mut row = scene.notices().await.remove(0).into_active_model();
    row.id = NotSet;
    row.public_id = Set("another".to_owned());
    assert_eq!(insert(&scene, row.clone()).await, UNIQUE);
    // A deliberate resend is a copy of its own.
    row.copy_number = Set(2);
    assert_eq!(insert(&scene, row).await, None);
}

#[tokio::test]
async fn a_notice_that_is_there_already_stays_as_it_is() {
    let scene = offered().await;
    let before = scene.notices().await;
    let mut row = before[0].clone().into_active_model();
    row.id = NotSet;
    row.public_id = Set("another".to_owned());
    let tx = scene.store().begin_write().await.unwrap();
    store::notice::insert_notices(&tx, vec![row]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(scene.notices().await, before);
}

#[tokio::test]
async fn an_idempotency_key_has_one_answer() {
    let scene = offered().await;
    let keys = all::<entity::idempotency_key::Entity>(&scene, entity::idempotency_key::Column::Id);
    let mut row = keys.await.remove(0).into_active_model();
    row.id = NotSet;
    assert_eq!(insert(&scene, row.clone()).await, UNIQUE);
    row.scope = Set("something else".to_owned());
    assert_eq!(insert(&scene, row).await, None);
}

#[tokio::test]
async fn a_vendor_has_one_open_offer_per_trading_time() {
    let scene = offered().await;
    let [offer] = scene.offers().await.try_into().unwrap();
    let mut row = offer.into_active_model();
    row.id = NotSet;
    row.public_id = Set("another".to_owned());
    assert_eq!(insert(&scene, row.clone()).await, UNIQUE);
    row.state = Set(OfferState::Declined);
    assert_eq!(insert(&scene, row).await, None);
}

#[tokio::test]
async fn a_stall_stands_once_in_an_offer() {
    let scene = offered().await;
    let rows = all::<entity::offer_stall::Entity>(&scene, entity::offer_stall::Column::Id);
    let [row] = rows.await.try_into().unwrap();
    let mut row = row.into_active_model();
    row.id = NotSet;
    assert_eq!(insert(&scene, row.clone()).await, UNIQUE);
    row.stall_id = Set(scene.stalls().await["A02"].id);
    assert_eq!(insert(&scene, row).await, None);
}

#[tokio::test]
async fn a_place_in_a_waiting_list_is_given_once() {
    let scene = offered().await;
    let entry = scene.waiting().await.remove(0);
    let [offer] = scene.offers().await.try_into().unwrap();
    let mut row = entry.into_active_model();
    row.id = NotSet;
    assert_eq!(insert(&scene, row.clone()).await, UNIQUE);
    row.application_id = Set(offer.application_id);
    assert_eq!(insert(&scene, row.clone()).await, UNIQUE);
    row.position = Set(99);
    assert_eq!(insert(&scene, row).await, None);
}

#[tokio::test]
async fn a_draw_says_one_thing_about_an_application_and_gives_a_stall_once() {
    let scene = offered().await;
    let entries = all::<entity::draw_entry::Entity>(&scene, entity::draw_entry::Column::Id).await;
    let mut row = entries[0].clone().into_active_model();
    row.id = NotSet;
    assert_eq!(insert(&scene, row).await, UNIQUE);

    let stalls =
        all::<entity::draw_entry_stall::Entity>(&scene, entity::draw_entry_stall::Column::Id);
    let [given] = stalls.await.try_into().unwrap();
    let other = entries.iter().find(|entry| entry.id != given.draw_entry_id);
    let mut row = given.into_active_model();
    row.id = NotSet;
    row.draw_entry_id = Set(other.unwrap().id);
    assert_eq!(insert(&scene, row.clone()).await, UNIQUE);
    row.stall_id = Set(scene.stalls().await["A02"].id);
    assert_eq!(insert(&scene, row).await, None);
}

#[tokio::test]
async fn a_trading_time_of_a_round_is_drawn_once() {
    let scene = offered().await;
    let draws = all::<entity::draw::Entity>(&scene, entity::draw::Column::Id);
    let mut row = draws.await.remove(0).into_active_model();
    row.id = NotSet;
    assert_eq!(insert(&scene, row.clone()).await, UNIQUE);
    // A correction is a draw with a number of its own.
    row.number = Set(2);
    assert_eq!(insert(&scene, row).await, None);
}

#[tokio::test]
async fn a_question_about_hardship_is_asked_once() {
    let scene = offered().await;
    let rows = all::<entity::attestation::Entity>(&scene, entity::attestation::Column::Id);
    let mut row = rows.await.remove(0).into_active_model();
    row.id = NotSet;
    row.public_id = Set("another".to_owned());
    assert_eq!(insert(&scene, row).await, UNIQUE);
}

#[tokio::test]
async fn codes_stand_once_where_people_use_them() {
    let scene = offered().await;
    let mut stall = scene.stalls().await["A01"].clone().into_active_model();
    stall.id = NotSet;
    assert_eq!(insert(&scene, stall).await, UNIQUE);
    let mut round = scene.round().await.into_active_model();
    round.id = NotSet;
    assert_eq!(insert(&scene, round).await, UNIQUE);
    let slots = all::<entity::slot::Entity>(&scene, entity::slot::Column::Id);
    let mut slot = slots.await.remove(0).into_active_model();
    slot.id = NotSet;
    assert_eq!(insert(&scene, slot).await, UNIQUE);
    let days = all::<entity::market_day::Entity>(&scene, entity::market_day::Column::Id);
    let mut day = days.await.remove(0).into_active_model();
    day.id = NotSet;
    assert_eq!(insert(&scene, day).await, UNIQUE);
    let mut application = scene.applications().await.remove(0).into_active_model();
    application.id = NotSet;
    assert_eq!(insert(&scene, application).await, UNIQUE);
}
