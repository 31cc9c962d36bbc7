//! More than the `min`: one adjacent free stall at a time.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them so"
)]

use expect_test::expect;

use crate::engine::fixture::check;

#[test]
fn whoever_wants_more_gets_what_is_free_beside_it_from_either_end() {
    check(
        "pool open order=rank
         row A open A1 A2 A3 A4
         who N1 open rank=1 max=4 preferences=A2 anywhere",
        &expect![[r#"
            N1: open 1 -> A1 A2 A3 A4 of open, wish 1 {"kind":"assigned","extras":3}
        "#]],
    );
    check(
        "pool open order=rank
         row A open A1 A2 A3
         who N1 open rank=1 max=2 preferences=A2,A3,A1",
        &expect![[r#"
            N1: open 1 -> A2 A3 of open, wish 1 {"kind":"assigned","extras":1}
            unfilled: A1
        "#]],
    );
}

#[test]
fn extras_go_round_by_round() {
    check(
        "pool open order=rank
         row A open A1 A2 A3 A4 A5
         who N1 open rank=1 max=3 preferences=A1 anywhere
         who N2 open rank=2 max=3 preferences=A5 anywhere",
        &expect![[r#"
            N1: open 1 -> A1 A2 A3 of open, wish 1 {"kind":"assigned","extras":2}
            N2: open 2 -> A4 A5 of open, wish 1 {"kind":"assigned","extras":1}
        "#]],
    );
}

#[test]
fn an_extra_is_never_across_a_gap_and_never_what_is_not_accepted() {
    check(
        "pool open order=rank
         row A open A1 A2 - A4
         row B open B1 B2
         who N1 open rank=1 max=3 preferences=A1,A2,A4
         who N2 open rank=2 max=2 preferences=B1",
        &expect![[r#"
            N1: open 1 -> A1 A2 of open, wish 1 {"kind":"assigned","extras":1}
            N2: open 2 -> B1 of open, wish 1
            unfilled: A4 B2
        "#]],
    );
}

#[test]
fn everyone_has_something_before_anyone_has_more() {
    check(
        "pool open order=rank
         row A open A1 A2
         who N1 open rank=1 max=2 preferences=A1 anywhere
         who N2 open rank=2 anywhere",
        &expect![[r#"
            N1: open 1 -> A1 of open, wish 1
            N2: open 2 -> A2 of open
        "#]],
    );
}

#[test]
fn a_cap_stops_an_extra_but_not_that_of_a_holder() {
    check(
        "pool open order=rank
         cap tea 2
         row A open A1 A2 A3 A4 A5
         who N1 open rank=1 category=tea max=3 preferences=A1 anywhere
         who H2 open rank=2 category=tea max=2 holds=A5 preferences=A4",
        &expect![[r#"
            H2: open 2 -> A4 A5 of open, wish 1 {"kind":"assigned","moved":true,"extras":1}
            N1: open 1 -> A1 of open, wish 1
            unfilled: A2 A3
        "#]],
    );
}

#[test]
fn what_the_charity_pool_holds_is_nobodys_extra() {
    check(
        "pool charity order=rank groups=low_income unfilled=hold
         pool open order=rank
         row A charity C1 C2
         who N1 charity rank=1 groups=low_income max=2 anywhere",
        &expect![[r#"
            N1: charity 1 -> C1 of charity
            unfilled: C2
        "#]],
    );
}

/// C2 was released, and so stands in the open pool, which N1 did not list and N2 did.
#[test]
fn an_extra_needs_the_pool_in_which_the_stall_was_drawn_last() {
    check(
        "pool charity order=rank groups=low_income
         pool open order=rank
         row A charity C1 C2
         stall A1 open row=A place=2
         who N1 charity rank=1 groups=low_income max=2 preferences=C1 anywhere
         who N2 open rank=2 max=2 preferences=A1 anywhere",
        &expect![[r#"
            N1: charity 1 -> C1 of charity, wish 1
            N2: open 1 -> A1 C2 of open, wish 1 {"kind":"assigned","extras":1}
        "#]],
    );
}

#[test]
fn a_holders_extra_is_wished_for_ahead_of_what_they_hold() {
    check(
        "pool open order=rank
         row A open A1 A2 A3
         who H1 open rank=1 max=3 holds=A2 preferences=A1,A2,A3 anywhere",
        &expect![[r#"
            H1: open 1 -> A1 A2 of open, wish 1 {"kind":"assigned","moved":true,"extras":1}
            unfilled: A3
        "#]],
    );
}
