//! Random requests, from known addresses and words with random ones in their places: whatever
//! comes, the site answers with a page.

use entity::kinds::{Role, RoundState};
use poem::http::Method;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::browser::{Browser, Site, encode};
use crate::support::scene::{EVENINGS, MARKET, ROUND};

const ADDRESSES: &[&str] = &[
    "/",
    "/{}",
    "/m/{}",
    "/m/{}/rounds/{}",
    "/m/{}/rounds/{}/apply",
    "/m/{}/rounds/{}/results",
    "/m/{}/rounds/{}/results.csv",
    "/a/{}",
    "/a/{}/withdraw",
    "/a/{}/times/{}/confirm",
    "/a/{}/times/{}/decline",
    "/staff",
    "/staff/sign-in",
    "/staff/m/{}/rounds/{}",
    "/staff/m/{}/rounds/{}/entries.csv",
    "/staff/m/{}/rounds/{}/draw",
    "/staff/m/{}/rounds/{}/applications",
    "/staff/m/{}/rounds/{}/applications.csv",
    "/staff/m/{}/rounds/{}/applications/decide",
    "/staff/m/{}/rounds/{}/{}",
    "/staff/m/{}/applications/{}",
    "/staff/m/{}/applications/{}/accept",
    "/staff/m/{}/applications/{}/decline",
    "/staff/m/{}/applications/{}/withdraw",
    "/staff/m/{}/notices",
    "/staff/m/{}/notices/{}",
    "/staff/m/{}/notices/{}/reached",
];

const FIELDS: &[&str] = &[
    "time",
    "show",
    "q",
    "page",
    "state",
    "next",
    "lang",
    "step",
    "name",
    "trading_name",
    "phone",
    "email",
    "language",
    "category",
    "people",
    "needs",
    "times",
    "wish_evenings_1",
    "anywhere_evenings",
    "charity",
    "groups",
    "organisation",
    "consent",
    "open_too",
    "idempotency_key",
    "password",
    "seed_1",
    "weak_accepted",
    "reason",
    "note",
    "code",
    "accept",
    "decision",
    "how",
];

const VALUES: &[&str] = &[
    "",
    "yes",
    "no",
    "submit",
    "change",
    "check",
    "王明",
    "13912345678",
    "a@b.cn",
    "zh-CN",
    "en",
    "snacks",
    "2",
    "0",
    "-1",
    "power",
    EVENINGS,
    "A01",
    "zone:north",
    "disability",
    "street",
    "123456",
    "printed",
    "accept",
    "decline",
    "incomplete",
    "placed",
    "offered",
    "submitted",
    "18446744073709551615",
    "\u{202e}",
    "<b>'\"&",
    "🍢",
];

/// What was chosen at random, before it becomes a request.
#[derive(Clone, Debug)]
struct Throw {
    who: usize,
    is_post: bool,
    has_token: bool,
    address: &'static str,
    parts: Vec<Part>,
    query: Vec<(String, String)>,
    body: Vec<(String, String)>,
    tail: Vec<u8>,
}

#[derive(Clone, Debug)]
enum Part {
    /// The word that belongs there, most often.
    Known(usize),
    Bytes(Vec<u8>),
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![
        6 => (0..8_usize).prop_map(Part::Known),
        1 => vec(any::<u8>(), 0..20).prop_map(Part::Bytes),
    ]
}

fn field() -> impl Strategy<Value = (String, String)> {
    let known =
        |words: &'static [&'static str]| proptest::sample::select(words).prop_map(str::to_owned);
    let name = prop_oneof![9 => known(FIELDS), 1 => any::<String>()];
    let value = prop_oneof![4 => known(VALUES), 1 => any::<String>(), 1 => "[0-9A-Za-z:.-]{0,60}"];
    (name, value)
}

fn throw() -> impl Strategy<Value = Throw> {
    (
        (0..3_usize, any::<bool>(), prop::bool::weighted(0.9)),
        proptest::sample::select(ADDRESSES),
        vec(part(), 3),
        vec(field(), 0..4),
        vec(field(), 0..12),
        prop_oneof![9 => Just(Vec::new()), 1 => vec(any::<u8>(), 0..200)],
    )
        .prop_map(
            |((who, is_post, has_token), address, parts, query, body, tail)| Throw {
                who,
                is_post,
                has_token,
                address,
                parts,
                query,
                body,
                tail,
            },
        )
}

impl Throw {
    fn path(&self, known: &[String]) -> String {
        let mut parts = self.parts.iter();
        let mut path = String::new();
        for (index, piece) in self.address.split("{}").enumerate() {
            if index > 0 {
                path.push_str(&match parts.next().unwrap() {
                    Part::Bytes(bytes) => escaped(bytes),
                    // The market stands first, the round second.
                    Part::Known(word) if *word < 5 && self.address.contains("/m/") && index < 3 => {
                        [MARKET, ROUND][index - 1].to_owned()
                    }
                    Part::Known(word) => known[word % known.len()].clone(),
                });
            }
            path.push_str(piece);
        }
        if self.query.is_empty() {
            path
        } else {
            format!("{path}?{}", encode(&self.query))
        }
    }

    fn bytes(&self, token: &str) -> Vec<u8> {
        let mut fields = self.body.clone();
        if self.has_token {
            fields.push(("csrf".to_owned(), token.to_owned()));
        }
        let mut bytes = encode(&fields).into_bytes();
        bytes.extend_from_slice(&self.tail);
        bytes
    }
}

fn escaped(bytes: &[u8]) -> String {
    let codes: Vec<String> = bytes.iter().map(|byte| format!("%{byte:02X}")).collect();
    codes.concat()
}

/// Whom the requests come from, each with the token of their forms.
async fn players(site: &Site) -> Vec<(Browser<'_>, String)> {
    let mut players = Vec::new();
    for mut browser in [
        site.anyone(),
        site.english(),
        site.staff(Role::Operator).await,
    ] {
        let token = browser.token().await;
        players.push((browser, token));
    }
    players
}

/// The words that may stand in an address of this scene.
async fn known_words(site: &Site) -> Vec<String> {
    let row = site.scene.applications().await.remove(0);
    let link = site.scene.app.keys.link(&row.code);
    let notice = site.scene.notices().await.remove(0);
    vec![
        row.code.clone(),
        link.reveal().to_owned(),
        notice.public_id,
        EVENINGS.to_owned(),
        "publish".to_owned(),
        "apply".to_owned(),
        row.code,
        "..".to_owned(),
    ]
}

fn survives(state: RoundState) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let site = runtime.block_on(async {
        let site = Site::with_round(RoundState::Open).await;
        site.scene.applicants(6).await;
        site.scene.form("爱心").for_charity().apply().await;
        site.scene.confirm_requests().await;
        site.scene.round_in(state).await;
        site
    });
    let players = runtime.block_on(players(&site));
    let known = runtime.block_on(known_words(&site));
    let config = Config {
        cases: 200,
        failure_persistence: None,
        ..Config::default()
    };
    let played = TestRunner::new(config).run(&throw(), |throw| {
        let (mut browser, token) = players[throw.who].clone();
        let method = if throw.is_post {
            Method::POST
        } else {
            Method::GET
        };
        let path = throw.path(&known);
        let asked = browser.ask(method, &path, throw.bytes(&token));
        // That nothing breaks is asserted where every answer arrives.
        let answer = runtime.block_on(asked);
        if answer.header("content-type").starts_with("text/html") {
            prop_assert_eq!(answer.body.matches("<h1").count(), 1);
            prop_assert!(!answer.body.contains('⟦'), "{}", answer.words());
            prop_assert!(!answer.body.contains("<script"));
        }
        Ok(())
    });
    played.unwrap();
}

#[test]
fn random_requests_break_nothing_while_a_round_is_open() {
    survives(RoundState::Open);
}

#[test]
fn random_requests_break_nothing_while_a_list_is_frozen() {
    survives(RoundState::Frozen);
}

#[test]
fn random_requests_break_nothing_while_offers_are_open() {
    survives(RoundState::Final);
}
