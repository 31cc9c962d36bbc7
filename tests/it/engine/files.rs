//! The problem file and the outcome file: what is read, what is refused, what is hashed.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them so"
)]

use expect_test::{Expect, expect};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use starstall::engine::{Applicant, Criterion, Outcome, Problem, allocate};

use super::fixture::parse;
use super::random::{CROWDED, MIXED, check_all, problem};

const EXAMPLE: &str = r#"{
  "version": 1,
  "seed": "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
  "placement": "fill",
  "stalls": [
    {"id": "B02", "zone": "B", "row": "B1", "place": 2, "pool": "charity"},
    {"id": "A01", "zone": "A", "row": "A1", "place": 1, "pool": "open",
     "features": ["water", "power"], "categories": ["snacks"]}
  ],
  "applicants": [
    {"code": "9XPA-77TC", "category": "tea", "pools": ["open"], "preferences": ["A01"]},
    {"code": "7Q4M-2K9D", "ticket": "00112233445566778899aabbccddeeff", "category": "snacks",
     "needs": ["power"], "groups": ["disability"], "pools": ["open", "charity"],
     "preferences": ["A01", "zone:B"], "anywhere": true,
     "min": 1, "max": 1, "holds": ["A01"], "tier": 0, "rank": 17}
  ],
  "pools": [
    {"name": "charity", "groups": ["low_income", "disability"],
     "order": ["tier"], "unfilled": "hold"},
    {"name": "open", "order": ["tier", "rank"], "unfilled": null}
  ],
  "caps": [{"category": "snacks", "max": 30}]
}"#;

#[test]
fn canonical_bytes_are_sorted_and_leave_out_what_is_empty() {
    let problem = Problem::from_json(EXAMPLE.as_bytes()).unwrap();
    let bytes = String::from_utf8(problem.canonical_bytes()).unwrap();
    expect![[r#"{"version":1,"seed":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f","placement":"fill","stalls":[{"id":"A01","zone":"A","row":"A1","place":1,"pool":"open","features":["power","water"],"categories":["snacks"]},{"id":"B02","zone":"B","row":"B1","place":2,"pool":"charity"}],"applicants":[{"code":"7Q4M-2K9D","ticket":"00112233445566778899aabbccddeeff","category":"snacks","needs":["power"],"groups":["disability"],"pools":["charity","open"],"preferences":["A01","zone:B"],"anywhere":true,"min":1,"max":1,"holds":["A01"],"tier":0,"rank":17},{"code":"9XPA-77TC","category":"tea","pools":["open"],"preferences":["A01"],"anywhere":false,"min":1,"max":1}],"pools":[{"name":"charity","groups":["disability","low_income"],"order":["tier"],"unfilled":"hold"},{"name":"open","order":["tier","rank"]}],"caps":[{"category":"snacks","max":30}]}"#]].assert_eq(&bytes);
    let again = Problem::from_json(bytes.as_bytes()).unwrap();
    assert_eq!(again.canonical_bytes(), bytes.as_bytes());
    expect!["1c04d76e6684f69dcaf038bbbaa0b33ed0cb013a9922ecc397b6de361a80d43c"]
        .assert_eq(&problem.sha256());
}

#[test]
fn canonical_bytes_of_a_long_list_are_written_in_pieces_and_whole() {
    let mut problem = Problem::from_json(EXAMPLE.as_bytes()).unwrap();
    let one = problem.applicants.remove(0);
    problem.applicants = (0..3000)
        .rev()
        .map(|i| Applicant {
            code: format!("LONG-CODE-{i}"),
            holds: Vec::new(),
            ..one.clone()
        })
        .collect();
    let expected = serde_json::to_vec(&problem.canonical()).unwrap();
    assert_eq!(problem.canonical_bytes(), expected);
    assert_eq!(problem.sha256(), hex::encode(Sha256::digest(&expected)));
}

#[test]
fn an_outcome_reads_as_the_design_shows_it() {
    let problem = Problem::from_json(EXAMPLE.as_bytes()).unwrap();
    let outcome = allocate(&problem).unwrap();
    assert_eq!(outcome.problem_sha256, problem.sha256());
    expect![[r#"
        {
          "version": 1,
          "problem_sha256": "1c04d76e6684f69dcaf038bbbaa0b33ed0cb013a9922ecc397b6de361a80d43c",
          "results": [
            {
              "code": "7Q4M-2K9D",
              "pool": "open",
              "stalls": [
                "A01"
              ],
              "preference": 1,
              "standings": [
                {
                  "pool": "charity",
                  "position": 1
                },
                {
                  "pool": "open",
                  "position": 1
                }
              ],
              "reason": {
                "kind": "assigned",
                "held": true
              }
            },
            {
              "code": "9XPA-77TC",
              "stalls": [],
              "standings": [
                {
                  "pool": "open",
                  "position": 2
                }
              ],
              "reason": {
                "kind": "nothing_usable",
                "stalls": 1,
                "lack": {
                  "category": true
                }
              }
            }
          ],
          "unfilled": [
            "B02"
          ],
          "shortages": [
            {
              "pool": "charity",
              "applicants": [
                "7Q4M-2K9D"
              ],
              "stalls": [],
              "short_by": 1
            },
            {
              "pool": "open",
              "applicants": [
                "9XPA-77TC"
              ],
              "stalls": [],
              "short_by": 1
            }
          ]
        }"#]]
    .assert_eq(&outcome.to_json_pretty());
    assert_eq!(Outcome::from_bytes(&outcome.to_bytes()).unwrap(), outcome);
}

/// HMAC-SHA256 of `open`, a zero byte and the ticket, under a key of 32 zero bytes, as
/// another implementation computes it: for `a` it begins f3, for `b` a6, for `c` aa.
#[test]
fn the_lottery_is_the_hmac_that_the_rules_state() {
    let problem = parse(
        "pool open
         who N1 open ticket=a
         who N2 open ticket=b
         who N3 open ticket=c",
    );
    let outcome = allocate(&problem).unwrap();
    let positions = outcome.results.iter().map(|e| e.standings[0].position);
    assert_eq!(positions.collect::<Vec<u32>>(), [3, 1, 2]);
}

#[test]
fn each_pool_draws_its_own_lottery() {
    let who: Vec<String> = (10..30).map(|i| format!("who N{i} p,q")).collect();
    let draw = format!("pool p\npool q\n{}", who.join("\n"));
    let outcome = allocate(&parse(&draw)).unwrap();
    let standings = outcome.results.iter().map(|entry| &entry.standings);
    assert!(
        standings
            .into_iter()
            .any(|s| s[0].position != s[1].position)
    );
}

#[test]
fn the_lottery_may_be_written_at_the_end_of_an_order() {
    let mut problem = parse("pool open order=rank\nwho N1 open");
    let short = allocate(&problem).unwrap();
    problem.pools[0].order.push(Criterion::Lottery);
    assert_eq!(allocate(&problem).unwrap().results, short.results);
}

fn refuse(json: &str, expect: &Expect) {
    let errors = match Problem::from_json(json.as_bytes()) {
        Ok(problem) => allocate(&problem).unwrap_err(),
        Err(errors) => errors,
    };
    let lines: Vec<String> = errors.iter().map(|error| format!("{error}\n")).collect();
    expect.assert_eq(&lines.concat());
}

#[test]
fn broken_json_is_refused_with_line_and_column() {
    refuse(
        "",
        &expect![[r#"
        $: line 1, column 0: EOF while parsing a value
    "#]],
    );
    refuse(
        "{\"version\": 1,\n \"seed\": }",
        &expect![[r#"
        $: line 2, column 10: expected value
    "#]],
    );
    refuse(
        "[1, 2",
        &expect![[r#"
        $: line 1, column 5: invalid type: integer `2`, expected a string
    "#]],
    );
    refuse(
        "{\"version\": 1}",
        &expect![[r#"
        $: line 1, column 14: missing field `seed`
    "#]],
    );
    let errors = Problem::from_json(b"{\"version\": 1, \"seed\": \"\xff\"}").unwrap_err();
    expect!["$: line 1, column 25: invalid unicode code point"].assert_eq(&errors[0].to_string());
}

#[test]
fn an_unknown_field_or_word_is_refused_where_it_stands() {
    refuse(
        &EXAMPLE.replace("\"zone\"", "\"zoen\""),
        &expect![[r#"
        $: line 6, column 24: unknown field `zoen`, expected one of `id`, `zone`, `row`, `place`, `pool`, `features`, `categories`
    "#]],
    );
    refuse(
        &EXAMPLE.replace("\"fill\"", "\"random\""),
        &expect![[r#"
        $: line 4, column 23: unknown variant `random`, expected `fill` or `choice`
    "#]],
    );
    refuse(
        &EXAMPLE.replace("\"max\": 30", "\"max\": -30"),
        &expect![[r#"
            $: line 22, column 44: invalid value: integer `-30`, expected u32
        "#]],
    );
    refuse(
        &EXAMPLE.replace("\"rank\": 17", "\"rank\": 1.5"),
        &expect![[r#"
            $: line 15, column 65: invalid type: floating point `1.5`, expected i64
        "#]],
    );
}

#[test]
fn all_faults_come_at_once_with_their_paths() {
    let json = r#"{
      "version": 2, "seed": "xyz", "placement": "choice",
      "stalls": [{"id": "A1", "pool": "open"}, {"id": "A1", "pool": "opne"},
                 {"id": "zone:B", "pool": "open"}, {"id": "", "pool": "open"}],
      "applicants": [
        {"code": "N1", "pools": ["open", "x"], "min": 3, "max": 2, "holds": ["A1"]},
        {"code": "N1", "ticket": "", "min": 0, "max": 0, "holds": ["A9", "A1"]}],
      "pools": [{"name": "open", "order": ["rank", "rank", "lottery", "tier"]},
                {"name": "open", "quotas": [{"group": "g", "at_least": 1},
                                            {"group": "g", "at_least": 2}]},
                {"name": "a\u0000b"}],
      "caps": [{"category": "tea", "max": 1}, {"category": "tea", "max": 2}]
    }"#;
    refuse(
        json,
        &expect![[r#"
        $.version: this is version 2; only version 1 can be read
        $.seed: the seed must be 64 hex digits
        $.stalls[1].id: the same as $.stalls[0].id
        $.stalls[1].pool: there is no pool `opne`
        $.stalls[2].id: must not begin with `zone:`, which marks a wish for a zone
        $.stalls[3].id: must not be empty
        $.applicants[0].pools[1]: there is no pool `x`
        $.applicants[0].max: must be at least `min`, which is 3
        $.applicants[1].code: the same as $.applicants[0].code
        $.applicants[1].ticket: must not be empty
        $.applicants[1].min: must be at least 1
        $.applicants[1].max: must be at least 1
        $.applicants[1].holds[1]: `A1` is already held by $.applicants[0].holds
        $.pools[0].order[1]: the same as $.pools[0].order[0]
        $.pools[0].order[3]: nothing may follow `lottery`, which decides everything
        $.pools[1].name: the same as $.pools[0].name
        $.pools[1].quotas[1]: the same as $.pools[1].quotas[0]
        $.pools[2].name: must not contain a NUL character
        $.caps[1].category: the same as $.caps[0].category
    "#]],
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn garbage_never_makes_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(Problem::from_json(&bytes).is_err());
    }

    #[test]
    fn a_torn_file_is_refused(cut in 0..EXAMPLE.len() - 1) {
        prop_assert!(Problem::from_json(&EXAMPLE.as_bytes()[..cut]).is_err());
    }

    #[test]
    fn a_file_with_a_changed_byte_is_refused_or_drawn(at in 0..EXAMPLE.len(), byte: u8) {
        let mut bytes = EXAMPLE.as_bytes().to_vec();
        bytes[at] = byte;
        if let Ok(problem) = Problem::from_json(&bytes) {
            let _ = allocate(&problem);
        }
    }

}

/// Two problems thrown together name stalls, pools and holders that clash.
#[test]
fn a_meaningless_problem_is_refused_without_a_panic() {
    for case in 0..500 {
        let mut both = problem(MIXED, case);
        let other = problem(CROWDED, case);
        both.stalls.extend(other.stalls);
        both.applicants.extend(other.applicants);
        both.pools.truncate(1);
        assert!(allocate(&both).is_err());
    }
}

#[test]
fn files_are_read_as_they_were_written() {
    check_all(MIXED, 500, |problem| {
        let bytes = problem.canonical_bytes();
        assert_eq!(bytes, serde_json::to_vec(&problem.canonical()).unwrap());
        let read = Problem::from_json(&bytes).unwrap();
        assert_eq!(read.canonical_bytes(), bytes);
        let outcome = allocate(problem).unwrap();
        assert_eq!(Outcome::from_bytes(&outcome.to_bytes()).unwrap(), outcome);
        Ok(())
    });
}
