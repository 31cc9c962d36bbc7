//! Every page that a reader can come to: each link leads somewhere, and each page is whole. In both
//! languages, in every state of a round, for the public, a vendor and an operator.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use entity::kinds::{Role, RoundState};

use super::browser::{Answer, Browser, Site};
use super::html::Tag;
use crate::support::scene::{EVENINGS, MARKET, MORNINGS, Scene, Vendor};

const MOST_PAGES: usize = 400;

/// A round of two trading times with winners, people who wait, and one who withdrew.
pub async fn populated(state: RoundState) -> (Site, Vec<Vendor>) {
    let site = Site::over(Scene::with_two_times().await, "http://market.test");
    let scene = &site.scene;
    let mut vendors = Vec::new();
    if state != RoundState::Planned {
        scene.round_in(RoundState::Open).await;
        for number in 0..9 {
            let form = scene
                .form(&format!("第{number}号"))
                .at(&[EVENINGS, MORNINGS]);
            vendors.push(form.apply().await);
        }
        vendors.push(
            scene
                .form("手艺")
                .only(&["A06"])
                .selling("crafts")
                .apply()
                .await,
        );
        vendors.push(scene.form("爱心甲").for_charity().apply().await);
        vendors.push(scene.form("爱心乙").charity_only().apply().await);
        scene.confirm_requests().await;
        let actor = vendors[0].actor();
        let code = &vendors[0].code;
        starstall::app::application::withdraw_application(&scene.app, &actor, code)
            .await
            .unwrap();
        scene.round_in(state).await;
    }
    (site, vendors)
}

/// Follows every link of this site from these addresses on, and reads each page once.
pub async fn crawl(browser: &mut Browser<'_>, from: &[String]) -> BTreeMap<String, Answer> {
    let mut queue: VecDeque<String> = from.iter().cloned().collect();
    let mut pages = BTreeMap::new();
    while let Some(path) = queue.pop_front() {
        if pages.contains_key(&path) {
            continue;
        }
        assert!(
            pages.len() < MOST_PAGES,
            "too many pages, the latest {path}"
        );
        let answer = browser.get(&path).await;
        match answer.status.as_u16() {
            303 => queue.push_back(without_fragment(&answer.location())),
            200 => {}
            status => panic!("{path} is linked and answers {status}: {}", answer.words()),
        }
        let is_page = answer.header("content-type").starts_with("text/html");
        if is_page {
            let links = answer.links().into_iter();
            queue.extend(
                links
                    .filter(|link| is_own(link))
                    .map(|link| without_fragment(&link)),
            );
        }
        pages.insert(path, answer);
    }
    pages.retain(|_, page| page.header("content-type").starts_with("text/html"));
    pages
}

fn is_own(link: &str) -> bool {
    assert!(!link.starts_with("//") && !link.contains("⟦"), "{link}");
    link.starts_with('/') && !link.contains("lang=")
}

fn without_fragment(link: &str) -> String {
    link.split('#').next().unwrap().to_owned()
}

#[track_caller]
fn assert_whole(page: &Answer, lang: &str) {
    let tags = page.tags();
    let asked = &page.asked;
    assert_eq!(page.language(), lang, "{asked}");
    assert!(
        !page.body.contains('⟦'),
        "{asked} lacks a text: {}",
        page.words()
    );
    for banned in [" style=", "<script", "javascript:", "{$", "{ $"] {
        assert!(!page.body.contains(banned), "{asked} has {banned}");
    }
    assert_eq!(
        tags.iter().filter(|tag| tag.name == "h1").count(),
        1,
        "{asked}"
    );
    assert!(!page.heading().is_empty(), "{asked}");
    let mut ids = BTreeSet::new();
    for id in tags.iter().filter_map(|tag| tag.get("id")) {
        assert!(ids.insert(id), "{asked} has the id {id} twice");
    }
    for tag in &tags {
        for (attribute, value) in [
            ("for", tag.get("for").unwrap_or_default()),
            (
                "aria-labelledby",
                tag.get("aria-labelledby").unwrap_or_default(),
            ),
            (
                "aria-describedby",
                tag.get("aria-describedby").unwrap_or_default(),
            ),
        ] {
            for id in value.split_whitespace() {
                assert!(
                    ids.contains(id),
                    "{asked}: {attribute} names {id}, which is not there"
                );
            }
        }
        if let Some(id) = tag.get("href").and_then(|href| href.strip_prefix('#')) {
            assert!(
                ids.contains(id),
                "{asked} leads to #{id}, which is not there"
            );
        }
    }
    assert_labelled(asked, &tags);
    if lang == "en" {
        assert_english(page);
    }
}

/// What is Chinese in the scene itself: names that have one form only.
const NAMES: [&str; 11] = [
    "灯笼巷",
    "郑州",
    "春季",
    "经八路街道",
    "小吃",
    "手艺",
    "爱心甲",
    "爱心乙",
    "赵工",
    "中文",
    "第号",
];

/// No sentence stayed Chinese. Letters are in their readers' language, wherever they are shown.
#[track_caller]
fn assert_english(page: &Answer) {
    if page.asked.contains("/notices") || page.asked.contains("/applications/") {
        return;
    }
    let mut words: String = page.words();
    words.retain(|character| !character.is_ascii_digit());
    for name in NAMES {
        words = words.replace(name, "");
    }
    let is_chinese = |character: &char| ('\u{4e00}'..='\u{9fff}').contains(character);
    let left: String = words.chars().filter(is_chinese).collect();
    assert!(left.is_empty(), "{} still says {left}: {words}", page.asked);
}

/// Everything that can be filled in says what it is.
#[track_caller]
fn assert_labelled(asked: &str, tags: &[Tag]) {
    let labels: BTreeSet<&str> = tags.iter().filter_map(|tag| tag.get("for")).collect();
    let mut is_inside_label = false;
    for tag in tags {
        match tag.name.as_str() {
            "label" => is_inside_label = true,
            "/label" => is_inside_label = false,
            "input" if tag.get("type") == Some("hidden") => {}
            "input" | "select" | "textarea" => {
                let is_named = is_inside_label
                    || tag.has("aria-label")
                    || tag.get("id").is_some_and(|id| labels.contains(id));
                assert!(is_named, "{asked}: {tag:?} has no label");
            }
            _ => {}
        }
    }
}

async fn every_page_is_whole(state: RoundState) {
    let (site, vendors) = populated(state).await;
    let mut operator = site.staff(Role::Operator).await;
    // One who withdrew, one who came too late for a stall, and those who wanted something special.
    let own = [0, 8, 9, 10, 11].into_iter();
    let own = own.filter_map(|number| vendors.get(number));
    let links: Vec<String> = own.map(|vendor| site.link_of(vendor)).collect();
    for lang in ["zh-CN", "en"] {
        let mut public = site.anyone();
        public.get(&format!("/?lang={lang}")).await;
        let pages = crawl(&mut public, &["/".to_owned()]).await;
        assert!(pages.contains_key(&format!("/m/{MARKET}")));
        let own = crawl(&mut public, &links).await;
        operator.get(&format!("/?lang={lang}")).await;
        let staff = crawl(&mut operator, &["/staff".to_owned()]).await;
        assert!(staff.contains_key("/staff/m/lantern-lane/rounds/spring"));
        for page in pages.values().chain(own.values()).chain(staff.values()) {
            if page.status == 200 {
                assert_whole(page, lang);
            }
        }
    }
}

macro_rules! in_every_state {
    ($($name:ident: $state:ident,)+) => {$(
        #[tokio::test]
        async fn $name() {
            every_page_is_whole(RoundState::$state).await;
        }
    )+};
}

in_every_state! {
    every_page_of_a_planned_round_is_whole: Planned,
    every_page_of_an_open_round_is_whole: Open,
    every_page_of_a_round_under_review_is_whole: Reviewing,
    every_page_of_a_listed_round_is_whole: Listed,
    every_page_of_a_frozen_round_is_whole: Frozen,
    every_page_of_a_drawn_round_is_whole: Drawn,
    every_page_of_a_published_round_is_whole: Published,
    every_page_of_a_final_round_is_whole: Final,
    every_page_of_a_running_round_is_whole: Running,
    every_page_of_a_closed_round_is_whole: Closed,
    every_page_of_a_cancelled_round_is_whole: Cancelled,
}

#[tokio::test]
async fn a_site_without_any_market_says_so() {
    let site = Site::over(Scene::empty().await, "http://market.test");
    for (mut browser, lang) in [(site.anyone(), "zh-CN"), (site.english(), "en")] {
        let home = browser.get("/").await;
        assert_whole(home.is(200), lang);
    }
}

#[tokio::test]
async fn several_markets_have_a_first_page_that_leads_to_each() {
    let site = Site::new().await;
    let mut other = crate::support::scene::market("other-lane");
    other.organisations.clear();
    let system = starstall::app::Actor::System;
    starstall::app::market::create_market(&site.scene.app, &system, other)
        .await
        .unwrap();
    let mut browser = site.anyone();
    let pages = crawl(&mut browser, &["/".to_owned()]).await;
    for page in ["/", "/m/lantern-lane", "/m/other-lane"] {
        assert_whole(pages[page].is(200), "zh-CN");
    }
}
