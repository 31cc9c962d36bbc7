//! A small draw with everything in it: two pools, groups, a cap, ranks, and two corrections.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use starstall::engine::{Outcome, Problem, allocate};
use starstall::verify::{
    AuditorBundle, Correction, Document, Done, Drawn, Examined, Freezing, FrozenList, Hex32,
    PublicBundle, SeedOrigin, SeedSource, SeedValue, examine, seed_of,
};

pub const DRAW: &str = "jinxiu-starlight/2026-winter/fri-sun";

/// Frozen, drawn and corrected.
pub struct Sample {
    pub frozen: FrozenList,
    pub auditor: AuditorBundle,
    pub public: PublicBundle,
}

pub fn sample() -> Sample {
    let frozen = frozen();
    let values = values();
    let seed = seed_of(frozen.commitment(), &values);
    let mut problem = frozen.problem().clone();
    problem.seed = seed.to_string();
    let corrections = correct(&mut problem);
    let outcome = draw(&problem);
    let auditor = AuditorBundle::new(
        &frozen,
        Drawn {
            seed_values: values,
            problem: Some(problem),
            corrections,
            outcome: Some(outcome),
            cancelled: None,
        },
    );
    let public = PublicBundle::of(&auditor);
    Sample {
        frozen,
        auditor,
        public,
    }
}

pub fn frozen() -> FrozenList {
    let problem = problem();
    let codes = problem.applicants.iter().map(|a| a.code.clone());
    let salts: BTreeMap<String, Hex32> = codes.map(|code| (code.clone(), salt(&code))).collect();
    FrozenList::new(Freezing {
        draw: DRAW,
        // Whatever it is now: another one would be another seed.
        engine_version: "2",
        seed_sources: &sources(),
        problem: &problem,
        salts: &salts,
    })
    .unwrap()
}

/// In an installation they are random; here they have to be the same each time.
fn salt(code: &str) -> Hex32 {
    Hex32(Sha256::digest(format!("salt of {code}")).into())
}

pub fn sources() -> Vec<SeedSource> {
    vec![
        SeedSource {
            from: SeedOrigin::CeremonyDigits {},
            fallback: None,
        },
        SeedSource {
            from: SeedOrigin::PublicLottery {
                lottery: "双色球".to_owned(),
                on: "2026-12-01".to_owned(),
            },
            fallback: Some(drand(5_000_001)),
        },
        SeedSource {
            from: drand(5_000_000),
            fallback: Some(drand(5_000_060)),
        },
    ]
}

fn drand(round: u64) -> SeedOrigin {
    let chain = "quicknet".to_owned();
    SeedOrigin::DrandRound { chain, round }
}

pub fn values() -> Vec<SeedValue> {
    let drand = |word: &str| hex::encode(Sha256::digest(word));
    vec![
        SeedValue {
            value: "904417".to_owned(),
            fallback: false,
        },
        SeedValue {
            value: drand("called off"),
            fallback: true,
        },
        SeedValue {
            value: drand("on time"),
            fallback: false,
        },
    ]
}

pub fn draw(problem: &Problem) -> Outcome {
    allocate(problem).unwrap()
}

/// One entry is mended and another one taken out, after the seed was known.
fn correct(problem: &mut Problem) -> Vec<Correction> {
    let at = |problem: &Problem, code: &str| {
        let mut applicants = problem.applicants.iter();
        applicants.position(|a| a.code == code).unwrap()
    };
    let mended = at(problem, "C3-SNACKS");
    let before = problem.applicants[mended].clone();
    problem.applicants[mended].needs = vec!["power".to_owned()];
    let mended = Correction {
        done: Done::Mended,
        reason: "The need for power was overlooked".to_owned(),
        before,
    };
    let out = at(problem, "H8-TWICE");
    let taken_out = Correction {
        done: Done::TakenOut,
        reason: "Applied twice".to_owned(),
        before: problem.applicants.remove(out),
    };
    vec![mended, taken_out]
}

fn problem() -> Problem {
    let json = json!({
        "version": 1,
        "seed": "0".repeat(64),
        "placement": "fill",
        "stalls": [
            stall("A01", "open", &["power"]), stall("A02", "open", &["power", "water"]),
            stall("B01", "charity", &["step_free"]), stall("B02", "charity", &["step_free"]),
            stall("A03", "open", &[]),
        ],
        "applicants": [
            person("A1-BOTH", &["charity", "open"], &["disability"], &["B01", "zone:A"]),
            person("B2-BOTH", &["charity", "open"], &["low_income"], &["B01"]),
            person("C3-SNACKS", &["open"], &[], &["A01", "A02"]),
            person("D4-OPEN", &["open"], &[], &["A01"]),
            person("E5-OPEN", &["open"], &[], &["zone:A"]),
            person("F6-ONLY", &["charity"], &["disability", "low_income"], &[]),
            person("G7-OPEN", &["open"], &[], &["B02", "A03"]),
            person("H8-TWICE", &["open"], &[], &["A03"]),
            person("I9-BOTH", &["charity", "open"], &["disability"], &["B02"]),
            person("J0-OPEN", &["open"], &[], &["A02"]),
        ],
        "pools": [
            {"name": "charity", "groups": ["disability", "low_income"], "unfilled": "hold"},
            {"name": "open", "order": ["rank"]},
        ],
        "caps": [{"category": "snacks", "max": 4}],
    });
    Problem::from_json(json.to_string().as_bytes()).unwrap()
}

fn stall(id: &str, pool: &str, features: &[&str]) -> Value {
    json!({"id": id, "zone": &id[..1], "row": &id[..1], "place": id[1..].parse::<i64>().unwrap(),
        "pool": pool, "features": features, "categories": []})
}

fn person(code: &str, pools: &[&str], groups: &[&str], preferences: &[&str]) -> Value {
    let ticket = hex::encode(&Sha256::digest(format!("ticket of {code}"))[..16]);
    json!({"code": code, "ticket": ticket, "category": "snacks", "groups": groups, "pools": pools,
        "preferences": preferences, "anywhere": true,
        "rank": if code < "E" { Some(7) } else { None }})
}

/// Read from text, as anyone would.
pub fn read(json: &str) -> Document {
    Document::read(json.as_bytes()).unwrap()
}

pub fn examined(files: &[Document]) -> Vec<Examined> {
    examine(files, &allocate).unwrap()
}

/// Whether these files are found in order.
pub fn is_right(files: &[Document]) -> bool {
    !examined(files).iter().any(Examined::is_wrong)
}
