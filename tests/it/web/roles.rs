//! Who may see and do what behind sign-in, and behind a secret link.

use chrono::Duration;
use entity::kinds::{Role, RoundState};
use poem::http::StatusCode;
use starstall::store::person::load_registration;

use super::browser::{Browser, Site};
use super::html::Form;
use crate::support::scene::{DIGITS, MARKET, PASSWORD, Vendor};

const ROUND_PAGE: &str = "/staff/m/lantern-lane/rounds/spring";

const ACTIONS: [&str; 9] = [
    "open", "review", "list", "freeze", "publish", "finalise", "run", "close", "cancel",
];

/// What operators and auditors read.
fn pages_of_the_round() -> Vec<String> {
    let mut pages = vec![
        ROUND_PAGE.to_owned(),
        format!("{ROUND_PAGE}?show=waiting&page=2"),
        format!("{ROUND_PAGE}/entries.csv"),
        format!("{ROUND_PAGE}/applications"),
        format!("{ROUND_PAGE}/applications?state=accepted&q=a"),
        format!("{ROUND_PAGE}/applications.csv"),
        format!("{ROUND_PAGE}/previews"),
    ];
    pages.extend(
        ACTIONS
            .iter()
            .map(|action| format!("{ROUND_PAGE}/{action}")),
    );
    pages
}

/// What names people: for operators alone.
async fn pages_of_people(site: &Site, vendor: &Vendor) -> Vec<String> {
    let notice = site.scene.notices().await.pop().unwrap();
    let application = format!("/staff/m/{MARKET}/applications/{}", vendor.code);
    vec![
        format!("{application}/withdraw"),
        application,
        format!("/staff/m/{MARKET}/notices"),
        format!("/staff/m/{MARKET}/notices/{}", notice.public_id),
    ]
}

/// Everything that changes something.
async fn deeds(site: &Site, vendor: &Vendor) -> Vec<Form> {
    let notice = site.scene.notices().await.pop().unwrap();
    let application = format!("/staff/m/{MARKET}/applications/{}", vendor.code);
    let to = |action: String| Form {
        action,
        method: "post".to_owned(),
        fields: Vec::new(),
    };
    let mut deeds = vec![
        to(format!("{ROUND_PAGE}/draw"))
            .with("seed_1", DIGITS)
            .with("weak_accepted", "yes"),
        to(format!("{ROUND_PAGE}/applications/decide")).with("accept", &vendor.code),
        to(format!("{ROUND_PAGE}/applications/decide"))
            .with("code", &vendor.code)
            .with("decision", "decline")
            .with("reason", "incomplete"),
        to(format!("{ROUND_PAGE}/previews"))
            .with("list", "undecided")
            .with("draws", "200"),
        to(format!("{application}/accept")),
        to(format!("{application}/decline")).with("reason", "incomplete"),
        to(format!("{application}/withdraw")),
        to(format!(
            "/staff/m/{MARKET}/notices/{}/reached",
            notice.public_id
        ))
        .with("how", "printed"),
    ];
    let actions = ACTIONS.iter();
    deeds.extend(actions.map(|action| {
        to(format!("{ROUND_PAGE}/{action}")).with("reason", "The square is dug up.")
    }));
    deeds
}

/// A round in the middle of its life, in which something could be done at every address.
async fn busy_site() -> (Site, Vendor) {
    let site = Site::with_round(RoundState::Open).await;
    let vendors = site.scene.applicants(3).await;
    (site, vendors[0].clone())
}

/// Sends every deed; each answer has this status, and nothing changes.
async fn cannot_do_a_thing(site: &Site, browser: &mut Browser<'_>, vendor: &Vendor, status: u16) {
    let deeds = deeds(site, vendor).await;
    let (before, round) = (site.scene.traces().await, site.scene.round().await);
    for deed in deeds {
        let fields: Vec<(&str, &str)> = deed
            .fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let answer = browser.post(&deed.action, &fields).await;
        if status == 303 {
            assert_leads_to_sign_in(&answer.is(303).location(), &deed.action);
        } else {
            answer.refuses(status, "zh-CN");
        }
    }
    assert_eq!(site.scene.traces().await, before);
    assert_eq!(site.scene.round().await, round);
}

#[track_caller]
fn assert_leads_to_sign_in(location: &str, next: &str) {
    let (page, query) = location.split_once('?').expect("a query");
    assert_eq!(page, "/staff/sign-in");
    let fields: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    assert_eq!(fields, [("next".to_owned(), next.to_owned())]);
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_led_to_the_sign_in_and_back() {
    let (site, vendor) = busy_site().await;
    site.scene.staff(Role::Operator).await;
    let mut browser = site.anyone();
    let mut pages = pages_of_the_round();
    pages.extend(pages_of_people(&site, &vendor).await);
    pages.push("/staff".to_owned());
    for page in &pages {
        let answer = browser.get(page).await;
        let path = page.split('?').next().unwrap();
        assert_leads_to_sign_in(&answer.is(303).location(), path);
    }
    cannot_do_a_thing(&site, &mut browser, &vendor, 303).await;

    let asked = format!("/staff/m/{MARKET}/applications/{}", vendor.code);
    let sign_in = browser.open(&asked).await;
    let form = sign_in.is(200).form("/staff/sign-in");
    let form = form
        .with("email", &format!("operator@{MARKET}.cn"))
        .with("password", PASSWORD);
    let answer = browser.send(&form).await;
    answer.leads_to(&asked);
    browser.get(&asked).await.is(200);
}

#[tokio::test]
async fn an_operator_sees_everything_of_their_market() {
    let (site, vendor) = busy_site().await;
    site.scene.round_in(RoundState::Drawn).await;
    let mut browser = site.staff(Role::Operator).await;
    let mut pages = pages_of_the_round();
    pages.extend(pages_of_people(&site, &vendor).await);
    pages.push("/staff".to_owned());
    for page in &pages {
        browser.get(page).await.is(200);
    }
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test]
async fn an_auditor_reads_the_round_and_changes_nothing() {
    let (site, vendor) = busy_site().await;
    let mut browser = site.staff(Role::Auditor).await;
    cannot_do_a_thing(&site, &mut browser, &vendor, 403).await;
    site.scene.round_in(RoundState::Drawn).await;
    browser.sign_in_as(MARKET, Role::Auditor).await;
    let row = vendor.row(&site.scene).await;
    let store = site.scene.store().reader();
    let registration = load_registration(store, row.registration_id).await;
    let name = registration.unwrap().trading_name;
    for page in pages_of_the_round() {
        let answer = browser.get(&page).await;
        assert!(!answer.is(200).body.contains(&name), "{page}");
    }
    // Nor is a name found by trying it.
    let tried = format!("{ROUND_PAGE}/applications?q={}", encoded(&name));
    let found = browser.get(&tried).await;
    assert!(!found.is(200).body.contains(&vendor.code));
    for page in pages_of_people(&site, &vendor).await {
        browser.get(&page).await.refuses(403, "zh-CN");
    }
    let home = browser.get("/staff").await;
    assert!(home.is(200).links().contains(&ROUND_PAGE.to_owned()));
}

#[tokio::test]
async fn day_staff_attesters_and_other_markets_are_kept_out() {
    let (site, vendor) = busy_site().await;
    let mut other = crate::support::scene::market("other-lane");
    other.organisations.clear();
    let system = starstall::app::Actor::System;
    starstall::app::market::create_market(&site.scene.app, &system, other)
        .await
        .unwrap();
    for mut browser in [
        site.staff(Role::DayStaff).await,
        site.staff(Role::Attester).await,
        site.staff_of("other-lane", Role::Operator).await,
    ] {
        cannot_do_a_thing(&site, &mut browser, &vendor, 403).await;
        let mut pages = pages_of_the_round();
        pages.extend(pages_of_people(&site, &vendor).await);
        for page in pages {
            browser.get(&page).await.refuses(403, "zh-CN");
        }
        let home = browser.get("/staff").await;
        assert!(!home.is(200).links().contains(&ROUND_PAGE.to_owned()));
    }
}

#[tokio::test]
async fn an_application_is_found_in_its_own_market_only() {
    let (site, vendor) = busy_site().await;
    let mut browser = site.staff(Role::Operator).await;
    let notice = site.scene.notices().await.pop().unwrap().public_id;
    for path in [
        format!("/staff/m/nowhere/applications/{}", vendor.code),
        format!("/staff/m/nowhere/notices/{notice}"),
        "/staff/m/nowhere/notices".to_owned(),
        format!("/staff/m/{MARKET}/applications/2222-2222"),
        format!("/staff/m/{MARKET}/notices/none"),
        format!("{ROUND_PAGE}/explode"),
        "/staff/m/lantern-lane/rounds/autumn".to_owned(),
        "/staff/m/lantern-lane/rounds/autumn/applications".to_owned(),
    ] {
        browser.get(&path).await.refuses(404, "zh-CN");
    }
}

#[tokio::test]
async fn a_secret_link_opens_one_application_and_nothing_else_does() {
    let (site, vendor) = busy_site().await;
    let mut browser = site.anyone();
    let link = site.link_of(&vendor);
    browser.get(&link).await.is(200).says(&vendor.code);
    for wrong in [
        format!("/a/{}", vendor.code),
        format!("/a/{}", "0".repeat(32)),
        format!("{link}0"),
        "/a/%20".to_owned(),
        "/a/..".to_owned(),
    ] {
        browser.get(&wrong).await.refuses(404, "zh-CN");
        let withdraw = format!("{wrong}/withdraw");
        browser.get(&withdraw).await.refuses(404, "zh-CN");
        browser.post(&withdraw, &[]).await.refuses(404, "zh-CN");
    }
    let row = vendor.row(&site.scene).await;
    assert_eq!(row.state, entity::kinds::ApplicationState::Submitted);
}

#[tokio::test]
async fn one_vendors_link_answers_no_offer_of_another() {
    let site = Site::with_round(RoundState::Open).await;
    let winner = site.scene.form("赢家").only(&["A01"]).apply().await;
    let loser = site.scene.form("输家").only(&["A06"]).apply().await;
    site.scene.round_in(RoundState::Final).await;
    assert!(winner.open_offer(&site.scene).await.is_some());
    assert!(loser.open_offer(&site.scene).await.is_none());
    let before = site.scene.traces().await;
    let mut browser = site.anyone();
    let link = site.link_of(&loser);
    for path in [
        "times/evenings/confirm",
        "times/evenings/decline",
        "times/mornings/confirm",
    ] {
        let answer = browser.post(&format!("{link}/{path}"), &[]).await;
        answer.refuses(404, "zh-CN");
    }
    browser
        .get(&format!("{link}/times/evenings/decline"))
        .await
        .refuses(404, "zh-CN");
    assert_eq!(site.scene.traces().await, before);
}

#[tokio::test]
async fn a_wrong_password_keeps_the_address_and_tells_nothing() {
    let site = Site::new().await;
    site.scene.staff(Role::Operator).await;
    let email = format!("operator@{MARKET}.cn");
    let mut sentences = Vec::new();
    for address in [email.as_str(), "nobody@example.cn"] {
        let mut browser = site.anyone();
        let answer = browser.sign_in(address, "not the password").await;
        answer.refuses(422, "zh-CN");
        let form = answer.form("/staff/sign-in");
        assert_eq!([form.get("email"), form.get("password")], [address, ""]);
        assert!(!browser.cookies.contains_key("starstall"));
        sentences.push(answer.words().replace(address, ""));
    }
    assert_eq!(sentences[0], sentences[1]);
}

const MORE_THAN_ANY_LIMIT: usize = 200;

#[tokio::test]
async fn passwords_cannot_be_tried_without_end() {
    let site = Site::new().await;
    let mut browser = site.english();
    let mut tried = 0;
    let refused = loop {
        let answer = browser.sign_in("nobody@example.cn", "guess").await;
        if answer.status != 422 || tried == MORE_THAN_ANY_LIMIT {
            break answer;
        }
        tried += 1;
    };
    refused.refuses(429, "en");
    // One more is allowed with every six seconds that the ten took.
    assert!(tried >= 10, "{tried}");
}

#[tokio::test]
async fn signing_out_ends_the_session_for_good() {
    let site = Site::with_round(RoundState::Open).await;
    let mut browser = site.staff(Role::Operator).await;
    let mut copy = browser.clone();
    let home = browser.get("/staff").await;
    browser
        .send(&home.is(200).form("/staff/sign-out"))
        .await
        .leads_to("/staff/sign-in");
    for browser in [&mut browser, &mut copy] {
        let answer = browser.get(ROUND_PAGE).await;
        assert_leads_to_sign_in(&answer.is(303).location(), ROUND_PAGE);
    }
}

#[tokio::test]
async fn a_session_ends_by_itself() {
    let site = Site::with_round(RoundState::Open).await;
    let mut browser = site.staff(Role::Operator).await;
    site.scene.later(Duration::hours(11));
    browser.get("/staff").await.is(200);
    site.scene.later(Duration::hours(2));
    assert_eq!(browser.get("/staff").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_sent_too_late_leads_back_to_its_page_after_signing_in() {
    let (site, vendor) = busy_site().await;
    let mut browser = site.staff(Role::Operator).await;
    let list = format!("{ROUND_PAGE}/applications");
    let decide = format!("{list}/decide");
    let form = browser.get(&list).await.form(&decide);
    site.scene.later(Duration::hours(13));
    let answer = browser.send(&form.with("accept", &vendor.code)).await;
    let sign_in = browser.get(&answer.is(303).location()).await;
    let form = sign_in.is(200).form("/staff/sign-in");
    let form = form
        .with("email", &format!("operator@{MARKET}.cn"))
        .with("password", PASSWORD);
    browser.send(&form).await.leads_to(&decide);
    browser.get(&decide).await.leads_to(&list);
}

#[tokio::test]
async fn signing_in_leads_nowhere_else() {
    let site = Site::with_round(RoundState::Open).await;
    site.scene.staff(Role::Operator).await;
    let email = format!("operator@{MARKET}.cn");
    for (next, leads_to) in [
        ("//evil.example", "/staff"),
        ("https://evil.example/staff", "/staff"),
        ("/\\evil.example", "/staff"),
        ("/staff//evil.example", "/staff"),
        ("/staff\\..\\evil", "/staff"),
        ("/staff\r\nSet-Cookie: a=b", "/staff"),
        ("javascript:alert(1)", "/staff"),
        (ROUND_PAGE, ROUND_PAGE),
    ] {
        let mut browser = site.anyone();
        let field: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
        let page = browser.get(&format!("/staff/sign-in?next={field}")).await;
        let form = page.is(200).form("/staff/sign-in");
        let answer = browser
            .send(&form.with("email", &email).with("password", PASSWORD))
            .await;
        answer.leads_to(leads_to);
    }
}
