//! `starstall preview`, from a file or standard input to the terminal.

use std::process::Output;

use expect_test::expect;
use serde_json::Value;

use super::{run, starstall, told};

/// Two stalls, one of them reserved; everyone in the group gets the reserved one or the other.
const GOOD: &str = r#"{
  "version": 1,
  "seed": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
  "placement": "fill",
  "stalls": [
    {"id": "A01", "pool": "charity"},
    {"id": "A02", "pool": "open", "categories": ["tea"]}
  ],
  "applicants": [
    {"code": "7Q4M-2K9D", "pools": ["charity", "open"], "groups": ["disability"], "category": "tea", "anywhere": true},
    {"code": "9XPA-77TC", "pools": ["open"], "category": "tea", "preferences": ["A02"]}
  ],
  "pools": [{"name": "charity", "groups": ["disability"], "unfilled": "hold"}, {"name": "open"}]
}"#;

fn preview(arguments: &[&str], input: &str) -> Output {
    let mut command = starstall();
    command.arg("preview").arg("-").args(arguments);
    run(command, input.as_bytes())
}

#[test]
fn a_table_says_what_the_rules_do_and_nothing_is_said_beside_it() {
    let (printed, said, status) = told(&preview(&["--draws", "20"], GOOD));
    assert_eq!((said.as_str(), status), ("", 0));
    expect![[r#"
        20 draws each, of 2 applicants for 2 stalls; seeds from number 1
        ± is the standard error of the mean: twice as much holds it 19 times out of 20

        as the file says
                            people       placed  least–most   chance   first wish     any wish
          everyone               2  2.00 ± 0.00         2–2  100.0 %  1.00 ± 0.00  1.00 ± 0.00
          in hardship            1  1.00 ± 0.00         1–1  100.0 %  0.00 ± 0.00  0.00 ± 0.00
          not in hardship        1  1.00 ± 0.00         1–1  100.0 %  1.00 ± 0.00  1.00 ± 0.00
          category tea           2  2.00 ± 0.00         2–2  100.0 %  1.00 ± 0.00  1.00 ± 0.00
          group disability       1  1.00 ± 0.00         1–1  100.0 %  0.00 ± 0.00  0.00 ± 0.00
          reserved stalls given out: 1.00 ± 0.00 of 1
          stalls left empty: 0.00 ± 0.00
    "#]]
    .assert_eq(&printed);
}

#[test]
fn rules_that_are_named_are_compared_with_each_other() {
    let arguments = [
        "--draws",
        "20",
        "--order",
        "both",
        "--reserve",
        "0,1",
        "--json",
        "--number",
        "7",
    ];
    let (printed, _, status) = told(&preview(&arguments, GOOD));
    assert_eq!(status, 0);
    let report: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(
        (&report["draws"], &report["number"]),
        (&20.into(), &7.into())
    );
    let rules: Vec<String> = report["variants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|variant| variant["variant"].to_string())
        .collect();
    expect![[r#"
        {"order":"reserved_first","reserve":0}
        {"order":"reserved_first","reserve":1}
        {"order":"reserved_last","reserve":0}
        {"order":"reserved_last","reserve":1}"#]]
    .assert_eq(&rules.join("\n"));
}

#[test]
fn what_cannot_be_tried_is_said_with_status_2() {
    for (arguments, said) in [
        (["--reserve", "3"], "reserve 3: there are only 2 stalls"),
        (["--draws", "1"], "1 is not in 2.."),
        (["--placement", "best"], "there are fill, choice and both"),
    ] {
        let (printed, message, status) = told(&preview(&arguments, GOOD));
        assert_eq!((printed.as_str(), status), ("", 2));
        assert!(message.contains(said), "{message}");
    }
    let (_, message, status) = told(&preview(&[], r#"{"version": 1}"#));
    assert_eq!(status, 2);
    assert!(
        message.contains("standard input cannot be drawn"),
        "{message}"
    );
}
