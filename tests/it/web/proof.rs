//! The pages by which anyone checks a draw, and the files on them.

use entity::kinds::{Role, RoundState};
use starstall::verify::{AuditorBundle, CommitmentDocument, PublicBundle, Receipt};

use super::browser::{Answer, Browser, Site};
use crate::support::scene::{MARKET, Vendor};

const ROUND: &str = "/m/lantern-lane/rounds/spring";
const FILES: &str = "/m/lantern-lane/rounds/spring/times/evenings";

async fn site(state: RoundState) -> (Site, Vec<Vendor>) {
    let site = Site::with_round(RoundState::Open).await;
    let mut vendors = site.scene.applicants(8).await;
    vendors.push(site.scene.form("甄甲").for_charity().apply().await);
    site.scene.confirm_requests().await;
    site.scene.round_in(state).await;
    (site, vendors)
}

fn own_page(site: &Site, vendor: &Vendor) -> String {
    format!("/a/{}", site.scene.app.keys.link(&vendor.code).reveal())
}

fn json<T: serde::de::DeserializeOwned>(answer: &Answer) -> T {
    assert_eq!(
        answer.header("content-type"),
        "application/json; charset=utf-8"
    );
    serde_json::from_str(&answer.body).unwrap()
}

async fn both_languages(browser: &mut Browser<'_>, path: &str) -> [Answer; 2] {
    let chinese = browser.get(&format!("{path}?lang=zh-CN")).await;
    [chinese, browser.get(&format!("{path}?lang=en")).await]
}

#[tokio::test]
async fn a_vendor_downloads_their_receipt_from_their_own_page() {
    let (site, vendors) = site(RoundState::Frozen).await;
    let page = own_page(&site, &vendors[0]);
    let mut vendor = site.anyone();
    let shown = vendor.get(&page).await;
    let href = format!("{page}/times/evenings/receipt.json");
    assert!(shown.is(200).links().contains(&href));
    shown.says("我的摇号凭证");
    let file = vendor.get(&href).await;
    let name = format!(
        "attachment; filename=\"receipt-{}-evenings.json\"",
        vendors[0].code
    );
    assert_eq!(file.is(200).header("content-disposition"), name);
    assert_eq!(file.header("cache-control"), "no-store");
    let receipt: Receipt = json(&file);
    assert_eq!(receipt.applicant.code, vendors[0].code);
    let commitment = vendor.get(&format!("{FILES}/commitment.json")).await;
    let document: CommitmentDocument = json(commitment.is(200));
    assert_eq!(receipt.commitment, document.digest());
}

#[tokio::test]
async fn nobody_fetches_a_receipt_by_a_code_or_a_wrong_link() {
    let (site, vendors) = site(RoundState::Frozen).await;
    let mut operator = site.staff(Role::Operator).await;
    let wrong = "f".repeat(32);
    for secret in [vendors[0].code.as_str(), &wrong] {
        for time in ["evenings", "nowhere"] {
            let href = format!("/a/{secret}/times/{time}/receipt.json");
            site.anyone().get(&href).await.refuses(404, "zh-CN");
            operator.get(&href).await.refuses(404, "zh-CN");
        }
    }
    let own = own_page(&site, &vendors[0]);
    let unknown = format!("{own}/times/mornings/receipt.json");
    site.anyone().get(&unknown).await.refuses(404, "zh-CN");
}

#[tokio::test]
async fn the_check_page_says_how_and_offers_what_is_public_by_then() {
    let (site, _) = site(RoundState::Listed).await;
    let mut public = site.anyone();
    let page = format!("{ROUND}/check");
    let call = public.get(ROUND).await;
    assert!(call.is(200).links().contains(&page));
    for file in ["commitment", "public"] {
        let answer = public.get(&format!("{FILES}/{file}.json")).await;
        answer.refuses(404, "zh-CN");
    }
    for shown in both_languages(&mut public, &page).await {
        let links = shown.is(200).links();
        assert!(!links.iter().any(|link| link.contains("/times/")));
    }
    public.get("/?lang=zh-CN").await;

    site.scene.round_in(RoundState::Drawn).await;
    let shown = public.get(&page).await;
    let links = shown.is(200).links();
    assert!(links.contains(&format!("{FILES}/commitment.json")));
    assert!(!links.contains(&format!("{FILES}/public.json")));
    let answer = public.get(&format!("{FILES}/public.json")).await;
    answer.refuses(404, "zh-CN");

    site.scene.round_in(RoundState::Published).await;
    for shown in both_languages(&mut public, &page).await {
        assert!(
            shown
                .is(200)
                .links()
                .contains(&format!("{FILES}/public.json"))
        );
    }
    let file = public.get(&format!("{FILES}/public.json")).await;
    let bundle: PublicBundle = json(file.is(200));
    let named = "attachment; filename=\"public-spring-evenings.json\"";
    assert_eq!(file.header("content-disposition"), named);
    let shown = public.get(&page).await;
    for said in [bundle.sha256.to_string(), bundle.seed.unwrap().to_string()] {
        assert!(shown.body.contains(&said));
    }
    // The ceremony's digits alone: the page says so.
    public.get("/?lang=en").await;
    public
        .get(&page)
        .await
        .says("comes from outside the market");
    public
        .get(ROUND)
        .await
        .says("comes from outside the market");
}

#[tokio::test]
async fn a_round_that_is_called_off_after_freezing_shows_its_bundle() {
    let (site, _) = site(RoundState::Drawn).await;
    site.scene.round_in(RoundState::Cancelled).await;
    let mut public = site.anyone();
    let call = public.get(ROUND).await;
    let page = format!("{ROUND}/check");
    assert!(call.is(200).links().contains(&page));
    let shown = public.get(&page).await;
    let href = format!("{FILES}/public.json");
    assert!(shown.is(200).links().contains(&href));
    let bundle: PublicBundle = json(public.get(&href).await.is(200));
    assert_eq!(bundle.cancelled, site.scene.round().await.cancel_reason);
}

#[tokio::test]
async fn a_vendor_finds_their_own_number_once_it_is_public() {
    let (site, vendors) = site(RoundState::Drawn).await;
    let page = own_page(&site, &vendors[0]);
    let mut vendor = site.anyone();
    let before = vendor.get(&page).await;
    assert!(!before.is(200).body.contains("<details>"));
    site.scene.round_in(RoundState::Published).await;
    let shown = vendor.get(&page).await;
    let file = vendor.get(&format!("{FILES}/public.json")).await;
    let bundle: PublicBundle = json(&file);
    let open = bundle
        .pools
        .iter()
        .find(|pool| pool.pool == "open")
        .unwrap();
    let own = open
        .numbers
        .iter()
        .filter(|number| shown.body.contains(&number.lottery.to_string()));
    assert_eq!(own.count(), 1);
}

#[tokio::test]
async fn an_auditor_downloads_the_whole_draw_and_an_operator_does_not() {
    let (site, _) = site(RoundState::Drawn).await;
    let page = format!("/staff/m/{MARKET}/rounds/spring");
    let action = format!("{page}/times/evenings/auditor-bundle");
    let mut auditor = site.staff(Role::Auditor).await;
    let shown = auditor.get(&page).await;
    let form = shown.is(200).form(&action);
    let file = auditor.send(&form).await;
    let bundle: AuditorBundle = json(file.is(200));
    assert!(bundle.outcome.is_some());
    let named = "attachment; filename=\"auditor-spring-evenings.json\"";
    assert_eq!(file.header("content-disposition"), named);
    let audit = site.scene.audit().await.pop().unwrap();
    assert_eq!(audit.action, "fetch_auditor_bundle");
    assert!(audit.actor.is_some());

    let mut operator = site.staff(Role::Operator).await;
    let shown = operator.get(&page).await;
    assert!(!shown.is(200).body.contains("auditor-bundle"));
    operator.post(&action, &[]).await.refuses(403, "zh-CN");
    let answer = site.anyone().post(&action, &[]).await;
    assert!(answer.is(303).location().starts_with("/staff/sign-in"));
}

#[tokio::test]
async fn an_operator_records_a_value_from_a_fallback() {
    let mut rules = crate::support::scene::rules();
    rules.seed_sources = serde_json::from_value(serde_json::json!([
        { "from": { "kind": "public_lottery", "lottery": "福彩 3D", "on": "2027-01-25" },
          "fallback": { "kind": "drand_round", "chain": "quicknet", "round": 60_000_000 } },
    ]))
    .unwrap();
    let scene = crate::support::scene::Scene::with_rules(rules).await;
    let site = Site::over(scene, "http://market.test");
    site.scene.round_in(RoundState::Open).await;
    site.scene.applicants(2).await;
    site.scene.round_in(RoundState::Frozen).await;
    let mut operator = site.staff(Role::Operator).await;
    let page = format!("/staff/m/{MARKET}/rounds/spring");
    let form = operator.get(&page).await.form(&format!("{page}/draw"));
    let randomness = "8430af445106f217b174b06c3d97bf2fae3a7cc56f0d4ed5f1f8c2d9f0e5a1b2";
    let answer = operator
        .send(&form.clone().with("seed_1", randomness))
        .await;
    answer.is(422);
    let mended = answer.form(&format!("{page}/draw"));
    let answer = operator.send(&mended.with("seed_1_from", "fallback")).await;
    answer.is(303);
    operator.get(&page).await.is(200).says("drand");
    site.anyone()
        .get(&format!("{ROUND}/results"))
        .await
        .is(200)
        .says("drand");
}
