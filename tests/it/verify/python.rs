//! The second checker, docs/verify.py, on what this program writes: it has to agree.
//!
//! It needs python3 (3.8 or newer), as tests/run says; without it these tests fail.

use std::path::{Path, PathBuf};
use std::process::Command;

use starstall::verify::Document;

use super::mutations::{mutants, sealed};
use super::sample::{Sample, is_right, sample};

const CHECKER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/verify.py");

fn python(files: &[PathBuf]) -> (String, i32) {
    let output = Command::new("python3")
        .arg("-B")
        .arg(CHECKER)
        .args(files)
        .env("PYTHONIOENCODING", "utf-8")
        .output()
        .expect("python3 has to be installed: the second checker is written in it");
    let said = String::from_utf8(output.stdout).unwrap();
    let complained = String::from_utf8(output.stderr).unwrap();
    (said + &complained, output.status.code().unwrap())
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let file = folder.join(name);
    std::fs::write(&file, text).unwrap();
    file
}

#[test]
fn the_second_checker_agrees_with_every_file_of_a_draw() {
    let folder = tempfile::tempdir().unwrap();
    let Sample {
        frozen,
        auditor,
        public,
    } = sample();
    let mut files = vec![
        write(
            folder.path(),
            "commitment.json",
            &frozen.document().to_json_pretty(),
        ),
        write(folder.path(), "auditor.json", &auditor.to_json_pretty()),
        write(folder.path(), "public.json", &public.to_json_pretty()),
    ];
    for salt in &auditor.salts {
        let receipt = frozen.receipt(&salt.code).unwrap();
        let name = format!("receipt-{}.json", salt.code);
        files.push(write(folder.path(), &name, &receipt.to_json_pretty()));
    }
    let (said, status) = python(&files);
    assert_eq!(status, 0, "{said}");
    assert_eq!(said.matches("   right\n").count(), files.len(), "{said}");
}

/// Every change after which the file can still be read, its digest made to fit.
#[test]
fn the_second_checker_sees_every_change_that_the_first_one_sees() {
    let Sample {
        frozen,
        auditor,
        public,
    } = sample();
    let receipt = frozen.receipt("A1-BOTH").unwrap().to_json_pretty();
    let published = Document::Public(Box::new(public.clone()));
    expect_agreement(&auditor.to_json_pretty(), None);
    expect_agreement(&public.to_json_pretty(), None);
    expect_agreement(&receipt, Some(&published));
}

fn expect_agreement(json: &str, beside: Option<&Document>) {
    let folder = tempfile::tempdir().unwrap();
    let mutants: Vec<(String, Document)> = mutants(json)
        .into_iter()
        .map(|(path, document)| (path, sealed(document)))
        .collect();
    let mut files: Vec<PathBuf> = (0..)
        .zip(&mutants)
        .map(|(n, (_, document))| write(folder.path(), &n.to_string(), &text_of(document)))
        .collect();
    files.extend(beside.map(|document| write(folder.path(), "beside", &text_of(document))));
    let (said, _) = python(&files);
    let answers = said.lines().filter(is_answer);
    let answers: Vec<bool> = answers.map(|line| line == "   right").collect();
    assert_eq!(answers.len(), files.len(), "{said}");
    for ((path, document), right) in mutants.iter().zip(answers) {
        // It does not draw again: it sees only some of the changes to an outcome.
        if right && !path.starts_with("/outcome") {
            let given: Vec<Document> = [document].into_iter().chain(beside).cloned().collect();
            assert!(is_right(&given), "{path}");
        }
    }
}

fn is_answer(line: &&str) -> bool {
    *line == "   right" || line.starts_with("   WRONG")
}

fn text_of(document: &Document) -> String {
    match document {
        Document::Public(bundle) => bundle.to_json_pretty(),
        Document::Auditor(bundle) => bundle.to_json_pretty(),
        Document::Receipt(receipt) => receipt.to_json_pretty(),
        _ => panic!("no such file here"),
    }
}

#[test]
fn both_checkers_agree_on_a_round_that_was_cancelled_before_its_draw() {
    let folder = tempfile::tempdir().unwrap();
    let frozen = super::sample::frozen();
    let reason = Some("The street is closed for works".to_owned());
    let auditor = starstall::verify::AuditorBundle::new(
        &frozen,
        starstall::verify::Drawn {
            cancelled: reason,
            ..Default::default()
        },
    );
    let public = starstall::verify::PublicBundle::of(&auditor);
    assert!(public.pools.is_empty() && public.codes.is_empty() && public.seed.is_none());
    let texts = [auditor.to_json_pretty(), public.to_json_pretty()];
    let documents = texts
        .each_ref()
        .map(|text| Document::read(text.as_bytes()).unwrap());
    assert!(is_right(&documents));
    let files = [
        write(folder.path(), "auditor.json", &texts[0]),
        write(folder.path(), "public.json", &texts[1]),
    ];
    let (said, status) = python(&files);
    assert_eq!(status, 0, "{said}");
}
