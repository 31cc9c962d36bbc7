//! Seats for groups.

use expect_test::expect;

use crate::engine::fixture::check;

#[test]
fn a_quota_promises_a_seat_to_someone_further_down() {
    check(
        "pool charity order=rank quotas=disability:1
         stall C1 charity
         stall C2 charity
         who N1 charity rank=1 anywhere
         who N2 charity rank=2 anywhere
         who N3 charity rank=3 groups=disability anywhere
         who N4 charity rank=4 groups=disability anywhere",
        &expect![[r#"
            N1: charity 1 -> C1 of charity
            N2: charity 2 (waiting 1) {"kind":"outranked","pool":"charity","position":2,"cut_off":1,"usable":2,"ahead":1}
            N3: charity 3 -> C2 of charity
            N4: charity 4 (waiting 2) {"kind":"outranked","pool":"charity","position":4,"cut_off":3,"usable":2,"ahead":2}
        "#]],
    );
}

#[test]
fn whoever_has_a_promise_or_holds_a_stall_counts_for_the_quota() {
    check(
        "pool charity order=rank quotas=disability:1
         stall C1 charity
         stall C2 charity
         who N1 charity rank=1 anywhere
         who N2 charity rank=2 groups=disability anywhere
         who H3 charity rank=3 groups=disability holds=C1",
        &expect![[r#"
            H3: charity 3 -> C1 of charity {"kind":"assigned","held":true}
            N1: charity 1 -> C2 of charity
            N2: charity 2 (waiting 1) {"kind":"outranked","pool":"charity","position":2,"cut_off":1,"usable":2,"renewed":1,"ahead":1}
        "#]],
    );
}

/// N1 is in both groups, and fills one seat only.
#[test]
fn one_person_counts_for_one_seat() {
    check(
        "choice
         pool charity order=rank quotas=disability:1,low_income:1
         stall C1 charity
         stall C2 charity
         who N1 charity rank=1 groups=disability,low_income anywhere
         who N2 charity rank=2 anywhere
         who N3 charity rank=3 groups=low_income anywhere
         who N4 charity rank=4 groups=disability anywhere",
        &expect![[r#"
            N1: charity 1 -> C1 of charity
            N2: charity 2 (waiting 1) {"kind":"outranked","pool":"charity","position":2,"cut_off":1,"usable":2,"ahead":1}
            N3: charity 3 -> C2 of charity
            N4: charity 4 (waiting 2) {"kind":"outranked","pool":"charity","position":4,"cut_off":3,"usable":2,"ahead":2}
        "#]],
    );
}

/// Only with N2 for low income and N3 for disability are there two seats.
#[test]
fn of_people_in_several_groups_everyone_takes_the_seat_that_leaves_most_to_others() {
    check(
        "choice
         pool charity order=rank quotas=disability:1,low_income:1
         stall C1 charity
         stall C2 charity
         who N1 charity rank=1 anywhere
         who N2 charity rank=2 groups=disability,low_income anywhere
         who N3 charity rank=3 groups=disability anywhere
         who N4 charity rank=4 groups=disability anywhere",
        &expect![[r#"
            N1: charity 1 (waiting 1) {"kind":"outranked","pool":"charity","position":1,"usable":2}
            N2: charity 2 -> C1 of charity
            N3: charity 3 -> C2 of charity
            N4: charity 4 (waiting 2) {"kind":"outranked","pool":"charity","position":4,"cut_off":3,"usable":2,"ahead":2}
        "#]],
    );
}

/// N2 needs both stalls: with them there is one seat, without them there are two.
#[test]
fn the_number_of_seats_comes_before_the_order() {
    check(
        "choice
         pool charity order=rank quotas=disability:2
         row A charity C1 C2
         who N1 charity rank=1 anywhere
         who N2 charity rank=2 groups=disability min=2 max=2 anywhere
         who N3 charity rank=3 groups=disability anywhere
         who N4 charity rank=4 groups=disability anywhere",
        &expect![[r#"
            N1: charity 1 (waiting 1) {"kind":"outranked","pool":"charity","position":1,"usable":2}
            N2: charity 2 (waiting 2) {"kind":"outranked","pool":"charity","position":2,"usable":2}
            N3: charity 3 -> C1 of charity
            N4: charity 4 -> C2 of charity
        "#]],
    );
}

#[test]
fn a_seat_that_is_given_up_goes_to_the_next_of_the_group() {
    check(
        "choice
         pool charity order=rank quotas=disability:1
         stall C1 charity
         stall C2 charity
         who N1 charity rank=1 groups=disability preferences=X1
         who N2 charity rank=2 anywhere
         who N3 charity rank=3 anywhere
         who N4 charity rank=4 groups=disability anywhere",
        &expect![[r#"
            N1: charity 1 (waiting 1) {"kind":"nothing_left","pool":"charity","position":1,"usable":2,"wishes":[{"wish":1,"fate":{"kind":"unknown"}}]}
            N2: charity 2 -> C1 of charity
            N3: charity 3 (waiting 2) {"kind":"outranked","pool":"charity","position":3,"cut_off":2,"usable":2,"ahead":1}
            N4: charity 4 -> C2 of charity
        "#]],
    );
}

/// One who is in keeps their seat when promises are made again.
#[test]
fn giving_up_something_else_makes_no_further_seat() {
    check(
        "pool charity order=rank quotas=disability:1
         stall C1 charity
         stall C2 charity
         stall C3 charity features=power
         who N1 charity rank=1 groups=disability anywhere
         who N2 charity rank=2 needs=power preferences=X1
         who N3 charity rank=3 preferences=C1,C2
         who N4 charity rank=4 preferences=C3
         who N5 charity rank=5 groups=disability preferences=C3",
        &expect![[r#"
            N1: charity 1 -> C1 of charity
            N2: charity 2 (waiting 1) {"kind":"nothing_left","pool":"charity","position":2,"usable":1,"wishes":[{"wish":1,"fate":{"kind":"unknown"}}]}
            N3: charity 3 -> C2 of charity, wish 2 {"kind":"assigned","earlier":[{"wish":1,"fate":{"kind":"taken","pool":"charity","by":1}}]}
            N4: charity 4 -> C3 of charity, wish 1
            N5: charity 5 (waiting 2) {"kind":"outranked","pool":"charity","position":5,"cut_off":4,"usable":3,"ahead":3}
        "#]],
    );
}

#[test]
fn a_quota_larger_than_the_pool_or_the_group_is_filled_as_far_as_can_be() {
    check(
        "pool charity order=rank quotas=disability:4294967295
         stall C1 charity
         stall C2 charity features=power
         who N1 charity rank=1 needs=power anywhere
         who N2 charity rank=2 groups=disability anywhere
         who N3 charity rank=3 groups=disability needs=power anywhere
         who N4 charity rank=4 groups=disability needs=water anywhere",
        &expect![[r#"
            N1: charity 1 (waiting 1) {"kind":"outranked","pool":"charity","position":1,"usable":1}
            N2: charity 2 -> C1 of charity
            N3: charity 3 -> C2 of charity
            N4: charity 4 {"kind":"nothing_usable","stalls":2,"lack":{"needs":["water"]}}
        "#]],
    );
}

/// Once N1 and N2 have the two seats under the cap, N3 is stopped, and the largest
/// number is found anew.
#[test]
fn a_full_cap_stops_a_seat() {
    check(
        "choice
         pool open order=rank quotas=disability:3
         cap tea 2
         stall A1 open
         stall A2 open
         stall A3 open
         who N1 open rank=2 category=tea groups=disability anywhere
         who N2 open rank=3 category=tea groups=disability anywhere
         who N3 open rank=4 category=tea groups=disability anywhere
         who N4 open rank=5 category=crafts groups=disability anywhere
         who N5 open rank=1 anywhere",
        &expect![[r#"
            N1: open 2 -> A1 of open
            N2: open 3 -> A2 of open
            N3: open 4 (waiting 2) {"kind":"outranked","pool":"open","position":4,"cut_off":3,"usable":3,"ahead":2}
            N4: open 5 -> A3 of open
            N5: open 1 (waiting 1) {"kind":"outranked","pool":"open","position":1,"usable":3}
        "#]],
    );
}
