//! Holders who renew, or move.

use expect_test::expect;

use crate::engine::fixture::check;

#[test]
fn two_holders_change_places() {
    check(
        "pool open order=rank
         stall A1 open
         stall A2 open
         who H1 open rank=1 holds=A1 preferences=A2
         who H2 open rank=2 holds=A2 preferences=A1
         who N3 open rank=3 preferences=A1 anywhere",
        &expect![[r#"
            H1: open 1 -> A2 of open, wish 1 {"kind":"assigned","moved":true}
            H2: open 2 -> A1 of open, wish 1 {"kind":"assigned","moved":true}
            N3: open 3 (waiting 1) {"kind":"outranked","pool":"open","position":3,"cut_off":2,"usable":2,"ahead":2}
        "#]],
    );
}

#[test]
fn three_holders_move_in_a_ring() {
    check(
        "choice
         pool open order=rank
         stall A1 open
         stall A2 open
         stall A3 open
         who H1 open rank=1 holds=A1 preferences=A2
         who H2 open rank=2 holds=A2 preferences=A3
         who H3 open rank=3 holds=A3 preferences=A1",
        &expect![[r#"
            H1: open 1 -> A2 of open, wish 1 {"kind":"assigned","moved":true}
            H2: open 2 -> A3 of open, wish 1 {"kind":"assigned","moved":true}
            H3: open 3 -> A1 of open, wish 1 {"kind":"assigned","moved":true}
        "#]],
    );
}

/// What H4 wishes for is not on the list, and H6 stays where everyone would like to be.
#[test]
fn one_impossible_wish_stops_nobody_else() {
    check(
        "pool open order=rank
         stall A1 open
         stall A2 open
         stall A3 open
         stall A4 open
         stall A5 open
         stall A6 open
         who H1 open rank=1 holds=A1 preferences=A6,A2
         who H2 open rank=2 holds=A2 preferences=A3
         who H3 open rank=3 holds=A3 preferences=A4,A5
         who H4 open rank=4 holds=A4 preferences=X1
         who H5 open rank=5 holds=A5 preferences=A6,A1
         who H6 open rank=6 holds=A6",
        &expect![[r#"
            H1: open 1 -> A2 of open, wish 2 {"kind":"assigned","moved":true,"earlier":[{"wish":1,"fate":{"kind":"kept","pool":"open","by":6,"renews":true}}]}
            H2: open 2 -> A3 of open, wish 1 {"kind":"assigned","moved":true}
            H3: open 3 -> A5 of open, wish 2 {"kind":"assigned","moved":true,"earlier":[{"wish":1,"fate":{"kind":"kept","pool":"open","by":4,"renews":true}}]}
            H4: open 4 -> A4 of open {"kind":"assigned","held":true,"earlier":[{"wish":1,"fate":{"kind":"unknown"}}]}
            H5: open 5 -> A1 of open, wish 2 {"kind":"assigned","moved":true,"earlier":[{"wish":1,"fate":{"kind":"kept","pool":"open","by":6,"renews":true}}]}
            H6: open 6 -> A6 of open {"kind":"assigned","held":true}
        "#]],
    );
}

#[test]
fn five_holders_move_in_a_ring_and_the_last_of_them_is_first_in_order() {
    check(
        "pool open order=rank
         stall A1 open
         stall A2 open
         stall A3 open
         stall A4 open
         stall A5 open
         who H1 open rank=5 holds=A1 preferences=A2
         who H2 open rank=4 holds=A2 preferences=A3
         who H3 open rank=3 holds=A3 preferences=A4
         who H4 open rank=2 holds=A4 preferences=A5
         who H5 open rank=1 holds=A5 preferences=A1",
        &expect![[r#"
            H1: open 5 -> A2 of open, wish 1 {"kind":"assigned","moved":true}
            H2: open 4 -> A3 of open, wish 1 {"kind":"assigned","moved":true}
            H3: open 3 -> A4 of open, wish 1 {"kind":"assigned","moved":true}
            H4: open 2 -> A5 of open, wish 1 {"kind":"assigned","moved":true}
            H5: open 1 -> A1 of open, wish 1 {"kind":"assigned","moved":true}
        "#]],
    );
}

/// A1 can be spared, because H2 would rather have A2.
#[test]
fn a_newcomer_ahead_gets_what_a_holder_would_leave_anyway() {
    check(
        "pool open order=rank
         stall A1 open
         stall A2 open
         who N1 open rank=1 preferences=A1
         who H2 open rank=2 holds=A1 preferences=A2",
        &expect![[r#"
            H2: open 2 -> A2 of open, wish 1 {"kind":"assigned","moved":true}
            N1: open 1 -> A1 of open, wish 1
        "#]],
    );
}

/// H3 would rather have A2 or A3 than their own, and so can always be given A3.
#[test]
fn a_holder_goes_where_they_accept_when_someone_ahead_wants_their_stall() {
    check(
        "pool open order=rank
         stall A1 open
         stall A2 open
         stall A3 open
         who N1 open rank=1 preferences=A2
         who N2 open rank=2 preferences=A1
         who H3 open rank=3 holds=A1 preferences=A2,A3,A1",
        &expect![[r#"
            H3: open 3 -> A3 of open, wish 2 {"kind":"assigned","moved":true,"earlier":[{"wish":1,"fate":{"kind":"taken","pool":"open","by":1}}]}
            N1: open 1 -> A2 of open, wish 1
            N2: open 2 -> A1 of open, wish 1
        "#]],
    );
}

#[test]
fn a_holder_of_several_stalls_keeps_them_adjacent_or_not() {
    check(
        "pool open order=rank
         row A open A1 A2 A3
         who N1 open rank=1 anywhere
         who H2 open rank=2 max=2 holds=A1,A3",
        &expect![[r#"
            H2: open 2 -> A1 A3 of open {"kind":"assigned","held":true}
            N1: open 1 -> A2 of open
        "#]],
    );
}

#[test]
fn a_holder_of_more_than_they_may_have_keeps_the_ones_they_named() {
    check(
        "pool open order=rank
         row A open A1 A2 A3
         who H1 open rank=1 min=2 max=2 holds=A1,A2,A3 preferences=A3
         who N2 open rank=2 anywhere",
        &expect![[r#"
            H1: open 1 -> A1 A3 of open, wish 1 {"kind":"assigned","held":true}
            N2: open 2 -> A2 of open
        "#]],
    );
}

#[test]
fn a_holder_of_several_stalls_moves_with_all_of_them() {
    check(
        "pool open order=rank
         row A open A1 A2
         row B open B1 B2 B3
         who N1 open rank=1 preferences=B1
         who H2 open rank=2 max=2 holds=A1,A2 preferences=B1,B2,B3
         who N3 open rank=3 min=2 max=2 preferences=A1,A2",
        &expect![[r#"
            H2: open 2 -> B2 B3 of open, wish 2 {"kind":"assigned","moved":true,"earlier":[{"wish":1,"fate":{"kind":"taken","pool":"open","by":1}}]}
            N1: open 1 -> B1 of open, wish 1
            N3: open 3 -> A1 A2 of open, wish 1
        "#]],
    );
}

#[test]
fn a_holder_may_keep_one_stall_and_change_the_other() {
    check(
        "pool open order=rank
         row A open A1 A2 A3
         who H1 open rank=1 max=2 holds=A1,A2 preferences=A3",
        &expect![[r#"
            H1: open 1 -> A2 A3 of open, wish 1 {"kind":"assigned","moved":true}
            unfilled: A1
        "#]],
    );
}

#[test]
fn a_holder_whose_min_is_more_than_they_hold_gets_as_many_as_they_hold() {
    check(
        "pool open order=rank
         row A open A1 A2
         who H1 open rank=1 min=2 max=2 holds=A1",
        &expect![[r#"
            H1: open 1 -> A1 of open {"kind":"assigned","held":true}
            unfilled: A2
        "#]],
    );
}

#[test]
fn of_holds_in_several_pools_those_of_the_first_count() {
    check(
        "pool charity order=rank groups=low_income unfilled=hold
         pool open order=rank
         stall C1 charity
         stall A1 open
         stall A2 open
         who H1 charity,open rank=2 groups=low_income max=2 holds=C1,A1 preferences=A2
         who N2 charity rank=1 groups=low_income anywhere
         who N3 open rank=3 preferences=A1",
        &expect![[r#"
            H1: charity 2 -> C1 of charity {"kind":"assigned","held":true,"earlier":[{"wish":1,"fate":{"kind":"other_pool","pool":"open"}}]}
            N2: charity 1 (waiting 1) {"kind":"outranked","pool":"charity","position":1,"usable":1,"renewed":1}
            N3: open 1 -> A1 of open, wish 1
            unfilled: A2
        "#]],
    );
}

#[test]
fn in_an_earlier_pool_a_holder_stands_like_everyone_else() {
    check(
        "pool charity order=rank groups=low_income unfilled=hold
         pool open order=rank
         stall C1 charity
         stall A1 open
         who N1 charity rank=1 groups=low_income preferences=C1
         who H2 charity,open rank=2 groups=low_income holds=A1 preferences=C1",
        &expect![[r#"
            H2: charity 2 open 1 -> A1 of open {"kind":"assigned","held":true,"earlier":[{"wish":1,"fate":{"kind":"taken","pool":"charity","by":1}}]}
            N1: charity 1 -> C1 of charity, wish 1
        "#]],
    );
    check(
        "pool charity order=rank groups=low_income unfilled=hold
         pool open order=rank
         stall C1 charity
         stall C2 charity
         stall A1 open
         who H1 charity,open rank=1 groups=low_income holds=A1
         who N2 charity rank=2 groups=low_income preferences=C2
         who N3 charity rank=3 groups=low_income preferences=C1",
        &expect![[r#"
            H1: charity 1 open 1 -> A1 of open {"kind":"assigned","held":true}
            N2: charity 2 -> C2 of charity, wish 1
            N3: charity 3 -> C1 of charity, wish 1
        "#]],
    );
}

#[test]
fn holding_a_stall_of_a_pool_that_does_not_admit_them_makes_nobody_a_holder() {
    check(
        "pool charity order=rank groups=low_income
         pool open order=rank
         stall C1 charity
         stall A1 open
         who N1 open rank=2 holds=C1 preferences=C1,A1
         who N2 open rank=1 preferences=C1",
        &expect![[r#"
            N1: open 2 -> A1 of open, wish 2 {"kind":"assigned","earlier":[{"wish":1,"fate":{"kind":"taken","pool":"open","by":1}}]}
            N2: open 1 -> C1 of open, wish 1
        "#]],
    );
}

/// They get one that they hold, and not the one that they named: they accept both.
#[test]
fn a_holder_of_more_than_they_may_have_is_promised_any_of_it() {
    check(
        "pool open order=rank
         stall A1 open
         stall A2 open
         who N1 open rank=1 preferences=A2
         who H2 open rank=2 holds=A1,A2 preferences=A2",
        &expect![[r#"
            H2: open 2 -> A1 of open {"kind":"assigned","held":true,"earlier":[{"wish":1,"fate":{"kind":"taken","pool":"open","by":1}}]}
            N1: open 1 -> A2 of open, wish 1
        "#]],
    );
}
