//! No single change to a file goes unseen: every value is changed, every element of every list is
//! left out, doubled and swapped with the next.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes its snapshots so"
)]

use serde_json::Value;
use starstall::verify::Document;

use super::sample::{Sample, is_right, read, sample};

/// The whole file with one change, and where that is.
struct Mutant {
    path: String,
    file: Value,
}

#[test]
fn every_change_to_a_receipt_is_seen_beside_the_public_bundle() {
    let Sample { frozen, public, .. } = sample();
    let public = read(&public.to_json_pretty());
    for code in ["A1-BOTH", "D4-OPEN", "F6-ONLY", "H8-TWICE"] {
        let receipt = frozen.receipt(code).unwrap().to_json_pretty();
        assert!(is_right(&[read(&receipt), public.clone()]), "{code}");
        expect_all_seen(&receipt, std::slice::from_ref(&public));
    }
}

#[test]
fn every_change_to_a_receipt_is_seen_beside_the_commitment() {
    let Sample { frozen, .. } = sample();
    let commitment = read(&frozen.document().to_json_pretty());
    let receipt = frozen.receipt("E5-OPEN").unwrap().to_json_pretty();
    assert!(is_right(&[read(&receipt), commitment.clone()]));
    expect_all_seen(&receipt, &[commitment]);
}

/// The digest in the file holds every word of it. Whoever can write a digest that fits is still
/// seen wherever something follows from the published commitment. What then goes unseen stands
/// here: only the published digest of the bundle, and the auditor's bundle, hold that.
#[test]
fn every_change_to_a_public_bundle_is_seen() {
    let Sample { public, .. } = sample();
    let unseen = unseen_when_sealed(&public.to_json_pretty());
    expect_test::expect![[r#"
        /codes/0/code empty
        /codes/0/code its last digit changed
        /codes/1/code its last digit changed
        /codes/2/code its last digit changed
        /codes/3/code its last digit changed
        /codes/4/code its last digit changed
        /codes/5/code its last digit changed
        /codes/6/code its last digit changed
        /codes/7/code its last digit changed
        /codes/8/code its last digit changed
        /codes/9/code its last digit changed
        /corrections/0/leaf its last digit changed
        /corrections/0/reason empty
        /corrections/0/reason its last digit changed
        /corrections/1/done another word
        /corrections/1/leaf its last digit changed
        /corrections/1/reason empty
        /corrections/1/reason its last digit changed
        /corrections without 0
        /corrections 0 twice
        /corrections 0 and next swapped
        /corrections without 1
        /outcome_sha256 its last digit changed
        /pools/0/numbers/0/lottery its last digit changed
        /pools/0/numbers/1/lottery its last digit changed
        /pools/0/numbers/2/lottery its last digit changed
        /pools/0/numbers/3/lottery its last digit changed
        /pools/0/numbers without 2
        /pools/1/numbers/0/lottery its last digit changed
        /pools/1/numbers/1/lottery its last digit changed
        /pools/1/numbers/2/lottery its last digit changed
        /pools/1/numbers/3/lottery its last digit changed
        /pools/1/numbers/4/lottery its last digit changed
        /pools/1/numbers/5/lottery its last digit changed
        /pools/1/numbers 0 and next swapped
        /pools/1/numbers 1 and next swapped
         without corrections
    "#]]
    .assert_eq(&unseen);
}

/// As above. The auditor has everything: only words go unseen.
#[test]
fn every_change_to_an_auditors_bundle_is_seen() {
    let Sample { auditor, .. } = sample();
    let unseen = unseen_when_sealed(&auditor.to_json_pretty());
    expect_test::expect![[r#"
        /corrections/0/reason empty
        /corrections/0/reason its last digit changed
        /corrections/1/reason empty
        /corrections/1/reason its last digit changed
        /corrections 0 and next swapped
    "#]]
    .assert_eq(&unseen);
}

fn expect_all_seen(json: &str, beside: &[Document]) {
    let mutants = mutants(json);
    assert!(mutants.len() > 30, "only {} mutants", mutants.len());
    let unseen = mutants.into_iter().filter(|(_, document)| {
        let files: Vec<Document> = [document.clone()]
            .into_iter()
            .chain(beside.to_vec())
            .collect();
        is_right(&files)
    });
    let unseen: Vec<String> = unseen.map(|(path, _)| path).collect();
    assert!(unseen.is_empty(), "unseen: {unseen:#?}");
}

fn unseen_when_sealed(json: &str) -> String {
    assert!(is_right(&[read(json)]));
    let mutants = mutants(json).into_iter();
    let mutants = mutants.map(|(path, document)| (path, sealed(document)));
    let sealed_again = |(path, _): &(String, Document)| !path.starts_with("/sha256");
    let unseen = mutants
        .filter(sealed_again)
        .filter(|(_, document)| is_right(std::slice::from_ref(document)));
    let unseen: Vec<String> = unseen.map(|(path, _)| path + "\n").collect();
    unseen.concat()
}

/// A bundle with the digest that fits it, after it was seen that the old one does not.
pub fn sealed(document: Document) -> Document {
    match document {
        Document::Public(bundle) => {
            assert_ne!(bundle.digest(), bundle.sha256);
            Document::Public(Box::new(bundle.sealed()))
        }
        Document::Auditor(bundle) => {
            assert_ne!(bundle.digest(), bundle.sha256);
            Document::Auditor(Box::new(bundle.sealed()))
        }
        other => other,
    }
}

/// All changes after which the file can still be read, and says something else.
pub fn mutants(json: &str) -> Vec<(String, Document)> {
    let file: Value = serde_json::from_str(json).unwrap();
    let original = read(json);
    let mutants = changes(&file).into_iter().filter_map(|mutant| {
        let document = Document::read(mutant.file.to_string().as_bytes()).ok()?;
        Some((mutant.path, document))
    });
    mutants
        .filter(|(_, document)| *document != original)
        .collect()
}

fn changes(file: &Value) -> Vec<Mutant> {
    let mut places = Vec::new();
    collect(file, String::new(), &mut places);
    let at = |path: &str, how: &str, change: &dyn Fn(&mut Value)| {
        let mut file = file.clone();
        change(file.pointer_mut(path).unwrap());
        Mutant {
            path: format!("{path} {how}"),
            file,
        }
    };
    let mut mutants = Vec::new();
    for path in &places {
        let value = file.pointer(path).unwrap();
        for (how, other) in others(value) {
            mutants.push(at(path, how, &|place| *place = other.clone()));
        }
        if let Value::Array(list) = value {
            for n in 0..list.len() {
                mutants.push(at(path, &format!("without {n}"), &|place| {
                    place.as_array_mut().unwrap().remove(n);
                }));
                mutants.push(at(path, &format!("{n} twice"), &|place| {
                    let list = place.as_array_mut().unwrap();
                    list.insert(n, list[n].clone());
                }));
                if n + 1 < list.len() && list[n] != list[n + 1] {
                    mutants.push(at(path, &format!("{n} and next swapped"), &|place| {
                        place.as_array_mut().unwrap().swap(n, n + 1);
                    }));
                }
            }
        }
        if let Value::Object(fields) = value {
            for name in fields.keys() {
                mutants.push(at(path, &format!("without {name}"), &|place| {
                    place.as_object_mut().unwrap().remove(name);
                }));
            }
        }
    }
    mutants
}

fn collect(value: &Value, path: String, places: &mut Vec<String>) {
    match value {
        Value::Array(list) => {
            for (n, element) in list.iter().enumerate() {
                collect(element, format!("{path}/{n}"), places);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                let name = name.replace('~', "~0").replace('/', "~1");
                collect(field, format!("{path}/{name}"), places);
            }
        }
        _ => {}
    }
    places.push(path);
}

/// Other values of the same type, and near ones: what somebody would write who wants to cheat.
fn others(value: &Value) -> Vec<(&'static str, Value)> {
    match value {
        Value::Bool(yes) => vec![("turned", Value::Bool(!yes))],
        Value::Number(number) => {
            let number = number.as_i64().unwrap();
            vec![
                ("one more", (number + 1).into()),
                ("one less", (number - 1).into()),
            ]
        }
        Value::String(text) => other_texts(text),
        _ => Vec::new(),
    }
}

fn other_texts(text: &str) -> Vec<(&'static str, Value)> {
    let known = |word: &str| match word {
        "placed" => "not_placed",
        "not_placed" | "placed_later" => "waiting",
        "waiting" => "placed",
        "fill" => "choice",
        "hold" => "release",
        "open" => "charity",
        "charity" => "open",
        "disability" => "low_income",
        "low_income" => "disability",
        "taken_out" => "mended",
        "mended" => "taken_out",
        _ => "",
    };
    let mut others = vec![
        ("empty", "".into()),
        ("its last digit changed", last_changed(text).into()),
    ];
    if !known(text).is_empty() {
        others.push(("another word", known(text).into()));
    }
    others.retain(|(_, other)| other != text);
    others
}

fn changed(character: char) -> char {
    match character {
        '0'..='8' | 'a'..='e' | 'A'..='Y' => char::from(character as u8 + 1),
        _ => '0',
    }
}

fn last_changed(text: &str) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    if let Some(last) = characters.last_mut() {
        *last = changed(*last);
    }
    characters.into_iter().collect()
}
