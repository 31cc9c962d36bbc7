//! What `fill` and `choice` are for: the properties of one and of the other.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them so"
)]

use std::collections::BTreeMap;

use expect_test::expect;
use starstall::engine::{Entry, Outcome, Placement, Problem};

use super::fixture::check;
use super::properties::{Sound, applicant, can_use, draw, ensure, stall, wish};
use super::random::{PLAIN, Shape, check_all};

fn for_plain(check: impl Fn(&Problem, &Outcome) -> Sound) {
    check_all(PLAIN, 300, |problem| check(problem, &draw(problem)));
}

fn placed_anywhere(problem: &Problem, outcome: &Outcome) -> usize {
    let placed = outcome.results.iter().filter(|entry| entry.pool.is_some());
    placed
        .filter(|entry| applicant(problem, &entry.code).anywhere)
        .count()
}

/// How many of them can have a stall of their own.
fn most_together(can_have: &[Vec<&str>]) -> usize {
    let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
    let all = 0..can_have.len();
    all.filter(|who| find_place(can_have, *who, &mut owners, &mut Vec::new()))
        .count()
}

fn find_place<'a>(
    can_have: &[Vec<&'a str>],
    who: usize,
    owners: &mut BTreeMap<&'a str, usize>,
    tried: &mut Vec<&'a str>,
) -> bool {
    can_have[who].iter().any(|stall| {
        if tried.contains(stall) {
            return false;
        }
        tried.push(stall);
        let owner = owners.get(stall).copied();
        let free = owner.is_none_or(|owner| find_place(can_have, owner, owners, tried));
        if free {
            owners.insert(stall, who);
        }
        free
    })
}

/// The stalls that someone can use.
fn usable<'a>(problem: &'a Problem, code: &str) -> Vec<&'a str> {
    let applicant = applicant(problem, code);
    let usable = problem
        .stalls
        .iter()
        .filter(|stall| can_use(applicant, stall));
    usable.map(|stall| stall.id.as_str()).collect()
}

/// Those who stand in the pool, in its order.
fn in_order(outcome: &Outcome) -> Vec<&str> {
    let standing = outcome.results.iter().filter(|e| !e.standings.is_empty());
    let mut standing: Vec<&Entry> = standing.collect();
    standing.sort_by_key(|entry| entry.standings[0].position);
    standing
        .into_iter()
        .map(|entry| entry.code.as_str())
        .collect()
}

/// Among people who accept anything. See the fixture that follows.
#[test]
fn fill_places_as_many_of_those_who_go_anywhere_as_can_be_placed() {
    check_all(PLAIN, 300, |problem| {
        let mut problem = problem.clone();
        problem
            .applicants
            .iter_mut()
            .for_each(|a| a.anywhere = true);
        let outcome = draw(&problem);
        let usable = in_order(&outcome)
            .into_iter()
            .map(|code| usable(&problem, code));
        let most = most_together(&usable.collect::<Vec<_>>());
        ensure(placed_anywhere(&problem, &outcome) == most, (most, outcome))
    });
}

/// Had they known that N2 would take nothing, N3 would have been promised A1, and N1 been
/// given A2.
#[test]
fn a_promise_that_is_given_up_comes_too_late_for_what_was_chosen_before() {
    check(
        "pool open order=rank
         stall A1 open features=power
         stall A2 open
         who N1 open rank=1 preferences=A1 anywhere
         who N2 open rank=2
         who N3 open rank=3 needs=power anywhere",
        &expect![[r#"
            N1: open 1 -> A1 of open, wish 1
            N2: open 2 (waiting 1) {"kind":"nothing_left","pool":"open","position":2,"usable":2}
            N3: open 3 (waiting 2) {"kind":"outranked","pool":"open","position":3,"cut_off":1,"usable":1,"ahead":1}
            unfilled: A2
        "#]],
    );
}

/// Whatever others wish for: those ahead are promised something first, and no more.
#[test]
fn with_fill_whoever_goes_anywhere_and_was_promised_a_stall_gets_one() {
    for_plain(|problem, outcome| {
        let mut promised = Vec::new();
        for code in in_order(outcome) {
            promised.push(usable(problem, code));
            if most_together(&promised) < promised.len() {
                promised.pop();
                continue;
            }
            let placed = outcome.entry(code).unwrap().pool.is_some();
            ensure(placed || !applicant(problem, code).anywhere, code)?;
        }
        Ok(())
    });
}

/// Among people who accept anything. See [`another_stall_may_cost_someone_theirs`].
#[test]
fn with_fill_another_stall_never_lowers_the_number_of_those_placed() {
    check_all(PLAIN, 300, |problem| {
        let mut problem = problem.clone();
        problem
            .applicants
            .iter_mut()
            .for_each(|a| a.anywhere = true);
        let most = placed_anywhere(&problem, &draw(&problem));
        (0..problem.stalls.len()).try_for_each(|at| {
            let mut fewer = problem.clone();
            fewer.stalls.remove(at);
            ensure(placed_anywhere(&fewer, &draw(&fewer)) <= most, (at, most))
        })
    });
}

/// Without A3 its only friend gives up their promise, and before them the one who wanted
/// the stall that was kept for them: two stalls are left for two people. With it both get
/// what they want.
#[test]
fn another_stall_may_cost_someone_theirs() {
    let draw = "pool open order=rank
         stall A1 open features=water
         stall A2 open
         who N1 open rank=1 preferences=A1
         who N2 open rank=2 needs=water preferences=A3
         who N3 open rank=3 anywhere
         who N4 open rank=4 anywhere";
    check(
        draw,
        &expect![[r#"
            N1: open 1 (waiting 1) {"kind":"nothing_left","pool":"open","position":1,"usable":2,"wishes":[{"wish":1,"fate":{"kind":"kept","pool":"open","by":2,"needs":["water"]}}]}
            N2: open 2 (waiting 2) {"kind":"nothing_left","pool":"open","position":2,"usable":1,"wishes":[{"wish":1,"fate":{"kind":"unknown"}}]}
            N3: open 3 -> A1 of open
            N4: open 4 -> A2 of open
        "#]],
    );
    let another = "\nstall A3 open features=water";
    check(
        &format!("{draw}{another}"),
        &expect![[r#"
            N1: open 1 -> A1 of open, wish 1
            N2: open 2 -> A3 of open, wish 1
            N3: open 3 -> A2 of open
            N4: open 4 (waiting 1) {"kind":"outranked","pool":"open","position":4,"cut_off":3,"usable":3,"ahead":3}
        "#]],
    );
}

/// How much someone likes what they got; small is good.
fn liking(problem: &Problem, outcome: &Outcome, code: &str) -> usize {
    let applicant = applicant(problem, code);
    let stalls = &outcome.entry(code).unwrap().stalls;
    let wish = |id: &String| wish(applicant, stall(problem, id));
    match stalls.first().map(wish) {
        Some(Some(wish)) => wish,
        Some(None) if applicant.anywhere => usize::MAX - 1,
        _ => usize::MAX,
    }
}

/// When nobody else gives up a promise, and nobody else's choice is a tie: they name all
/// stalls, one by one. See the two fixtures that follow.
#[test]
fn with_fill_fewer_wishes_never_get_one_a_stall_that_one_likes_better() {
    for_plain(|problem, _| {
        for (no, who) in problem.applicants.iter().enumerate() {
            let mut problem = problem.clone();
            for other in (0..problem.applicants.len()).filter(|other| *other != no) {
                name_all(&mut problem, other);
            }
            let got = liking(&problem, &draw(&problem), &who.code);
            for at in 0..who.preferences.len() {
                let mut shorter = problem.clone();
                shorter.applicants[no].preferences.remove(at);
                let shorter = draw(&shorter);
                ensure(
                    got <= liking(&problem, &shorter, &who.code),
                    (&who.code, at),
                )?;
            }
        }
        Ok(())
    });
}

fn name_all(problem: &mut Problem, no: usize) {
    let ids: Vec<String> = problem
        .stalls
        .iter()
        .map(|stall| stall.id.clone())
        .collect();
    let wishes = &mut problem.applicants[no].preferences;
    wishes.retain(|wish| ids.contains(wish));
    let others = ids.into_iter().filter(|id| !wishes.contains(id));
    wishes.extend(others.collect::<Vec<_>>());
}

/// Between equally good stalls, people leave the one that those after them name. Whoever
/// names only the one that they like best has it left to them.
#[test]
fn fewer_wishes_may_sway_the_tie_of_someone_ahead() {
    let draw = |wishes| {
        format!(
            "pool open order=rank
             stall A1 open
             stall A2 open
             who N1 open rank=1 anywhere
             who N2 open rank=2 preferences={wishes}"
        )
    };
    check(
        &draw("A1,A2"),
        &expect![[r#"
        N1: open 1 -> A1 of open
        N2: open 2 -> A2 of open, wish 2 {"kind":"assigned","earlier":[{"wish":1,"fate":{"kind":"taken","pool":"open","by":1}}]}
    "#]],
    );
    check(
        &draw("A1"),
        &expect![[r#"
        N1: open 1 -> A2 of open
        N2: open 2 -> A1 of open, wish 1
    "#]],
    );
}

/// A stall that was kept for someone who gives up their promise is there again for those
/// who got nothing else, as gambling on it does, at the price of having no promise.
#[test]
fn fewer_wishes_may_win_what_was_kept_for_someone_who_gives_up() {
    let draw = |wishes| {
        format!(
            "pool open order=rank
             stall A1 open features=power
             stall A2 open
             who N1 open rank=1 preferences={wishes}
             who N2 open rank=2 needs=power preferences=X1"
        )
    };
    check(
        &draw("A1,A2"),
        &expect![[r#"
            N1: open 1 -> A2 of open, wish 2 {"kind":"assigned","earlier":[{"wish":1,"fate":{"kind":"kept","pool":"open","by":2,"needs":["power"]}}]}
            N2: open 2 (waiting 1) {"kind":"nothing_left","pool":"open","position":2,"usable":1,"wishes":[{"wish":1,"fate":{"kind":"unknown"}}]}
            unfilled: A1
        "#]],
    );
    check(
        &draw("A1"),
        &expect![[r#"
        N1: open 1 -> A1 of open, wish 1
        N2: open 2 (waiting 1) {"kind":"nothing_left","pool":"open","position":2,"usable":1,"wishes":[{"wish":1,"fate":{"kind":"unknown"}}]}
        unfilled: A2
    "#]],
    );
}

/// Whoever gets a stall gets one with more wishes and with `anywhere`, too.
#[test]
fn a_shorter_wish_list_wins_nothing() {
    for_plain(|problem, outcome| {
        for (no, who) in problem.applicants.iter().enumerate() {
            let mut longer = problem.clone();
            longer.applicants[no].anywhere = true;
            let placed = |outcome: &Outcome| outcome.entry(&who.code).unwrap().pool.is_some();
            ensure(!placed(outcome) || placed(&draw(&longer)), &who.code)?;
        }
        Ok(())
    });
}

const DICTATORS: Shape = Shape {
    choice: 10,
    ..PLAIN
};

#[test]
fn choice_alone_is_serial_dictatorship() {
    check_all(DICTATORS, 300, |problem| {
        let outcome = draw(problem);
        ensure(problem.placement == Placement::Choice, "choice")?;
        let position = |code: &str| outcome.entry(code)?.standings.first().map(|s| s.position);
        let owner = |id: &String| {
            let mut all = outcome.results.iter();
            all.find(|e| e.stalls.contains(id)).map(|e| e.code.as_str())
        };
        problem.applicants.iter().try_for_each(|who| {
            let Some(own) = position(&who.code) else {
                return Ok(());
            };
            let got = liking(problem, &outcome, &who.code);
            let left = problem.stalls.iter().filter(|stall| {
                let ahead = owner(&stall.id).and_then(position).is_some_and(|p| p < own);
                can_use(who, stall) && !ahead
            });
            let worst = if who.anywhere {
                usize::MAX - 1
            } else {
                usize::MAX
            };
            let mut liked = left.map(|stall| wish(who, stall).unwrap_or(worst));
            ensure(liked.all(|liked| got <= liked), &who.code)
        })
    });
}
