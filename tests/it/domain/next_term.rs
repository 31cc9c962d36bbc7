//! Where the dates of a round go when it is copied for the next term.

use chrono_tz::Tz;
use entity::kinds::Language;
use starstall::domain::announced::AnnouncedDates;
use starstall::domain::calendar::Term;
use starstall::domain::next_term::{LeftOut, days_between, term_after, term_from};
use starstall::domain::rules::RoundRules;
use starstall::domain::values::Label;
use starstall::text::next_term::left_out_sentence;

use super::{at, day};

fn term(from: &str, to: &str) -> Term {
    Term::new(day(from), day(to)).unwrap()
}

#[test]
fn whole_months_are_followed_by_whole_months_and_other_terms_by_as_many_days() {
    for (old, next) in [
        // From Friday to Sunday four weeks later, and so again.
        (("2027-03-05", "2027-03-28"), ("2027-04-02", "2027-04-25")),
        (("2027-03-01", "2027-03-31"), ("2027-04-01", "2027-04-30")),
        (("2027-11-01", "2028-01-31"), ("2028-02-01", "2028-04-30")),
        // A single day comes again a week later.
        (("2027-03-05", "2027-03-05"), ("2027-03-12", "2027-03-12")),
    ] {
        let next = term(next.0, next.1);
        assert_eq!(term_after(term(old.0, old.1)), Ok(next));
    }
    let march = term("2027-03-01", "2027-03-31");
    let from = |date| term_from(march, day(date)).unwrap();
    assert_eq!(from("2028-02-01"), term("2028-02-01", "2028-02-29"));
    assert_eq!(from("2028-02-02"), term("2028-02-02", "2028-03-03"));
}

#[test]
fn deadlines_keep_their_weekday_and_come_no_nearer_to_the_term() {
    let old = term("2027-03-05", "2027-03-28");
    let days = |from: &str| days_between(old, term(from, from));
    assert_eq!(days("2027-04-02"), 28);
    assert_eq!(days("2027-04-08"), 28);
    assert_eq!(days("2027-04-09"), 35);
    assert_eq!(days("2027-03-04"), -7);
}

#[test]
fn a_deadline_stays_at_its_time_of_the_day_when_the_clocks_change() {
    let dates = AnnouncedDates {
        applications_until_utc: at("2027-03-15T17:00:00Z"),
        list_on: day("2027-03-16"),
        freeze_on: day("2027-03-17"),
        draw_on: day("2027-03-18"),
        result_on: day("2027-03-19"),
        final_on: day("2027-03-20"),
    };
    let moved = dates.moved(28, Tz::Europe__Berlin).unwrap();
    assert_eq!(moved.applications_until_utc, at("2027-04-12T16:00:00Z"));
    assert_eq!(moved.final_on, day("2027-04-17"));
    assert!(dates.moved(i64::MAX, Tz::Europe__Berlin).is_err());
}

#[test]
fn sources_of_the_seed_that_name_a_day_name_a_later_one() {
    let rules: RoundRules = serde_json::from_value(serde_json::json!({
        "version": 1,
        "fee": { "amount_fen": 3000, "per": "market_day" },
        "charity_fee_waived": true,
        "placement": "fill",
        "pools": [{ "pool": "open" }],
        "seed_sources": [
            { "from": { "kind": "ceremony_digits" } },
            { "from": { "kind": "public_lottery", "lottery": "福彩 3D", "on": "2027-03-19" },
              "fallback": { "kind": "drand_round", "chain": "quicknet", "round": 1000 } },
            { "from": { "kind": "drand_round", "chain": "default", "round": 1000 } },
        ],
    }))
    .unwrap();
    let moved = serde_json::to_value(rules.clone().moved(28).unwrap().seed_sources).unwrap();
    let expected = serde_json::json!([
        { "from": { "kind": "ceremony_digits" } },
        { "from": { "kind": "public_lottery", "lottery": "福彩 3D", "on": "2027-04-16" },
          "fallback": { "kind": "drand_round", "chain": "quicknet", "round": 807_400 } },
        { "from": { "kind": "drand_round", "chain": "default", "round": 81_640 } },
    ]);
    assert_eq!(moved, expected);
    assert!(rules.moved(-1000).is_err());
}

#[test]
fn what_is_left_out_is_said_in_both_languages() {
    let stall = || "A01".to_owned();
    let all = [
        LeftOut::RetiredTradingTime {
            trading_time: "mornings".to_owned(),
        },
        LeftOut::RetiredStall { stall: stall() },
        LeftOut::BlockedStall {
            stall: stall(),
            until: None,
        },
        LeftOut::BlockedStall {
            stall: stall(),
            until: Some(day("2027-04-04")),
        },
        LeftOut::NewStall { stall: stall() },
        LeftOut::CapOfRetiredCategory {
            category: Label::parse("snacks").unwrap(),
        },
    ];
    let mut seen = std::collections::BTreeSet::new();
    for left_out in &all {
        for lang in Language::all() {
            let said = left_out_sentence(lang, left_out);
            assert!(!said.contains('⟦'), "{said}");
            assert!(seen.insert(said));
        }
    }
}
