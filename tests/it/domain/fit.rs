//! Which of what is free somebody is offered.

use std::collections::BTreeSet;

use entity::ids::{CategoryId, StallId, ZoneId};
use entity::kinds::Feature;
use starstall::domain::fit::{Fit, StallFacts, Wish, are_adjacent};

/// `A1` to `A4` in zone 1, `B1` to `B3` in zone 2; `A1` and `B3` have power, `A3` is for crafts.
fn free(codes: &[&str]) -> Vec<StallFacts> {
    codes.iter().map(|code| stall(code)).collect()
}

fn stall(code: &str) -> StallFacts {
    let (row, place) = code.split_at(1);
    StallFacts {
        stall: id(code),
        code: code.to_owned(),
        zone: ZoneId(if row == "A" { 1 } else { 2 }),
        row: row.to_owned(),
        place: place.parse().unwrap(),
        features: match code {
            "A1" | "B3" => vec![Feature::Power],
            _ => Vec::new(),
        },
        categories: match code {
            "A3" => vec![CategoryId(2)],
            _ => Vec::new(),
        },
    }
}

fn id(code: &str) -> StallId {
    let (row, place) = code.split_at(1);
    let row = i64::from(row.as_bytes()[0]);
    StallId(row * 100 + place.parse::<i64>().unwrap())
}

/// A snack seller who takes anything.
fn fit(size: usize) -> Fit {
    Fit {
        needs: Vec::new(),
        category: CategoryId(1),
        wishes: Vec::new(),
        anywhere: true,
        size,
    }
}

fn wishing(size: usize, wishes: &[Wish]) -> Fit {
    Fit {
        wishes: wishes.to_vec(),
        anywhere: false,
        ..fit(size)
    }
}

#[track_caller]
fn check(fit: &Fit, codes: &[&str], expected: &[&str]) {
    let stalls = free(codes);
    let chosen = fit.choose(&stalls, &[]).unwrap_or_default();
    let chosen: Vec<&str> = chosen.iter().map(|stall| stall.code.as_str()).collect();
    assert_eq!(chosen, expected);
}

#[test]
fn one_stall_is_the_earliest_wish_then_the_smallest_code() {
    check(&fit(1), &["B2", "A2"], &["A2"]);
    let fit = wishing(1, &[Wish::Stall(id("B2")), Wish::Zone(ZoneId(1))]);
    check(&fit, &["A2", "B2"], &["B2"]);
    check(&fit, &["A4", "A2", "B1"], &["A2"]);
    check(&fit, &["B1"], &[]);
}

#[test]
fn several_stand_side_by_side_in_one_row() {
    check(&fit(2), &["A2", "A4", "B1"], &[]);
    check(&fit(2), &["A2", "A4", "B2", "B1"], &["B1", "B2"]);
    check(&fit(3), &["B1", "B2", "B3", "A1"], &["B1", "B2", "B3"]);
    check(&fit(4), &["B1", "B2", "B3", "A1"], &[]);
}

#[test]
fn every_stall_of_a_block_is_of_use_and_accepted() {
    // A3 is for crafts only, and cuts the row in two.
    check(&fit(2), &["A2", "A3", "A4"], &[]);
    let needy = Fit {
        needs: vec![Feature::Power],
        ..fit(2)
    };
    check(&needy, &["A1", "A2", "B2", "B3"], &[]);
    let fit = wishing(2, &[Wish::Stall(id("A1"))]);
    check(&fit, &["A1", "A2"], &[]);
}

#[test]
fn blocks_compare_by_their_wishes_in_ascending_order() {
    let wishes = [
        Wish::Stall(id("B3")),
        Wish::Zone(ZoneId(2)),
        Wish::Zone(ZoneId(1)),
    ];
    check(
        &wishing(2, &wishes),
        &["A1", "A2", "B1", "B2", "B3"],
        &["B2", "B3"],
    );
    check(
        &wishing(2, &wishes),
        &["A1", "A2", "B1", "B2"],
        &["B1", "B2"],
    );
}

#[test]
fn nobody_is_asked_the_same_question_twice() {
    let stalls = free(&["B1", "B2", "B3"]);
    let refused = BTreeSet::from([id("B1"), id("B2")]);
    let chosen = fit(2).choose(&stalls, std::slice::from_ref(&refused));
    let codes: Vec<String> = chosen
        .unwrap()
        .iter()
        .map(|stall| stall.code.clone())
        .collect();
    assert_eq!(codes, ["B2", "B3"]);
    let rest = free(&["B1", "B2"]);
    assert!(fit(2).choose(&rest, &[refused]).is_none());
}

#[test]
fn adjacent_is_place_by_place_in_one_row_in_any_order() {
    for (codes, adjacent) in [
        (&["A2", "A1"][..], true),
        (&["A2"], true),
        (&["A1", "A3"], false),
        (&["A1", "B2"], false),
        (&["B3", "B1", "B2"], true),
    ] {
        let stalls = free(codes);
        let stalls: Vec<&StallFacts> = stalls.iter().collect();
        assert_eq!(are_adjacent(&stalls), adjacent, "{codes:?}");
    }
}
