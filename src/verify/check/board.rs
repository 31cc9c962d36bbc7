//! What has been given out, as the outcome tells it and the replay followed it.

use std::collections::BTreeSet;

use super::checked::{Place, Point, Report, Why, Wrong};
use super::facts::{Block, Facts, PersonNo, PoolNo, StallNo};
use super::list::List;
use super::promises::Position;
use crate::engine::{Entry, Outcome};

pub(super) struct Board<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) report: Report,
    /// What the outcome says of each; the first entry counts.
    pub(super) said: List<Said<'a>>,
    pub(super) got: List<Option<Got>>,
    pub(super) taken: List<bool>,
    /// Whose place was found wrong, or could not be decided.
    pub(super) settled: BTreeSet<PersonNo>,
    /// Something before was not decided, so that what follows may be right for reasons unknown.
    pub(super) is_shaky: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Said<'a> {
    pub(super) entry: Option<&'a Entry>,
    pub(super) pool: Option<PoolNo>,
    pub(super) stalls: Block,
}

#[derive(Clone, Debug)]
pub(super) struct Got {
    pub(super) pool: PoolNo,
    pub(super) position: Position,
    /// What they took at their turn.
    pub(super) turn: Block,
    pub(super) extras: Block,
}

impl Got {
    pub(super) fn all(&self) -> Block {
        let mut all = [self.turn.as_slice(), &self.extras].concat();
        all.sort_unstable();
        all
    }
}

impl<'a> Board<'a> {
    pub(super) fn new(facts: &'a Facts<'a>, outcome: &'a Outcome, report: Report) -> Self {
        let people = facts.people.iter();
        let said = people.map(|person| {
            let mut entries = outcome.results.iter();
            let entry = entries.find(|entry| entry.code == person.applicant.code);
            Said::new(facts, entry)
        });
        Self {
            said: said.collect(),
            got: List::filled(facts.people.len(), None),
            taken: List::filled(facts.stalls.len(), false),
            settled: BTreeSet::new(),
            is_shaky: false,
            facts,
            report,
        }
    }

    pub(super) fn code(&self, no: PersonNo) -> &'a str {
        &self.facts.people[no].applicant.code
    }

    pub(super) fn has_nothing(&self, no: PersonNo) -> bool {
        self.got[no].is_none()
    }

    pub(super) fn give(&mut self, no: PersonNo, got: Got) {
        for stall in &got.turn {
            self.taken[*stall] = true;
        }
        self.got[no] = Some(got);
    }

    pub(super) fn owner(&self, stall: StallNo) -> Option<(PersonNo, &Got)> {
        let mut got = self.got.iter().enumerate();
        got.find_map(|(no, got)| {
            let got = got.as_ref()?;
            (got.turn.contains(&stall) || got.extras.contains(&stall)).then_some((no, got))
        })
    }

    /// What they hold counts from the start; of others, what they got.
    pub(super) fn counted(&self, no: PersonNo) -> usize {
        let person = &self.facts.people[no];
        match &self.got[no] {
            Some(got) => got.turn.len() + got.extras.len(),
            None => person.home.map_or(0, |_| person.size),
        }
    }

    pub(super) fn is_bounded(&self, no: PersonNo) -> bool {
        self.said[no].entry.is_some_and(|entry| entry.bounded)
    }

    /// What they should have got is not what they are said to have.
    pub(super) fn misplaced(
        &mut self,
        point: Point,
        no: PersonNo,
        should: Option<(PoolNo, &[StallNo])>,
    ) {
        if !self.settled.insert(no) {
            return;
        }
        let should = should.map(|(pool, stalls)| Place {
            pool: self.facts.pools[pool].name.clone(),
            stalls: self.facts.ids(stalls),
        });
        let said = self.said[no].entry.and_then(said_place);
        let pool = should
            .as_ref()
            .or(said.as_ref())
            .map(|place| place.pool.clone());
        if self.is_bounded(no) || self.is_shaky {
            self.doubt(point, pool.as_deref(), no);
            return;
        }
        let code = self.code(no);
        let wrong = Wrong::Place { said, should };
        self.report.wrong(point, pool.as_deref(), Some(code), wrong);
    }

    /// Something about them cannot be decided.
    pub(super) fn doubt(&mut self, point: Point, pool: Option<&str>, no: PersonNo) {
        let why = if self.is_bounded(no) {
            Why::Bounded
        } else {
            Why::Follows
        };
        let code = self.code(no);
        self.report.undecided(point, pool, Some(code), why);
    }

    /// The checker's own search reached its bound; it goes on with what the outcome says.
    pub(super) fn search_ended(&mut self, point: Point, pool: PoolNo, no: PersonNo) {
        let (name, code) = (&self.facts.pools[pool].name, self.code(no));
        self.report
            .undecided(point, Some(name), Some(code), Why::Search);
    }
}

impl<'a> Said<'a> {
    fn new(facts: &Facts, entry: Option<&'a Entry>) -> Self {
        let Some(entry) = entry else {
            return Self::default();
        };
        let pool = entry.pool.as_deref();
        let stalls = entry.stalls.iter().filter_map(|id| facts.number(id));
        let stalls: BTreeSet<StallNo> = stalls.collect();
        Self {
            entry: Some(entry),
            pool: pool.and_then(|name| facts.pool_number(name)),
            stalls: stalls.into_iter().collect(),
        }
    }
}

pub(super) fn said_place(entry: &Entry) -> Option<Place> {
    let nothing = entry.pool.is_none() && entry.stalls.is_empty();
    (!nothing).then(|| Place {
        pool: entry.pool.clone().unwrap_or_default(),
        stalls: entry.stalls.clone(),
    })
}
