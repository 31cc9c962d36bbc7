//! What nobody means to send: it is refused in a sentence, and changes nothing.

use entity::kinds::{Role, RoundState};
use poem::http::Method;

use super::applying::{APPLY, CALL, filled};
use super::browser::{Browser, Site, encode};
use crate::support::scene::MARKET;

const STAFF_ROUND: &str = "/staff/m/lantern-lane/rounds/spring";
const LARGE: usize = 10 * 1024 * 1024;

fn both(site: &Site) -> [(Browser<'_>, &'static str); 2] {
    [(site.anyone(), "zh-CN"), (site.english(), "en")]
}

#[tokio::test]
async fn what_is_not_there_is_said_in_the_readers_language() {
    let site = Site::with_round(RoundState::Published).await;
    for (mut browser, lang) in both(&site) {
        for path in [
            "/nothing",
            "/m",
            "/m/",
            "/m/nowhere",
            "/m/lantern-lane/rounds",
            "/m/lantern-lane/rounds/autumn",
            "/m/lantern-lane/rounds/autumn/apply",
            "/m/lantern-lane/rounds/autumn/results",
            "/m/lantern-lane/rounds/autumn/results.csv",
            "/m/lantern-lane?time=midnight",
            "/m/lantern-lane/rounds/spring/results?time=midnight",
            "/m/lantern-lane/rounds/spring/results.csv?time=midnight",
            "/m/%E7%81%AF%E7%AC%BC%E5%B7%B7",
            "/m/%F0%9F%8D%A2",
            "/m/lantern-lane%2Frounds",
            "/m/..%2f..%2fetc%2fpasswd",
            "/m/%3Cscript%3E",
            "/m/'%20OR%201=1--",
            "/a",
            "/a/nobody",
            "/staff/nothing",
            "/assets/../Cargo.toml",
            "/assets/nothing.css",
        ] {
            browser.get(path).await.refuses(404, lang);
        }
    }
}

#[tokio::test]
async fn bytes_that_are_no_text_are_refused_wherever_they_stand() {
    let site = Site::with_round(RoundState::Open).await;
    for (mut browser, lang) in both(&site) {
        let before = site.scene.traces().await;
        for path in [
            "/m/%FF",
            "/m/%00",
            "/m/%C3%28/rounds/%FF",
            "/a/%FF",
            "/staff/m/%ED%A0%80/notices",
        ] {
            let answer = browser.get(path).await;
            assert!(answer.status.is_client_error(), "{}", answer.asked);
            answer.refuses(answer.status.as_u16(), lang);
        }
        for query in ["time=%00", "time=evenings&show=%00", "lang=%00"] {
            let answer = browser.get(&format!("/m/{MARKET}?{query}")).await;
            answer.refuses(400, lang);
        }
        browser
            .get(&format!("/m/{MARKET}?time=%FF%FE"))
            .await
            .refuses(404, lang);
        let form = filled(&mut browser).await.with("name", "");
        let start = encode(&form.fields).replace("&name=", "");
        for bytes in [
            &b"%FF%FE"[..],
            b"\xFF\xFE",
            b"%00",
            b"\0",
            b"%C3%28",
            b"\xED\xA0\x80",
        ] {
            for field in ["name", "unknown", "csrf"] {
                let mut body = format!("{start}&{field}=").into_bytes();
                body.extend_from_slice(bytes);
                browser
                    .ask(Method::POST, APPLY, body)
                    .await
                    .refuses(400, lang);
            }
        }
        assert_eq!(site.scene.traces().await, before);
    }
}

#[tokio::test]
async fn ten_megabytes_are_too_much() {
    let site = Site::with_round(RoundState::Open).await;
    let mut operator = site.staff(Role::Operator).await;
    let before = site.scene.traces().await;
    for (mut browser, lang) in both(&site) {
        let form = filled(&mut browser)
            .await
            .with("name", &"王".repeat(LARGE / 9));
        browser.send(&form).await.refuses(413, lang);
        for path in [
            APPLY,
            "/staff/sign-in",
            &format!("{STAFF_ROUND}/cancel"),
            "/a/x/withdraw",
        ] {
            let answer = browser.ask(Method::POST, path, vec![b'a'; LARGE]).await;
            answer.refuses(413, lang);
        }
    }
    let form = vec![b'&'; LARGE];
    operator
        .ask(Method::POST, &format!("{STAFF_ROUND}/open"), form)
        .await
        .refuses(413, "zh-CN");
    assert_eq!(site.scene.traces().await, before);
}

#[tokio::test]
async fn a_form_without_its_token_is_not_taken() {
    let site = Site::with_round(RoundState::Open).await;
    let mut stranger = site.anyone();
    let strange = stranger.token().await;
    let mut operator = site.staff(Role::Operator).await;
    let before = site.scene.traces().await;
    for (mut browser, lang) in both(&site) {
        let form = filled(&mut browser).await.with("step", "submit");
        for token in ["", "garbage", strange.as_str(), &"A".repeat(5000)] {
            browser
                .send(&form.clone().with("csrf", token))
                .await
                .refuses(403, lang);
        }
        let mut without = form.clone();
        without.fields.retain(|(name, _)| name != "csrf");
        browser.send(&without).await.refuses(403, lang);
        browser.cookies.clear();
        browser.send(&form).await.refuses(403, lang);
    }
    let path = format!("{STAFF_ROUND}/cancel");
    let body = encode(&[
        ("csrf".to_owned(), strange),
        ("reason".to_owned(), "no".to_owned()),
    ]);
    operator
        .ask(Method::POST, &path, body.into_bytes())
        .await
        .refuses(403, "zh-CN");
    assert_eq!(site.scene.traces().await, before);
    assert_eq!(site.scene.round().await.state, RoundState::Open);
}

#[tokio::test]
async fn fields_that_the_form_does_not_have_change_nothing() {
    let site = Site::with_round(RoundState::Open).await;
    let mut browser = site.anyone();
    let form = filled(&mut browser)
        .await
        .with("identity", "410105199001011234")
        .with("seniority", "1")
        .with("state", "accepted")
        .with("wish_midnight_1", "A01")
        .with("wish_evenings_0", "A01")
        .with("wish_evenings_99999999999999999999", "A01")
        .with("wish_", "A01")
        .with("anywhere_", "yes")
        .with("", "nameless")
        .with("step", "submit");
    browser.send(&form).await.is(200);
    let row = site.scene.applications().await.pop().unwrap();
    assert_eq!(row.state, entity::kinds::ApplicationState::Submitted);
    let wishes =
        crate::support::scene::all::<entity::wish::Entity>(&site.scene, entity::wish::Column::Id);
    assert_eq!(wishes.await.len(), 2);
}

#[tokio::test]
async fn numbers_out_of_range_show_a_page_all_the_same() {
    let site = Site::with_round(RoundState::Open).await;
    site.scene.applicants(3).await;
    site.scene.round_in(RoundState::Published).await;
    let mut browser = site.staff(Role::Operator).await;
    for list in [
        format!("{CALL}/results"),
        STAFF_ROUND.to_owned(),
        format!("{STAFF_ROUND}/applications"),
        format!("/staff/m/{MARKET}/notices"),
    ] {
        let first = browser.get(&list).await.is(200).rows();
        assert!(first > 0, "{list}");
        for page in [
            "0",
            "-1",
            "abc",
            "",
            "1e9",
            "0x10",
            "%20",
            "99999999999999999999",
            "1.5",
        ] {
            let answer = browser.get(&format!("{list}?page={page}")).await;
            assert_eq!(answer.is(200).rows(), first, "{}", answer.asked);
        }
        for page in ["2", "1000000", "18446744073709551615"] {
            browser.get(&format!("{list}?page={page}")).await.is(200);
        }
        browser
            .get(&format!("{list}?show=nothing&state=nothing"))
            .await
            .is(200);
        browser
            .get(&format!("{list}?q={}", "a".repeat(60_000)))
            .await
            .is(200);
        for search in [
            "%25",
            "_",
            "%5C",
            "'",
            "%22%3E%3Cscript%3E",
            "%F0%9F%8D%A2",
            "%E2%80%AE",
        ] {
            let answer = browser.get(&format!("{list}?q={search}")).await;
            assert!(!answer.is(200).body.contains("<script"));
        }
        let answer = browser.get(&format!("{list}?page=1&page=2&q=a&q=b")).await;
        answer.refuses(400, "zh-CN");
    }
}

#[tokio::test]
async fn a_search_takes_its_letters_as_they_are() {
    let site = Site::with_round(RoundState::Open).await;
    site.scene.applicants(2).await;
    site.scene.form("100%_全").apply().await;
    let mut operator = site.staff(Role::Operator).await;
    let list = format!("{STAFF_ROUND}/applications");
    for (search, rows) in [
        ("%25", 1),
        ("_", 1),
        ("%5C", 0),
        ("0%25", 1),
        ("%E6%91%8A", 2),
    ] {
        let answer = operator.get(&format!("{list}?q={search}")).await;
        assert_eq!(answer.is(200).rows(), rows, "{search}");
    }
}

#[tokio::test]
async fn other_methods_are_refused() {
    let site = Site::with_round(RoundState::Open).await;
    let before = site.scene.traces().await;
    for (mut browser, lang) in both(&site) {
        for path in ["/", "/m/lantern-lane", CALL, APPLY, "/staff", "/a/x"] {
            for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
                browser
                    .ask(method, path, Vec::new())
                    .await
                    .refuses(405, lang);
            }
        }
        for path in ["/m/lantern-lane", CALL, "/staff", "/a/x"] {
            browser.post(path, &[("a", "b")]).await.refuses(405, lang);
        }
        let head = browser.ask(Method::HEAD, CALL, Vec::new()).await;
        head.is(200);
    }
    assert_eq!(site.scene.traces().await, before);
}

#[tokio::test]
async fn what_staff_send_is_checked_too() {
    let site = Site::with_round(RoundState::Open).await;
    let vendor = site.scene.applicants(1).await.remove(0);
    let mut operator = site.staff(Role::Operator).await;
    let before = site.scene.traces().await;
    let decide = format!("{STAFF_ROUND}/applications/decide");
    let application = format!("/staff/m/{MARKET}/applications/{}", vendor.code);
    let notice = site.scene.notices().await.pop().unwrap().public_id;
    let long = "长".repeat(5000);
    for (path, fields, status) in [
        (decide.as_str(), vec![("accept", "2222-2222")], 404),
        (
            &decide,
            vec![("code", "nobody"), ("decision", "accept")],
            404,
        ),
        (
            &decide,
            vec![("code", &vendor.code), ("reason", "sunshine")],
            422,
        ),
        (
            &decide,
            vec![
                ("code", &vendor.code),
                ("reason", "incomplete"),
                ("note", &long),
            ],
            422,
        ),
        (
            &format!("{application}/decline"),
            vec![("reason", "sunshine")],
            422,
        ),
        (
            &format!("{application}/decline"),
            vec![("reason", "incomplete"), ("note", "\u{202e}")],
            422,
        ),
        (
            &format!("/staff/m/{MARKET}/notices/{notice}/reached"),
            vec![("how", "by pigeon")],
            404,
        ),
        (
            &format!("/staff/m/{MARKET}/notices/none/reached"),
            vec![("how", "printed")],
            404,
        ),
        (&format!("{STAFF_ROUND}/explode"), vec![], 404),
        (
            &format!("{STAFF_ROUND}/draw"),
            vec![("seed_1", "123456")],
            409,
        ),
        (&format!("{STAFF_ROUND}/publish"), vec![], 409),
    ] {
        operator.post(path, &fields).await.refuses(status, "zh-CN");
    }
    assert_eq!(site.scene.traces().await, before);
}
