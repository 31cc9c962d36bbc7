//! An operator tries the draw before the list is sealed.

use entity::kinds::{HardshipGroup, Role, RoundState};
use starstall::jobs;
use tokio::sync::watch;

use super::browser::{Answer, Browser, Site};
use crate::support::scene::{MARKET, Vendor};

const ROUND: &str = "/staff/m/lantern-lane/rounds/spring";
const PREVIEWS: &str = "/staff/m/lantern-lane/rounds/spring/previews";

/// Twelve vendors, one of whom has a wish, and five whose community confirmed them.
async fn site() -> (Site, Vec<Vendor>) {
    let site = Site::with_round(RoundState::Open).await;
    let mut vendors = site.scene.applicants(11).await;
    vendors.push(site.scene.form("有志愿").only(&["A01"]).apply().await);
    for number in 0..5 {
        let form = site.scene.form(&format!("爱心 {number}"));
        vendors.push(form.for_charity().apply().await);
    }
    site.scene.confirm_requests().await;
    (site, vendors)
}

/// Asks for a preview as the form stands, with these boxes ticked; its address.
async fn ask(operator: &mut Browser<'_>, tries: &[&str]) -> String {
    let page = operator.get(PREVIEWS).await;
    let mut form = page.is(200).form(PREVIEWS).with("draws", "200");
    for word in tries {
        form = form.and("try", word);
    }
    let answer = operator.send(&form).await;
    let location = answer.is(303).location();
    assert!(location.starts_with(&format!("{PREVIEWS}/")));
    location
}

async fn compute(site: &Site) {
    let (_stop, stopping) = watch::channel(false);
    let computed = jobs::previews::run_due(&site.scene.app, stopping).await;
    assert_eq!(computed.unwrap(), 1);
}

#[tokio::test]
async fn an_operator_tries_rules_and_reads_what_they_do() {
    let (site, vendors) = site().await;
    let mut operator = site.staff(Role::Operator).await;
    let round = operator.get(ROUND).await;
    assert!(round.is(200).links().contains(&PREVIEWS.to_owned()));
    let page = ask(
        &mut operator,
        &["choice", "open-first", "shared", "no-reserve"],
    )
    .await;

    let waiting = operator.get(&page).await;
    assert!(waiting.is(200).body.contains("http-equiv=\"refresh\""));
    waiting.says("0 %");
    waiting.form(&format!("{page}/cancel"));

    compute(&site).await;
    let done = operator.get(&page).await;
    assert!(!done.is(200).body.contains("http-equiv=\"refresh\""));
    for words in [
        "17 份申请，8 个摊位",
        "现在的规则",
        "后摇爱心摊位",
        "不留爱心摊位",
    ] {
        done.says(words);
    }
    assert!(done.body.contains("class=\"bar-part\""));
    assert!(operator.get(PREVIEWS).await.links().contains(&page));
    operator.get("/?lang=en").await;
    let english = operator.get(&page).await;
    english.is(200).says("Of those eligible for a love stall");
    english.says("Love stalls last");
    assert_tells_nobody(&site, &vendors, &english).await;
}

async fn assert_tells_nobody(site: &Site, vendors: &[Vendor], page: &Answer) {
    let mut operator = site.anyone();
    operator.sign_in_as(MARKET, Role::Operator).await;
    let path = page.asked.strip_prefix("GET ").unwrap();
    let mut texts = vec![page.body.clone()];
    for file in ["results.csv", "results.json"] {
        let answer = operator.get(&format!("{path}/{file}")).await;
        assert!(
            answer
                .is(200)
                .header("content-disposition")
                .contains("attachment")
        );
        texts.push(answer.body);
    }
    assert!(texts[1].starts_with('\u{feff}') && texts[1].lines().count() > 20);
    let json: serde_json::Value = serde_json::from_str(&texts[2]).unwrap();
    assert_eq!(json["result"]["times"][0]["report"]["applicants"], 17);
    let kinds = ["残疾", "低保", "特困", "Disability", "Low income", "低收入"];
    for text in &texts {
        for group in HardshipGroup::all() {
            assert!(!text.contains(group.as_str()), "{text}");
        }
        for kind in kinds {
            assert!(!text.contains(kind), "{kind}: {text}");
        }
        for vendor in vendors {
            assert!(!text.contains(&vendor.code), "{text}");
        }
        assert!(!text.contains("爱心 1小吃"), "{text}");
    }
}

#[tokio::test]
async fn a_preview_that_is_not_wanted_any_more_is_stopped_by_its_button() {
    let (site, _) = site().await;
    let mut operator = site.staff(Role::Operator).await;
    let page = ask(&mut operator, &[]).await;
    let second = operator.get(PREVIEWS).await.form(PREVIEWS);
    operator.send(&second).await.refuses(409, "zh-CN");
    let stop = operator.get(&page).await.form(&format!("{page}/cancel"));
    operator.send(&stop).await.leads_to(&page);
    operator.get(&page).await.is(200).says("所以没有结果");
    operator.send(&stop).await.refuses(409, "zh-CN");
    operator
        .get(&format!("{page}/cancel"))
        .await
        .leads_to(&page);
    for file in ["results.csv", "results.json"] {
        let path = format!("{page}/{file}");
        operator.get(&path).await.refuses(404, "zh-CN");
    }
}

#[tokio::test]
async fn what_was_typed_wrong_is_said_at_its_field_and_kept() {
    let (site, _) = site().await;
    let mut operator = site.staff(Role::Operator).await;
    let form = operator.get(PREVIEWS).await.form(PREVIEWS);
    for (field, value) in [
        ("reserve", "many"),
        ("reserve", "900"),
        ("draws", "7"),
        ("draws", ""),
        ("list", "round:autumn"),
        ("list", ""),
        ("try", "magic"),
    ] {
        let typed = if field == "try" {
            form.clone().and(field, value)
        } else {
            form.clone().with(field, value)
        };
        let answer = operator.send(&typed).await;
        answer.refuses(422, "zh-CN");
        let summary = format!("href=\"#{field}\"");
        assert!(answer.body.contains(&summary), "{field}={value}");
    }
    let kept = operator.send(&form.with("reserve", "900")).await;
    assert_eq!(kept.form(PREVIEWS).get("reserve"), "900");
}

#[tokio::test]
async fn an_auditor_reads_what_was_tried_and_starts_nothing() {
    let (site, _) = site().await;
    let mut operator = site.staff(Role::Operator).await;
    let page = ask(&mut operator, &[]).await;
    let mut auditor = site.staff(Role::Auditor).await;
    let list = auditor.get(PREVIEWS).await;
    assert!(list.is(200).links().contains(&page));
    assert!(list.forms().iter().all(|form| form.action != PREVIEWS));
    let waiting = auditor.get(&page).await;
    let cancel = format!("{page}/cancel");
    assert!(
        waiting
            .is(200)
            .forms()
            .iter()
            .all(|form| form.action != cancel)
    );
    let fields = [("list", "undecided"), ("draws", "200")];
    auditor.post(PREVIEWS, &fields).await.refuses(403, "zh-CN");
    auditor.post(&cancel, &[]).await.refuses(403, "zh-CN");
    compute(&site).await;
    auditor.get(&page).await.is(200).says("现在的规则");
}
