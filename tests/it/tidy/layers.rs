//! Imports run one way, and the pure layers stay pure (ARCHITECTURE.md, "Invariants").
//!
//! It reads `use` trees and written-out paths alike, in the code that ships; tests may reach
//! where they like.

use super::rust::{Rust, is_word, line_numbers};
use super::{Finding, Source};

/// A module of the crate, and which other modules it may name.
struct Layer {
    name: &'static str,
    may_use: &'static [&'static str],
    pure: bool,
}

const fn layer(name: &'static str, may_use: &'static [&'static str]) -> Layer {
    Layer {
        name,
        may_use,
        pure: false,
    }
}

const fn pure(name: &'static str, may_use: &'static [&'static str]) -> Layer {
    Layer {
        name,
        may_use,
        pure: true,
    }
}

/// From the bottom up. A new module of the crate gets its line here.
const LAYERS: &[Layer] = &[
    layer("clock", &[]),
    layer("config", &[]),
    pure("engine", &[]),
    pure("preview", &["engine"]),
    pure("domain", &[]),
    pure("verify", &["engine", "domain"]),
    pure("text", &["engine", "domain"]),
    layer("store", &["engine", "domain", "clock"]),
    layer(
        "notice",
        &["store", "text", "engine", "domain", "clock", "config"],
    ),
    layer(
        "app",
        &[
            "notice", "store", "verify", "preview", "engine", "text", "domain", "clock", "config",
        ],
    ),
    layer(
        "jobs",
        &[
            "app", "notice", "store", "verify", "engine", "text", "domain", "clock", "config",
        ],
    ),
    layer(
        "web",
        &[
            "app", "notice", "verify", "preview", "engine", "text", "domain", "clock", "config",
        ],
    ),
    layer(
        "cli",
        &[
            "web", "jobs", "app", "notice", "store", "verify", "preview", "engine", "text",
            "domain", "clock", "config",
        ],
    ),
];

/// What the pure layers must not name: the outside world, the time, chance, the database.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::time",
    "std::io",
    "tokio",
    "sea_orm",
    "sqlx",
    "migration",
    "rand",
    "poem",
    "lettre",
];

/// What only clock.rs may name: parts of a path, or with `::` its beginning.
const TIME_AND_CHANCE: &[&str] = &[
    "Utc::now",
    "Local::now",
    "SystemTime",
    "Instant::now",
    "rand::",
    "OsRng",
    "thread_rng",
];

/// Their order or rounding is not the same everywhere, and the engine's bytes must be.
const UNSTABLE: &[&str] = &["HashMap", "HashSet", "f32", "f64"];

pub fn check(source: &Source) -> Vec<Finding> {
    let Some(module) = module_of(&source.path) else {
        return Vec::new();
    };
    let top = module.first().map_or("", String::as_str);
    if ["", "main", "lib"].contains(&top) {
        return Vec::new();
    }
    let Some(layer) = LAYERS.iter().find(|layer| layer.name == top) else {
        let message = format!(
            "`{top}` stands in no layer: give it a line in LAYERS in tests/it/tidy/layers.rs"
        );
        return vec![Finding::new(&source.path, 1, message)];
    };
    paths(&Rust::read(&source.text).product)
        .into_iter()
        .filter_map(|(line, path)| {
            let message = objection(layer, &resolved(&module, path))?;
            Some(Finding::new(&source.path, line, message))
        })
        .collect()
}

fn objection(layer: &Layer, path: &str) -> Option<String> {
    upward(layer, path)
        .or_else(|| leaning(layer, path))
        .or_else(|| impure(layer, path))
        .or_else(|| beyond_ids(layer, path))
        .or_else(|| past_the_clock(layer, path))
        .or_else(|| unstable(layer, path))
}

fn upward(layer: &Layer, path: &str) -> Option<String> {
    let name = layer.name;
    if name == "web" && (begins(path, "sea_orm") || begins(path, "sqlx")) {
        return Some("`web` never sees SQL: call a use case in `app`".to_owned());
    }
    let inside = path.strip_prefix("crate::")?;
    let allowed = begins(inside, name) || layer.may_use.iter().any(|other| begins(inside, other));
    (!allowed).then(|| format!("`{name}` may not use `{path}`: imports run main → cli → web, jobs → app → the rest; move it down, or pass it in"))
}

/// The checker may use the engine's types: what it says of a problem and of an outcome.
fn leaning(layer: &Layer, path: &str) -> Option<String> {
    let item = path.strip_prefix("crate::engine")?.trim_start_matches(':');
    let is_type = item.starts_with(|c: char| c.is_ascii_uppercase());
    let of_types = ["problem", "outcome", "reasons"]
        .iter()
        .any(|module| begins(item, module));
    (layer.name == "verify" && !is_type && !of_types).then(|| {
        format!("`verify` may use the engine's types, not `{path}`: what the engine got wrong must not be repeated here")
    })
}

fn impure(layer: &Layer, path: &str) -> Option<String> {
    // A lone word is a name of the layer's own, such as a variable `migration`.
    let outside =
        layer.pure && path.contains("::") && IMPURE.iter().any(|other| begins(path, other));
    outside.then(|| format!("`{}` is pure and may not use `{path}`: take the value as a parameter, and do the I/O in `app`", layer.name))
}

fn beyond_ids(layer: &Layer, path: &str) -> Option<String> {
    let table =
        begins(path, "entity") && !begins(path, "entity::ids") && !begins(path, "entity::kinds");
    (layer.pure && table && path != "entity").then(|| {
        format!("`{}` may use `entity::ids` and `entity::kinds`, not `{path}`: take a plain struct instead of a row", layer.name)
    })
}

fn past_the_clock(layer: &Layer, path: &str) -> Option<String> {
    if layer.name == "clock" || path.starts_with("crate::") {
        return None;
    }
    let named = |what: &&&str| match what.strip_suffix("::") {
        Some(start) => path != start && begins(path, start),
        None => format!("::{path}::").contains(&format!("::{what}::")),
    };
    let what = TIME_AND_CHANCE.iter().find(named)?;
    Some(format!(
        "`{what}` stands in clock.rs only: take a `Clock` or a `Chance`"
    ))
}

fn unstable(layer: &Layer, path: &str) -> Option<String> {
    let last = path.rsplit("::").next().unwrap_or_default();
    (layer.name == "engine" && UNSTABLE.contains(&last)).then(|| {
        format!("`{last}` in the engine: use a `BTreeMap`, a sorted `Vec` or whole numbers, so that the same problem gives the same bytes")
    })
}

/// Whether a path is this one or lies below it.
fn begins(path: &str, start: &str) -> bool {
    path.strip_prefix(start)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// `src/web/pages/apply.rs` is `web::pages::apply`.
fn module_of(path: &str) -> Option<Vec<String>> {
    let inside = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let inside = inside.strip_suffix("/mod").unwrap_or(inside);
    Some(inside.split('/').map(str::to_owned).collect())
}

/// Writes a path out from the crate's root, as far as `self` and `super` say where it is.
fn resolved(module: &[String], path: Vec<String>) -> String {
    let mut base = module.to_vec();
    let mut parts = path.into_iter().peekable();
    let mut relative = parts.next_if(|part| part == "self").is_some();
    while parts.next_if(|part| part == "super").is_some() {
        base.pop();
        relative = true;
    }
    let mut all = Vec::new();
    if relative {
        all.push("crate".to_owned());
        all.append(&mut base);
    }
    all.extend(parts);
    all.join("::")
}

/// Every path in the code, `use` trees spread out, with its line.
fn paths(code: &str) -> Vec<(usize, Vec<String>)> {
    let chars: Vec<char> = code.chars().collect();
    let mut reader = PathReader {
        chars: &chars,
        lines: &line_numbers(&chars),
        at: 0,
        found: Vec::new(),
    };
    while reader.at < chars.len() {
        if is_word(chars[reader.at]) {
            reader.path(&[]);
        } else {
            reader.at += 1;
        }
    }
    reader.found
}

struct PathReader<'a> {
    chars: &'a [char],
    lines: &'a [usize],
    at: usize,
    found: Vec<(usize, Vec<String>)>,
}

impl PathReader<'_> {
    /// Reads `a::b`, or `a::{b, c::d}` as two paths, each after `prefix`.
    fn path(&mut self, prefix: &[String]) {
        let line = self.lines[self.at];
        let mut path = prefix.to_vec();
        path.push(self.word());
        while self.eat("::") {
            match self.chars.get(self.at) {
                Some('{') => return self.tree(&path),
                Some('*') => self.at += 1,
                Some(c) if is_word(*c) => path.push(self.word()),
                _ => break,
            }
        }
        // In a `use` tree, `self` is the thing before it.
        if path.len() > 1 && path.last().is_some_and(|part| part == "self") {
            path.pop();
        }
        self.found.push((line, path));
    }

    fn tree(&mut self, prefix: &[String]) {
        self.at += 1;
        while let Some(c) = self.chars.get(self.at) {
            match c {
                '}' => {
                    self.at += 1;
                    return;
                }
                c if is_word(*c) => {
                    self.path(prefix);
                    self.skip_alias();
                }
                '*' => {
                    self.found.push((self.lines[self.at], prefix.to_vec()));
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
    }

    fn skip_alias(&mut self) {
        if self.eat(" as ") {
            self.word();
        }
    }

    fn word(&mut self) -> String {
        let rest = &self.chars[self.at..];
        let word: String = rest.iter().take_while(|c| is_word(**c)).collect();
        self.at += word.chars().count();
        word
    }

    fn eat(&mut self, text: &str) -> bool {
        let wanted: Vec<char> = text.chars().collect();
        let found = self.chars[self.at..].starts_with(&wanted);
        if found {
            self.at += wanted.len();
        }
        found
    }
}

mod tests {
    use super::*;

    fn objections(path: &str, code: &str) -> usize {
        check(&Source::new(path, code)).len()
    }

    #[test]
    fn a_use_tree_is_spread_out() {
        let spread: Vec<String> = paths("use a::{self, b::{C, d as e}, f::*};\ng::h();")
            .into_iter()
            .map(|(line, path)| format!("{line} {}", path.join("::")))
            .collect();
        assert_eq!(
            spread,
            ["1 use", "1 a", "1 a::b::C", "1 a::b::d", "1 a::f", "2 g::h"]
        );
    }

    #[test]
    fn an_import_that_runs_upward_is_found() {
        assert_eq!(
            objections("src/app/apply.rs", "use crate::{store, text};"),
            0
        );
        assert_eq!(
            objections("src/app/apply.rs", "use crate::{store, web::pages};"),
            1
        );
        assert_eq!(
            objections("src/store/stall.rs", "fn a() { crate::app::apply(); }"),
            1
        );
        assert_eq!(
            objections("src/store/stall.rs", "use super::super::app;"),
            1
        );
        assert_eq!(objections("src/store/stall.rs", "use super::error;"), 0);
    }

    #[test]
    fn pages_that_see_sql_are_found() {
        assert_eq!(objections("src/web/pages/a.rs", "use sea_orm::DbErr;"), 1);
        assert_eq!(
            objections("src/web/pages/a.rs", "use crate::store::Store;"),
            1
        );
    }

    #[test]
    fn a_pure_layer_that_looks_outside_is_found() {
        for code in [
            "use std::{fmt, fs};",
            "use tokio::spawn;",
            "use std::time::Instant;",
            "use sea_orm::DbErr;",
            "use entity::stall;",
            "use entity::{ids::StallId, zone};",
        ] {
            assert_eq!(objections("src/domain/round.rs", code), 1, "{code}");
        }
        assert_eq!(
            objections(
                "src/domain/round.rs",
                "use std::{fmt, time_of_day};\nuse entity::{ids::StallId, kinds};"
            ),
            0
        );
        assert_eq!(
            objections(
                "src/domain/round.rs",
                "#[cfg(test)]\nmod tests {\n use std::fs;\n}"
            ),
            0
        );
    }

    #[test]
    fn a_checker_that_leans_on_the_engine_is_found() {
        assert_eq!(
            objections(
                "src/verify/draw.rs",
                "use crate::engine::{Problem, problem::Stall};"
            ),
            0
        );
        for code in [
            "use crate::engine::matching;",
            "use crate::engine;",
            "use crate::engine::{self, Problem};",
        ] {
            assert_eq!(objections("src/verify/draw.rs", code), 1, "{code}");
        }
    }

    #[test]
    fn time_and_chance_outside_the_clock_are_found() {
        for code in [
            "let a = Utc::now();",
            "use rand::Rng;",
            "std::time::SystemTime::now();",
            "Salt::new(&mut OsRng);",
        ] {
            assert_eq!(objections("src/app/apply.rs", code), 1, "{code}");
            assert_eq!(objections("src/clock.rs", code), 0, "{code}");
        }
        assert_eq!(
            objections(
                "src/app/apply.rs",
                "clock.now(); operand::x(); a::brand::c();"
            ),
            0
        );
    }

    #[test]
    fn hash_order_and_floats_in_the_engine_are_found() {
        assert_eq!(
            objections("src/engine/order.rs", "use std::collections::HashMap;"),
            1
        );
        assert_eq!(objections("src/engine/order.rs", "let a: f64 = 1.0;"), 1);
        assert_eq!(
            objections("src/app/apply.rs", "use std::collections::HashMap;"),
            0
        );
    }

    #[test]
    fn a_module_without_a_layer_is_found() {
        assert_eq!(objections("src/helpers/mod.rs", ""), 1);
        assert_eq!(objections("src/main.rs", "use crate::web;"), 0);
    }
}
