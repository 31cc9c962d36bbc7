//! What never stands on a page: a person's data in public, a hardship behind sign-in.

use chrono::Duration;
use entity::kinds::{HardshipGroup, Role, RoundState};

use super::browser::{Answer, Site};
use super::crawl::crawl;
use crate::support::scene::{MARKET, Vendor};

const STATES: [RoundState; 8] = [
    RoundState::Open,
    RoundState::Listed,
    RoundState::Frozen,
    RoundState::Drawn,
    RoundState::Published,
    RoundState::Final,
    RoundState::Running,
    RoundState::Closed,
];

/// People whose every word can be told from all others.
async fn recognisable(site: &Site) -> Vec<Vendor> {
    let mut vendors = Vec::new();
    for number in 0..9 {
        let name = format!("甄名{number}");
        let mut form = site.scene.form(&name);
        if number % 3 == 0 {
            form = form.for_charity();
        }
        form.command.trading_name = format!("招牌{number}").parse().unwrap();
        form.command.phone = format!("1377777000{number}").parse().unwrap();
        form.command.email = Some(format!("secret{number}@private.cn").parse().unwrap());
        vendors.push(form.apply().await);
    }
    site.scene.confirm_requests().await;
    vendors
}

#[track_caller]
fn assert_lacks(page: &Answer, banned: &[&str]) {
    for word in banned {
        assert!(!page.body.contains(word), "{} says {word}", page.asked);
    }
}

/// What stands in the tables of a page: the rest of it may speak of charity stalls in general.
fn tables(page: &Answer) -> String {
    let parts = page.body.split("<tbody>").skip(1);
    let bodies = parts.map(|part| part.split("</tbody>").next().unwrap());
    bodies.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn the_public_learns_no_name_beside_a_code_and_no_pool() {
    let site = Site::with_round(RoundState::Open).await;
    let vendors = recognisable(&site).await;
    let stalls = ["A01", "A02", "A03", "A04", "A05", "A06", "L01", "L02"];
    let pools = ["charity", "open", "爱心", "普通", "Charity", "Love"];
    let groups: Vec<&str> = HardshipGroup::all().map(HardshipGroup::as_str).collect();
    for state in STATES {
        site.scene.round_in(state).await;
        let mut public = site.anyone();
        let pages = crawl(&mut public, &["/".to_owned()]).await;
        for page in pages.values() {
            assert_lacks(page, &["甄名", "1377777", "private.cn"]);
            let has_codes = vendors
                .iter()
                .any(|vendor| page.body.contains(&vendor.code));
            if has_codes {
                assert_lacks(page, &groups);
            }
            let has_names = page.body.contains("招牌");
            assert!(!(has_codes && has_names), "{}", page.asked);
            if page.asked.contains(&format!("/m/{MARKET}?")) || page.asked.ends_with(MARKET) {
                assert!(!has_codes, "{} shows codes", page.asked);
            }
        }
        let results = "/m/lantern-lane/rounds/spring/results";
        let page = public.get(results).await;
        let file = public.get(&format!("{results}.csv")).await;
        for text in [tables(page.is(200)), file.is(200).body.clone()] {
            for word in stalls
                .iter()
                .chain(&pools)
                .chain(&groups)
                .chain(&["招牌", "甄名"])
            {
                assert!(
                    !text.contains(word),
                    "in {state:?} the results say {word}: {text}"
                );
            }
        }
        let is_listed = !matches!(state, RoundState::Open);
        assert_eq!(file.body.contains(&vendors[0].code), is_listed, "{state:?}");
        assert_eq!(pages.contains_key(results), is_listed, "{state:?}");
    }
}

#[tokio::test]
async fn running_stalls_show_who_trades_there_and_nothing_else() {
    let site = Site::with_round(RoundState::Open).await;
    recognisable(&site).await;
    site.scene.round_in(RoundState::Final).await;
    site.scene.offers_reach_their_vendors().await;
    let mut browser = site.anyone();
    for row in site.scene.applications().await {
        let link = site.scene.app.keys.link(&row.code);
        let confirm = format!("/a/{}/times/evenings/confirm", link.reveal());
        let page = browser.get(&format!("/a/{}", link.reveal())).await;
        if page.forms().iter().any(|form| form.action == confirm) {
            browser.send(&page.form(&confirm)).await.is(303);
        }
    }
    site.scene.round_in(RoundState::Running).await;
    let page = site.anyone().get(&format!("/m/{MARKET}")).await;
    page.is(200).says("招牌");
    assert_lacks(&page, &["甄名", "1377777", "private.cn"]);
    for row in site.scene.applications().await {
        assert_lacks(&page, &[&row.code]);
    }
}

#[tokio::test]
async fn operators_learn_that_someone_may_have_a_charity_stall_and_not_why() {
    let site = Site::with_round(RoundState::Open).await;
    recognisable(&site).await;
    let mut operator = site.staff(Role::Operator).await;
    let groups = [
        "disability",
        "low_income",
        "残疾",
        "低保",
        "特困",
        "Disability",
        "Low income",
    ];
    for state in [
        RoundState::Open,
        RoundState::Frozen,
        RoundState::Drawn,
        RoundState::Running,
    ] {
        site.scene.round_in(state).await;
        site.scene.later(Duration::seconds(1));
        operator.sign_in_as(MARKET, Role::Operator).await;
        for lang in ["zh-CN", "en"] {
            operator.get(&format!("/?lang={lang}")).await;
            let pages = crawl(&mut operator, &["/staff".to_owned()]).await;
            let staff = pages.values().filter(|page| page.asked.contains(" /staff"));
            for page in staff {
                assert_lacks(page, &groups);
            }
        }
        for file in ["entries.csv", "applications.csv"] {
            let path = format!("/staff/m/{MARKET}/rounds/spring/{file}");
            assert_lacks(&operator.get(&path).await, &groups);
        }
    }
}

#[tokio::test]
async fn a_cell_that_a_spreadsheet_would_compute_is_disarmed() {
    let site = Site::with_round(RoundState::Open).await;
    let mut form = site.scene.form("公式");
    form.command.trading_name = "=HYPERLINK(\"http://evil.example\")".parse().unwrap();
    form.apply().await;
    let mut operator = site.staff(Role::Operator).await;
    let path = format!("/staff/m/{MARKET}/rounds/spring/applications.csv");
    let file = operator.get(&path).await;
    assert!(file.is(200).body.contains("\"'=HYPERLINK"), "{}", file.body);
    assert!(file.body.starts_with('\u{feff}'));
}
