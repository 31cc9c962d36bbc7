//! docs/verifiable-draw.md against the code: its test vectors are those that the code computes.

use std::collections::BTreeMap;

use starstall::engine::Problem;
use starstall::verify::merkle::node_hash;
use starstall::verify::{
    Document, Freezing, FrozenList, Hex32, SeedValue, leaf_bytes, leaf_of, lottery_number, seed_of,
};

const PAGE: &str = include_str!("../../../docs/verifiable-draw.md");

/// What stands between fences of this language.
fn blocks(language: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    let after = PAGE.split(fence.as_str()).skip(1);
    after
        .map(|text| text.split("```").next().unwrap())
        .collect()
}

fn vectors() -> BTreeMap<&'static str, &'static str> {
    let lines = blocks("text").into_iter().flat_map(str::lines);
    lines.map(|line| line.split_once(": ").unwrap()).collect()
}

struct Example {
    problem: Problem,
    frozen: FrozenList,
    seed: Hex32,
}

fn salt(number: usize) -> Hex32 {
    Hex32([u8::try_from(number * 0x11).unwrap(); 32])
}

fn example() -> Example {
    let [problem, document, values] = blocks("json").try_into().unwrap();
    let problem = Problem::from_json(problem.as_bytes()).unwrap();
    let values: Vec<SeedValue> = serde_json::from_str(values).unwrap();
    let Document::Commitment(stated) = Document::read(document.as_bytes()).unwrap() else {
        panic!("the second block is not a commitment")
    };
    let codes = problem.applicants.iter().map(|a| a.code.clone());
    let salts = codes.enumerate().map(|(n, code)| (code, salt(n))).collect();
    let frozen = FrozenList::new(Freezing {
        draw: &stated.draw,
        engine_version: &stated.engine_version,
        seed_sources: &stated.seed_sources,
        problem: &problem,
        salts: &salts,
    })
    .unwrap();
    assert_eq!(*frozen.document(), *stated);
    assert_eq!(
        String::from_utf8(frozen.document().to_bytes()).unwrap(),
        document.trim_end(),
        "the bytes that are hashed"
    );
    let seed = seed_of(frozen.commitment(), &values);
    Example {
        problem,
        frozen,
        seed,
    }
}

#[test]
fn the_page_states_the_bytes_that_the_code_hashes() {
    let Example {
        problem,
        frozen,
        seed,
    } = example();
    let mut computed = BTreeMap::new();
    let mut tell = |name: String, value: String| computed.insert(name, value);

    let leaves: Vec<Hex32> = problem
        .applicants
        .iter()
        .enumerate()
        .map(|(n, applicant)| leaf_of(salt(n), applicant))
        .collect();
    let first = &problem.applicants[0];
    tell(
        format!("leaf bytes of {}", first.code),
        hex::encode(leaf_bytes(salt(0), first)),
    );
    for (applicant, leaf) in problem.applicants.iter().zip(&leaves) {
        tell(format!("leaf of {}", applicant.code), leaf.to_string());
        for pool in &applicant.pools {
            let number = lottery_number(seed, pool, applicant.ticket());
            tell(
                format!("lottery of {} in {pool}", applicant.code),
                number.to_string(),
            );
        }
    }
    let node = node_hash(leaves[0], leaves[1]);
    tell("node of the first two".to_owned(), node.to_string());
    let receipt = frozen.receipt("9XPA-77TC").unwrap();
    tell("root".to_owned(), receipt.root.to_string());
    tell(
        "path of 9XPA-77TC".to_owned(),
        format!("{:?}", receipt.path),
    );
    tell("commitment".to_owned(), frozen.commitment().to_hex());
    tell("seed".to_owned(), seed.to_string());

    let computed: BTreeMap<&str, &str> = computed
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(vectors(), computed);
}
