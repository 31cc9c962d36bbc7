//! What operators read of a draw's certificates, and of what would resolve them.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes its snapshots with them"
)]

use entity::kinds::Language;
use expect_test::{Expect, expect};
use serde_json::json;
use starstall::app::draw::read_shortages;
use starstall::domain::values::Names;
use starstall::engine::{Outcome, Problem};
use starstall::text::shortages::{remedy_sentence, shortage_sentences};

/// Stalls are written `id:features:categories`, applicants `code:category:needs:min`, lists in
/// them with `+`.
struct Market<'a> {
    stalls: &'a [&'a str],
    applicants: &'a [&'a str],
    /// Of the charity pool, which holds back what nobody took.
    charity: &'a [&'a str],
    unfilled: &'a [&'a str],
}

const NOBODY: Market<'_> = Market {
    stalls: &[],
    applicants: &[],
    charity: &[],
    unfilled: &[],
};

fn list(text: Option<&str>) -> Vec<&str> {
    let text = text.unwrap_or_default();
    text.split('+').filter(|part| !part.is_empty()).collect()
}

fn problem(market: &Market<'_>) -> Problem {
    let stall = |pool: &str, text: &str| {
        let mut parts = text.split(':');
        let id = parts.next();
        json!({"id": id, "pool": pool, "features": list(parts.next()), "categories": list(parts.next())})
    };
    let applicant = |text: &&str| {
        let mut parts = text.split(':');
        let (code, category) = (parts.next(), parts.next());
        let needs = list(parts.next());
        let min: u32 = parts.next().map_or(1, |min| min.parse().unwrap());
        json!({"code": code, "category": category, "needs": needs, "pools": ["open"],
               "anywhere": true, "min": min, "max": min})
    };
    let open = market.stalls.iter().map(|text| stall("open", text));
    let charity = market.charity.iter().map(|text| stall("charity", text));
    let stalls: Vec<_> = open.chain(charity).collect();
    let applicants: Vec<_> = market.applicants.iter().map(applicant).collect();
    let pools = json!([
        {"name": "charity", "groups": ["disability"], "unfilled": "hold"},
        {"name": "open"},
    ]);
    let file = json!({"version": 1, "seed": "00".repeat(32), "placement": "fill",
                      "stalls": stalls, "applicants": applicants, "pools": pools});
    Problem::from_json(file.to_string().as_bytes()).unwrap()
}

fn outcome(market: &Market<'_>, shortage: &serde_json::Value) -> Outcome {
    let mut shortage = shortage.clone();
    shortage["pool"] = "open".into();
    let file = json!({"version": 1, "problem_sha256": "", "unfilled": market.unfilled,
                      "shortages": [shortage]});
    Outcome::from_bytes(file.to_string().as_bytes()).unwrap()
}

fn category(code: &str) -> Option<Names> {
    let (zh, en) = match code {
        "snacks" => ("小吃", "Snacks"),
        "drinks" => ("饮品", "Drinks"),
        _ => return None,
    };
    Some(Names::parse([("zh-CN", zh), ("en", en)]).unwrap())
}

fn check(market: &Market<'_>, shortage: &serde_json::Value, expected: &Expect) {
    let found = read_shortages(&problem(market), &outcome(market, shortage), &category);
    let said = [Language::ZhCn, Language::En].map(|lang| {
        let mut lines = shortage_sentences(lang, &found[0].facts);
        let remedies = found[0].facts.remedies.iter();
        lines.extend(remedies.map(|remedy| format!("- {}", remedy_sentence(lang, remedy))));
        lines.join("\n")
    });
    let said = said.join("\n\n");
    assert!(!said.contains('⟦'), "{said}");
    expected.assert_eq(&said);
}

#[test]
fn a_need_that_few_stalls_meet_is_named_with_the_stalls_that_could_meet_it() {
    let market = Market {
        stalls: &["A1:power", "A2:power+water", "B1", "B2:water", "B3::drinks"],
        applicants: &[
            "P1:snacks:power",
            "P2:snacks:power+water",
            "P3:snacks:power",
            "P4:snacks:power",
            "Q1:snacks",
        ],
        unfilled: &["B2"],
        ..NOBODY
    };
    check(
        &market,
        &json!({"applicants": ["P1", "P2", "P3", "P4"], "stalls": ["A1", "A2"], "short_by": 2}),
        &expect![[r#"
            4 人需要用电，有这项设施的摊位只有 2 个。
            - 再有 2 个摊位提供用电。B2 这次没有人用。

            4 applicants need power; 2 stalls have it.
            - Provide power at 2 more stalls. Nobody took B2."#]],
    );
}

#[test]
fn a_need_that_no_stall_meets_is_said_so() {
    let market = Market {
        stalls: &["A1", "A2"],
        applicants: &["P1:snacks:open_flame"],
        ..NOBODY
    };
    check(
        &market,
        &json!({"applicants": ["P1"], "short_by": 1}),
        &expect![[r#"
            1 人需要明火，有这项设施的摊位一个也没有。
            - 再有 1 个摊位提供明火。

            One applicant needs open flame; no stall has it.
            - Provide open flame at one more stall."#]],
    );
}

#[test]
fn a_category_that_few_stalls_take_is_named() {
    let market = Market {
        stalls: &["A1::snacks", "B1::drinks", "B2:power:drinks"],
        applicants: &["P1:snacks", "P2:snacks:power", "P3:snacks", "Q1:drinks"],
        ..NOBODY
    };
    check(
        &market,
        &json!({"applicants": ["P1", "P2", "P3"], "stalls": ["A1"], "short_by": 2}),
        &expect![[r#"
            3 人经营小吃，收这个品类的摊位只有 1 个。
            - 再让 2 个摊位收小吃。

            3 applicants sell snacks; one stall takes that.
            - Let 2 more stalls take snacks."#]],
    );
}

#[test]
fn a_category_and_a_need_together_can_be_what_is_short() {
    let market = Market {
        stalls: &["A1:power:snacks", "B1::snacks", "B2:power:drinks"],
        applicants: &["P1:snacks:power", "P2:snacks:power"],
        ..NOBODY
    };
    check(
        &market,
        &json!({"applicants": ["P1", "P2"], "stalls": ["A1"], "short_by": 1}),
        &expect![[r#"
            2 人经营小吃，又需要用电，两样都合的摊位只有 1 个。
            - 再有 1 个摊位收小吃，并提供用电。

            2 applicants sell snacks and need power; one stall fits both.
            - Let one more stall take snacks and provide power."#]],
    );
}

#[test]
fn more_applicants_than_stalls_is_said_plainly() {
    let market = Market {
        stalls: &["A1", "A2"],
        applicants: &["P1:snacks", "P2:drinks", "P3:snacks:power", "P4:snacks"],
        charity: &["L1", "L2:power", "L3"],
        unfilled: &["L1", "L2", "L3"],
    };
    check(
        &market,
        &json!({"applicants": ["P1", "P2", "P3", "P4"], "stalls": ["A1", "A2"], "short_by": 2}),
        &expect![[r#"
            4 人能用这次摇号的摊位，摊位只有 2 个。
            - 有 2 个他们能用的爱心摊位空着，留着没有放出。规则改为放出，就能给他们。
            - 再多 2 个摊位，或者另开一个时段。

            4 applicants can use what this draw has: 2 stalls.
            - 2 love stalls that they can use stayed free and are held back. Rules that release them would give them out.
            - 2 more stalls, or another trading time."#]],
    );
}

#[test]
fn those_who_ask_for_several_hear_what_one_each_would_do() {
    let market = Market {
        stalls: &["A1", "A2", "A3"],
        applicants: &["P1:snacks::2", "P2:drinks", "P3:snacks::2"],
        ..NOBODY
    };
    check(
        &market,
        &json!({"applicants": ["P1", "P2", "P3"], "stalls": ["A1", "A2", "A3"], "short_by": 2}),
        &expect![[r#"
            3 人能用这次摇号的摊位，摊位只有 3 个。
            他们一共要 5 个摊位。
            - 每人只要一个，他们就都有位置。
            - 再多 2 个摊位，或者另开一个时段。

            3 applicants can use what this draw has: 3 stalls.
            Together they ask for 5 stalls.
            - With one stall for each, all of them would have room.
            - 2 more stalls, or another trading time."#]],
    );
}

#[test]
fn too_few_places_side_by_side_are_counted_in_blocks() {
    let market = Market {
        stalls: &["A1:power", "A2:power", "B1:power", "C1"],
        applicants: &["P1:snacks:power:2", "P2:drinks:power:2"],
        ..NOBODY
    };
    check(
        &market,
        &json!({"applicants": ["P1", "P2"], "stalls": ["A1", "A2", "B1"], "size": 2, "short_by": 1}),
        &expect![[r#"
            2 人要连在一起的 2 个或更多摊位，位置只够其中 1 人。
            他们都需要用电。
            - 把一排里空缺的位置补上，让连在一起的 2 个摊位再多出 1 处。

            2 applicants ask for 2 or more stalls next to each other; there is room for one of them.
            All of them need power.
            - Close gaps in the rows, so that there is one more place for 2 stalls next to each other."#]],
    );
}

#[test]
fn applicants_with_nothing_in_common_are_counted_all_the_same() {
    let market = Market {
        stalls: &["A1:power", "A2:water", "B1:vehicle"],
        applicants: &["P1:snacks:power", "P2:drinks:water", "P3:snacks:power"],
        ..NOBODY
    };
    check(
        &market,
        &json!({"applicants": ["P1", "P2", "P3"], "stalls": ["A1", "A2"], "short_by": 1}),
        &expect![[r#"
            3 人在这次摇号里能用的摊位一共只有 2 个。
            - 再多 1 个摊位，或者另开一个时段。

            3 applicants can use only 2 stalls of this draw.
            - One more stall, or another trading time."#]],
    );
}

#[test]
fn a_love_stall_that_was_released_counts_where_it_was_given_out() {
    let mut problem = problem(&Market {
        stalls: &["A1:power"],
        applicants: &["P1:snacks:power", "P2:snacks:power"],
        charity: &["L1"],
        unfilled: &["L1"],
    });
    problem.pools[0].unfilled = None;
    let outcome = outcome(
        &NOBODY,
        &json!({"applicants": ["P1", "P2"], "stalls": ["A1"], "short_by": 1}),
    );
    let found = read_shortages(&problem, &outcome, &category);
    let said = shortage_sentences(Language::En, &found[0].facts);
    assert_eq!(said, ["2 applicants need power; one stall has it."]);
}
