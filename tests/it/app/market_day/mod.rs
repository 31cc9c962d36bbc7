//! One market day given out for itself: absences, standby, its draw.

mod drawing;
mod interrupted;
mod lists;
mod privacy;
mod racing;

use chrono::Duration;
use entity::kinds::{RoundState, StandbyState};
use entity::{day_draw, holding, occupancy, standby_entry};
use starstall::app::market_day::{DayRef, JoinStandby, freeze_day, join_standby, record_day_seed};
use starstall::app::offer::confirm_offer;
use starstall::app::{Actor, AppError};
use starstall::domain::Refusal;
use starstall::domain::market_day::MarketDayRefusal;
use starstall::domain::rules::RoundRules;
use starstall::{jobs, store};

use crate::support::scene::{DIGITS, EVENINGS, MARKET, Scene, Vendor, all, at, date, rules};

const SYSTEM: &Actor = &Actor::System;

/// The first Friday of the term, from 17:00; its lists close at 14:00.
fn friday() -> DayRef {
    DayRef {
        market: MARKET.to_owned(),
        trading_time: EVENINGS.to_owned(),
        date: date("2027-03-05"),
    }
}

/// A round that runs, on the morning of its first day.
struct Day {
    scene: Scene,
    /// In the order in which they applied.
    vendors: Vec<Vendor>,
}

impl Day {
    /// Seven stalls are held; `A06`, for crafts only, is nobody's. The others wait.
    async fn new(vendors: usize) -> Self {
        Self::with_rules(rules(), vendors).await
    }

    async fn with_rules(rules: RoundRules, vendors: usize) -> Self {
        let scene = Scene::with_rules(rules).await;
        scene.round_in(RoundState::Open).await;
        let vendors = scene.applicants(vendors).await;
        Self::running(scene, vendors).await
    }

    /// Everybody with an offer confirms it, and the term begins.
    async fn running(scene: Scene, vendors: Vec<Vendor>) -> Self {
        scene.round_in(RoundState::Final).await;
        for offer in scene.offers().await {
            confirm_offer(&scene.app, SYSTEM, &offer.public_id)
                .await
                .unwrap();
        }
        scene.round_in(RoundState::Running).await;
        Self { scene, vendors }
    }

    async fn holding_of(&self, vendor: &Vendor) -> Option<holding::Model> {
        let mut held = self.scene.holdings().await.into_iter();
        held.rfind(|row| row.application_id == Some(vendor.id))
    }

    /// The stall that this vendor has for the term.
    async fn stall_of(&self, vendor: &Vendor) -> Option<String> {
        let held = self.holding_of(vendor).await?;
        let stalls = self.scene.stalls().await;
        let found = stalls.into_iter().find(|(_, row)| row.id == held.stall_id);
        found.map(|(code, _)| code)
    }

    /// Somebody who holds this stall, or anything.
    async fn holder(&self) -> (Vendor, String) {
        for vendor in &self.vendors {
            if let Some(stall) = self.stall_of(vendor).await {
                return (vendor.clone(), stall);
            }
        }
        panic!("nobody holds a stall")
    }

    /// Those who hold nothing, by their number in the waiting list.
    async fn waiting(&self) -> Vec<Vendor> {
        let mut waiting = Vec::new();
        for entry in self.scene.waiting().await {
            waiting.push((entry.number, self.scene.vendor(entry.application_id).await));
        }
        waiting.sort_by_key(|(number, _)| *number);
        waiting.into_iter().map(|(_, vendor)| vendor).collect()
    }

    async fn join(&self, vendor: &Vendor) -> Result<(), AppError> {
        join_standby(&self.scene.app, &vendor.actor(), joining(vendor)).await
    }

    /// One second after the lists have closed.
    fn lists_are_closed(&self) {
        self.scene.app.clock.set(at("2027-03-05T06:00:01Z"));
    }

    async fn freeze(&self) -> Result<(), AppError> {
        freeze_day(&self.scene.app, SYSTEM, &friday()).await
    }

    /// Closed, frozen, seeded, computed.
    async fn draw(&self) {
        self.lists_are_closed();
        self.freeze().await.unwrap();
        record_day_seed(&self.scene.app, SYSTEM, &friday(), DIGITS)
            .await
            .unwrap();
        assert_eq!(jobs::days::run_due(&self.scene.app).await.unwrap(), 1);
    }

    async fn standby(&self) -> Vec<standby_entry::Model> {
        all::<standby_entry::Entity>(&self.scene, standby_entry::Column::Id).await
    }

    async fn state_of(&self, vendor: &Vendor) -> StandbyState {
        let entries = self.standby().await.into_iter();
        let mut own = entries.filter(|row| row.application_id == vendor.id);
        own.next().unwrap().state
    }

    async fn day_draw(&self) -> Option<day_draw::Model> {
        let mut draws = all::<day_draw::Entity>(&self.scene, day_draw::Column::Id).await;
        assert!(draws.len() < 2);
        draws.pop()
    }

    async fn day(&self) -> entity::market_day::Model {
        let db = self.scene.store().reader();
        let market = store::market::find_market(db, MARKET).await.unwrap();
        let days = store::day::list_days_from(db, market.unwrap().id, friday().date, 1).await;
        days.unwrap().remove(0)
    }

    /// Who has which stall on the Friday: codes of stalls with those of applications.
    async fn who_is_where(&self) -> Vec<(String, String)> {
        let (day, stalls) = (self.day().await, self.scene.stalls().await);
        let holdings = self.scene.holdings().await;
        let rows: Vec<occupancy::Model> = self.scene.occupancies().await;
        let mut places = Vec::new();
        for row in rows.iter().filter(|row| row.market_day_id == day.id) {
            let stall = stalls.iter().find(|(_, stall)| stall.id == row.stall_id);
            let held = holdings.iter().find(|held| Some(held.id) == row.holding_id);
            let id = held.unwrap().application_id.unwrap();
            places.push((stall.unwrap().0.clone(), self.scene.vendor(id).await.code));
        }
        places.sort();
        places
    }
}

fn joining(vendor: &Vendor) -> JoinStandby {
    JoinStandby {
        at: friday(),
        application: vendor.code.clone(),
        anywhere: true,
    }
}

fn refused(refusal: MarketDayRefusal) -> Refusal {
    refusal.into()
}

/// When the lists of the Friday close.
fn closing() -> chrono::DateTime<chrono::Utc> {
    at("2027-03-05T09:00:00Z") - Duration::hours(3)
}
