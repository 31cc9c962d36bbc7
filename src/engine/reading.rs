//! The texts of a problem read once, in the order of the file: that is how it lies in memory,
//! and going through a large one by code takes several times as long. What is read is numbers.

use std::ops::Range;

use super::canonical::in_order;
use super::index::{Target, admits};
use super::names::Names;
use super::problem::{Applicant, Problem};
use super::table::{Number, PoolNo, Table, WantsNo};
use super::words::{Lists, Words};

#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub(super) problem: &'a Problem,
    pub(super) names: Names<'a>,
    /// The places of the applicants in the file, by code.
    pub(super) by_code: Vec<usize>,
    /// One for each set of needs and category, numbered in the order of the codes.
    pub(super) wants: Table<WantsNo, &'a Applicant>,
    /// In the order of the file.
    said: Vec<Said>,
    wishes: Vec<Target>,
    /// For those who are alike in what admits them, which pools do.
    admitted: Vec<Vec<bool>>,
}

/// What someone says, by numbers.
#[derive(Clone, Debug)]
struct Said {
    wants: u32,
    /// Which of `admitted`.
    standing: u32,
    wishes: Range<usize>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(problem: &'a Problem) -> Self {
        let mut reading = Self {
            names: Names::new(problem),
            by_code: in_order(&problem.applicants, |applicant| &applicant.code),
            wants: Table::default(),
            said: Vec::with_capacity(problem.applicants.len()),
            wishes: Vec::new(),
            admitted: Vec::new(),
            problem,
        };
        reading.read_all();
        reading.number_wants();
        reading
    }

    fn read_all(&mut self) {
        let applicants = &self.problem.applicants;
        let wishes = applicants.iter().map(|one| one.preferences.len());
        self.wishes.reserve_exact(wishes.sum());
        let by_group = self
            .problem
            .pools
            .iter()
            .any(|pool| !pool.groups.is_empty());
        let by_category = self
            .problem
            .pools
            .iter()
            .any(|pool| !pool.categories.is_empty());
        let mut words = Words::default();
        let (mut wants, mut standings) = (Lists::default(), Lists::default());
        let mut list = Vec::new();
        for applicant in applicants {
            list.clear();
            words.add_set(&applicant.pools, &mut list);
            if by_group {
                words.add_set(&applicant.groups, &mut list);
            }
            if by_category {
                words.add_set(&applicant.category, &mut list);
            }
            let (standing, is_new) = standings.number(&list);
            if is_new {
                let pools = self.problem.pools.iter();
                let admitted = pools.map(|pool| admits(pool, applicant));
                self.admitted.push(admitted.collect());
            }
            list.clear();
            words.add_set(&applicant.needs, &mut list);
            words.add_set(&applicant.category, &mut list);
            let (wants, _) = wants.number(&list);
            let start = self.wishes.len();
            self.names.add_targets(applicant, &mut self.wishes);
            self.said.push(Said {
                wants,
                standing,
                wishes: start..self.wishes.len(),
            });
        }
    }

    /// Puts numbers that do not depend on the order of the file in place of those that do.
    fn number_wants(&mut self) {
        let mut numbers = vec![None; self.said.len()];
        for place in &self.by_code {
            let said = self.said.get_mut(*place);
            let applicant = self.problem.applicants.get(*place);
            let (Some(said), Some(applicant)) = (said, applicant) else {
                continue;
            };
            if let Some(number) = numbers.get_mut(said.wants as usize) {
                let wants = *number.get_or_insert_with(|| self.wants.push(applicant));
                said.wants = u32::try_from(wants.index()).unwrap_or(u32::MAX);
            }
        }
    }

    /// In the order of the file, with what they want and wish for.
    pub(super) fn applicants(&self) -> impl Iterator<Item = (&'a Applicant, WantsNo, &[Target])> {
        let applicants = self.problem.applicants.iter().zip(&self.said);
        applicants.map(|(applicant, said)| {
            let wishes = self.wishes.get(said.wishes.clone()).unwrap_or_default();
            (applicant, WantsNo::from_index(said.wants as usize), wishes)
        })
    }

    /// For each applicant, in the order of the file, whether a pool admits them.
    pub(super) fn admitted(&self, pool: PoolNo) -> impl Iterator<Item = bool> {
        self.said.iter().map(move |said| {
            let pools = self.admitted.get(said.standing as usize);
            let admits = pools.and_then(|pools| pools.get(pool.index()));
            admits.copied().unwrap_or_default()
        })
    }
}
