//! `starstall verify`: the files of a draw, for whoever has them.

use std::path::Path;

use expect_test::expect;
use serde_json::Value;
use starstall::verify::PublicBundle;

use super::{run, starstall, told};
use crate::verify::sample::{Sample, sample};

/// What is printed and said, and the status, for files in this folder.
fn verify(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let mut command = starstall();
    command
        .current_dir(folder)
        .env("STARSTALL_LISTEN", "broken settings change nothing")
        .arg("verify")
        .args(arguments);
    told(&run(command, b""))
}

fn folder_with_a_draw() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let Sample {
        frozen,
        auditor,
        public,
    } = sample();
    let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
    write("commitment.json", frozen.document().to_json_pretty());
    write(
        "receipt.json",
        frozen.receipt("F6-ONLY").unwrap().to_json_pretty(),
    );
    write("public.json", public.to_json_pretty());
    write("auditor.json", auditor.to_json_pretty());
    write(
        "problem.json",
        serde_json::to_string(&auditor.problem).unwrap(),
    );
    folder
}

#[test]
fn a_receipt_and_the_public_bundle_are_told_step_by_step() {
    let folder = folder_with_a_draw();
    let (printed, said, status) = verify(folder.path(), &["receipt.json", "public.json"]);
    assert_eq!((said.as_str(), status), ("", 0));
    expect![[r#"
        receipt.json: a receipt of the draw jinxiu-starlight/2026-winter/fri-sun

          right        The application is on the list of 10, at place 6: its path leads to the root.
          right        That list is the one that was committed to before chance spoke.
                       Commitment: 412d7367ec393accb2f055ce3f5a5b7e686c1a0fa0e84c7b99870bd779f36497. Compare it with the one that was published and mailed at freezing.
          right        F6-ONLY was waiting, and its own numbers say so.
                       charity: number 4 of 4, waiting, number 1 (lottery 90f99e3bbff6e9279a1373396eff16955947fb564e635cb007fc41d14073cd5b)

        public.json: the public bundle of the draw jinxiu-starlight/2026-winter/fri-sun

          right        The file is whole: its own digest fits.
                       Digest of the file: 514c31d08758c55172d442900b10b017379710e60b7998cb6bc8ecfaf925027b. Compare it with the one that was published.
          right        The commitment fits: rules, stalls, pools, caps and the list of applications were fixed by it.
                       Commitment: 412d7367ec393accb2f055ce3f5a5b7e686c1a0fa0e84c7b99870bd779f36497. Compare it with the one that was published and mailed at freezing.
          right        The seed follows from the commitment and what the sources said.
                       Seed: 54b0e53def64a7e4e7b914c8711cd53190de5fdcc62935a6675c9538d16c6f9e. Compare the values in the file with what their sources say.
          right        Something outside the market's control spoke last, and there is chance enough.
          right        Corrections after freezing, with the same seed: 2.
                       mended: The need for power was overlooked (leaf 76f654c29888d677c5a75982771234f3406ddb9f9df1d1e695749593638d02f8)
                       taken out: Applied twice (leaf 1beacd48ef8bc256158b95b84cbad4fce744073c5f958ba08708ba56524c0736)
          right        The 10 lottery and waiting numbers of all pools stand as they must.
                       open: tier or rank comes before the lottery. Those are not public, so that its order is not checked here.
          right        What became of the 10 codes adds up with what became of the numbers.
          not checked  Whether each person stands where the rules put them: only the auditor's bundle shows that.

        Nothing is wrong.
        The receipt shows that this application stands on the list as it is written here. With the public
        bundle it also shows what became of its own lottery numbers; others' stay unknown.
        The public bundle shows that the seed follows from list and rules, which were fixed before, and that what
        was published adds up. It does not show that everyone stands where the rules put them. A receipt shows
        what became of its owner's numbers, and the auditor's bundle shows everything.
    "#]].assert_eq(&printed);
}

#[test]
fn an_auditors_bundle_is_drawn_again_and_checked_by_the_rules() {
    let folder = folder_with_a_draw();
    let files = ["auditor.json", "public.json", "commitment.json"];
    let (printed, said, status) = verify(folder.path(), &files);
    assert_eq!((said.as_str(), status), ("", 0));
    assert!(
        printed.contains("right        The draw, run again, gives the same outcome"),
        "{printed}"
    );
    assert!(
        printed.contains("right        It is exactly what the auditor's bundle gives"),
        "{printed}"
    );
    assert!(printed.contains("Nothing is wrong.\n"), "{printed}");
}

#[test]
fn what_is_wrong_is_told_and_the_status_is_1() {
    let folder = folder_with_a_draw();
    let Sample { mut public, .. } = sample();
    public.pools[0].numbers.swap(0, 1);
    let changed = PublicBundle::sealed(public).to_json_pretty();
    std::fs::write(folder.path().join("public.json"), changed).unwrap();
    let (printed, said, status) = verify(folder.path(), &["public.json"]);
    assert_eq!(said, "starstall: something is wrong with 1 of 1 files\n");
    assert_eq!(status, 1);
    assert!(printed.contains("  WRONG        The numbers of the pools do not stand as they must."));
    assert!(printed.contains("charity: lottery number 2 is not greater than the one before"));
    assert!(printed.contains("Something is wrong.\n"));
}

#[test]
fn what_cannot_be_read_is_told_and_the_status_is_2() {
    let folder = folder_with_a_draw();
    let bad = [
        (
            "garbage.json",
            "nonsense",
            "expected ident at line 1 column 2",
        ),
        (
            "list.json",
            "{}",
            "neither a commitment, a receipt or a bundle of a draw nor",
        ),
        (
            "new.json",
            r#"{"kind":"receipt","version":2}"#,
            "version 2, and this program reads version 1",
        ),
        (
            "field.json",
            r#"{"kind":"receipt","version":1,"more":1}"#,
            "unknown field `more`",
        ),
    ];
    for (name, text, expected) in bad {
        std::fs::write(folder.path().join(name), text).unwrap();
        let (printed, said, status) = verify(folder.path(), &["public.json", name]);
        assert_eq!((printed.as_str(), status), ("", 2), "{name}");
        let beginning = format!("starstall: {name} cannot be read: {expected}");
        assert!(said.starts_with(&beginning), "{said}");
    }
}

#[test]
fn an_outcome_is_verified_beside_its_problem() {
    let folder = folder_with_a_draw();
    let (_, said, status) = verify(folder.path(), &["problem.json"]);
    assert_eq!(status, 2);
    assert_eq!(
        said,
        "starstall: the problem's outcome is missing: give both files\n"
    );

    let mut command = starstall();
    command.current_dir(folder.path());
    command.args(["draw", "problem.json", "--output", "outcome.json"]);
    let (printed, said, status) = told(&run(command, b""));
    assert_eq!((printed.as_str(), said.as_str(), status), ("", "", 0));
    let files = ["problem.json", "outcome.json"];
    let (printed, _, status) = verify(folder.path(), &files);
    assert_eq!(status, 0, "{printed}");

    // Two who were placed change stalls.
    let outcome = std::fs::read_to_string(folder.path().join("outcome.json")).unwrap();
    let swapped = outcome
        .replace("\"A01\"", "\"A0\"")
        .replace("\"A02\"", "\"A01\"");
    let swapped = swapped.replace("\"A0\"", "\"A02\"");
    assert_ne!(swapped, outcome);
    std::fs::write(folder.path().join("outcome.json"), swapped).unwrap();
    let (printed, _, status) = verify(folder.path(), &files);
    assert_eq!(status, 1, "{printed}");
    assert!(
        printed.contains("  WRONG        The draw, run again, gives something else."),
        "{printed}"
    );
}

#[test]
fn programs_read_what_was_found_as_json() {
    let folder = folder_with_a_draw();
    let files = ["--json", "receipt.json", "public.json"];
    let (printed, _, status) = verify(folder.path(), &files);
    assert_eq!(status, 0);
    let found: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(found["right"], true);
    assert_eq!(found["files"][0]["kind"], "receipt");
    assert_eq!(found["files"][0]["draw"], crate::verify::sample::DRAW);
    assert_eq!(found["files"][0]["steps"][0]["step"], "path");
    assert_eq!(found["files"][0]["steps"][0]["answer"], "right");
    assert_eq!(found["files"][1]["steps"][1]["step"], "commitment");
}
