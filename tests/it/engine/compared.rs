//! The engine beside the oracle, on problems that are full of one thing each.

use starstall::engine::allocate;

use super::oracle::{oracle, said};
use super::random::{BLOCKS, CROWDED, HOLDS, MIXED, RINGS, SHARES, Shape, check_all};

fn compare(shape: Shape) {
    check_all(shape, 600, |problem| {
        let engine = said(&allocate(problem).map_err(|errors| format!("{errors:?}"))?);
        let oracle = oracle(problem);
        if engine == oracle {
            return Ok(());
        }
        Err(format!("engine: {engine:#?}\noracle: {oracle:#?}"))
    });
}

#[test]
fn the_engine_says_what_the_oracle_says() {
    compare(MIXED);
}

#[test]
fn the_engine_says_what_the_oracle_says_in_a_crowd() {
    compare(CROWDED);
}

#[test]
fn the_engine_says_what_the_oracle_says_of_holders_who_move() {
    compare(RINGS);
}

#[test]
fn the_engine_says_what_the_oracle_says_of_quotas() {
    compare(SHARES);
}

#[test]
fn the_engine_says_what_the_oracle_says_of_blocks() {
    compare(BLOCKS);
}

#[test]
fn the_engine_says_what_the_oracle_says_of_those_who_hold_several() {
    compare(HOLDS);
}
