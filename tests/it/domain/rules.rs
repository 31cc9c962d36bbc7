use entity::kinds::{FeeUnit, HardshipGroup, OrderCriterion, Placement, Pool, Unfilled};
use expect_test::expect;
use starstall::domain::rules::*;
use starstall::domain::seed::SeedOrigin;
use starstall::domain::values::{Fen, Label};

/// As little as a round needs: the rest has its defaults.
const SHORTEST: &str = r#"{
    "version": 1,
    "fee": {"amount_fen": 3000, "per": "market_day"},
    "charity_fee_waived": true,
    "placement": "fill",
    "pools": [
        {"pool": "charity", "groups": ["disability", "low_income"],
         "quotas": [{"group": "disability", "at_least": 4}], "order": ["tier"]},
        {"pool": "open", "order": ["tier", "rank"]}
    ],
    "caps": [{"category": "snacks", "max": 30}],
    "seed_sources": [
        {"from": {"kind": "ceremony_digits"}},
        {"from": {"kind": "public_lottery", "lottery": "福彩 3D", "on": "2026-12-01"},
         "fallback": {"kind": "drand_round", "chain": "default", "round": 6700000}}
    ]
}"#;

fn rules() -> RoundRules {
    serde_json::from_str(SHORTEST).unwrap()
}

#[test]
fn rules_have_their_defaults_and_are_kept_in_full() {
    let rules = rules();
    assert_eq!(rules.check(), Ok(()));
    assert_eq!(rules.warnings(), []);
    assert_eq!(rules.refusal_limit, 3);
    assert_eq!(rules.fee_in(Pool::Charity), Fen::ZERO);
    assert_eq!(rules.fee_in(Pool::Open), Fen::new(3000));
    assert_eq!(
        (rules.fee.per, rules.placement),
        (FeeUnit::MarketDay, Placement::Fill)
    );
    assert_eq!(rules.pool(Pool::Open).unwrap().unfilled, Unfilled::Hold);
}

#[test]
fn rules_are_kept_in_full() {
    let rules = rules();
    let kept = serde_json::to_string_pretty(&rules).unwrap();
    assert_eq!(serde_json::from_str::<RoundRules>(&kept).unwrap(), rules);
    expect![[r#"
        {
          "version": 1,
          "fee": {
            "amount_fen": 3000,
            "per": "market_day"
          },
          "charity_fee_waived": true,
          "refusal_limit": 3,
          "objection_days_list": 3,
          "objection_days_result": 7,
          "confirm_days": 3,
          "offer_days": 1,
          "most_stalls": 1,
          "placement": "fill",
          "renewals": false,
          "pools": [
            {
              "pool": "charity",
              "groups": [
                "disability",
                "low_income"
              ],
              "quotas": [
                {
                  "group": "disability",
                  "at_least": 4
                }
              ],
              "order": [
                "tier"
              ],
              "unfilled": "hold"
            },
            {
              "pool": "open",
              "groups": [],
              "quotas": [],
              "order": [
                "tier",
                "rank"
              ],
              "unfilled": "hold"
            }
          ],
          "caps": [
            {
              "category": "snacks",
              "max": 30
            }
          ],
          "seed_sources": [
            {
              "from": {
                "kind": "ceremony_digits"
              }
            },
            {
              "from": {
                "kind": "public_lottery",
                "lottery": "福彩 3D",
                "on": "2026-12-01"
              },
              "fallback": {
                "kind": "drand_round",
                "chain": "default",
                "round": 6700000
              }
            }
          ]
        }"#]]
    .assert_eq(&kept);
}

#[test]
fn an_unknown_field_anywhere_is_an_error() {
    let changed = |from: &str, to: &str| {
        let text = SHORTEST.replacen(from, to, 1);
        assert_ne!(text, SHORTEST);
        serde_json::from_str::<RoundRules>(&text)
            .unwrap_err()
            .to_string()
    };
    let errors = [
        changed(r#""version": 1"#, r#""version": 1, "mercy": 1"#),
        changed(
            r#""per": "market_day""#,
            r#""per": "market_day", "currency": "CNY""#,
        ),
        changed(
            r#""order": ["tier"]"#,
            r#""order": ["tier"], "secret": true"#,
        ),
        changed(r#""at_least": 4"#, r#""at_least": 4, "at_most": 5"#),
        changed(
            r#""kind": "ceremony_digits""#,
            r#""kind": "ceremony_digits", "digits": "1""#,
        ),
        changed(r#""round": 6700000"#, r#""round": 6700000, "period": 3"#),
        changed(r#""max": 30"#, r#""max": 30, "min": 1"#),
        changed("snacks", "hot snacks"),
        changed(r#""fill""#, r#""luck""#),
    ];
    expect![[r#"
        unknown field `mercy`, expected one of `version`, `fee`, `charity_fee_waived`, `refusal_limit`, `objection_days_list`, `objection_days_result`, `confirm_days`, `offer_days`, `most_stalls`, `placement`, `renewals`, `pools`, `caps`, `seed_sources` at line 2 column 25
        unknown field `currency`, expected `amount_fen` or `per` at line 3 column 63
        unknown field `secret`, expected one of `pool`, `groups`, `quotas`, `order`, `unfilled` at line 8 column 88
        unknown field `at_most`, expected `group` or `at_least` at line 8 column 68
        unknown field `digits`, there are no fields at line 13 column 60
        unknown field `period`, expected `chain` or `round` at line 15 column 96
        unknown field `min`, expected `category` or `max` at line 11 column 52
        ' ' is not a letter A to Z, a digit or a dash at line 11 column 38
        unknown variant `luck`, expected `fill` or `choice` at line 5 column 23"#]].assert_eq(&errors.join("\n"));
}

#[test]
fn what_cannot_be_right_is_said_all_at_once() {
    let mut rules = rules();
    rules.version = 2;
    rules.fee.amount_fen = Fen::new(-1);
    rules.offer_days = 0;
    rules.refusal_limit = 101;
    rules.pools.reverse();
    rules.pools[0].groups = vec![HardshipGroup::Destitute];
    rules.pools[0].order = vec![OrderCriterion::Rank, OrderCriterion::Rank];
    rules.pools[1].groups = vec![];
    rules.caps.push(Cap {
        category: Label::parse("snacks").unwrap(),
        max: 1,
    });
    rules.seed_sources.reverse();
    rules.seed_sources.push(rules.seed_sources[0].clone());
    let errors: Vec<String> = rules
        .check()
        .unwrap_err()
        .iter()
        .map(|e| format!("{e:?}"))
        .collect();
    expect![[r#"
        Version { found: 2, known: 1 }
        FeeNegative
        OutOfRange { number: RefusalLimit, min: 0, max: 100 }
        OutOfRange { number: OfferDays, min: 1, max: 60 }
        OpenPoolNotLast
        OpenPoolRestricted
        CriterionRepeated { criterion: Rank }
        CharityPoolForEveryone
        QuotaUnusable { group: Disability }
        CapRepeated { category: Label("snacks") }
        SeedSourceRepeated
        CeremonyNotFirst"#]]
    .assert_eq(&errors.join("\n"));
    rules.pools.clear();
    rules.seed_sources.clear();
    let errors = rules.check().unwrap_err();
    assert!(errors.contains(&RulesError::NoPool) && errors.contains(&RulesError::NoSeedSource));
}

#[test]
fn a_seed_that_the_market_makes_alone_is_warned_of() {
    let mut rules = rules();
    rules.seed_sources[1].fallback = Some(SeedOrigin::CeremonyDigits {});
    assert_eq!(rules.warnings(), [RulesWarning::SeedWithinControl]);
    rules.seed_sources[1].fallback = Some(rules.seed_sources[1].from.clone());
    assert_eq!(rules.check(), Err(vec![RulesError::SeedSourceRepeated]));
    rules.seed_sources[1].fallback = None;
    assert_eq!(rules.warnings(), [RulesWarning::SeedWithoutFallback]);
    rules.seed_sources.truncate(1);
    assert_eq!(rules.check(), Ok(()));
    assert_eq!(rules.warnings(), [RulesWarning::SeedWithinControl]);
}
