//! An operator takes a round from its plan to its end by its pages alone, and vendors answer by
//! theirs.

use entity::kinds::{ApplicationState, OfferState, Role, RoundState};
use poem::http::StatusCode;
use starstall::jobs;

use super::applying::{apply_as_number, code_of, link_of};
use super::browser::{Answer, Browser, Site};
use crate::support::scene::{DIGITS, MARKET};

const PAGE: &str = "/staff/m/lantern-lane/rounds/spring";

/// Takes the step that the page of the round offers, as a form on it or behind a question.
async fn take_step(operator: &mut Browser<'_>, action: &str) -> Answer {
    let address = format!("{PAGE}/{action}");
    let page = operator.get(PAGE).await;
    page.is(200);
    let asks_first = page.links().contains(&address);
    let form = if asks_first {
        operator.get(&address).await.is(200).form(&address)
    } else {
        page.form(&address)
    };
    let answer = operator.send(&form).await;
    answer.leads_to(PAGE);
    operator.get(PAGE).await
}

async fn after(
    site: &Site,
    operator: &mut Browser<'_>,
    deadline: Option<chrono::DateTime<chrono::Utc>>,
) {
    site.scene.after(deadline);
    operator.sign_in_as(MARKET, Role::Operator).await;
}

#[tokio::test]
async fn a_round_goes_from_its_plan_to_its_end_by_pages_alone() {
    let site = Site::new().await;
    let (scene, mut operator) = (&site.scene, site.staff(Role::Operator).await);
    let home = operator.get("/staff").await;
    assert!(home.is(200).links().contains(&PAGE.to_owned()));
    take_step(&mut operator, "open").await.is(200);
    assert_eq!(scene.round().await.state, RoundState::Open);

    let links = nine_vendors_apply(&site).await;
    assert_numbers_hold(&mut operator).await;
    let early = operator.post(&format!("{PAGE}/review"), &[]).await;
    early.refuses(409, "zh-CN");
    after(&site, &mut operator, scene.round().await.applications_until).await;
    take_step(&mut operator, "review").await.is(200);
    let early = operator.post(&format!("{PAGE}/list"), &[]).await;
    early.refuses(409, "zh-CN");

    decide_on_all(&site, &mut operator).await;
    assert_numbers_hold(&mut operator).await;
    take_step(&mut operator, "list").await.is(200);
    after(
        &site,
        &mut operator,
        scene.round().await.list_objections_until,
    )
    .await;
    take_step(&mut operator, "freeze").await.is(200);

    draw(&site, &mut operator).await;
    assert_numbers_hold(&mut operator).await;
    take_step(&mut operator, "publish").await.is(200);
    let mut public = site.anyone();
    let results = public.get("/m/lantern-lane/rounds/spring/results").await;
    assert_eq!(results.is(200).rows(), 8);
    assert_stats_hold(&mut public, &results).await;

    after(
        &site,
        &mut operator,
        scene.round().await.result_objections_until,
    )
    .await;
    take_step(&mut operator, "finalise").await.is(200);
    scene.offers_reach_their_vendors().await;
    assert_numbers_hold(&mut operator).await;
    vendors_answer(&site, &links).await;
    assert_numbers_hold(&mut operator).await;

    scene.on(scene.round().await.term_from);
    operator.sign_in_as(MARKET, Role::Operator).await;
    take_step(&mut operator, "run").await.is(200);
    assert_numbers_hold(&mut operator).await;
    scene.on(scene.round().await.term_to + chrono::Duration::days(1));
    operator.sign_in_as(MARKET, Role::Operator).await;
    take_step(&mut operator, "close").await.is(200);
    assert_eq!(scene.round().await.state, RoundState::Closed);
}

/// Returns their secret links.
async fn nine_vendors_apply(site: &Site) -> Vec<String> {
    let mut links = Vec::new();
    for number in 1..=9 {
        let mut browser = site.anyone();
        let receipt = apply_as_number(&mut browser, number).await;
        code_of(&receipt);
        links.push(link_of(&receipt));
    }
    links
}

/// One is accepted in its row, one declined on its page, the others are ticked and accepted.
async fn decide_on_all(site: &Site, operator: &mut Browser<'_>) {
    let list = format!("{PAGE}/applications?state=submitted");
    let decide = format!("{PAGE}/applications/decide");
    let codes: Vec<String> = site
        .scene
        .applications()
        .await
        .into_iter()
        .map(|row| row.code)
        .collect();

    let form = operator.get(&list).await.is(200).form(&decide);
    let nothing = operator
        .send(&form.clone().with("decision", "accept"))
        .await;
    nothing.refuses(422, "zh-CN");
    let no_reason = form
        .clone()
        .and("code", &codes[0])
        .with("decision", "decline");
    operator.send(&no_reason).await.refuses(422, "zh-CN");
    operator
        .send(&form.with("accept", &codes[0]))
        .await
        .leads_to(&list);

    let page = format!("/staff/m/{MARKET}/applications/{}", codes[1]);
    let decline = format!("{page}/decline");
    let form = operator.get(&page).await.is(200).form(&decline);
    operator.send(&form).await.refuses(422, "zh-CN");
    let form = form
        .with("reason", "incomplete")
        .with("note", "缺一张照片。");
    operator.send(&form).await.leads_to(&page);
    let again = operator.send(&form).await;
    again.refuses(409, "zh-CN");

    let mut form = operator.get(&list).await.is(200).form(&decide);
    for code in &codes[2..] {
        form = form.and("code", code);
    }
    operator
        .send(&form.with("decision", "accept"))
        .await
        .leads_to(&list);
    let states: Vec<ApplicationState> = site
        .scene
        .applications()
        .await
        .into_iter()
        .map(|row| row.state)
        .collect();
    assert_eq!(states[1], ApplicationState::Declined);
    let accepted = states
        .iter()
        .filter(|state| **state == ApplicationState::Accepted);
    assert_eq!(accepted.count(), 8);
}

/// Wrong digits are mended, few digits are asked about, then the job computes.
async fn draw(site: &Site, operator: &mut Browser<'_>) {
    let address = format!("{PAGE}/draw");
    let form = operator.get(PAGE).await.is(200).form(&address);
    for wrong in ["", "12x", "十二"] {
        let answer = operator.send(&form.clone().with("seed_1", wrong)).await;
        answer.refuses(422, "zh-CN");
        assert_eq!(answer.form(&address).get("seed_1"), wrong);
    }
    let question = operator.send(&form.with("seed_1", "000123")).await;
    question.is(200);
    assert_eq!(site.scene.round().await.state, RoundState::Frozen);
    let sure = question.form(&address);
    assert_eq!(sure.get("seed_1"), "000123");
    operator.send(&sure).await.leads_to(&format!("{PAGE}#draw"));

    let waiting = operator.get(PAGE).await;
    assert!(waiting.is(200).body.contains("http-equiv=\"refresh\""));
    assert_eq!(jobs::draws::run_due(&site.scene.app).await.unwrap(), 1);
    let drawn = operator.get(PAGE).await;
    assert!(!drawn.is(200).body.contains("http-equiv=\"refresh\""));
    assert_eq!(drawn.rows(), 8);
    drawn.says("000123");
    let again = operator.post(&address, &[("seed_1", DIGITS)]).await;
    again.refuses(409, "zh-CN");
}

/// One confirms, one asks and declines, one lets a question go unanswered.
async fn vendors_answer(site: &Site, links: &[String]) {
    let mut browser = site.anyone();
    let (mut confirmed, mut declined) = (0, 0);
    for link in links {
        let confirm = format!("{link}/times/evenings/confirm");
        let decline = format!("{link}/times/evenings/decline");
        let page = browser.get(link).await;
        page.is(200);
        let Some(form) = page.forms().into_iter().find(|form| form.action == confirm) else {
            browser.get(&decline).await;
            continue;
        };
        if confirmed == 0 {
            browser.send(&form).await.leads_to(link);
            browser.send(&form).await.refuses(409, "zh-CN");
            confirmed += 1;
        } else if declined == 0 {
            assert!(page.links().contains(&decline));
            let question = browser.get(&decline).await;
            browser
                .send(&question.is(200).form(&decline))
                .await
                .leads_to(link);
            browser.send(&form).await.refuses(409, "zh-CN");
            declined += 1;
        }
        browser.get(link).await.is(200);
    }
    let offers = site.scene.offers().await;
    let count = |state| offers.iter().filter(|offer| offer.state == state).count();
    assert_eq!(count(OfferState::Confirmed), 1);
    assert_eq!(count(OfferState::Declined), 1);
}

/// Every number on the operator's pages leads to as many rows.
async fn assert_numbers_hold(operator: &mut Browser<'_>) {
    for path in [
        "/staff",
        PAGE,
        &format!("{PAGE}/applications"),
        "/staff/m/lantern-lane/notices",
    ] {
        let page = operator.get(path).await;
        page.is(200);
        assert_stats_hold(operator, &page).await;
    }
    let home = operator.get("/staff").await;
    for tag in home.tags() {
        let (Some("go"), Some(href)) = (tag.get("class"), tag.get("href")) else {
            continue;
        };
        let digits: String = tag.text.chars().filter(char::is_ascii_digit).collect();
        if let (true, Ok(count)) = (href.contains('?'), digits.parse::<usize>()) {
            let list = operator.get(href).await;
            assert_eq!(list.is(200).rows(), count, "{:?} leads to {href}", tag.text);
        }
    }
}

async fn assert_stats_hold(browser: &mut Browser<'_>, page: &Answer) {
    let (_, main) = page.body.split_once("<main").unwrap();
    let mut leads_to = None;
    for tag in super::html::tags(main) {
        match tag.name.as_str() {
            "a" => leads_to = tag.get("href").map(str::to_owned),
            "b" => {
                let href = leads_to.take().expect("a link around the number");
                let count: usize = tag.text.trim().parse().unwrap();
                let list = browser.get(&href).await;
                assert_eq!(list.is(200).rows(), count, "{} leads to {href}", page.asked);
            }
            _ => {}
        }
    }
}

#[tokio::test]
async fn a_round_is_cancelled_with_a_reason_that_everyone_can_read() {
    let site = Site::with_round(RoundState::Open).await;
    let vendor = site.scene.applicants(1).await.remove(0);
    site.scene.round_in(RoundState::Frozen).await;
    let mut operator = site.staff(Role::Operator).await;
    let address = format!("{PAGE}/cancel");
    let page = operator.get(PAGE).await;
    assert!(page.is(200).links().contains(&address));
    let form = operator.get(&address).await.is(200).form(&address);
    operator.send(&form).await.refuses(422, "zh-CN");
    let long = "长".repeat(1001);
    let answer = operator.send(&form.clone().with("reason", &long)).await;
    answer.refuses(422, "zh-CN");
    assert_eq!(answer.form(&address).get("reason"), long);
    let form = form.with("reason", "广场要修路。\n明年再来。");
    operator.send(&form).await.leads_to(PAGE);
    for path in [
        "/m/lantern-lane/rounds/spring".to_owned(),
        "/m/lantern-lane/rounds/spring/results".to_owned(),
        site.link_of(&vendor),
    ] {
        site.anyone().get(&path).await.is(200).says("广场要修路。");
    }
    let after = operator.get(PAGE).await;
    assert!(!after.is(200).links().contains(&address));
    operator.send(&form).await.refuses(409, "zh-CN");
}

#[tokio::test]
async fn a_reason_for_declining_is_read_in_the_readers_language() {
    let site = Site::with_round(RoundState::Open).await;
    let vendor = site.scene.applicants(1).await.remove(0);
    let mut operator = site.staff(Role::Operator).await;
    let decline = format!("/staff/m/{MARKET}/applications/{}/decline", vendor.code);
    let fields = [("reason", "incomplete"), ("note", "See §4.")];
    operator.post(&decline, &fields).await.is(303);
    let link = site.link_of(&vendor);
    let (chinese, english) = (
        site.anyone().get(&link).await,
        site.english().get(&link).await,
    );
    chinese.is(200).says("材料不全").says("See §4.");
    english.is(200).says("See §4.");
    assert!(!english.body.contains("材料不全"));
}

#[tokio::test]
async fn two_operators_publish_and_the_second_is_told() {
    let site = Site::with_round(RoundState::Drawn).await;
    let mut one = site.staff(Role::Operator).await;
    let mut other = one.clone();
    let address = format!("{PAGE}/publish");
    let form = one.get(&address).await.is(200).form(&address);
    let answers = [one.send(&form).await, other.send(&form).await];
    assert_eq!(answers[0].status, StatusCode::SEE_OTHER);
    answers[1].refuses(409, "zh-CN");
}
