//! A draw in a few lines, and what came of it in a few more.

use std::fmt::Write;

use expect_test::Expect;
use starstall::engine::{Entry, Outcome, Problem, allocate};

use super::oracle::{oracle, said};

/// Draws, compares with the oracle, and with what the test expects.
///
/// A line is `choice`, `pool NAME`, `cap CATEGORY MAX`, `stall ID POOL` or
/// `who CODE POOLS`, with fields of the problem file after it as `name=a,b`; or
/// `row NAME POOL` with the ids of adjacent stalls, and `-` for a gap.
pub fn check(draw: &str, expect: &Expect) {
    let problem = parse(draw);
    let outcome = allocate(&problem).unwrap();
    assert_eq!(said(&outcome), oracle(&problem), "engine and oracle differ");
    expect.assert_eq(&show(&outcome));
}

pub fn parse(draw: &str) -> Problem {
    let mut lists = [
        ("stalls", vec![]),
        ("who", vec![]),
        ("pools", vec![]),
        ("caps", vec![]),
    ];
    let mut placement = "fill";
    for line in draw.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (list, fields, rest) = match words[..] {
            ["choice"] => {
                placement = "choice";
                continue;
            }
            ["pool", name, ..] => (2, vec![text("name", name)], &words[2..]),
            ["cap", category, max] => {
                let max = format!("\"max\":{max}");
                (3, vec![text("category", category), max], &words[3..])
            }
            ["stall", id, pool, ..] => (0, vec![text("id", id), text("pool", pool)], &words[3..]),
            ["who", code, pools, ..] => {
                let fields = vec![text("code", code), field("pools", pools)];
                (1, fields, &words[3..])
            }
            ["row", name, pool, ..] => {
                lists[0].1.extend(row(name, pool, &words[3..]));
                continue;
            }
            _ => panic!("what is `{line}`?"),
        };
        let rest = rest.iter().map(|word| {
            let (name, value) = word.split_once('=').unwrap_or((word, "true"));
            field(name, value)
        });
        let fields: Vec<String> = fields.into_iter().chain(rest).collect();
        lists[list].1.push(format!("{{{}}}", fields.join(",")));
    }
    let [stalls, who, pools, caps] = lists.map(|(_, items)| items.join(","));
    let seed = "00".repeat(32);
    let json = format!(
        r#"{{"version":1,"seed":"{seed}","placement":"{placement}","stalls":[{stalls}],
        "applicants":[{who}],"pools":[{pools}],"caps":[{caps}]}}"#
    );
    Problem::from_json(json.as_bytes()).unwrap()
}

fn text(name: &str, value: &str) -> String {
    format!(r#""{name}":"{value}""#)
}

fn field(name: &str, value: &str) -> String {
    match name {
        "zone" | "category" | "unfilled" | "ticket" | "row" => text(name, value),
        "anywhere" | "rank" | "tier" | "min" | "max" | "place" => format!(r#""{name}":{value}"#),
        "quotas" => format!(r#""quotas":[{}]"#, quotas(value)),
        _ => {
            let items: Vec<String> = value.split(',').map(|item| format!("{item:?}")).collect();
            format!(r#""{name}":[{}]"#, items.join(","))
        }
    }
}

fn row(name: &str, pool: &str, ids: &[&str]) -> Vec<String> {
    let stalls = ids.iter().enumerate().filter(|(_, id)| **id != "-");
    let stalls = stalls.map(|(place, id)| {
        let (id, pool, row) = (text("id", id), text("pool", pool), text("row", name));
        format!(r#"{{{id},{pool},{row},"place":{place}}}"#)
    });
    stalls.collect()
}

fn quotas(value: &str) -> String {
    let quotas = value.split(',').filter_map(|quota| quota.split_once(':'));
    let quotas = quotas.map(|(g, n)| format!("{{{},\"at_least\":{n}}}", text("group", g)));
    quotas.collect::<Vec<_>>().join(",")
}

fn show(outcome: &Outcome) -> String {
    let mut shown = String::new();
    for entry in &outcome.results {
        writeln!(shown, "{}", show_entry(entry)).unwrap();
    }
    if !outcome.unfilled.is_empty() {
        writeln!(shown, "unfilled: {}", outcome.unfilled.join(" ")).unwrap();
    }
    shown
}

fn show_entry(entry: &Entry) -> String {
    let mut shown = format!("{}:", entry.code);
    for standing in &entry.standings {
        write!(shown, " {} {}", standing.pool, standing.position).unwrap();
        if let Some(waiting) = standing.waiting {
            write!(shown, " (waiting {waiting})").unwrap();
        }
    }
    if let Some(pool) = &entry.pool {
        write!(shown, " -> {} of {pool}", entry.stalls.join(" ")).unwrap();
        if let Some(wish) = entry.preference {
            write!(shown, ", wish {wish}").unwrap();
        }
    }
    let reason = serde_json::to_string(&entry.reason).unwrap();
    if reason != r#"{"kind":"assigned"}"# {
        write!(shown, " {reason}").unwrap();
    }
    shown
}
