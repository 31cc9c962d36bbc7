//! What goes with every answer: headers, cookies, and the language.

use entity::kinds::{Role, RoundState};
use poem::http::Method;

use super::applying::{APPLY, CALL};
use super::browser::{Answer, Site};
use crate::support::scene::Scene;

const MARKET_PAGE: &str = "/m/lantern-lane";

#[track_caller]
fn assert_shielded(answer: &Answer) {
    for (name, value) in [
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; \
             base-uri 'none'; frame-ancestors 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), value, "{name} of {}", answer.asked);
    }
}

#[tokio::test]
async fn every_answer_is_shielded_and_no_page_is_kept() {
    let site = Site::with_round(RoundState::Open).await;
    let vendor = site.scene.applicants(1).await.remove(0);
    site.scene.round_in(RoundState::Published).await;
    let mut operator = site.staff(Role::Operator).await;
    let staff_round = "/staff/m/lantern-lane/rounds/spring";
    for path in [
        MARKET_PAGE.to_owned(),
        CALL.to_owned(),
        format!("{CALL}/results"),
        format!("{CALL}/results.csv"),
        site.link_of(&vendor),
        "/staff".to_owned(),
        staff_round.to_owned(),
        format!("{staff_round}/entries.csv"),
        format!("{staff_round}/applications.csv"),
        "/nowhere".to_owned(),
        "/m/%FF".to_owned(),
    ] {
        let answer = operator.get(&path).await;
        assert_shielded(&answer);
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
    assert_shielded(&operator.get("/").await);
    assert_shielded(&operator.post(APPLY, &[]).await);
    assert_shielded(&operator.ask(Method::DELETE, "/", Vec::new()).await);
}

#[tokio::test]
async fn what_pages_are_made_with_may_be_kept_for_ever() {
    let site = Site::new().await;
    let mut browser = site.anyone();
    let page = browser.get(MARKET_PAGE).await;
    let links: Vec<String> = page
        .tags()
        .iter()
        .filter(|tag| tag.name == "link")
        .filter_map(|tag| tag.get("href").map(str::to_owned))
        .collect();
    assert_eq!(links.len(), 2);
    for link in links {
        let asset = browser.get(&link).await;
        assert_shielded(asset.is(200));
        let kept = asset.header("cache-control");
        assert_eq!(kept, "public, max-age=31536000, immutable");
    }
    let gone = browser.get("/assets/starstall.0000000000.css").await;
    gone.is(404);
}

#[tokio::test]
async fn cookies_are_for_this_site_alone_and_safe_where_the_site_is() {
    for (url, is_secure) in [("http://market.test", false), ("https://market.test", true)] {
        let site = Site::over(Scene::new().await, url);
        site.scene.round_in(RoundState::Open).await;
        site.scene.staff(Role::Operator).await;
        let mut browser = site.anyone();
        let mut answers = vec![browser.get(&format!("{APPLY}?lang=en")).await];
        let email = "operator@lantern-lane.cn";
        answers.push(
            browser
                .sign_in(email, crate::support::scene::PASSWORD)
                .await,
        );
        let mut names = Vec::new();
        for cookie in answers.iter().flat_map(Answer::cookies) {
            names.push(cookie.split('=').next().unwrap().to_owned());
            for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
                assert!(cookie.contains(part), "{cookie} lacks {part}");
            }
            assert_eq!(cookie.contains("Secure"), is_secure, "{cookie}");
        }
        for name in ["lang", "starstall", "starstall_form"] {
            assert!(
                names.contains(&name.to_owned()),
                "no {name} among {names:?}"
            );
        }
    }
}

#[tokio::test]
async fn the_address_decides_the_language_then_the_cookie_then_the_browser() {
    let site = Site::with_round(RoundState::Open).await;
    let mut browser = site.english();
    assert_eq!(browser.get(MARKET_PAGE).await.language(), "en");
    let chinese = browser.get(&format!("{MARKET_PAGE}?lang=zh-CN")).await;
    assert_eq!(chinese.language(), "zh-CN");
    assert_eq!(browser.get(CALL).await.language(), "zh-CN");
    assert_eq!(browser.get("/nowhere").await.language(), "zh-CN");
    let english = browser.get(&format!("{CALL}?lang=en")).await;
    assert_eq!(english.language(), "en");
    assert_eq!(browser.get("/nowhere").await.language(), "en");
    let unknown = browser.get(&format!("{CALL}?lang=tlh")).await;
    assert_eq!(unknown.language(), "en");
    assert_eq!(site.anyone().get(CALL).await.language(), "zh-CN");
    assert_eq!(
        site.speaking("fr, en;q=0.8").get(CALL).await.language(),
        "en"
    );
    assert_eq!(site.speaking("de").get(CALL).await.language(), "zh-CN");
    assert_eq!(site.speaking("").get(CALL).await.language(), "zh-CN");
}

#[tokio::test]
async fn the_language_switch_leads_back_to_the_same_page() {
    let site = Site::with_round(RoundState::Open).await;
    site.scene.applicants(2).await;
    site.scene.round_in(RoundState::Published).await;
    let mut browser = site.anyone();
    for path in [
        MARKET_PAGE.to_owned(),
        format!("{MARKET_PAGE}?time=evenings&show=free"),
        format!("{CALL}/results?q=%E6%98%9F%26lang%3Dx&time=evenings"),
        "/nowhere".to_owned(),
    ] {
        let chinese = browser.get(&path).await;
        let switch = chinese
            .tags()
            .into_iter()
            .find(|tag| tag.get("class") == Some("language"))
            .unwrap();
        let english = browser.get(switch.get("href").unwrap()).await;
        assert_eq!(english.language(), "en");
        assert_eq!(english.status, chinese.status);
        assert_eq!(english.forms().len(), chinese.forms().len());
        browser.cookies.remove("lang");
    }
}

#[tokio::test]
async fn the_language_switch_of_a_refused_form_leads_to_the_form() {
    let site = Site::with_round(RoundState::Open).await;
    let mut operator = site.staff(Role::Operator).await;
    let vendor = site.scene.applicants(1).await.remove(0);
    let page = format!("/staff/m/lantern-lane/applications/{}", vendor.code);
    let list = "/staff/m/lantern-lane/rounds/spring/applications";
    for (action, form_page) in [
        (format!("{page}/decline"), page.clone()),
        (format!("{list}/decide"), list.to_owned()),
    ] {
        let answer = operator.post(&action, &[("decision", "decline")]).await;
        answer.refuses(422, "zh-CN");
        let tags = answer.tags();
        let switch = tags.iter().find(|tag| tag.get("class") == Some("language"));
        let asked = operator.get(switch.unwrap().get("href").unwrap()).await;
        asked.leads_to(&form_page);
        let english = operator.get(&form_page).await;
        assert_eq!(english.is(200).language(), "en");
        operator.cookies.remove("lang");
    }
    let link = site.link_of(&vendor);
    let confirm = format!("{link}/times/evenings/confirm");
    site.anyone().get(&confirm).await.leads_to(&link);
}
