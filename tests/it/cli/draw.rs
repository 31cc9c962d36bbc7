//! `starstall draw`, from a file or standard input to the terminal.

use std::process::Output;

use expect_test::{Expect, expect};

use super::{run, starstall, told};

const GOOD: &str = r#"{
  "version": 1,
  "seed": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
  "placement": "fill",
  "stalls": [
    {"id": "A01", "pool": "open", "features": ["power"]},
    {"id": "A02", "pool": "open"}
  ],
  "applicants": [
    {"code": "7Q4M-2K9D", "pools": ["open"], "needs": ["power"], "anywhere": true},
    {"code": "9XPA-77TC", "pools": ["open"], "preferences": ["A01", "A02"]}
  ],
  "pools": [{"name": "open"}]
}"#;

fn draw(input: &[u8]) -> Output {
    let mut command = starstall();
    command.args(["draw", "-"]);
    run(command, input)
}

fn refused(input: &[u8], expected: &Expect) {
    let (printed, said, status) = told(&draw(input));
    assert_eq!(printed, "");
    assert_eq!(status, 2);
    expected.assert_eq(&said);
}

#[test]
fn a_good_problem_gives_its_outcome_and_nothing_else() {
    let (printed, said, status) = told(&draw(GOOD.as_bytes()));
    assert_eq!((said.as_str(), status), ("", 0));
    expect![[r#"
        {
          "version": 1,
          "problem_sha256": "527b9e936659a09f310acb6856610e57703a63bbae05ae14eb2d1799aa379e90",
          "results": [
            {
              "code": "7Q4M-2K9D",
              "pool": "open",
              "stalls": [
                "A01"
              ],
              "standings": [
                {
                  "pool": "open",
                  "position": 2
                }
              ],
              "reason": {
                "kind": "assigned"
              }
            },
            {
              "code": "9XPA-77TC",
              "pool": "open",
              "stalls": [
                "A02"
              ],
              "preference": 2,
              "standings": [
                {
                  "pool": "open",
                  "position": 1
                }
              ],
              "reason": {
                "kind": "assigned",
                "earlier": [
                  {
                    "wish": 1,
                    "fate": {
                      "kind": "kept",
                      "pool": "open",
                      "by": 2,
                      "needs": [
                        "power"
                      ]
                    }
                  }
                ]
              }
            }
          ]
        }
    "#]]
    .assert_eq(&printed);
}

#[test]
fn a_file_and_standard_input_give_the_same() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("problem.json"), GOOD).unwrap();
    let mut command = starstall();
    command
        .current_dir(folder.path())
        .args(["draw", "problem.json"]);
    let from_file = run(command, b"");
    assert_eq!(from_file.stdout, draw(GOOD.as_bytes()).stdout);
    // Nothing else was made there.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn broken_settings_do_not_keep_it_from_drawing() {
    let mut command = starstall();
    command
        .env("STARSTALL_LISTEN", "nowhere")
        .args(["draw", "-"]);
    assert!(run(command, GOOD.as_bytes()).status.success());
}

#[test]
fn every_fault_is_told_with_its_path() {
    let bad = GOOD
        .replace("\"A02\", \"pool\": \"open\"", "\"A01\", \"pool\": \"none\"")
        .replace("00112233445566778899aabb", "zz")
        .replace("\"anywhere\": true", "\"max\": 0");
    refused(
        bad.as_bytes(),
        &expect![[r#"
        starstall: standard input cannot be drawn
          $.seed: the seed must be 64 hex digits
          $.stalls[1].id: the same as $.stalls[0].id
          $.stalls[1].pool: there is no pool `none`
          $.applicants[0].max: must be at least 1
    "#]],
    );
}

#[test]
fn garbage_is_refused_with_line_and_column() {
    refused(
        b"",
        &expect![[r#"
        starstall: standard input cannot be drawn
          $: line 1, column 0: EOF while parsing a value
    "#]],
    );
    refused(
        b"\x00\xff\xfe",
        &expect![[r#"
        starstall: standard input cannot be drawn
          $: line 1, column 1: expected value
    "#]],
    );
    refused(
        b"[1, 2",
        &expect![[r#"
        starstall: standard input cannot be drawn
          $: line 1, column 5: invalid type: integer `2`, expected a string
    "#]],
    );
    refused(
        GOOD.replace("\"seed\"", "\"sead\"").as_bytes(),
        &expect![[r#"
        starstall: standard input cannot be drawn
          $: line 3, column 8: unknown field `sead`, expected one of `version`, `seed`, `placement`, `stalls`, `applicants`, `pools`, `caps`
    "#]],
    );
    refused(
        GOOD.replace("7Q4M-2K9D", "\u{0}").as_bytes(),
        &expect![[r#"
        starstall: standard input cannot be drawn
          $: line 10, column 15: control character (\u0000-\u001F) found while parsing a string
    "#]],
    );
    let deep = "[".repeat(100_000);
    refused(
        deep.as_bytes(),
        &expect![[r#"
        starstall: standard input cannot be drawn
          $: line 1, column 1: invalid type: sequence, expected u32
    "#]],
    );
}

#[test]
fn a_file_that_is_not_there_is_told() {
    let mut command = starstall();
    command.args(["draw", "no-such-problem.json"]);
    let (printed, said, status) = told(&run(command, b""));
    assert_eq!((printed.as_str(), status), ("", 2));
    expect![[r#"
        starstall: no-such-problem.json cannot be read: No such file or directory (os error 2)
    "#]]
    .assert_eq(&said);
}
