//! Pools, order, promises, turns and caps, with one stall for each.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them so"
)]

use expect_test::expect;

use crate::engine::fixture::check;

#[test]
fn the_first_in_order_gets_their_first_wish_and_the_next_what_is_left() {
    check(
        "pool open order=rank
         stall A1 open
         stall A2 open
         who N1 open rank=1 preferences=A1,A2
         who N2 open rank=2 preferences=A1,A2
         who N3 open rank=3 preferences=A1,A2",
        &expect![[r#"
            N1: open 1 -> A1 of open, wish 1
            N2: open 2 -> A2 of open, wish 2 {"kind":"assigned","earlier":[{"wish":1,"fate":{"kind":"taken","pool":"open","by":1}}]}
            N3: open 3 (waiting 1) {"kind":"outranked","pool":"open","position":3,"cut_off":2,"usable":2,"ahead":2}
        "#]],
    );
}

#[test]
fn tier_comes_before_rank_and_none_is_last() {
    check(
        "pool open order=tier,rank
         stall A1 open
         who N1 open tier=2 rank=1 anywhere
         who N2 open tier=1 anywhere
         who N3 open tier=1 rank=9 anywhere
         who N4 open rank=1 anywhere",
        &expect![[r#"
            N1: open 3 (waiting 2) {"kind":"outranked","pool":"open","position":3,"cut_off":1,"usable":1,"ahead":1}
            N2: open 2 (waiting 1) {"kind":"outranked","pool":"open","position":2,"cut_off":1,"usable":1,"ahead":1}
            N3: open 1 -> A1 of open
            N4: open 4 (waiting 3) {"kind":"outranked","pool":"open","position":4,"cut_off":1,"usable":1,"ahead":1}
        "#]],
    );
}

#[test]
fn the_code_breaks_the_tie_of_equal_tickets() {
    check(
        "pool open
         stall A1 open
         who N2 open ticket=same anywhere
         who N1 open ticket=same anywhere",
        &expect![[r#"
            N1: open 1 -> A1 of open
            N2: open 2 (waiting 1) {"kind":"outranked","pool":"open","position":2,"cut_off":1,"usable":1,"ahead":1}
        "#]],
    );
}

#[test]
fn who_wins_a_charity_stall_leaves_the_open_draw_and_who_misses_it_stays_in() {
    check(
        "pool charity order=rank groups=low_income unfilled=hold
         pool open order=rank
         stall C1 charity
         stall A1 open
         who N1 charity,open rank=1 groups=low_income anywhere
         who N2 charity,open rank=2 groups=low_income anywhere
         who N3 open rank=3 groups=low_income anywhere",
        &expect![[r#"
            N1: charity 1 -> C1 of charity
            N2: charity 2 open 1 -> A1 of open
            N3: open 2 (waiting 1) {"kind":"outranked","pool":"open","position":2,"cut_off":1,"usable":1,"ahead":1}
        "#]],
    );
}

#[test]
fn an_unfilled_charity_stall_is_held_when_the_rules_say_so() {
    check(
        "pool charity groups=low_income unfilled=hold
         pool open order=rank
         stall C1 charity
         who N1 open rank=1 anywhere",
        &expect![[r#"
            N1: open 1 {"kind":"nothing_usable","stalls":0,"lack":{}}
            unfilled: C1
        "#]],
    );
}

#[test]
fn an_unfilled_stall_is_released_through_every_later_pool() {
    check(
        "pool charity groups=low_income unfilled=release
         pool food categories=food
         pool open order=rank
         stall C1 charity
         who N1 open rank=1 anywhere",
        &expect![[r#"
            N1: open 1 -> C1 of open
        "#]],
    );
}

#[test]
fn a_pool_for_categories_admits_only_those() {
    check(
        "pool food order=rank categories=food unfilled=hold
         stall G1 food
         who N1 food rank=1 category=crafts anywhere
         who N2 food rank=2 category=food anywhere
         who N3 food rank=3 anywhere",
        &expect![[r#"
            N1: {"kind":"not_admitted","pools":[{"pool":"food","why":"category"}]}
            N2: food 1 -> G1 of food
            N3: {"kind":"not_admitted","pools":[{"pool":"food","why":"category"}]}
        "#]],
    );
}

#[test]
fn who_is_in_no_group_of_a_pool_is_not_admitted() {
    check(
        "pool charity groups=disability,low_income
         stall C1 charity
         who N1 charity anywhere
         who N2 charity groups=low_income,destitute anywhere",
        &expect![[r#"
            N1: {"kind":"not_admitted","pools":[{"pool":"charity","why":"group"}]}
            N2: charity 1 -> C1 of charity
        "#]],
    );
}

#[test]
fn a_stall_of_a_later_wish_is_given_when_the_earlier_one_is_promised_to_others() {
    check(
        "pool open order=rank
         stall A1 open features=power
         stall A2 open
         who N1 open rank=1 preferences=A1,A2
         who N2 open rank=2 needs=power anywhere",
        &expect![[r#"
            N1: open 1 -> A2 of open, wish 2 {"kind":"assigned","earlier":[{"wish":1,"fate":{"kind":"kept","pool":"open","by":2,"needs":["power"]}}]}
            N2: open 2 -> A1 of open
        "#]],
    );
}

#[test]
fn with_choice_order_alone_decides() {
    check(
        "choice
         pool open order=rank
         stall A1 open features=power
         stall A2 open
         who N1 open rank=1 preferences=A1,A2
         who N2 open rank=2 needs=power anywhere",
        &expect![[r#"
            N1: open 1 -> A1 of open, wish 1
            N2: open 2 (waiting 1) {"kind":"outranked","pool":"open","position":2,"cut_off":1,"usable":1,"ahead":1}
            unfilled: A2
        "#]],
    );
}

#[test]
fn promises_are_made_in_order_as_long_as_all_can_be_kept() {
    check(
        "pool open order=rank
         stall A1 open features=power
         stall A2 open
         who N1 open rank=1 needs=power anywhere
         who N2 open rank=2 needs=power anywhere
         who N3 open rank=3 anywhere
         who N4 open rank=4 anywhere",
        &expect![[r#"
            N1: open 1 -> A1 of open
            N2: open 2 (waiting 1) {"kind":"outranked","pool":"open","position":2,"cut_off":1,"usable":1,"ahead":1}
            N3: open 3 -> A2 of open
            N4: open 4 (waiting 2) {"kind":"outranked","pool":"open","position":4,"cut_off":3,"usable":2,"ahead":2}
        "#]],
    );
}

#[test]
fn a_promise_that_is_given_up_goes_to_the_next_in_order() {
    check(
        "pool open order=rank
         stall A1 open
         stall A2 open
         who N1 open rank=1 preferences=A2
         who N2 open rank=2 preferences=A2
         who N3 open rank=3 anywhere",
        &expect![[r#"
            N1: open 1 -> A2 of open, wish 1
            N2: open 2 (waiting 1) {"kind":"nothing_left","pool":"open","position":2,"usable":2,"wishes":[{"wish":1,"fate":{"kind":"taken","pool":"open","by":1}}]}
            N3: open 3 -> A1 of open
        "#]],
    );
}

#[test]
fn who_gave_up_their_promise_gets_no_other_but_may_take_what_is_left() {
    check(
        "pool open order=rank
         stall A1 open
         stall A2 open
         stall A3 open
         who N1 open rank=1 preferences=A3
         who H1 open rank=2 holds=A3 preferences=A2",
        &expect![[r#"
            H1: open 2 -> A2 of open, wish 1 {"kind":"assigned","moved":true}
            N1: open 1 -> A3 of open, wish 1
            unfilled: A1
        "#]],
    );
}

#[test]
fn whoever_gets_a_promise_after_their_turn_chooses_at_once_in_order() {
    check(
        "pool open order=rank
         stall P1 open features=power
         stall P2 open features=power
         stall Q1 open
         stall Q2 open
         stall Q3 open
         who N1 open rank=1 needs=power preferences=P1 anywhere
         who N2 open rank=2 needs=power preferences=P1 anywhere
         who H3 open rank=3 holds=P1 preferences=Q1
         who H4 open rank=4 holds=P2 preferences=Q2
         who N5 open rank=5
         who N6 open rank=6 preferences=P1",
        &expect![[r#"
            H3: open 3 -> Q1 of open, wish 1 {"kind":"assigned","moved":true}
            H4: open 4 -> Q2 of open, wish 1 {"kind":"assigned","moved":true}
            N1: open 1 -> P1 of open, wish 1
            N2: open 2 -> P2 of open {"kind":"assigned","earlier":[{"wish":1,"fate":{"kind":"taken","pool":"open","by":1}}]}
            N5: open 5 (waiting 1) {"kind":"nothing_left","pool":"open","position":5,"usable":5}
            N6: open 6 (waiting 2) {"kind":"nothing_left","pool":"open","position":6,"usable":5,"wishes":[{"wish":1,"fate":{"kind":"taken","pool":"open","by":1}}]}
            unfilled: Q3
        "#]],
    );
}

#[test]
fn late_choosers_mind_those_who_come_after_them_and_have_nothing() {
    check(
        "pool open order=rank
         cap tea 0
         stall P1 open features=power,water
         stall P2 open features=power
         stall Q1 open
         stall Q2 open
         stall Q3 open
         who N1 open rank=1 needs=power anywhere
         who N2 open rank=2 needs=power,water category=tea anywhere
         who H3 open rank=3 holds=P1 preferences=Q1
         who H4 open rank=4 holds=P2 preferences=Q2
         who N5 open rank=5",
        &expect![[r#"
            H3: open 3 -> Q1 of open, wish 1 {"kind":"assigned","moved":true}
            H4: open 4 -> Q2 of open, wish 1 {"kind":"assigned","moved":true}
            N1: open 1 -> P2 of open
            N2: open 2 (waiting 1) {"kind":"cap","pool":"open","position":2,"category":"tea","max":0}
            N5: open 5 (waiting 2) {"kind":"nothing_left","pool":"open","position":5,"usable":5}
            unfilled: P1 Q3
        "#]],
    );
}

#[test]
fn a_holder_is_promised_their_stall_before_anyone_ahead_of_them() {
    check(
        "pool open order=rank
         stall A1 open
         who N1 open rank=1 preferences=A1 anywhere
         who H2 open rank=2 holds=A1",
        &expect![[r#"
            H2: open 2 -> A1 of open {"kind":"assigned","held":true}
            N1: open 1 (waiting 1) {"kind":"outranked","pool":"open","position":1,"usable":1,"renewed":1}
        "#]],
    );
}

#[test]
fn a_holder_moves_only_to_what_they_wished_for_ahead_of_their_own() {
    check(
        "choice
         pool open order=rank
         stall A1 open
         stall A2 open
         stall A3 open
         who H1 open rank=1 holds=A1 preferences=A2,A1,A3 anywhere
         who H2 open rank=2 holds=A3 preferences=A2
         who N3 open rank=3 anywhere",
        &expect![[r#"
            H1: open 1 -> A2 of open, wish 1 {"kind":"assigned","moved":true}
            H2: open 2 -> A3 of open {"kind":"assigned","held":true,"earlier":[{"wish":1,"fate":{"kind":"taken","pool":"open","by":1}}]}
            N3: open 3 -> A1 of open
        "#]],
    );
}

#[test]
fn a_holder_who_names_the_zone_of_their_stall_keeps_it() {
    check(
        "pool open order=rank
         stall A1 open zone=A
         stall A2 open zone=A
         stall B1 open zone=B
         who H1 open rank=1 holds=A2 preferences=B9,zone:A,B1",
        &expect![[r#"
            H1: open 1 -> A2 of open, wish 2 {"kind":"assigned","held":true,"earlier":[{"wish":1,"fate":{"kind":"unknown"}}]}
            unfilled: A1 B1
        "#]],
    );
}

#[test]
fn a_holder_of_an_open_stall_takes_a_charity_stall_only_when_wished_for_ahead() {
    check(
        "pool charity order=rank groups=low_income unfilled=hold
         pool open order=rank
         stall C1 charity
         stall C2 charity
         stall A1 open
         stall A2 open
         who H1 charity,open rank=1 groups=low_income holds=A1 preferences=C1,A1,C2
         who H2 charity,open rank=2 groups=low_income holds=A2 anywhere",
        &expect![[r#"
            H1: charity 1 -> C1 of charity, wish 1 {"kind":"assigned","moved":true}
            H2: charity 2 open 1 -> A2 of open {"kind":"assigned","held":true}
            unfilled: A1 C2
        "#]],
    );
}

#[test]
fn a_hold_on_a_stall_that_is_not_usable_does_not_count() {
    check(
        "pool open order=rank
         stall A1 open
         stall A2 open features=power
         who N1 open rank=1 holds=A1 needs=power preferences=A2
         who N2 open rank=2 holds=A9 anywhere
         who N3 open rank=3 anywhere",
        &expect![[r#"
            N1: open 1 -> A2 of open, wish 1
            N2: open 2 -> A1 of open
            N3: open 3 (waiting 1) {"kind":"outranked","pool":"open","position":3,"cut_off":2,"usable":2,"ahead":2}
        "#]],
    );
}

#[test]
fn anywhere_takes_the_stall_that_the_fewest_later_ones_can_use() {
    check(
        "pool open order=rank
         stall A1 open features=power
         stall A2 open
         stall A3 open features=power,water
         who N1 open rank=1 anywhere
         who N2 open rank=2 needs=power anywhere
         who N3 open rank=3 needs=water anywhere",
        &expect![[r#"
            N1: open 1 -> A2 of open
            N2: open 2 -> A1 of open
            N3: open 3 -> A3 of open
        "#]],
    );
}

#[test]
fn then_the_one_that_the_fewest_of_those_name() {
    check(
        "pool open order=rank
         stall A1 open zone=A
         stall A2 open zone=A
         stall A3 open zone=A
         who N1 open rank=1 preferences=zone:A
         who N2 open rank=2 preferences=A1,A1,A3
         who N3 open rank=3 preferences=A3,A1",
        &expect![[r#"
            N1: open 1 -> A2 of open, wish 1
            N2: open 2 -> A1 of open, wish 1
            N3: open 3 -> A3 of open, wish 1
        "#]],
    );
}

#[test]
fn naming_a_stall_that_one_cannot_use_keeps_nobody_off_it() {
    check(
        "pool open order=rank
         stall A1 open
         stall A2 open
         who N1 open rank=1 anywhere
         who N2 open rank=2 needs=power preferences=A1
         who N3 open rank=3 preferences=A2 anywhere",
        &expect![[r#"
            N1: open 1 -> A1 of open
            N2: open 2 {"kind":"nothing_usable","stalls":2,"lack":{"needs":["power"]}}
            N3: open 3 -> A2 of open, wish 1
        "#]],
    );
}

#[test]
fn the_smallest_code_breaks_the_last_tie() {
    check(
        "pool open order=rank
         stall A2 open
         stall A10 open
         who N1 open rank=1 anywhere",
        &expect![[r#"
            N1: open 1 -> A10 of open
            unfilled: A2
        "#]],
    );
}

#[test]
fn a_wish_that_matches_nothing_keeps_its_number() {
    check(
        "pool open order=rank
         stall A1 open zone=A
         stall A2 open zone=A
         who N1 open rank=1 preferences=X9,zone:X,A1
         who N2 open rank=2 preferences=A1,A1,zone:A",
        &expect![[r#"
            N1: open 1 -> A1 of open, wish 3 {"kind":"assigned","earlier":[{"wish":1,"fate":{"kind":"unknown"}},{"wish":2,"fate":{"kind":"unknown"}}]}
            N2: open 2 -> A2 of open, wish 3 {"kind":"assigned","earlier":[{"wish":1,"fate":{"kind":"taken","pool":"open","by":1}}]}
        "#]],
    );
}

#[test]
fn nothing_is_wasted_when_a_holder_moved_off_a_stall() {
    check(
        "pool open order=rank
         stall A1 open features=power
         stall A2 open
         who N1 open rank=1 needs=power preferences=A1
         who H2 open rank=2 holds=A1 preferences=A2",
        &expect![[r#"
            H2: open 2 -> A2 of open, wish 1 {"kind":"assigned","moved":true}
            N1: open 1 -> A1 of open, wish 1
        "#]],
    );
}

#[test]
fn who_accepts_only_what_is_gone_learns_who_got_it() {
    check(
        "pool open order=rank
         stall A1 open zone=A
         stall A2 open zone=A features=power
         stall B1 open zone=B
         who N1 open rank=1 preferences=A1
         who N2 open rank=2 preferences=A2
         who N3 open rank=3 preferences=A1,zone:A,X1",
        &expect![[r#"
            N1: open 1 -> A1 of open, wish 1
            N2: open 2 -> A2 of open, wish 1
            N3: open 3 (waiting 1) {"kind":"nothing_left","pool":"open","position":3,"usable":3,"wishes":[{"wish":1,"fate":{"kind":"taken","pool":"open","by":1}},{"wish":2,"fate":{"kind":"zone_taken","pool":"open","stalls":2,"last":2}},{"wish":3,"fate":{"kind":"unknown"}}]}
            unfilled: B1
        "#]],
    );
}

#[test]
fn who_can_use_no_stall_learns_what_is_missing() {
    check(
        "pool charity groups=low_income
         pool open order=rank
         stall C1 charity features=power,water
         stall A1 open features=power
         stall A2 open features=water categories=snacks
         who N1 open rank=1 needs=vehicle,power anywhere
         who N2 open rank=2 needs=power,water category=snacks anywhere
         who N3 open rank=3 needs=water category=crafts anywhere",
        &expect![[r#"
            N1: open 1 {"kind":"nothing_usable","stalls":3,"lack":{"needs":["vehicle"]}}
            N2: open 2 -> C1 of open
            N3: open 3 (waiting 1) {"kind":"outranked","pool":"open","position":3,"cut_off":2,"usable":1,"ahead":1}
            unfilled: A1 A2
        "#]],
    );
}

#[test]
fn no_stall_in_the_pool_means_none_can_be_used() {
    check(
        "pool open
         who N1 open category=snacks anywhere",
        &expect![[r#"
            N1: open 1 {"kind":"nothing_usable","stalls":0,"lack":{}}
        "#]],
    );
}

#[test]
fn a_stall_with_categories_takes_only_those() {
    check(
        "pool open order=rank
         stall A1 open categories=snacks,tea
         who N1 open rank=1 anywhere
         who N2 open rank=2 category=crafts anywhere
         who N3 open rank=3 category=tea anywhere",
        &expect![[r#"
            N1: open 1 {"kind":"nothing_usable","stalls":1,"lack":{"category":true}}
            N2: open 2 {"kind":"nothing_usable","stalls":1,"lack":{"category":true}}
            N3: open 3 -> A1 of open
        "#]],
    );
}

#[test]
fn a_full_cap_stops_a_promise_and_a_choice() {
    check(
        "pool open order=rank
         cap tea 1
         stall A1 open
         stall A2 open
         stall A3 open
         who N1 open rank=1 category=tea anywhere
         who N2 open rank=2 category=tea anywhere
         who N3 open rank=3 category=crafts anywhere",
        &expect![[r#"
            N1: open 1 -> A1 of open
            N2: open 2 (waiting 1) {"kind":"cap","pool":"open","position":2,"category":"tea","max":1}
            N3: open 3 -> A2 of open
            unfilled: A3
        "#]],
    );
    check(
        "choice
         pool open order=rank
         cap tea 1
         stall A1 open
         stall A2 open
         who N1 open rank=1 category=tea anywhere
         who N2 open rank=2 category=tea anywhere",
        &expect![[r#"
            N1: open 1 -> A1 of open
            N2: open 2 (waiting 1) {"kind":"cap","pool":"open","position":2,"category":"tea","max":1}
            unfilled: A2
        "#]],
    );
}

#[test]
fn holders_and_pools_with_groups_are_exempt_from_the_cap_but_count() {
    check(
        "pool charity order=rank groups=low_income unfilled=hold
         pool open order=rank
         cap tea 2
         stall C1 charity
         stall C2 charity
         stall A1 open
         stall A2 open
         stall A3 open
         who N1 charity rank=1 groups=low_income category=tea anywhere
         who N2 charity rank=2 groups=low_income category=tea anywhere
         who N3 open rank=3 category=tea anywhere
         who H4 open rank=4 category=tea holds=A1",
        &expect![[r#"
            H4: open 2 -> A1 of open {"kind":"assigned","held":true}
            N1: charity 1 -> C1 of charity
            N2: charity 2 -> C2 of charity
            N3: open 1 (waiting 1) {"kind":"cap","pool":"open","position":1,"category":"tea","max":2}
            unfilled: A2 A3
        "#]],
    );
}

#[test]
fn a_holder_counts_before_anyone_ahead_of_them() {
    check(
        "pool open order=rank
         cap tea 1
         stall A1 open
         stall A2 open
         who N1 open rank=1 category=tea anywhere
         who H2 open rank=2 category=tea holds=A1",
        &expect![[r#"
            H2: open 2 -> A1 of open {"kind":"assigned","held":true}
            N1: open 1 (waiting 1) {"kind":"cap","pool":"open","position":1,"category":"tea","max":1}
            unfilled: A2
        "#]],
    );
}

#[test]
fn a_seat_under_the_cap_that_is_given_up_goes_to_the_next() {
    check(
        "pool open order=rank
         cap tea 1
         stall A1 open
         stall A2 open
         who N1 open rank=1 category=tea preferences=X1
         who N2 open rank=2 category=tea anywhere",
        &expect![[r#"
            N1: open 1 (waiting 1) {"kind":"nothing_left","pool":"open","position":1,"usable":2,"wishes":[{"wish":1,"fate":{"kind":"unknown"}}]}
            N2: open 2 -> A1 of open
            unfilled: A2
        "#]],
    );
}

#[test]
fn a_wish_for_a_stall_of_another_pool_is_named_as_such() {
    check(
        "pool charity order=rank groups=low_income unfilled=hold
         pool open order=rank
         stall C1 charity zone=C
         stall A1 open zone=A
         who N1 charity,open rank=1 groups=low_income preferences=A1,zone:A,C1
         who N2 open rank=2 preferences=C1,zone:C,A1",
        &expect![[r#"
            N1: charity 1 -> C1 of charity, wish 3 {"kind":"assigned","earlier":[{"wish":1,"fate":{"kind":"other_pool","pool":"open"}},{"wish":2,"fate":{"kind":"other_pool","pool":"open"}}]}
            N2: open 1 -> A1 of open, wish 3 {"kind":"assigned","earlier":[{"wish":1,"fate":{"kind":"other_pool","pool":"charity"}},{"wish":2,"fate":{"kind":"other_pool","pool":"charity"}}]}
        "#]],
    );
}

#[test]
fn waiting_numbers_skip_the_placed_and_those_who_can_use_nothing() {
    check(
        "pool charity order=rank groups=low_income unfilled=hold
         pool open order=rank
         stall C1 charity
         stall A1 open
         who N1 charity,open rank=1 groups=low_income anywhere
         who N2 charity,open rank=2 groups=low_income anywhere
         who N3 charity,open rank=3 groups=low_income needs=water anywhere
         who N4 charity,open rank=4 groups=low_income anywhere
         who N5 open rank=5 anywhere",
        &expect![[r#"
            N1: charity 1 -> C1 of charity
            N2: charity 2 open 1 -> A1 of open
            N3: charity 3 open 2 {"kind":"nothing_usable","stalls":2,"lack":{"needs":["water"]}}
            N4: charity 4 (waiting 1) open 3 (waiting 1) {"kind":"outranked","pool":"open","position":3,"cut_off":1,"usable":1,"ahead":1}
            N5: open 4 (waiting 2) {"kind":"outranked","pool":"open","position":4,"cut_off":1,"usable":1,"ahead":1}
        "#]],
    );
}

#[test]
fn an_empty_problem_has_an_empty_outcome() {
    check("", &expect![""]);
}
