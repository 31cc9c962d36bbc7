//! Rules beside each other, with numbers that can be checked by hand.

use std::ops::ControlFlow;

use starstall::engine::{Applicant, Cap, Criterion, Placement, Problem, Quota, Unfilled};
use starstall::preview::{
    Detail, Lottery, Plan, PoolOrder, PreviewError, Report, Variant, VariantError, Who, run,
};

use super::markets::{applicant, market, preview, row, whole};

/// Everyone gets a stall under `fill`, and one of two is left over when order alone decides and the
/// one who could use both takes the other's.
fn one_who_needs_power() -> Problem {
    let mut problem = market(2, 0, 2, 0);
    problem.stalls[0].features = vec!["power".to_owned()];
    problem.applicants[0].needs = vec!["power".to_owned()];
    problem.applicants[1].preferences = vec!["S000".to_owned()];
    problem
}

#[test]
fn choice_beside_fill_shows_who_is_left_without_a_stall() {
    let choice = Variant {
        placement: Some(Placement::Choice),
        ..Variant::default()
    };
    let report = preview(&one_who_needs_power(), &[Variant::default(), choice], 200);
    let fill = row(&report, 0, &Who::Everyone);
    assert_eq!((fill.placed.least, fill.placed.most), (2, 2));
    assert_eq!(
        (fill.placed.error_milli, fill.placed.deviation_milli),
        (0, 0)
    );
    assert_eq!((fill.wishing, fill.first_wish.mean_milli), (1, 0));
    assert_eq!(report.variants[0].unfilled.mean_milli, 0);

    let choice = row(&report, 1, &Who::Everyone);
    assert_eq!((choice.placed.least, choice.placed.most), (1, 2));
    // Whoever is first: in half of all draws the wish is met, and one stall stays empty.
    let met = choice.first_wish.mean_milli;
    assert!(met.abs_diff(500) < 150, "{met}");
    assert_eq!(choice.placed.mean_milli, whole(2) - met);
    assert_eq!(report.variants[1].unfilled.mean_milli, met);
    assert_eq!(choice.any_wish, choice.first_wish);
    // A coin's deviation is a half; that of the mean of 200 a root of 200 less.
    assert!(choice.placed.deviation_milli.abs_diff(500) < 20);
    assert!(choice.placed.error_milli.abs_diff(35) < 3);
}

#[test]
fn the_same_number_gives_the_same_report_and_another_gives_another() {
    let problem = market(3, 1, 8, 4);
    let report = |number| -> Report {
        let plan = Plan {
            problem: &problem,
            variants: &[Variant::default()],
            draws: 30,
            number,
            detail: Detail::Everything,
        };
        run(&plan, |_| ControlFlow::Continue(())).unwrap()
    };
    assert_eq!(report(1), report(1));
    assert_ne!(report(1).variants, report(2).variants);
    let mut shuffled = problem.clone();
    shuffled.applicants.reverse();
    shuffled.stalls.reverse();
    assert_eq!(preview(&shuffled, &[Variant::default()], 30), report(1));
}

#[test]
fn a_variant_changes_what_it_names_and_nothing_else() {
    let problem = market(4, 2, 6, 1);
    let hold = Variant {
        unfilled: Some(Unfilled::Hold),
        ..Variant::default()
    };
    let larger = Variant {
        reserve: Some(3),
        unfilled: Some(Unfilled::Hold),
        ..Variant::default()
    };
    let report = preview(&problem, &[Variant::default(), hold, larger], 10);
    // One person for two reserved stalls: the other one is released, or stays empty.
    let unfilled = |variant: usize| report.variants[variant].unfilled.mean_milli;
    assert_eq!(
        [unfilled(0), unfilled(1), unfilled(2)],
        [0, whole(1), whole(2)]
    );
    let reserved: Vec<u32> = report.variants.iter().map(|v| v.reserved).collect();
    assert_eq!(reserved, [2, 2, 3]);
    for variant in 0..3 {
        assert_eq!(
            row(&report, variant, &Who::Hardship).placed.mean_milli,
            whole(1)
        );
        let given = report.variants[variant].reserved_given.unwrap();
        assert_eq!(given.mean_milli, whole(1));
    }
}

#[test]
fn without_caps_nobody_is_stopped_by_one() {
    let mut problem = market(3, 0, 3, 0);
    for person in &mut problem.applicants {
        person.category = Some("snacks".to_owned());
    }
    problem.caps = vec![Cap {
        category: "snacks".to_owned(),
        max: 1,
    }];
    let without = Variant {
        without_caps: true,
        ..Variant::default()
    };
    let report = preview(&problem, &[Variant::default(), without], 5);
    let snacks = |variant| row(&report, variant, &Who::Category("snacks".to_owned()));
    assert_eq!(snacks(0).placed.mean_milli, whole(1));
    assert_eq!(snacks(1).placed.mean_milli, whole(3));
}

#[test]
fn without_quotas_a_problem_has_none() {
    let mut problem = market(2, 1, 3, 2);
    problem.pools[0].quotas = vec![Quota {
        group: "disability".to_owned(),
        at_least: 1,
    }];
    let without = Variant {
        without_quotas: true,
        ..Variant::default()
    };
    let mut none = problem.clone();
    none.pools[0].quotas.clear();
    let bare = preview(&none, &[Variant::default()], 20);
    let plan = Plan {
        problem: &problem,
        variants: &[without],
        draws: 20,
        number: 1,
        detail: Detail::Everything,
    };
    let report = run(&plan, |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(report.variants[0].rows, bare.variants[0].rows);
}

fn shared(order: PoolOrder) -> Variant {
    Variant {
        lottery: Some(Lottery::Shared),
        order: Some(order),
        ..Variant::default()
    }
}

#[test]
fn with_shared_numbers_a_reserve_that_comes_last_goes_to_the_next_in_line() {
    // Everyone in the group: with one number for both, the two best get the two stalls.
    let problem = market(2, 1, 4, 4);
    let report = preview(&problem, &[shared(PoolOrder::ReservedLast)], 50);
    assert_eq!(row(&report, 0, &Who::Hardship).placed.mean_milli, whole(2));
    // Rank comes before the number, in the pool that asks for it.
    let mut senior = market(1, 0, 3, 0);
    senior.pools[1].order = vec![Criterion::Rank];
    senior.applicants[2].rank = Some(1);
    senior.applicants[2].category = Some("tea".to_owned());
    let report = preview(&senior, &[shared(PoolOrder::ReservedFirst)], 20);
    let tea = row(&report, 0, &Who::Category("tea".to_owned()));
    assert_eq!(tea.placed.mean_milli, whole(1));
}

#[track_caller]
fn refused(problem: &Problem, variant: Variant) -> VariantError {
    let plan = Plan {
        problem,
        variants: &[Variant::default(), variant],
        draws: 2,
        number: 1,
        detail: Detail::Everything,
    };
    match run(&plan, |_| panic!("it drew")) {
        Err(PreviewError::Variant { error, .. }) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn rules_that_do_not_fit_the_list_are_refused_before_the_first_draw() {
    let reserve = |size| Variant {
        reserve: Some(size),
        ..Variant::default()
    };
    let problem = market(4, 2, 2, 1);
    let too_many = VariantError::TooFewStalls { stalls: 4 };
    assert_eq!(refused(&problem, reserve(5)), too_many);
    let mut open = problem.clone();
    open.pools.remove(0);
    open.stalls
        .iter_mut()
        .for_each(|s| s.pool = "open".to_owned());
    let only_open = |person: &mut Applicant| person.pools = vec!["open".to_owned()];
    open.applicants.iter_mut().for_each(only_open);
    assert_eq!(refused(&open, reserve(1)), VariantError::NothingReserved);
    let mut three = problem;
    for (name, order) in [
        ("tier", vec![Criterion::Tier]),
        ("rank", vec![Criterion::Rank]),
    ] {
        let mut pool = super::markets::pool(name, &[]);
        pool.order = order;
        three.pools.push(pool);
    }
    let shared = shared(PoolOrder::ReservedFirst);
    assert_eq!(refused(&three, shared), VariantError::TooManyOrders);
}

#[test]
fn what_holders_have_leaves_its_pool_last() {
    let mut problem = market(4, 2, 1, 1);
    let mut holder = applicant(0, true);
    holder.holds = vec!["S001".to_owned()];
    problem.applicants = vec![holder];
    let one = Variant {
        reserve: Some(1),
        ..Variant::default()
    };
    let report = preview(&problem, &[one], 5);
    // S000 left, though it is the first: the holder renews in the charity pool.
    let given = report.variants[0].reserved_given.unwrap();
    assert_eq!(given.mean_milli, whole(1));
}

#[test]
fn whoever_watches_can_end_it_between_two_draws() {
    let problem = market(3, 1, 5, 2);
    let plan = Plan {
        problem: &problem,
        variants: &[Variant::default(), shared(PoolOrder::ReservedFirst)],
        draws: 10,
        number: 1,
        detail: Detail::Everything,
    };
    assert_eq!(plan.total(), 20);
    let mut heard = Vec::new();
    let stopped = run(&plan, |done| {
        heard.push(done);
        if done == 13 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert_eq!(stopped, Err(PreviewError::Stopped));
    assert_eq!(heard, (1..=13).collect::<Vec<_>>());
}
