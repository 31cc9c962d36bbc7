//! Who needs more than one stall: adjacent ones, or nothing.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them so"
)]

use expect_test::expect;

use crate::engine::fixture::check;

#[test]
fn whoever_needs_two_gets_two_adjacent_stalls_or_nothing() {
    check(
        "pool open order=rank
         row A open A1 A2 - A4
         who N1 open rank=1 min=2 max=2 anywhere
         who N2 open rank=2 min=2 max=2 anywhere
         who N3 open rank=3 anywhere",
        &expect![[r#"
            N1: open 1 -> A1 A2 of open
            N2: open 2 (waiting 1) {"kind":"outranked","pool":"open","position":2,"cut_off":1,"usable":3,"ahead":2}
            N3: open 3 -> A4 of open
        "#]],
    );
}

#[test]
fn a_gap_or_the_end_of_a_row_keeps_stalls_apart() {
    check(
        "pool open order=rank
         row A open A1 - A3
         row B open B1
         stall C1 open
         stall C2 open
         who N1 open rank=1 min=2 max=2 anywhere",
        &expect![[r#"
            N1: open 1 (waiting 1) {"kind":"no_block","pool":"open","position":1,"size":2}
            unfilled: A1 A3 B1 C1 C2
        "#]],
    );
}

#[test]
fn the_next_gets_no_part_of_a_block_that_is_promised() {
    check(
        "pool open order=rank
         row A open A1 A2
         who N1 open rank=1 min=2 max=2 preferences=A1,A2
         who N2 open rank=2 preferences=A1 anywhere",
        &expect![[r#"
            N1: open 1 -> A1 A2 of open, wish 1
            N2: open 2 (waiting 1) {"kind":"outranked","pool":"open","position":2,"cut_off":1,"usable":2,"ahead":2}
        "#]],
    );
    check(
        "pool open order=rank
         row A open A1 A2 A3
         who N1 open rank=1 preferences=A2 anywhere
         who N2 open rank=2 min=2 max=2 anywhere",
        &expect![[r#"
            N1: open 1 -> A1 of open {"kind":"assigned","earlier":[{"wish":1,"fate":{"kind":"kept","pool":"open","by":2}}]}
            N2: open 2 -> A2 A3 of open
        "#]],
    );
}

#[test]
fn with_choice_a_block_is_broken_by_whoever_comes_first() {
    check(
        "choice
         pool open order=rank
         row A open A1 A2 A3
         who N1 open rank=1 preferences=A2 anywhere
         who N2 open rank=2 min=2 max=2 anywhere",
        &expect![[r#"
            N1: open 1 -> A2 of open, wish 1
            N2: open 2 (waiting 1) {"kind":"outranked","pool":"open","position":2,"cut_off":1,"usable":3,"ahead":1}
            unfilled: A1 A3
        "#]],
    );
}

#[test]
fn every_stall_of_a_block_must_be_accepted() {
    check(
        "pool open order=rank
         row A open A1 A2 A3
         who N1 open rank=1 min=2 max=2 preferences=A1,A3
         who N2 open rank=2 min=2 max=2 preferences=A3,A2",
        &expect![[r#"
            N1: open 1 (waiting 1) {"kind":"nothing_left","pool":"open","position":1,"usable":3,"wishes":[{"wish":1,"fate":{"kind":"no_block"}},{"wish":2,"fate":{"kind":"taken","pool":"open","by":2}}]}
            N2: open 2 -> A2 A3 of open, wish 1
            unfilled: A1
        "#]],
    );
}

#[test]
fn every_stall_of_a_block_must_be_of_use() {
    check(
        "pool open order=rank
         stall A1 open row=A place=1 features=power
         stall A2 open row=A place=2
         stall A3 open row=A place=3 features=power
         who N1 open rank=1 min=2 max=2 needs=power anywhere",
        &expect![[r#"
            N1: open 1 (waiting 1) {"kind":"no_block","pool":"open","position":1,"size":2}
            unfilled: A1 A2 A3
        "#]],
    );
}

/// 1 and none is better than 2 and 3.
#[test]
fn blocks_compare_by_their_wish_numbers_in_ascending_order() {
    check(
        "pool open order=rank
         row A open A1 A2 A3
         row B open B1 B2
         who N1 open rank=1 min=2 max=2 preferences=A1,B1,B2 anywhere",
        &expect![[r#"
            N1: open 1 -> A1 A2 of open, wish 1
            unfilled: A3 B1 B2
        "#]],
    );
    check(
        "pool open order=rank
         row A open A1 A2 A3
         who N1 open rank=1 min=2 max=2 preferences=A2,A3,A1",
        &expect![[r#"
            N1: open 1 -> A2 A3 of open, wish 1
            unfilled: A1
        "#]],
    );
}

#[test]
fn then_by_the_sum_of_those_who_can_use_them() {
    check(
        "pool open order=rank
         stall A1 open row=A place=1
         stall A2 open row=A place=2 features=power
         stall A3 open row=A place=3
         stall A4 open row=A place=4
         who N1 open rank=1 min=2 max=2 anywhere
         who N2 open rank=2 needs=power anywhere
         who N3 open rank=3 anywhere",
        &expect![[r#"
            N1: open 1 -> A3 A4 of open
            N2: open 2 -> A2 of open
            N3: open 3 -> A1 of open
        "#]],
    );
}

#[test]
fn a_block_does_not_reach_into_another_pool() {
    check(
        "pool charity order=rank groups=low_income unfilled=hold
         pool open order=rank
         row A charity A1
         stall A2 open row=A place=1
         stall A3 open row=A place=2
         who N1 charity,open rank=1 groups=low_income min=2 max=2 anywhere",
        &expect![[r#"
            N1: charity 1 open 1 -> A2 A3 of open
            unfilled: A1
        "#]],
    );
}

#[test]
fn released_stalls_make_blocks_in_the_next_pool() {
    check(
        "pool charity order=rank groups=low_income
         pool open order=rank
         row A charity A1
         stall A2 open row=A place=1
         who N1 open rank=1 min=2 max=2 anywhere",
        &expect![[r#"
            N1: open 1 -> A1 A2 of open
        "#]],
    );
}

/// There are stalls for all, but blocks for two of the three.
#[test]
fn a_promise_is_made_only_if_a_block_is_left_for_it() {
    check(
        "pool open order=rank
         row A open A1 A2 A3
         row B open B1 B2 B3
         who N1 open rank=1 min=2 max=2 anywhere
         who N2 open rank=2 min=2 max=2 anywhere
         who N3 open rank=3 min=2 max=2 anywhere
         who N4 open rank=4 anywhere
         who N5 open rank=5 anywhere",
        &expect![[r#"
            N1: open 1 -> A1 A2 of open
            N2: open 2 -> B1 B2 of open
            N3: open 3 (waiting 1) {"kind":"outranked","pool":"open","position":3,"cut_off":2,"usable":6,"ahead":4}
            N4: open 4 -> A3 of open
            N5: open 5 -> B3 of open
        "#]],
    );
}

#[test]
fn a_wish_may_be_free_without_another_beside_it() {
    check(
        "pool open order=rank
         row A open A1 A2 A3 A4
         who N1 open rank=1 preferences=A2
         who N2 open rank=2 min=2 max=2 preferences=A1,A2,A3,A4",
        &expect![[r#"
            N1: open 1 -> A2 of open, wish 1
            N2: open 2 -> A3 A4 of open, wish 3 {"kind":"assigned","earlier":[{"wish":1,"fate":{"kind":"no_block"}},{"wish":2,"fate":{"kind":"taken","pool":"open","by":1}}]}
            unfilled: A1
        "#]],
    );
}

#[test]
fn a_cap_counts_stalls_and_not_people() {
    check(
        "pool open order=rank
         cap tea 3
         row A open A1 A2 A3 A4
         who N1 open rank=1 category=tea min=2 max=2 anywhere
         who N2 open rank=2 category=tea min=2 max=2 anywhere
         who N3 open rank=3 category=tea anywhere",
        &expect![[r#"
            N1: open 1 -> A1 A2 of open
            N2: open 2 (waiting 1) {"kind":"cap","pool":"open","position":2,"category":"tea","max":3}
            N3: open 3 -> A3 of open
            unfilled: A4
        "#]],
    );
}

/// A1 and A2 are kept for N2, who then takes nothing.
#[test]
fn what_is_left_is_offered_in_blocks_too() {
    check(
        "pool open order=rank
         stall A1 open row=A place=1 features=power
         stall A2 open row=A place=2 features=power
         row B open B1 B2
         who N1 open rank=1 min=2 max=2 preferences=A1,A2
         who N2 open rank=2 min=2 max=2 needs=power preferences=X1",
        &expect![[r#"
            N1: open 1 -> A1 A2 of open, wish 1
            N2: open 2 (waiting 1) {"kind":"nothing_left","pool":"open","position":2,"usable":2,"wishes":[{"wish":1,"fate":{"kind":"unknown"}}]}
            unfilled: B1 B2
        "#]],
    );
}
