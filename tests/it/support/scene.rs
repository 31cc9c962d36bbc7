//! A small market and one round of it, made through the use cases alone.
//!
//! Six ordinary stalls (`A01` and `A02` with power, `A06` for crafts only), two step-free charity
//! stalls (`L01`, `L02`), Friday to Sunday evenings and, where asked for, Saturday mornings.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Asia::Shanghai;
use entity::ids::{ApplicationId, MarketId};
use entity::kinds::{
    ApplicationState, Feature, HardshipGroup, Language, OfferState, OrganisationKind, Pool, Role,
    RoundState, ZoneColour,
};
use entity::{
    application, audit, holding, notice, occupancy, offer, round, stall, stall_block, waiting_entry,
};
use sea_orm::{ActiveValue::Set, EntityTrait, QueryOrder};
use serde_json::json;
use starstall::app::application::{
    Apply, CharityRequest, Receipt, TimeWanted, WishFor, accept_application, apply,
};
use starstall::app::attestation::{Attest, Verdict, attest};
use starstall::app::draw::{RecordSeed, record_seed};
use starstall::app::market::{
    CreateMarket, NewCategory, NewOrganisation, NewTradingTime, NewZone, create_market,
    import_stalls,
};
use starstall::app::round::{
    CancelRound, CharityStalls, PlanRound, RoundRef, cancel_round, close_applications, close_round,
    freeze_list, make_final, open_round, plan_round, publish_list, publish_result, start_round,
};
use starstall::app::staff::{AddStaff, SignIn, add_staff, find_actor, sign_in};
use starstall::app::{Actor, App, AppError, Keys};
use starstall::clock::{Chance, Clock};
use starstall::domain::Refusal;
use starstall::domain::announced::AnnouncedDates;
use starstall::domain::calendar::{Term, TradingTimeSpec, Weekdays, deadline_after};
use starstall::domain::rules::RoundRules;
use starstall::domain::sizes::Sizes;
use starstall::domain::values::{Label, Names, Note, Password, Slug};
use starstall::jobs;
use starstall::store::{self, Store};

use super::TestDb;

pub const MARKET: &str = "lantern-lane";
pub const ROUND: &str = "spring";
pub const EVENINGS: &str = "evenings";
pub const MORNINGS: &str = "mornings";
pub const PASSWORD: &str = "a password for tests";
/// Enough digits for a strong seed.
pub const DIGITS: &str = "271828182845904523536028747135266249775724709369";

const STALLS: &str = "\
code,zone,row,place,x_dm,y_dm,width_dm,depth_dm,features,categories
A01,north,A,1,0,0,30,20,power,
A02,north,A,2,40,0,30,20,power;water,
A03,north,A,3,80,0,30,20,,
A04,south,B,1,0,40,30,20,,
A05,south,B,2,40,40,30,20,,
A06,south,B,3,80,40,30,20,,crafts
L01,love,L,1,0,80,30,20,step_free,
L02,love,L,2,40,80,30,20,step_free;power,
";

pub struct Scene {
    pub app: App,
    db: TestDb,
}

impl Scene {
    /// One trading time, and the round is planned.
    pub async fn new() -> Self {
        Self::with_rules(rules()).await
    }

    pub async fn with_rules(rules: RoundRules) -> Self {
        let scene = Self::empty().await;
        scene.create_market(MARKET).await;
        plan_round(&scene.app, &Actor::System, plan(&[EVENINGS], rules))
            .await
            .unwrap();
        scene
    }

    pub async fn with_two_times() -> Self {
        let scene = Self::empty().await;
        scene.create_market(MARKET).await;
        let command = plan(&[EVENINGS, MORNINGS], rules());
        plan_round(&scene.app, &Actor::System, command)
            .await
            .unwrap();
        scene
    }

    /// Not even a market.
    pub async fn empty() -> Self {
        let db = TestDb::new().await;
        let app = App {
            store: db.connect().await,
            clock: Clock::manual(at("2027-01-04T01:00:00Z")),
            chance: Chance::seeded(7),
            keys: Keys::new([7; 32]),
        };
        Self { app, db }
    }

    pub async fn create_market(&self, slug: &str) -> MarketId {
        let system = &Actor::System;
        let id = create_market(&self.app, system, market(slug)).await;
        import_stalls(&self.app, system, slug, STALLS.as_bytes())
            .await
            .unwrap();
        id.unwrap()
    }

    /// The same market as another instance of the program sees it.
    pub async fn another_instance(&self) -> App {
        App {
            store: self.db.connect().await,
            chance: Chance::seeded(8),
            ..self.app.clone()
        }
    }

    pub fn store(&self) -> &Store {
        &self.app.store
    }

    pub fn later(&self, by: Duration) {
        self.app.clock.advance(by);
    }

    /// Someone with this role at the market (attesters: at `street`), signed in.
    pub async fn staff(&self, role: Role) -> Actor {
        self.staff_of(MARKET, role).await
    }

    pub async fn staff_of(&self, market: &str, role: Role) -> Actor {
        let email = format!("{}@{market}.cn", role.as_str());
        let attests = role == Role::Attester;
        let command = AddStaff {
            email: email.parse().unwrap(),
            name: "赵工".parse().unwrap(),
            password: Password::parse(PASSWORD).unwrap(),
            language: Language::ZhCn,
            roles: vec![role],
            market: (!attests).then(|| market.to_owned()),
            organisation: attests.then(|| label("street")),
        };
        add_staff(&self.app, &Actor::System, command).await.unwrap();
        self.signed_in(&email).await
    }

    async fn signed_in(&self, email: &str) -> Actor {
        let command = SignIn {
            email: email.to_owned(),
            password: PASSWORD.to_owned(),
        };
        let token = sign_in(&self.app, command).await.unwrap().unwrap();
        Actor::Staff(find_actor(&self.app, &token).await.unwrap().unwrap())
    }

    /// Moves the round on, step by step, until it is in this state. Everyone who applied is
    /// accepted on the way.
    pub async fn round_in(&self, state: RoundState) {
        while self.round().await.state != state {
            self.next_step(state).await;
        }
    }

    async fn next_step(&self, towards: RoundState) {
        let (app, system, round) = (&self.app, &Actor::System, self.round().await);
        let done = match round.state {
            _ if towards == RoundState::Cancelled => cancel_round(app, system, cancelling()).await,
            RoundState::Planned => open_round(app, system, here()).await,
            RoundState::Open => {
                self.after(round.applications_until);
                close_applications(app, system, here()).await
            }
            RoundState::Reviewing => {
                self.accept_everyone().await;
                publish_list(app, system, here()).await
            }
            RoundState::Listed => {
                self.after(round.list_objections_until);
                freeze_list(app, system, here()).await
            }
            RoundState::Frozen => self.draw().await,
            RoundState::Drawn => publish_result(app, system, here()).await,
            RoundState::Published => {
                self.after(round.result_objections_until);
                make_final(app, system, here()).await
            }
            RoundState::Final => {
                self.on(round.term_from);
                start_round(app, system, here()).await
            }
            RoundState::Running => {
                self.on(round.term_to + Duration::days(1));
                close_round(app, system, here()).await
            }
            RoundState::Closed | RoundState::Cancelled => panic!("the round is over"),
        };
        done.unwrap();
    }

    async fn draw(&self) -> Result<(), AppError> {
        record_seed(&self.app, &Actor::System, seed(DIGITS)).await?;
        jobs::draws::run_due(&self.app).await.map(drop)
    }

    /// The moment after a deadline.
    pub fn after(&self, deadline: Option<DateTime<Utc>>) {
        self.app.clock.set(deadline.unwrap() + Duration::seconds(1));
    }

    /// After whatever the round waits for.
    pub async fn past_every_deadline(&self) {
        let round = self.round().await;
        let deadlines = [round.list_objections_until, round.result_objections_until];
        if let Some(last) = deadlines.into_iter().flatten().max() {
            self.app
                .clock
                .set(last.max(self.app.now()) + Duration::seconds(1));
        }
    }

    /// Nine in the morning of a day, in the market's own time.
    pub fn on(&self, date: NaiveDate) {
        let local = date.and_hms_opt(9, 0, 0).unwrap();
        let instant = local.and_local_timezone(Shanghai).unwrap();
        self.app.clock.set(instant.with_timezone(&Utc));
    }

    pub async fn accept_everyone(&self) {
        for row in self.applications().await {
            if row.state == ApplicationState::Submitted {
                accept_application(&self.app, &Actor::System, &row.code)
                    .await
                    .unwrap();
            }
        }
    }

    pub async fn vendor(&self, id: ApplicationId) -> Vendor {
        let found = store::application::load_application(self.store().reader(), id).await;
        Vendor {
            id,
            code: found.unwrap().code,
        }
    }

    /// Blocked from the first day of the term until this one.
    pub async fn block(&self, stall: &stall::Model, until: &str) {
        let row = stall_block::ActiveModel {
            public_id: Set(self.app.random_id()),
            market_id: Set(stall.market_id),
            stall_id: Set(stall.id),
            from_date: Set(self.round().await.term_from),
            until_date: Set(Some(date(until))),
            reason: Set("A drain is mended.".to_owned()),
            created_at: Set(self.app.now()),
            ..Default::default()
        };
        let tx = self.store().begin_write().await.unwrap();
        tx.insert(row).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A form that waits to be sent: for any stall, to sell snacks.
    pub fn form(&self, name: &str) -> Form<'_> {
        Form {
            scene: self,
            command: application(name),
        }
    }

    /// So many vendors apply, for any stall.
    pub async fn applicants(&self, count: usize) -> Vec<Vendor> {
        let mut vendors = Vec::new();
        for number in 0..count {
            vendors.push(self.form(&format!("摊主 {number}")).apply().await);
        }
        vendors
    }

    /// What somebody asked of `street` is confirmed for the whole term.
    pub async fn confirm_requests(&self) {
        let db = self.store().reader();
        let street = store::attestation::find_organisation(db, "street").await;
        let street = street.unwrap().unwrap();
        for row in store::attestation::list_requests(db, street.id)
            .await
            .unwrap()
        {
            let command = Attest {
                attestation: row.public_id,
                verdict: confirmed(),
            };
            attest(&self.app, &Actor::System, command).await.unwrap();
        }
    }

    /// Every notice of an offer is delivered now: its days begin.
    pub async fn offers_reach_their_vendors(&self) {
        let tx = self.store().begin_write().await.unwrap();
        for offer in self.offers().await {
            if offer.state != OfferState::Open || offer.deadline_at.is_some() {
                continue;
            }
            let days = offer.confirm_days.try_into().unwrap();
            let change = offer::ActiveModel {
                deadline_at: Set(Some(deadline_after(self.app.now(), days, Shanghai))),
                ..Default::default()
            };
            tx.update(offer.id.0, offer.version, change).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    pub async fn round(&self) -> round::Model {
        let db = self.store().reader();
        let market = store::market::find_market(db, MARKET).await.unwrap();
        let found = store::round::find_round(db, market.unwrap().id, ROUND).await;
        found.unwrap().unwrap()
    }

    /// By their codes.
    pub async fn stalls(&self) -> BTreeMap<String, stall::Model> {
        let db = self.store().reader();
        let market = store::market::find_market(db, MARKET).await.unwrap();
        let plan = store::market::load_plan(db, market.unwrap().id).await;
        let rows = plan.unwrap().stalls.into_iter();
        rows.map(|row| (row.stall.code.clone(), row.stall))
            .collect()
    }

    pub async fn applications(&self) -> Vec<application::Model> {
        all::<application::Entity>(self, application::Column::Id).await
    }

    pub async fn offers(&self) -> Vec<offer::Model> {
        all::<offer::Entity>(self, offer::Column::Id).await
    }

    /// The codes of the stalls that an offer is for.
    pub async fn stalls_of(&self, offer: &offer::Model) -> Vec<String> {
        let db = self.store().reader();
        let rows = store::offer::list_stalls_of_offer(db, offer.id).await;
        let ids = rows.unwrap().into_iter().map(|row| row.stall_id);
        let plan = store::market::load_plan(db, offer.market_id).await;
        plan.unwrap().stall_codes(ids)
    }

    /// The codes of the stalls that a draw gave to an application, in all its trading times.
    pub async fn stalls_drawn(&self, vendor: &Vendor) -> Vec<String> {
        let db = self.store().reader();
        let entries = store::draw::list_entries_of(db, vendor.id).await;
        let mut codes = Vec::new();
        for entry in entries.unwrap() {
            let stalls = store::draw::list_entry_stalls(db, entry.draw_id).await;
            let ids = stalls.unwrap().remove(&entry.id).unwrap_or_default();
            let plan = store::market::load_plan(db, entry.market_id).await;
            codes.extend(plan.unwrap().stall_codes(ids));
        }
        codes
    }

    pub async fn holdings(&self) -> Vec<holding::Model> {
        all::<holding::Entity>(self, holding::Column::Id).await
    }

    pub async fn occupancies(&self) -> Vec<occupancy::Model> {
        all::<occupancy::Entity>(self, occupancy::Column::Id).await
    }

    pub async fn waiting(&self) -> Vec<waiting_entry::Model> {
        all::<waiting_entry::Entity>(self, waiting_entry::Column::Id).await
    }

    pub async fn notices(&self) -> Vec<notice::Model> {
        all::<notice::Entity>(self, notice::Column::Id).await
    }

    pub async fn audit(&self) -> Vec<audit::Model> {
        all::<audit::Entity>(self, audit::Column::Id).await
    }

    /// What the latest change was: who, what, from, to.
    pub async fn last_change(&self) -> String {
        let row = self.audit().await.pop().unwrap();
        let [from, to] = [row.from_state, row.to_state].map(Option::unwrap_or_default);
        format!(
            "{} {} {from}→{to}",
            row.actor_kind.as_str(),
            row.action.as_str()
        )
    }

    /// How many notices tell of this event.
    pub async fn told(&self, event: &str) -> usize {
        let notices = self.notices().await;
        notices.iter().filter(|row| row.event == event).count()
    }

    /// Everything that a change could have left behind, counted.
    pub async fn traces(&self) -> [usize; 7] {
        [
            self.applications().await.len(),
            self.offers().await.len(),
            self.holdings().await.len(),
            self.occupancies().await.len(),
            self.waiting().await.len(),
            self.notices().await.len(),
            self.audit().await.len(),
        ]
    }
}

/// Every row of a table, in the order in which they came.
pub async fn all<E: EntityTrait>(scene: &Scene, by: E::Column) -> Vec<E::Model>
where
    E::Model: Send + Sync,
{
    let query = E::find().order_by_asc(by);
    query.all(scene.store().reader()).await.unwrap()
}

/// Somebody who has applied.
#[derive(Clone, Debug)]
pub struct Vendor {
    pub id: ApplicationId,
    pub code: String,
}

impl Vendor {
    pub fn actor(&self) -> Actor {
        Actor::Vendor {
            application_id: self.id,
            code: self.code.clone(),
        }
    }

    pub async fn row(&self, scene: &Scene) -> application::Model {
        let db = scene.store().reader();
        let found = store::application::load_application(db, self.id).await;
        found.unwrap()
    }

    pub async fn refusals(&self, scene: &Scene) -> i32 {
        let (db, id) = (scene.store().reader(), self.row(scene).await);
        let found = store::person::load_registration(db, id.registration_id).await;
        found.unwrap().refusals
    }

    /// Every offer they have seen, the latest last.
    pub async fn offers(&self, scene: &Scene) -> Vec<offer::Model> {
        let db = scene.store().reader();
        store::offer::list_offers_of(db, self.id).await.unwrap()
    }

    pub async fn open_offer(&self, scene: &Scene) -> Option<offer::Model> {
        let mut offers = self.offers(scene).await;
        offers.retain(|offer| offer.state == OfferState::Open);
        assert!(offers.len() < 2);
        offers.pop()
    }

    pub async fn waits_in(&self, scene: &Scene, pool: Pool) -> Option<waiting_entry::Model> {
        let entries = scene.waiting().await.into_iter();
        let mut own = entries.filter(|entry| entry.application_id == self.id && entry.pool == pool);
        own.next()
    }
}

pub struct Form<'s> {
    scene: &'s Scene,
    pub command: Apply,
}

impl Form<'_> {
    /// These stalls in this order, and no other.
    pub fn only(mut self, stalls: &[&str]) -> Self {
        for time in &mut self.command.times {
            time.wishes = stalls
                .iter()
                .map(|stall| WishFor::Stall(label(stall)))
                .collect();
            time.anywhere = false;
        }
        self
    }

    pub fn needing(mut self, feature: Feature) -> Self {
        self.command.needs.push(feature);
        self
    }

    /// So many stalls next to each other at least, and at most.
    pub fn stalls(mut self, min: u32, max: u32) -> Self {
        self.command.stalls = Sizes { min, max };
        self
    }

    pub fn selling(mut self, category: &str) -> Self {
        self.command.category = label(category);
        self
    }

    /// In these trading times, anywhere.
    pub fn at(mut self, times: &[&str]) -> Self {
        self.command.times = times.iter().map(|time| anywhere(time)).collect();
        self
    }

    /// Asks `street` to confirm a disability, and stands in both pools.
    pub fn for_charity(self) -> Self {
        self.for_charity_in(HardshipGroup::Disability)
    }

    pub fn for_charity_in(mut self, group: HardshipGroup) -> Self {
        self.command.charity = Some(CharityRequest {
            confirmations: vec![(label("street"), group)],
            consent_version: "1".to_owned(),
            also_open: true,
        });
        self
    }

    pub fn charity_only(mut self) -> Self {
        self = self.for_charity();
        self.command.charity.as_mut().unwrap().also_open = false;
        self
    }

    pub fn seen_at_the_window(mut self, identity: &str) -> Self {
        self.command.identity = Some(identity.to_owned());
        self
    }

    /// Small is senior, where the rules ask for it.
    pub fn senior(mut self, rank: u32) -> Self {
        self.command.seniority = Some(rank);
        self
    }

    pub fn with_key(mut self, key: &str) -> Self {
        self.command.idempotency_key = Some(key.to_owned());
        self
    }

    pub async fn send(self) -> Result<Receipt, AppError> {
        apply(&self.scene.app, &Actor::System, self.command).await
    }

    pub async fn apply(self) -> Vendor {
        let scene = self.scene;
        let receipt = self.send().await.unwrap();
        let db = scene.store().reader();
        let row = store::application::find_application(db, receipt.code.as_str()).await;
        scene.vendor(row.unwrap().unwrap().id).await
    }
}

/// The refusal that a use case answered with.
#[track_caller]
pub fn refusal<T>(result: Result<T, AppError>) -> Refusal {
    match result {
        Err(AppError::Refused(refusal)) => refusal,
        Err(other) => panic!("not refused but {other:?}"),
        Ok(_) => panic!("not refused"),
    }
}

/// The field that has to be mended.
#[track_caller]
pub fn invalid_field<T>(result: Result<T, AppError>) -> String {
    match result {
        Err(AppError::Invalid(errors)) => errors.iter().next().unwrap().0.to_owned(),
        Err(other) => panic!("not invalid but {other:?}"),
        Ok(_) => panic!("not refused"),
    }
}

pub fn here() -> RoundRef {
    RoundRef {
        market: MARKET.to_owned(),
        round: ROUND.to_owned(),
    }
}

pub fn seed(digits: &str) -> RecordSeed {
    RecordSeed {
        at: here(),
        values: vec![digits.to_owned().into()],
        weak_accepted: false,
    }
}

pub fn cancelling() -> CancelRound {
    CancelRound {
        at: here(),
        reason: Note::parse("The square is dug up.").unwrap(),
    }
}

pub fn confirmed() -> Verdict {
    Verdict::Confirm {
        from: date("2027-01-01"),
        until: date("2027-12-31"),
    }
}

pub fn at(instant: &str) -> DateTime<Utc> {
    instant.parse().unwrap()
}

pub fn date(date: &str) -> NaiveDate {
    date.parse().unwrap()
}

pub fn label(code: &str) -> Label {
    Label::parse(code).unwrap()
}

pub fn names(name: &str) -> Names {
    Names::parse([("zh-CN", name), ("en", name)]).unwrap()
}

pub fn market(slug: &str) -> CreateMarket {
    let zone = |code: &str, colour| NewZone {
        code: label(code),
        names: names(code),
        colour,
        label_x_dm: 0,
        label_y_dm: 0,
    };
    let category = |code: &str| NewCategory {
        code: label(code),
        names: names(code),
    };
    CreateMarket {
        slug: Slug::parse(slug).unwrap(),
        names: names("灯笼巷"),
        place: names("郑州"),
        time_zone: Shanghai,
        languages: vec![Language::ZhCn, Language::En],
        ground: json!({}),
        zones: vec![
            zone("north", ZoneColour::Apricot),
            zone("south", ZoneColour::Leaf),
            zone("love", ZoneColour::Rose),
        ],
        categories: vec![category("snacks"), category("crafts")],
        trading_times: vec![
            trading_time(EVENINGS, &["fri", "sat", "sun"], 17 * 60),
            trading_time(MORNINGS, &["sat"], 7 * 60),
        ],
        organisations: vec![NewOrganisation {
            code: label("street"),
            kind: OrganisationKind::Street,
            names: names("经八路街道"),
        }],
    }
}

pub fn trading_time(code: &str, days: &[&str], starts_at_minute: u32) -> NewTradingTime {
    let weekdays = Weekdays::parse(days.iter().copied()).unwrap();
    NewTradingTime {
        code: label(code),
        names: names(code),
        spec: TradingTimeSpec::new(weekdays, starts_at_minute, 300).unwrap(),
    }
}

pub fn rules() -> RoundRules {
    let groups: Vec<HardshipGroup> = HardshipGroup::all().collect();
    serde_json::from_value(json!({
        "version": 1,
        "fee": { "amount_fen": 3000, "per": "market_day" },
        "charity_fee_waived": true,
        "placement": "fill",
        "pools": [
            { "pool": "charity", "groups": groups, "unfilled": "release" },
            { "pool": "open", "order": ["rank"] },
        ],
        "seed_sources": [{ "from": { "kind": "ceremony_digits" } }],
    }))
    .unwrap()
}

/// For four weekends in March 2027.
pub fn plan(times: &[&str], rules: RoundRules) -> PlanRound {
    let charity = |time: &&str| CharityStalls {
        trading_time: label(time),
        stalls: vec![label("L01"), label("L02")],
    };
    PlanRound {
        market: MARKET.to_owned(),
        code: label(ROUND),
        names: names("春季"),
        term: Term::new(date("2027-03-05"), date("2027-03-28")).unwrap(),
        dates: AnnouncedDates {
            applications_until_utc: at("2027-01-15T16:00:00Z"),
            list_on: date("2027-01-18"),
            freeze_on: date("2027-01-22"),
            draw_on: date("2027-01-25"),
            result_on: date("2027-01-26"),
            final_on: date("2027-02-05"),
        },
        rules,
        times: times.iter().map(charity).collect(),
    }
}

/// Everybody has a telephone of their own.
fn own_phone() -> String {
    static LAST: AtomicU32 = AtomicU32::new(0);
    format!("138{:08}", LAST.fetch_add(1, Ordering::Relaxed))
}

fn application(name: &str) -> Apply {
    Apply {
        at: here(),
        name: name.parse().unwrap(),
        trading_name: format!("{name}小吃").parse().unwrap(),
        phone: own_phone().parse().unwrap(),
        email: Some("vendor@example.cn".parse().unwrap()),
        language: Language::ZhCn,
        identity: None,
        household: None,
        seniority: None,
        category: label("snacks"),
        needs: Vec::new(),
        workers: 2,
        stalls: Sizes::default(),
        charity: None,
        times: vec![anywhere(EVENINGS)],
        idempotency_key: None,
    }
}

fn anywhere(time: &str) -> TimeWanted {
    TimeWanted {
        trading_time: label(time),
        wishes: Vec::new(),
        anywhere: true,
    }
}
