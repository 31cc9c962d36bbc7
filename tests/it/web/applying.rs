//! A person applies on a phone: the form, the check, the receipt, and the page behind the link.

use std::collections::BTreeSet;

use entity::kinds::RoundState;
use poem::http::StatusCode;

use super::browser::{Answer, Browser, Site};
use super::html::Form;
use crate::support::scene::EVENINGS;

pub const CALL: &str = "/m/lantern-lane/rounds/spring";
pub const APPLY: &str = "/m/lantern-lane/rounds/spring/apply";

/// The form with everything that it asks for.
pub async fn filled(browser: &mut Browser<'_>) -> Form {
    let page = browser.get(APPLY).await;
    fill(&page.is(200).form(APPLY))
}

fn fill(form: &Form) -> Form {
    form.clone()
        .with("name", "王小明")
        .with("trading_name", "小明烤冷面")
        .with("phone", "139 1234 5678")
        .with("email", "Ming@Example.cn")
        .with("category", "snacks")
        .with("people", "2")
        .and("needs", "power")
        .with("times", EVENINGS)
        .with("wish_evenings_1", "A02")
        .with("wish_evenings_2", "zone:south")
        .with("anywhere_evenings", "yes")
}

fn with_charity(form: Form) -> Form {
    form.with("charity", "yes")
        .with("groups", "disability")
        .with("organisation", "street")
        .with("open_too", "yes")
        .with("consent", "yes")
}

/// One of several who apply, and sees their receipt.
pub async fn apply_as_number(browser: &mut Browser<'_>, number: u8) -> Answer {
    let form = filled(browser)
        .await
        .with("name", &format!("第{number}号"))
        .with("trading_name", &format!("第{number}号小吃"))
        .with("phone", &format!("1390000000{number}"));
    submit(browser, &form).await
}

/// Checks the answers and sends them.
async fn submit(browser: &mut Browser<'_>, form: &Form) -> Answer {
    let check = browser.send(form).await;
    let form = check.is(200).form(APPLY).with("step", "submit");
    browser.send(&form).await
}

pub fn code_of(receipt: &Answer) -> String {
    let tags = receipt.is(200).tags();
    let code = tags
        .iter()
        .find(|tag| tag.get("class") == Some("big-code code"));
    code.expect("a code").text.trim().to_owned()
}

pub fn link_of(receipt: &Answer) -> String {
    let mut links = receipt.links();
    links.retain(|link| link.starts_with("/a/"));
    links.pop().expect("a secret link")
}

#[tokio::test]
async fn a_person_applies_and_sees_where_they_stand() {
    let site = Site::with_round(RoundState::Open).await;
    let mut browser = site.anyone();
    let call = browser.get(CALL).await;
    assert!(call.links().contains(&APPLY.to_owned()));

    let typed = with_charity(filled(&mut browser).await);
    let check = browser.send(&typed).await;
    check.is(200).says("王小明").says("小明烤冷面").says("A02");
    assert_eq!(site.scene.applications().await.len(), 0);

    let form = check.form(APPLY).with("step", "submit");
    let receipt = browser.send(&form).await;
    let (code, link) = (code_of(&receipt), link_of(&receipt));
    receipt.says(&format!("http://market.test{link}"));
    let rows = site.scene.applications().await;
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].code.as_str(), rows[0].workers), (code.as_str(), 2));
    assert!(rows[0].asks_charity && rows[0].also_open);
    assert_eq!(site.scene.told("application_received").await, 1);

    let mine = browser.get(&link).await;
    mine.is(200).says(&code).says("小明烤冷面");
}

#[tokio::test]
async fn whoever_goes_back_from_the_check_finds_what_they_typed() {
    let site = Site::with_round(RoundState::Open).await;
    let mut browser = site.anyone();
    let typed = with_charity(filled(&mut browser).await);
    let check = browser.send(&typed).await;
    let change = check.form(APPLY).with("step", "change");
    let again = browser.send(&change).await.is(200).form(APPLY);
    assert_same_answers(&typed, &again);
}

/// Everything but the token, in any order.
#[track_caller]
fn assert_same_answers(typed: &Form, again: &Form) {
    let answers = |form: &Form| -> BTreeSet<(String, String)> {
        let fields = form.fields.iter().cloned();
        fields
            .filter(|(name, value)| name != "csrf" && name != "step" && !value.is_empty())
            .collect()
    };
    assert_eq!(answers(typed), answers(again));
}

#[tokio::test]
async fn sending_the_form_twice_gives_the_same_receipt_once() {
    let site = Site::with_round(RoundState::Open).await;
    let mut browser = site.anyone();
    let typed = filled(&mut browser).await;
    let check = browser.send(&typed).await;
    let form = check.form(APPLY).with("step", "submit");
    let (first, second) = (browser.send(&form).await, browser.send(&form).await);
    assert_eq!(code_of(&first), code_of(&second));
    assert_eq!(link_of(&first), link_of(&second));
    assert_eq!(site.scene.applications().await.len(), 1);
    assert_eq!(site.scene.told("application_received").await, 1);

    let round = site.scene.round().await;
    site.scene.after(round.applications_until);
    let late = browser.send(&form).await;
    assert_eq!(code_of(&late), code_of(&first));
}

#[tokio::test]
async fn an_empty_form_is_told_everything_that_is_missing() {
    let site = Site::with_round(RoundState::Open).await;
    for (mut browser, lang) in [(site.anyone(), "zh-CN"), (site.english(), "en")] {
        let page = browser.get(APPLY).await;
        let answer = browser.send(&page.form(APPLY)).await;
        answer.refuses(422, lang);
        let named = summary_of(&answer);
        for field in [
            "name",
            "trading_name",
            "phone",
            "category",
            "people",
            "times",
        ] {
            assert!(named.contains(field), "{field} is not among {named:?}");
        }
    }
    assert_eq!(site.scene.applications().await.len(), 0);
}

/// The fields that the summary leads to; each of them is on the page.
#[track_caller]
fn summary_of(answer: &Answer) -> BTreeSet<String> {
    let (_, rest) = answer.body.split_once("error-summary-title").unwrap();
    let (summary, _) = rest.split_once("</ul>").unwrap();
    let ids: BTreeSet<String> = answer
        .tags()
        .iter()
        .filter_map(|tag| tag.get("id").map(str::to_owned))
        .collect();
    let links = super::html::tags(summary);
    let fields: BTreeSet<String> = links
        .iter()
        .filter_map(|tag| tag.get("href")?.strip_prefix('#').map(str::to_owned))
        .collect();
    assert!(!fields.is_empty());
    for field in &fields {
        assert!(ids.contains(field), "nothing has the id {field}");
        let error = format!("{field}-error");
        assert!(ids.contains(&error), "nothing is said at {field}");
    }
    fields
}

/// What is wrong, and which field says so.
const WRONG: &[(&str, &str, &str)] = &[
    ("name", "", "name"),
    ("name", "  \t ", "name"),
    ("name", "王\u{202e}明", "name"),
    ("trading_name", "", "trading_name"),
    ("phone", "", "phone"),
    ("phone", "12345", "phone"),
    ("phone", "a phone", "phone"),
    ("email", "not an address", "email"),
    ("email", "a@b@c.cn", "email"),
    ("category", "", "category"),
    ("category", "rockets", "category"),
    ("people", "", "people"),
    ("people", "0", "people"),
    ("people", "-1", "people"),
    ("people", "21", "people"),
    ("people", "abc", "people"),
    ("people", "1e9", "people"),
    ("people", "99999999999999999999", "people"),
    ("people", "2.5", "people"),
    ("needs", "a helicopter", "needs"),
    ("times", "", "times"),
    ("times", "mornings", "times"),
    ("times", "midnight", "times"),
    ("wish_evenings_1", "Z99", "wish_evenings_1"),
    ("wish_evenings_1", "zone:moon", "wish_evenings_1"),
    ("wish_evenings_2", "A02", "wish_evenings_2"),
    (
        "wish_evenings_5",
        "A02; DROP TABLE stall",
        "wish_evenings_5",
    ),
    ("anywhere_evenings", "", "anywhere_evenings"),
    ("anywhere_evenings", "perhaps", "anywhere_evenings"),
    ("groups", "", "groups"),
    ("groups", "left-handed", "groups"),
    ("organisation", "", "organisation"),
    ("organisation", "the moon", "organisation"),
    ("organisation", "moon", "organisation"),
    ("consent", "", "consent"),
    ("consent", "no", "consent"),
    ("open_too", "", "open_too"),
    ("open_too", "perhaps", "open_too"),
];

#[tokio::test]
async fn each_wrong_answer_is_named_and_the_others_are_kept() {
    let site = Site::with_round(RoundState::Open).await;
    let mut browser = site.anyone();
    let good = with_charity(filled(&mut browser).await);
    for (field, value, named) in WRONG {
        let bad = good.clone().with(field, value);
        let answer = browser.send(&bad).await;
        answer.refuses(422, "zh-CN");
        let expected = BTreeSet::from([(*named).to_owned()]);
        assert_eq!(summary_of(&answer), expected, "{field}={value:?}");
        let kept = answer.form(APPLY);
        for (name, typed) in &good.fields {
            if name != field && name != "csrf" && !typed.is_empty() {
                assert!(
                    kept.all(name).contains(&typed.as_str()),
                    "{name} is lost with {field}={value:?}"
                );
            }
        }
    }
    assert_eq!(site.scene.applications().await.len(), 0);
}

#[tokio::test]
async fn what_cannot_be_chosen_on_the_page_is_refused_when_submitted_too() {
    let site = Site::with_round(RoundState::Open).await;
    let mut browser = site.anyone();
    let good = with_charity(filled(&mut browser).await).with("step", "submit");
    for (field, value, _) in WRONG {
        let answer = browser.send(&good.clone().with(field, value)).await;
        answer.refuses(422, "zh-CN");
    }
    let twice = good.clone().and("times", EVENINGS);
    let answer = browser.send(&twice).await;
    assert_eq!(
        summary_of(answer.refuses(422, "zh-CN")),
        BTreeSet::from(["times".to_owned()])
    );
    assert_eq!(site.scene.applications().await.len(), 0);
}

#[tokio::test]
async fn only_named_stalls_need_a_name() {
    let site = Site::with_round(RoundState::Open).await;
    let mut browser = site.anyone();
    let form = filled(&mut browser)
        .await
        .with("wish_evenings_1", "")
        .with("wish_evenings_2", "")
        .with("anywhere_evenings", "no");
    let answer = browser.send(&form).await;
    let fields = summary_of(answer.refuses(422, "zh-CN"));
    assert_eq!(fields, BTreeSet::from(["wish_evenings_1".to_owned()]));
}

#[tokio::test]
async fn whatever_is_typed_comes_back_as_text() {
    let site = Site::with_round(RoundState::Open).await;
    let mut browser = site.anyone();
    for hostile in [
        "<script>alert(1)</script>",
        "\" onfocus=\"alert(1)",
        "' onfocus='alert(1)",
        "</textarea><h1>",
        "&lt;b&gt; & &#34;",
        "🍢🍡👨\u{200d}👩\u{200d}👧",
        "{{ csrf }} {$name}",
        "مرحبا עברית",
        "\u{202e}drawkcab",
        "%00%ff%c3%28",
        "a\r\nSet-Cookie: b=c",
    ] {
        let form = filled(&mut browser)
            .await
            .with("name", hostile)
            .with("trading_name", hostile)
            .with("people", "many");
        let answer = browser.send(&form).await;
        answer.refuses(422, "zh-CN");
        assert_is_harmless(&answer);
        let again = answer.form(APPLY);
        assert_eq!(again.get("name"), hostile);
        assert_eq!(again.get("trading_name"), hostile);

        let check = browser.send(&again.with("people", "2")).await;
        assert_is_harmless(&check);
        if check.status == StatusCode::OK {
            assert_eq!(check.form(APPLY).get("name"), hostile);
        }
    }
}

#[track_caller]
fn assert_is_harmless(answer: &Answer) {
    for tag in answer.tags() {
        assert!(tag.name != "script" && tag.name != "b");
        assert!(!tag.has("onfocus"), "{}", answer.asked);
    }
    assert_eq!(answer.body.matches("<h1").count(), 1);
    assert!(answer.cookies().all(|cookie| !cookie.starts_with("b=")));
}

#[tokio::test]
async fn a_name_with_marks_in_it_goes_all_the_way() {
    let site = Site::with_round(RoundState::Open).await;
    let mut browser = site.anyone();
    let form = filled(&mut browser)
        .await
        .with("trading_name", "<b>\"小明\" & Co</b>");
    let receipt = submit(&mut browser, &form).await;
    let mine = browser.get(&link_of(&receipt)).await;
    mine.is(200).says("<b>\"小明\" & Co</b>");
    assert!(!mine.body.contains("<b>\""));
}

#[tokio::test]
async fn after_the_deadline_the_form_says_that_it_is_too_late() {
    let site = Site::with_round(RoundState::Open).await;
    for (mut browser, lang) in [(site.anyone(), "zh-CN"), (site.english(), "en")] {
        let open_until = site.scene.round().await.applications_until;
        site.scene
            .app
            .clock
            .set(open_until.unwrap() - chrono::Duration::hours(1));
        let form = filled(&mut browser).await;
        let check = browser.send(&form).await.form(APPLY);
        site.scene.after(open_until);
        let before = site.scene.traces().await;
        browser.get(APPLY).await.refuses(409, lang);
        browser.send(&form).await.refuses(409, lang);
        browser
            .send(&form.with("name", ""))
            .await
            .refuses(409, lang);
        browser
            .send(&check.clone().with("step", "change"))
            .await
            .refuses(409, lang);
        browser
            .send(&check.with("step", "submit"))
            .await
            .refuses(409, lang);
        assert_eq!(site.scene.traces().await, before);
        let call = browser.get(CALL).await;
        assert!(!call.links().contains(&APPLY.to_owned()));
    }
}

#[tokio::test]
async fn a_planned_round_is_not_there_and_takes_nothing() {
    let site = Site::new().await;
    let mut browser = site.anyone();
    for path in [CALL.to_owned(), APPLY.to_owned(), format!("{CALL}/results")] {
        browser.get(&path).await.refuses(404, "zh-CN");
    }
    browser
        .post(APPLY, &[("step", "submit")])
        .await
        .refuses(404, "zh-CN");
}

#[tokio::test]
async fn a_second_application_is_refused_and_the_first_stands() {
    let site = Site::with_round(RoundState::Open).await;
    let mut browser = site.anyone();
    let form = filled(&mut browser).await;
    submit(&mut browser, &form).await.is(200);
    let before = site.scene.traces().await;
    let again = filled(&mut browser).await.with("category", "crafts");
    submit(&mut browser, &again).await.refuses(409, "zh-CN");
    assert_eq!(site.scene.traces().await, before);
}

const MORE_THAN_ANY_LIMIT: usize = 1_000;

#[tokio::test]
async fn one_address_cannot_apply_without_end() {
    let site = Site::with_round(RoundState::Open).await;
    let mut browser = site.anyone();
    let form = filled(&mut browser).await.with("step", "submit");
    let mut taken = 0;
    let refused = loop {
        let answer = browser.send(&form).await;
        if answer.status != 200 || taken == MORE_THAN_ANY_LIMIT {
            break answer;
        }
        taken += 1;
    };
    refused.refuses(429, "zh-CN");
    // One more is allowed with each second that the sixty took.
    assert!(taken >= 60, "{taken}");
    assert_eq!(site.scene.applications().await.len(), 1);
}
