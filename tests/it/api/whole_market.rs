//! A whole market through the API alone: from nothing to a running term. Only the clock is moved,
//! and what runs later is run, from outside.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde_json::{Value, json};
use starstall::app::App;
use starstall::jobs;

use super::client::{Api, Client};
use crate::support::scene::{DIGITS, Scene};

const ROUND: &str = "/markets/harbour/rounds/first";

const STALLS: &str = "\
code,zone,row,place,x_dm,y_dm,width_dm,depth_dm,features,categories
A01,a,A,1,0,0,30,20,power,
A02,a,A,2,40,0,30,20,power;water,
A03,a,A,3,80,0,30,20,,
L01,love,L,1,0,80,30,20,step_free,
";

fn names(name: &str) -> Value {
    json!({ "en": name, "zh-CN": name })
}

fn market() -> Value {
    json!({
        "slug": "harbour",
        "names": names("Harbour"),
        "place": names("Zhengzhou"),
        "time_zone": "Asia/Shanghai",
        "languages": ["zh-CN", "en"],
        "zones": [
            { "code": "a", "names": names("A"), "colour": "leaf" },
            { "code": "love", "names": names("Love"), "colour": "rose" },
        ],
        "categories": [{ "code": "snacks", "names": names("Snacks") }],
        "trading_times": [{
            "code": "evenings", "names": names("Evenings"), "weekdays": ["fri", "sat", "sun"],
            "starts_at_minute": 1020, "duration_minutes": 300,
        }],
        "organisations": [{ "code": "street", "kind": "street", "names": names("Street") }],
    })
}

fn round(code: &str, from: &str, to: &str) -> Value {
    json!({
        "code": code,
        "names": names(code),
        "term_from": from,
        "term_to": to,
        "dates": {
            "applications_until": "2027-01-18T16:00:00Z",
            "list_on": "2027-01-20",
            "freeze_on": "2027-01-25",
            "draw_on": "2027-01-26",
            "result_on": "2027-01-27",
            "final_on": "2027-02-05",
        },
        "rules": {
            "version": 1,
            "fee": { "amount_fen": 3000, "per": "market_day" },
            "charity_fee_waived": true,
            "placement": "fill",
            "pools": [
                { "pool": "charity", "groups": ["disability"], "unfilled": "release" },
                { "pool": "open" },
            ],
            "seed_sources": [{ "from": { "kind": "ceremony_digits" } }],
        },
        "trading_times": [{ "code": "evenings", "charity_stalls": ["L01"] }],
    })
}

/// The third has no e-mail: what they are told waits on paper.
fn application(number: usize) -> Value {
    let email = (number != 2).then(|| format!("vendor{number}@example.org"));
    json!({
        "name": format!("Vendor {number}"),
        "trading_name": format!("Stand {number}"),
        "phone": format!("1380000{number:04}"),
        "email": email,
        "language": "en",
        "category": "snacks",
        "workers": 1,
        "trading_times": [{ "code": "evenings", "wishes": ["A02", "zone:a"], "anywhere": true }],
    })
}

/// Somebody who applied, with the token of their link.
struct Vendor {
    code: String,
    client: Client,
}

impl Vendor {
    fn path(&self) -> String {
        format!("/applications/{}", self.code)
    }
}

/// An operator and an attester who got their tokens through the API.
async fn setting_up(api: &Api) -> (Client, Client) {
    let machine = api.machine().await;
    machine
        .post_once("market", "/markets", market())
        .await
        .is(201);
    let csv = machine.request(poem::http::Method::POST, "/markets/harbour/stalls/import");
    let csv = csv.header("content-type", "text/plain");
    let imported = api.send(csv.body(STALLS.into()).unwrap()).await.is(200);
    assert_eq!(imported.at("/stalls_count"), json!(4));
    let mut clients = Vec::new();
    for (email, role) in [
        ("li@example.org", "operator"),
        ("wang@example.org", "attester"),
    ] {
        let staff = json!({
            "email": email, "name": "Li Qing", "password": "a long pass phrase",
            "language": "en", "roles": [role],
            "market": "harbour", "organisation": "street",
        });
        machine.post("/staff", staff).await.is(201);
        let token = json!({ "email": email, "label": "Test", "scope": "write", "days": 90 });
        let made = machine.post("/tokens", token).await.is(201);
        clients.push(api.with_token(made.text("/secret")));
    }
    let attester = clients.pop().unwrap();
    (clients.pop().unwrap(), attester)
}

async fn step(operator: &Client, step: &str) {
    operator
        .step(&format!("{ROUND}/steps/{step}"))
        .await
        .is(204);
}

async fn applies(api: &Api, number: usize, charity: bool) -> Vendor {
    let mut sent = application(number);
    if charity {
        sent["charity"] = json!({
            "confirmations": [{ "organisation": "street", "group": "disability" }],
            "consent_version": "1",
            "also_open": true,
        });
    }
    let key = format!("applying-{number}");
    let path = format!("{ROUND}/applications");
    let made = api
        .anyone()
        .post_once(&key, &path, sent.clone())
        .await
        .is(201);
    let again = api.anyone().post_once(&key, &path, sent).await.is(201);
    assert_eq!(
        made.json(),
        again.json(),
        "the same code and the same secret"
    );
    Vendor {
        code: made.text("/code"),
        client: api.with_token(made.text("/secret")),
    }
}

/// A moment after what the round says under this name.
async fn wait_for(app: &App, operator: &Client, name: &str) {
    let until = operator
        .get(ROUND)
        .await
        .is(200)
        .text(&format!("/{name}/utc"));
    let until: DateTime<Utc> = until.parse().unwrap();
    app.clock.set(until + Duration::seconds(1));
}

/// Everything up to the final result; five apply, one of them for a love stall.
async fn up_to_the_final_result(api: &Api) -> (Client, Vec<Vendor>) {
    let app = &api.scene.app;
    let (operator, attester) = setting_up(api).await;
    let planned = round("first", "2027-03-05", "2027-03-28");
    operator
        .post("/markets/harbour/rounds", planned)
        .await
        .is(201);
    step(&operator, "open").await;
    let mut vendors = Vec::new();
    for number in 0..5 {
        vendors.push(applies(api, number, number == 0).await);
    }
    let request = attester.get("/attestations").await.is(200);
    assert_eq!(request.text("/items/0/group"), "disability");
    let confirm = format!("/attestations/{}/confirm", request.text("/items/0/id"));
    let validity = json!({ "valid_from": "2027-01-01", "valid_until": "2027-12-31" });
    attester.post(&confirm, validity).await.is(204);

    wait_for(app, &operator, "dates/applications_until").await;
    step(&operator, "close-applications").await;
    accept_all_but_the_last(&operator, &vendors).await;
    step(&operator, "publish-list").await;
    let listed = format!("{ROUND}/times/evenings/results");
    let listed = api.anyone().get(&listed).await.is(200).json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 4);
    wait_for(app, &operator, "list_objections_until").await;
    step(&operator, "freeze").await;
    let commitment = format!("{ROUND}/times/evenings/commitment");
    api.anyone().get(&commitment).await.is(200);
    let seed = json!({ "values": [{ "value": DIGITS }] });
    operator.post(&format!("{ROUND}/seed"), seed).await.is(204);
    jobs::draws::run_due(app).await.unwrap();
    let draws = operator.get(&format!("{ROUND}/draws")).await.is(200);
    assert_eq!(draws.text("/items/0/state"), "computed");
    step(&operator, "publish-result").await;
    wait_for(app, &operator, "result_objections_until").await;
    step(&operator, "make-final").await;
    (operator, vendors)
}

/// The last is declined; a code that does not exist is told for itself.
async fn accept_all_but_the_last(operator: &Client, vendors: &[Vendor]) {
    let (last, others) = vendors.split_last().unwrap();
    let mut decisions: Vec<Value> = others
        .iter()
        .map(|vendor| json!({ "code": vendor.code, "decision": "accept" }))
        .collect();
    decisions.push(json!({ "code": "0000-0000", "decision": "accept" }));
    decisions.push(json!({ "code": last.code, "decision": "decline" }));
    decisions.push(json!({
        "code": last.code, "decision": "decline", "reason": "incomplete", "note": "No papers."
    }));
    let sent = json!({ "decisions": decisions });
    let path = format!("{ROUND}/applications/decide");
    let made = operator
        .post_once("decisions", &path, sent.clone())
        .await
        .is(200);
    let statuses: Vec<i64> = made.json()["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["status"].as_i64().unwrap())
        .collect();
    assert_eq!(statuses, [204, 204, 204, 204, 404, 422, 204]);
    let again = operator.post_once("decisions", &path, sent).await.is(200);
    assert_eq!(again.json(), made.json(), "decided once");
}

/// All that were placed say yes, and the term begins.
async fn up_to_the_term(api: &Api) -> (Client, Vec<Vendor>) {
    let (operator, vendors) = up_to_the_final_result(api).await;
    for vendor in vendors.iter().take(4) {
        let shown = vendor.client.get(&vendor.path()).await.is(200);
        let offer = shown.text("/trading_times/0/offer/id");
        let confirm = format!("/offers/{offer}/confirm");
        vendor.client.step(&confirm).await.is(204);
    }
    api.scene.on("2027-03-05".parse::<NaiveDate>().unwrap());
    step(&operator, "start").await;
    (operator, vendors)
}

/// The id of the holding, the stall and the id of the vendor, of whoever has this trading name.
async fn held_by(operator: &Client, trading_name: &str) -> [String; 3] {
    let name = trading_name.replace(' ', "%20");
    let path = format!("/markets/harbour/vendors?search={name}&holding=true");
    let found = operator.get(&path).await.is(200);
    [
        "/items/0/holds/0/id",
        "/items/0/holds/0/stall",
        "/items/0/id",
    ]
    .map(|at| found.text(at))
}

#[tokio::test]
async fn holdings_are_given_up_moved_and_ended() {
    let api = Api::over(Scene::empty().await);
    let (operator, vendors) = up_to_the_term(&api).await;
    let [first, freed, _] = held_by(&operator, "Stand 1").await;
    let [second, was_at, _] = held_by(&operator, "Stand 2").await;
    let give_up = json!({ "from": "2027-03-12" });

    let path = format!("/holdings/{first}/give-up");
    let stranger = vendors[2].client.post(&path, give_up.clone()).await;
    stranger.refuses(404, "not-found");
    vendors[1].client.post(&path, give_up.clone()).await.is(204);
    let again = vendors[1].client.post(&path, give_up).await.is(409);
    assert!(
        again.text("/code").starts_with("holding-"),
        "{}",
        again.body
    );

    let path = format!("/holdings/{second}/move");
    let sent = json!({ "to_stall": freed, "from": "2027-03-12", "reason": "The drain is mended." });
    vendors[2].client.post(&path, sent.clone()).await.is(403);
    let moved = operator
        .post_once("move", &path, sent.clone())
        .await
        .is(200);
    let again = operator.post_once("move", &path, sent).await.is(200);
    assert_eq!(moved.text("/id"), again.text("/id"), "moved once");
    let sent = json!({ "to_stall": was_at, "from": "2027-03-13", "reason": " " });
    let path = format!("/holdings/{}/move", moved.text("/id"));
    assert_eq!(
        operator.post(&path, sent).await.is(422).errors()[0].0,
        "reason"
    );

    let path = format!("/holdings/{}/end", moved.text("/id"));
    let sent = json!({ "from": "2027-03-20", "grounds": "Three evenings absent without a word." });
    operator.post(&path, sent).await.is(204);
}

#[tokio::test]
async fn the_next_term_is_copied_and_holders_ask_to_stay() {
    let api = Api::over(Scene::empty().await);
    let (operator, vendors) = up_to_the_term(&api).await;
    let [holding, _, _] = held_by(&operator, "Stand 1").await;
    let copy = json!({
        "code": "second", "renewals": true, "term_from": "2027-04-02",
        "dates": {
            "applications_until": "2027-03-18T16:00:00Z", "list_on": "2027-03-20",
            "freeze_on": "2027-03-25", "draw_on": "2027-03-26",
            "result_on": "2027-03-27", "final_on": "2027-04-01",
        },
    });
    let path = format!("{ROUND}/copies");
    let made = operator
        .post_once("copy", &path, copy.clone())
        .await
        .is(201);
    assert_eq!(made.at("/slots_count"), json!(4));
    assert_eq!(made.at("/left_out"), json!([]));
    assert_eq!(
        made.header("location"),
        "/api/v1/markets/harbour/rounds/second"
    );
    operator.post(&path, copy).await.is(422);
    let second = "/markets/harbour/rounds/second";
    operator.step(&format!("{second}/steps/open")).await.is(204);

    let sent = json!({ "holding": holding, "category": "snacks", "workers": 1 });
    let path = format!("{second}/renewals");
    vendors[2]
        .client
        .post(&path, sent.clone())
        .await
        .refuses(404, "not-found");
    let made = vendors[1]
        .client
        .post_once("stay", &path, sent.clone())
        .await
        .is(201);
    let again = vendors[1]
        .client
        .post_once("stay", &path, sent)
        .await
        .is(201);
    assert_eq!(
        made.json(),
        again.json(),
        "the same code and the same secret"
    );
    let renewed = api.with_token(made.text("/secret"));
    let shown = renewed
        .get(&format!("/applications/{}", made.text("/code")))
        .await;
    assert_eq!(shown.is(200).text("/state"), "submitted");
}

#[tokio::test]
async fn vendors_are_taken_over_from_a_list_and_merged() {
    let api = Api::over(Scene::empty().await);
    let (operator, _) = setting_up(&api).await;
    let path =
        "/markets/harbour/vendors/import?round=current&term_from=2027-02-01&term_to=2027-02-28";
    let list = "name,trading_name,phone,category,trading_time,stalls\n\
        Zhao,Dumplings,13800001111,snacks,evenings,A01\n\
        Qian,Noodles,13800002222,snacks,evenings,A02\n";
    let upload = |path: String, list: &str| {
        let request = operator.request(poem::http::Method::POST, &path);
        let request = request.header("content-type", "text/plain");
        api.send(request.body(list.as_bytes().to_vec()).unwrap())
    };
    let tried = upload(format!("{path}&dry_run=true"), list).await.is(200);
    assert_eq!(tried.at("/holdings_count"), json!(2));
    let wrong = upload(path.to_owned(), &list.replace("A02", "Z99")).await;
    let wrong = wrong.refuses(422, "content-refused");
    assert_eq!(wrong.at("/errors/0/line"), json!(3));
    let nobody = operator.get("/markets/harbour/vendors").await.is(200);
    assert_eq!(nobody.at("/items"), json!([]), "nothing was changed");
    upload(path.to_owned(), list).await.is(200);

    let [_, stall, into] = held_by(&operator, "Dumplings").await;
    assert_eq!(stall, "A01");
    let [_, _, second] = held_by(&operator, "Noodles").await;
    let merge = format!("/markets/harbour/vendors/{second}/merge");
    let sent = json!({ "into": into, "reason": "One family." });
    operator
        .post(&merge, sent.clone())
        .await
        .refuses(428, "revision-missing");
    let seen = [("if-match", "\"1\"")];
    let post = poem::http::Method::POST;
    let refused = operator.ask(post, &merge, &seen, Some(sent)).await.is(409);
    assert!(
        refused.text("/code").starts_with("merge-"),
        "{}",
        refused.body
    );
}

#[tokio::test]
async fn a_market_is_run_through_the_api_alone() {
    let api = Api::over(Scene::empty().await);
    let (operator, vendors) = up_to_the_final_result(&api).await;

    let results = format!("{ROUND}/times/evenings/results?result=placed");
    let placed = api.anyone().get(&results).await.is(200).json();
    assert_eq!(placed["items"].as_array().unwrap().len(), 4);
    let bundle = format!("{ROUND}/times/evenings/public-bundle");
    api.anyone().get(&bundle).await.is(200);
    for vendor in vendors.iter().take(4) {
        let shown = vendor.client.get(&vendor.path()).await.is(200);
        assert_eq!(shown.text("/trading_times/0/result/result"), "placed");
        assert!(
            !shown
                .at("/trading_times/0/result/explained")
                .as_array()
                .unwrap()
                .is_empty()
        );
        let offer = shown.text("/trading_times/0/offer/id");
        vendor
            .client
            .step(&format!("/offers/{offer}/confirm"))
            .await
            .is(204);
        let again = vendor
            .client
            .step(&format!("/offers/{offer}/confirm"))
            .await;
        again.refuses(409, "offer-not-now-confirm");
        let receipt = format!("{}/times/evenings/receipt", vendor.path());
        vendor.client.get(&receipt).await.is(200);
    }
    let offers = operator
        .get(&format!("{ROUND}/offers?state=confirmed"))
        .await
        .is(200)
        .json();
    assert_eq!(offers["items"].as_array().unwrap().len(), 4);

    api.scene.on("2027-03-05".parse::<NaiveDate>().unwrap());
    step(&operator, "start").await;
    a_day_goes_by(&api, &operator, &vendors).await;
    api.scene.on("2027-03-29".parse::<NaiveDate>().unwrap());
    step(&operator, "close").await;
    assert_eq!(operator.get(ROUND).await.is(200).text("/state"), "closed");
}

async fn a_day_goes_by(api: &Api, operator: &Client, vendors: &[Vendor]) {
    let days = operator.get("/markets/harbour/days").await.is(200);
    let date = days.text("/items/1/date");
    let day = format!("/markets/harbour/days/evenings/{date}");
    let shown = operator.get(&day).await.is(200).json();
    assert_eq!(shown["stalls"].as_array().unwrap().len(), 4);
    let own = vendors[1]
        .client
        .get(&format!("{}/days", vendors[1].path()))
        .await
        .is(200);
    let stall = own.text("/items/1/stall");
    let absence = format!("{day}/stalls/{stall}/absence");
    let put = poem::http::Method::PUT;
    vendors[2]
        .client
        .ask(put.clone(), &absence, &[], None)
        .await
        .refuses(403, "forbidden");
    vendors[1]
        .client
        .ask(put.clone(), &absence, &[], None)
        .await
        .is(204);
    let again = vendors[1].client.ask(put, &absence, &[], None).await;
    again.refuses(409, "market-day-already-absent");
    let delete = poem::http::Method::DELETE;
    vendors[1]
        .client
        .ask(delete, &absence, &[], None)
        .await
        .is(204);
    assert!(api.scene.told("own_day_changed").await <= 2);
}

#[tokio::test]
async fn what_waits_for_paper_is_handed_over() {
    let api = Api::over(Scene::empty().await);
    let (operator, vendors) = up_to_the_final_result(&api).await;
    let path = format!("/markets/harbour/notices?application={}", vendors[2].code);
    let notices = operator.get(&path).await.is(200).json();
    let items = notices["items"].as_array().unwrap();
    assert!(items.len() >= 3, "{notices}");
    let id = items.last().unwrap()["id"].as_str().unwrap();
    let path = format!("/markets/harbour/notices/{id}/handover");
    let sent = json!({ "how": "printed" });
    operator.post(&path, sent.clone()).await.is(204);
    operator.post(&path, sent).await.is(409);
}

#[tokio::test]
async fn the_second_round_follows_the_first() {
    let api = Api::over(Scene::empty().await);
    let (operator, _) = up_to_the_final_result(&api).await;
    let clash = round("second", "2027-03-20", "2027-04-20");
    let errors = operator
        .post("/markets/harbour/rounds", clash)
        .await
        .is(422)
        .errors();
    assert_eq!(errors[0].0, "term");
    let next = round("second", "2027-04-02", "2027-04-25");
    operator.post("/markets/harbour/rounds", next).await.is(201);
    let rounds = operator.get("/markets/harbour/rounds").await.is(200);
    assert_eq!(rounds.text("/items/0/code"), "second");
    let public = api
        .anyone()
        .get("/markets/harbour/rounds")
        .await
        .is(200)
        .json();
    assert_eq!(
        public["items"].as_array().unwrap().len(),
        1,
        "what is planned is not public"
    );
}
