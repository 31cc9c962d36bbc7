//! What a preview tells of people: never of one, and of kinds of hardship only to those who have
//! the file.

use starstall::engine::Problem;
use starstall::preview::{Detail, Report, Variant, Who, decimal};

use super::markets::{closely, market, preview};

const COARSE: Detail = Detail::Coarse { fewest: 5 };

/// So many people for each category.
fn selling(problem: &mut Problem, categories: &[(&str, usize)]) {
    let words = categories
        .iter()
        .flat_map(|(word, count)| std::iter::repeat_n(*word, *count));
    for (person, word) in problem.applicants.iter_mut().zip(words) {
        person.category = Some(word.to_owned());
    }
}

fn told(report: &Report) -> Vec<(Who, u32)> {
    let rows = report.variants[0].rows.iter();
    rows.map(|row| (row.who.clone(), row.people)).collect()
}

fn category(word: &str) -> Who {
    Who::Category(word.to_owned())
}

#[test]
fn those_who_have_the_file_see_every_group() {
    let mut problem = market(4, 2, 6, 3);
    problem.applicants[0].groups.push("low_income".to_owned());
    selling(&mut problem, &[("tea", 4), ("crafts", 2)]);
    let report = preview(&problem, &[Variant::default()], 2);
    let expected = [
        (Who::Everyone, 6),
        (Who::Hardship, 3),
        (Who::NoHardship, 3),
        (category("crafts"), 2),
        (category("tea"), 4),
        (Who::Group("disability".to_owned()), 3),
        (Who::Group("low_income".to_owned()), 1),
    ];
    assert_eq!(told(&report), expected);
}

#[test]
fn nobody_is_in_hardship_for_a_pool_that_does_not_ask_for_it() {
    let mut problem = market(4, 2, 6, 3);
    for person in &mut problem.applicants[3..] {
        person.groups = vec!["low_income".to_owned()];
    }
    let report = preview(&problem, &[Variant::default()], 2);
    assert_eq!(told(&report)[1], (Who::Hardship, 3));
}

#[test]
fn operators_see_no_kind_of_hardship() {
    let mut problem = market(8, 4, 30, 15);
    selling(&mut problem, &[("tea", 30)]);
    for person in &mut problem.applicants[..7] {
        person.groups = vec!["low_income".to_owned()];
    }
    problem.pools[0].groups.push("low_income".to_owned());
    let report = closely(&problem, &[Variant::default()], 3, COARSE);
    let expected = [
        (Who::Everyone, 30),
        (Who::Hardship, 15),
        (Who::NoHardship, 15),
        (category("tea"), 30),
    ];
    assert_eq!(told(&report), expected);
    let text = report.to_json_pretty();
    assert!(!text.contains("disability") && !text.contains("low_income"));
    assert!(!text.contains("N000"), "no code of anybody");
}

#[test]
fn what_few_people_get_is_not_told() {
    for in_hardship in [4, 26] {
        let problem = market(8, 4, 30, in_hardship);
        let report = closely(&problem, &[Variant::default()], 3, COARSE);
        // Neither of the few, nor of all but the few; nor of the stalls that only they can get.
        let expected = [(Who::Everyone, 30), (Who::OtherCategories, 30)];
        assert_eq!(told(&report), expected);
        assert_eq!(report.variants[0].reserved_given, None);
    }
    let report = closely(&market(8, 4, 4, 2), &[Variant::default()], 3, COARSE);
    assert_eq!(told(&report), []);
}

#[test]
fn small_categories_are_told_together_and_cannot_be_subtracted() {
    let told = |categories: &[(&str, usize)]| {
        let people = categories.iter().map(|(_, count)| count).sum();
        let mut problem = market(8, 0, people, 0);
        selling(&mut problem, categories);
        let report = closely(&problem, &[Variant::default()], 2, COARSE);
        let mut told = told(&report);
        assert_eq!(
            told.remove(0),
            (Who::Everyone, u32::try_from(people).unwrap())
        );
        told
    };
    let several = [("books", 2), ("crafts", 3), ("tea", 9), ("toys", 6)];
    assert_eq!(
        told(&several),
        [
            (category("tea"), 9),
            (category("toys"), 6),
            (Who::OtherCategories, 5)
        ]
    );
    // Two would be what the large ones leave: the next larger one hides them.
    let one = [("books", 2), ("tea", 9), ("toys", 6)];
    assert_eq!(
        told(&one),
        [(category("tea"), 9), (Who::OtherCategories, 8)]
    );
}

#[test]
fn thousandths_are_rounded_once() {
    for (milli, places, text) in [
        (22_128, 1, "22.1"),
        (22_150, 1, "22.2"),
        (999_950, 1, "1000.0"),
        (49, 1, "0.0"),
        (50, 1, "0.1"),
        (7_049, 2, "7.05"),
        (7_005, 3, "7.005"),
        (1_500, 0, "2"),
    ] {
        assert_eq!(decimal(milli, places), text, "{milli}");
    }
}
