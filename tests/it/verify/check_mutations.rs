//! Whatever single thing is changed in an outcome, the checker finds it.

use serde_json::{Value, json};
use starstall::engine::{Outcome, allocate};
use starstall::verify::check;

use crate::engine::random::{BLOCKS, CROWDED, MIXED, RINGS, SHARES, Shape, check_all};

fn catches(shape: Shape) {
    check_all(shape, 8, |problem| {
        let outcome = allocate(problem).map_err(|errors| format!("{errors:?}"))?;
        let file = serde_json::to_value(&outcome).unwrap();
        for (what, mutant) in mutants(&file) {
            let Ok(mutant) = serde_json::from_value::<Outcome>(mutant) else {
                continue;
            };
            if mutant != outcome && check(problem, &mutant).is_right() {
                let outcome = outcome.to_json_pretty();
                return Err(format!("not found: {what}\n{outcome}"));
            }
        }
        Ok(())
    });
}

#[test]
fn every_change_is_found() {
    catches(MIXED);
}

#[test]
fn every_change_is_found_in_a_crowd() {
    catches(CROWDED);
}

#[test]
fn every_change_is_found_among_holders_who_move() {
    catches(RINGS);
}

#[test]
fn every_change_is_found_among_quotas() {
    catches(SHARES);
}

#[test]
fn every_change_is_found_among_blocks() {
    catches(BLOCKS);
}

/// Every single change: of each scalar, and of each list and object one part.
fn mutants(file: &Value) -> Vec<(String, Value)> {
    let mut places = Vec::new();
    find_places(file, String::new(), &mut places);
    let mut mutants = Vec::new();
    for place in places {
        let old = file.pointer(&place).unwrap();
        // The same stalls may be short of blocks of another size, too.
        if place.starts_with("/shortages/") && place.ends_with("/size") {
            continue;
        }
        for new in changed(old, &place) {
            let mut mutant = file.clone();
            *mutant.pointer_mut(&place).unwrap() = new.clone();
            mutants.push((format!("{place}: {old} became {new}"), mutant));
        }
    }
    mutants.extend(exchanges(file));
    mutants
}

fn find_places(value: &Value, at: String, places: &mut Vec<String>) {
    match value {
        Value::Array(list) => {
            for (no, item) in list.iter().enumerate() {
                find_places(item, format!("{at}/{no}"), places);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                find_places(field, format!("{at}/{name}"), places);
            }
        }
        _ => {}
    }
    places.push(at);
}

fn changed(value: &Value, place: &str) -> Vec<Value> {
    match value {
        Value::Null => vec![],
        Value::Bool(value) => vec![json!(!value)],
        Value::Number(number) => {
            let number = number.as_u64().unwrap();
            let mut others = vec![json!(number + 1), json!(number + 1000)];
            others.extend(number.checked_sub(1).map(|less| json!(less)));
            others
        }
        Value::String(text) => {
            let others = words(place).iter().filter(|word| *word != text);
            let others = others.map(|word| json!(word));
            others.chain([json!(format!("{text}x"))]).collect()
        }
        Value::Array(list) => changed_list(list, place),
        Value::Object(fields) => {
            let names = fields.keys().filter(|name| *name != "shortages");
            let without = names.map(|name| {
                let mut fields = fields.clone();
                fields.remove(name);
                Value::Object(fields)
            });
            without.collect()
        }
    }
}

/// What may stand in a field, so that a change makes sense.
fn words(place: &str) -> &'static [&'static str] {
    let names = place.split('/').rev();
    let mut names = names.filter(|name| name.parse::<usize>().is_err());
    match names.next().unwrap_or_default() {
        "pool" => &["p0", "p1", "p2"],
        "stalls" | "unfilled" => &["S0", "S1"],
        "code" | "applicants" => &["N0", "N1"],
        "needs" => &["power", "water"],
        "category" => &["snacks", "crafts"],
        "why" => &["group", "category"],
        "kind" => &["capped", "no_block", "unknown", "work_bound"],
        _ => &[],
    }
}

/// Each item left out or doubled, and each two exchanged.
fn changed_list(list: &[Value], place: &str) -> Vec<Value> {
    let mut others = Vec::new();
    for at in 0..list.len() {
        let mut less = list.to_vec();
        less.remove(at);
        // Which certificates are listed is the engine's choice.
        if place != "/shortages" {
            others.push(Value::Array(less));
        }
        let mut more = list.to_vec();
        more.insert(at, list[at].clone());
        others.push(Value::Array(more));
        for other in at + 1..list.len() {
            let mut swapped = list.to_vec();
            swapped.swap(at, other);
            others.push(Value::Array(swapped));
        }
    }
    for word in words(place) {
        others.push(Value::Array([list, &[json!(word)]].concat()));
    }
    others
}

/// The same field of two entries exchanged.
fn exchanges(file: &Value) -> Vec<(String, Value)> {
    let count = file["results"].as_array().map_or(0, Vec::len);
    let mut mutants = Vec::new();
    for (one, other) in (0..count).flat_map(|one| (one + 1..count).map(move |other| (one, other))) {
        for field in ["stalls", "pool", "preference", "standings", "reason"] {
            let mut mutant = file.clone();
            let mut take = |no: usize| mutant["results"][no].as_object_mut().unwrap().remove(field);
            let (first, second) = (take(one), take(other));
            for (no, value) in [(one, second), (other, first)] {
                if let Some(value) = value {
                    mutant["results"][no][field] = value;
                }
            }
            mutants.push((format!("{field} of {one} and {other} exchanged"), mutant));
        }
    }
    mutants
}
