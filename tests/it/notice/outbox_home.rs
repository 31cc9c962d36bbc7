//! A market with vendors, and an outbox whose time stands still until a test moves it.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Duration, Utc};
use entity::kinds::{
    ApplicationState, Language, NoticeState, OfferState, Origin, Pool, RoundState, Standing,
    ZoneColour,
};
use entity::{
    application, category, market, notice, offer, offer_stall, person, registration, round, stall,
    trading_time, zone,
};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use starstall::app::{App, Keys};
use starstall::clock::{Chance, Clock};
use starstall::jobs::outbox::Outbox;
use starstall::notice::{Addressee, Mail, Post, Transport, compose};
use starstall::store;
use starstall::text::message::Message;

use super::samples;
use crate::support::TestDb;

pub struct Home {
    pub db: TestDb,
    pub app: App,
    /// What left, where nothing else was said.
    pub mails: Arc<Mutex<Vec<Mail>>>,
    market: market::Model,
    round: round::Model,
    category: category::Model,
    place: (trading_time::Model, stall::Model),
}

pub struct Vendor {
    pub person: person::Model,
    pub application: application::Model,
}

impl Home {
    pub async fn new() -> Self {
        let db = TestDb::new().await;
        let app = App {
            store: db.connect().await,
            clock: Clock::manual(samples::at("2026-11-24T02:00:00Z")),
            chance: Chance::seeded(7),
            keys: Keys::new([7; 32]),
        };
        let market = insert_market(&app).await;
        Self {
            round: insert_round(&app, &market).await,
            category: insert_category(&app, &market).await,
            place: insert_place(&app, &market).await,
            mails: Arc::default(),
            market,
            app,
            db,
        }
    }

    pub fn outbox(&self) -> Outbox {
        self.outbox_with(Transport::Memory(self.mails.clone()))
    }

    pub fn outbox_with(&self, transport: Transport) -> Outbox {
        Outbox::new(self.app.clone(), post(transport))
    }

    pub fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap().clone()
    }

    pub fn pass(&self, time: Duration) {
        self.app.clock.advance(time);
    }

    pub async fn vendor(&self, number: u32, email: Option<&str>) -> Vendor {
        let tx = self.app.store.begin_write().await.unwrap();
        let person = person::ActiveModel {
            public_id: Set(self.app.random_id()),
            name: Set("李梅".to_owned()),
            email: Set(email.map(str::to_owned)),
            language: Set(Language::ZhCn),
            created_at: Set(self.app.now()),
            ..Default::default()
        };
        let person = tx.insert(person).await.unwrap();
        let registration = registration::ActiveModel {
            public_id: Set(self.app.random_id()),
            market_id: Set(self.market.id),
            person_id: Set(person.id),
            trading_name: Set("李梅凉皮".to_owned()),
            standing: Set(Standing::Good),
            refusals: Set(0),
            created_at: Set(self.app.now()),
            ..Default::default()
        };
        let registration = tx.insert(registration).await.unwrap();
        let code = format!("7Q4M-{number:04}");
        let application = application::ActiveModel {
            market_id: Set(self.market.id),
            round_id: Set(self.round.id),
            registration_id: Set(registration.id),
            link_hash: Set(self.app.keys.link(&code).hash()),
            code: Set(code),
            state: Set(ApplicationState::Accepted),
            category_id: Set(self.category.id),
            needs: Set(json!([])),
            workers: Set(1),
            asks_charity: Set(false),
            also_open: Set(true),
            ticket: Set(self.app.random_id()),
            submitted_at: Set(self.app.now()),
            version: Set(1),
            ..Default::default()
        };
        let application = tx.insert(application).await.unwrap();
        tx.commit().await.unwrap();
        Vendor {
            person,
            application,
        }
    }

    /// Writes a notice of something that happens once; the same again changes nothing.
    pub async fn tell(&self, vendor: &Vendor, message: &Message) {
        self.tell_of(vendor, None, message).await;
    }

    /// An offer with its notice, as one transaction.
    pub async fn offer(&self, vendor: &Vendor) -> offer::Model {
        let (time, stall) = &self.place;
        let row = offer::ActiveModel {
            public_id: Set(self.app.random_id()),
            market_id: Set(self.market.id),
            round_id: Set(self.round.id),
            trading_time_id: Set(time.id),
            application_id: Set(vendor.application.id),
            pool: Set(Pool::Open),
            origin: Set(Origin::Draw),
            state: Set(OfferState::Open),
            confirm_days: Set(3),
            made_at: Set(self.app.now()),
            version: Set(1),
            ..Default::default()
        };
        let tx = self.app.store.begin_write().await.unwrap();
        let offer = tx.insert(row).await.unwrap();
        let row = offer_stall::ActiveModel {
            market_id: Set(self.market.id),
            offer_id: Set(offer.id),
            stall_id: Set(stall.id),
            pool: Set(Pool::Open),
            ..Default::default()
        };
        tx.insert(row).await.unwrap();
        tx.commit().await.unwrap();
        let message = samples::offer_made(false);
        self.tell_of(vendor, Some(&offer), &message).await;
        offer
    }

    async fn tell_of(&self, vendor: &Vendor, offer: Option<&offer::Model>, message: &Message) {
        let to = Addressee {
            market_id: self.market.id,
            person: &vendor.person,
            application_id: Some(vendor.application.id),
            offer_id: offer.map(|offer| offer.id),
        };
        let occurrence = format!("{}:{}", message.event(), vendor.application.code);
        let id = self.app.random_id();
        let row = compose(to, occurrence, id, message, self.app.now());
        let tx = self.app.store.begin_write().await.unwrap();
        store::notice::insert_notices(&tx, vec![row]).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// All notices, the oldest first.
    pub async fn notices(&self) -> Vec<notice::Model> {
        let mut all = notice::Entity::find()
            .all(self.app.store.reader())
            .await
            .unwrap();
        all.sort_by_key(|notice| notice.id);
        all
    }

    pub async fn states(&self) -> Vec<NoticeState> {
        self.notices()
            .await
            .iter()
            .map(|notice| notice.state)
            .collect()
    }

    pub async fn deadline(&self, offer: &offer::Model) -> Option<DateTime<Utc>> {
        let db = self.app.store.reader();
        store::offer::load_offer(db, offer.id)
            .await
            .unwrap()
            .deadline_at
    }
}

pub fn post(transport: Transport) -> Post {
    Post {
        transport,
        from: "Starstall <noreply@market.example>".parse().unwrap(),
        public_url: "https://market.example".to_owned(),
    }
}

async fn insert_market(app: &App) -> market::Model {
    let tx = app.store.begin_write().await.unwrap();
    let row = market::ActiveModel {
        slug: Set("jinxiu-starlight".to_owned()),
        names: Set(json!({"zh-CN": "锦绣星光市集", "en": "Jinxiu Starlight Market"})),
        place: Set(json!({"zh-CN": "盛润路与锦绣街交口"})),
        time_zone: Set("Asia/Shanghai".to_owned()),
        languages: Set(json!(["zh-CN", "en"])),
        ground: Set(json!({})),
        created_at: Set(app.now()),
        ..Default::default()
    };
    let market = tx.insert(row).await.unwrap();
    tx.commit().await.unwrap();
    market
}

async fn insert_round(app: &App, market: &market::Model) -> round::Model {
    let tx = app.store.begin_write().await.unwrap();
    let row = round::ActiveModel {
        market_id: Set(market.id),
        code: Set("round-2".to_owned()),
        names: Set(json!({"zh-CN": "第二期"})),
        state: Set(RoundState::Final),
        term_from: Set("2026-12-15".parse().unwrap()),
        term_to: Set("2027-02-08".parse().unwrap()),
        rules: Set(json!({})),
        plan: Set(json!({})),
        version: Set(1),
        created_at: Set(app.now()),
        ..Default::default()
    };
    let round = tx.insert(row).await.unwrap();
    tx.commit().await.unwrap();
    round
}

async fn insert_category(app: &App, market: &market::Model) -> category::Model {
    let tx = app.store.begin_write().await.unwrap();
    let row = category::ActiveModel {
        market_id: Set(market.id),
        code: Set("snacks".to_owned()),
        names: Set(json!({"zh-CN": "小吃"})),
        ..Default::default()
    };
    let category = tx.insert(row).await.unwrap();
    tx.commit().await.unwrap();
    category
}

async fn insert_place(app: &App, market: &market::Model) -> (trading_time::Model, stall::Model) {
    let tx = app.store.begin_write().await.unwrap();
    let time = trading_time::ActiveModel {
        market_id: Set(market.id),
        code: Set("weekend".to_owned()),
        names: Set(json!({"zh-CN": "周末夜市"})),
        weekdays: Set(json!(["fri", "sat", "sun"])),
        starts_at_minute: Set(17 * 60),
        duration_minutes: Set(300),
        ..Default::default()
    };
    let time = tx.insert(time).await.unwrap();
    let zone = zone::ActiveModel {
        market_id: Set(market.id),
        code: Set("A".to_owned()),
        names: Set(json!({"zh-CN": "小吃"})),
        colour: Set(ZoneColour::Apricot),
        label_x_dm: Set(0),
        label_y_dm: Set(0),
        ..Default::default()
    };
    let zone = tx.insert(zone).await.unwrap();
    let stall = stall::ActiveModel {
        market_id: Set(market.id),
        zone_id: Set(zone.id),
        code: Set("A06".to_owned()),
        row_label: Set("A".to_owned()),
        place: Set(6),
        x_dm: Set(0),
        y_dm: Set(0),
        width_dm: Set(30),
        depth_dm: Set(30),
        features: Set(json!([])),
        version: Set(1),
        ..Default::default()
    };
    let stall = tx.insert(stall).await.unwrap();
    tx.commit().await.unwrap();
    (time, stall)
}
