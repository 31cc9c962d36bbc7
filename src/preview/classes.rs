//! Who is counted together.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::engine::{Applicant, Problem};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
pub enum Who {
    Everyone,
    /// In a group for which some pool keeps stalls; when none does, in any group.
    Hardship,
    NoHardship,
    Category(String),
    /// Categories of few people, together.
    OtherCategories,
    /// A kind of hardship; somebody may be in several.
    Group(String),
}

/// How closely a preview looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// For those who have the problem file, and see every group in it anyway.
    Everything,
    /// For those who may know who is eligible, and not why: no kinds of hardship, and nothing
    /// about fewer people than this. Small categories are counted together.
    Coarse { fewest: u32 },
}

/// The groups of a list. People are numbered in the order of their codes.
#[derive(Debug)]
pub(super) struct Classes {
    pub(super) all: Vec<Class>,
}

#[derive(Debug)]
pub(super) struct Class {
    pub(super) who: Who,
    /// Indexes into the people by code, ascending.
    pub(super) members: Vec<usize>,
    /// How many of them named a wish.
    pub(super) wishing: u32,
}

impl Classes {
    pub(super) fn of(problem: &Problem, detail: Detail) -> Self {
        let mut people: Vec<&Applicant> = problem.applicants.iter().collect();
        people.sort_by(|a, b| a.code.cmp(&b.code));
        let all = match detail {
            Detail::Everything => everything(problem, &people),
            Detail::Coarse { fewest } => coarse(problem, &people, fewest as usize),
        };
        let wishes = |index: &&usize| {
            let person = people.get(**index);
            person.is_some_and(|person| !person.preferences.is_empty())
        };
        let class = |(who, members): Members| Class {
            wishing: u32::try_from(members.iter().filter(wishes).count()).unwrap_or(u32::MAX),
            who,
            members,
        };
        Self {
            all: all.into_iter().map(class).collect(),
        }
    }

    /// Whether those in hardship are told apart: else what their stalls did would tell of them.
    pub(super) fn tell_hardship(&self) -> bool {
        self.all.iter().any(|class| class.who == Who::Hardship)
    }
}

type Members = (Who, Vec<usize>);

fn everything(problem: &Problem, people: &[&Applicant]) -> Vec<Members> {
    let mut all = vec![(Who::Everyone, (0..people.len()).collect())];
    all.extend(by_hardship(problem, people));
    let categories = by_category(people).into_iter();
    all.extend(categories.filter_map(|(name, members)| {
        let name = name?;
        Some((Who::Category(name.to_owned()), members))
    }));
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, applicant) in people.iter().enumerate() {
        let own: BTreeSet<&str> = applicant.groups.iter().map(String::as_str).collect();
        for group in own {
            groups.entry(group).or_default().push(index);
        }
    }
    let groups = groups.into_iter();
    all.extend(groups.map(|(name, members)| (Who::Group(name.to_owned()), members)));
    all
}

fn coarse(problem: &Problem, people: &[&Applicant], fewest: usize) -> Vec<Members> {
    if people.len() < fewest {
        return Vec::new();
    }
    let mut all = vec![(Who::Everyone, (0..people.len()).collect())];
    let hardship = by_hardship(problem, people);
    // Who is left over would tell of the few as well.
    if hardship.iter().all(|(_, members)| members.len() >= fewest) {
        all.extend(hardship);
    }
    all.extend(large_categories(people, fewest));
    all
}

fn by_hardship(problem: &Problem, people: &[&Applicant]) -> [Members; 2] {
    let admitted: BTreeSet<&str> = problem
        .pools
        .iter()
        .flat_map(|pool| pool.groups.iter().map(String::as_str))
        .collect();
    let counts = |group: &String| admitted.is_empty() || admitted.contains(group.as_str());
    let (inside, outside) = (0..people.len()).partition(|index| {
        let applicant = people.get(*index);
        applicant.is_some_and(|applicant| applicant.groups.iter().any(counts))
    });
    [(Who::Hardship, inside), (Who::NoHardship, outside)]
}

fn by_category<'a>(people: &[&'a Applicant]) -> BTreeMap<Option<&'a str>, Vec<usize>> {
    let mut categories: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    for (index, applicant) in people.iter().enumerate() {
        let category = applicant.category.as_deref();
        categories.entry(category).or_default().push(index);
    }
    categories
}

/// The small ones together; and if those are still few, the next larger ones with them, so that
/// nothing is left to subtract from the total.
fn large_categories(people: &[&Applicant], fewest: usize) -> Vec<Members> {
    let mut large: Vec<(Option<&str>, Vec<usize>)> = by_category(people).into_iter().collect();
    large.sort_by_key(|(name, members)| (members.len(), *name));
    let mut together = Vec::new();
    let mut named = Vec::new();
    for (name, members) in large {
        let is_short = !together.is_empty() && together.len() < fewest;
        match name {
            Some(name) if members.len() >= fewest && !is_short => {
                named.push((Who::Category(name.to_owned()), members));
            }
            _ => together.extend(members),
        }
    }
    named.sort();
    if together.len() >= fewest {
        together.sort_unstable();
        named.push((Who::OtherCategories, together));
    }
    named
}
