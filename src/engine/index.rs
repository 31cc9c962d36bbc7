//! The problem with small numbers in place of ids. Stalls that are equal in what they
//! offer become one class, applicants who can use the same classes one kind.

use std::collections::BTreeMap;

use super::canonical::sort_by_text;
use super::names::Names;
use super::problem::{Applicant, Pool, Problem, Stall};
use super::table::{
    CapNo, ClassNo, KindNo, Number, PersonNo, PoolNo, StallNo, Table, WantsNo, ZoneNo,
};

#[derive(Debug)]
pub(super) struct Index<'a> {
    pub(super) problem: &'a Problem,
    pub(super) stalls: Table<StallNo, StallCard<'a>>,
    pub(super) people: Table<PersonNo, Person<'a>>,
    pub(super) pools: Table<PoolNo, &'a Pool>,
    /// For each kind the classes that it can use, in order.
    pub(super) usable: Table<KindNo, Vec<ClassNo>>,
    pub(super) classes: Table<ClassNo, &'a Stall>,
    pub(super) wants: Table<WantsNo, &'a Applicant>,
}

#[derive(Debug)]
pub(super) struct StallCard<'a> {
    pub(super) stall: &'a Stall,
    pub(super) class: ClassNo,
    pub(super) zone: Option<ZoneNo>,
    pub(super) pool: PoolNo,
    /// Who stands beside it in its row, a place before and a place after.
    pub(super) before: Option<StallNo>,
    pub(super) after: Option<StallNo>,
}

#[derive(Debug)]
pub(super) struct Person<'a> {
    pub(super) applicant: &'a Applicant,
    pub(super) wants: WantsNo,
    pub(super) kind: KindNo,
    pub(super) cap: Option<CapNo>,
    /// How many stalls they get at their turn, or nothing.
    pub(super) size: u32,
    /// What they hold, if a hold counts.
    pub(super) hold: Option<Box<Hold>>,
    pub(super) wishes: Vec<Target>,
}

/// The holds of someone that count.
#[derive(Debug)]
pub(super) struct Hold {
    pub(super) pool: PoolNo,
    /// In order.
    pub(super) stalls: Vec<StallNo>,
    /// Those that they may always keep, in order: as many as their size.
    pub(super) keeps: Vec<StallNo>,
    /// How many of their wishes come before the first for one of these stalls.
    pub(super) ahead: usize,
}

/// What a wish is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Stall(StallNo),
    Zone(ZoneNo),
    Unknown,
    /// An earlier wish says the same.
    Repeated,
}

impl Target {
    /// Whether it is a wish for this stall, which stands in that zone.
    pub(super) fn matches(self, stall: StallNo, zone: Option<ZoneNo>) -> bool {
        match self {
            Self::Stall(named) => named == stall,
            Self::Zone(named) => zone == Some(named),
            Self::Unknown | Self::Repeated => false,
        }
    }
}

impl<'a> Index<'a> {
    pub(super) fn new(problem: &'a Problem) -> Self {
        let mut stalls: Vec<&Stall> = problem.stalls.iter().collect();
        sort_by_text(&mut stalls, |stall| &stall.id);
        let mut applicants: Vec<&Applicant> = problem.applicants.iter().collect();
        sort_by_text(&mut applicants, |applicant| &applicant.code);

        let mut words = Words::default();
        let (class_of, classes) = group(&stalls, |stall| words.of_stall(stall));
        let (wants_of, wants) = group(&applicants, |applicant| words.of_applicant(applicant));
        let (kind_of, usable) = kinds(&wants, &classes);
        let names = Names::new(problem, &stalls);

        let cards = stalls.iter().zip(class_of);
        let stalls: Table<_, _> = cards.map(|(s, class)| names.card(s, class)).collect();
        let stalls = with_neighbours(stalls);
        let people = applicants.into_iter().zip(wants_of);
        let people = people.map(|(applicant, wants)| {
            let kind = kind_of[wants];
            let wishes = names.targets(applicant);
            let hold = names.hold(applicant, &wishes, &stalls, &usable[kind]);
            Person {
                applicant,
                wants,
                kind,
                cap: names.cap(applicant),
                size: hold
                    .as_ref()
                    .map_or(applicant.min, |hold| size(hold.keeps.len())),
                hold: hold.map(Box::new),
                wishes,
            }
        });
        Self {
            problem,
            people: people.collect(),
            pools: problem.pools.iter().collect(),
            stalls,
            usable,
            classes,
            wants,
        }
    }

    pub(super) fn can_use(&self, kind: KindNo, class: ClassNo) -> bool {
        self.usable[kind].binary_search(&class).is_ok()
    }

    pub(super) fn class(&self, stall: StallNo) -> ClassNo {
        self.stalls[stall].class
    }

    /// With which wish someone accepts a stall that they can use.
    pub(super) fn accepts(&self, person: &Person, stall: StallNo) -> Option<Accepted> {
        let wish = self.wish_for(person, stall);
        match &person.hold {
            Some(hold) if hold.stalls.contains(&stall) => Some(Accepted(wish)),
            Some(hold) => wish
                .filter(|wish| *wish as usize <= hold.ahead)
                .map(|wish| Accepted(Some(wish))),
            None if person.applicant.anywhere => Some(Accepted(wish)),
            None => wish.map(|wish| Accepted(Some(wish))),
        }
    }

    /// The number of the first wish for this stall, from 1.
    pub(super) fn wish_for(&self, person: &Person, stall: StallNo) -> Option<u32> {
        let mut wishes = (1..).zip(&person.wishes);
        wishes
            .find(|(_, target)| self.matches(**target, stall))
            .map(|(wish, _)| wish)
    }

    pub(super) fn matches(&self, target: Target, stall: StallNo) -> bool {
        target.matches(stall, self.stalls[stall].zone)
    }

    /// The block of `size` stalls that begins with this one, if the row goes so far.
    pub(super) fn block(&self, first: StallNo, size: u32) -> Option<Vec<StallNo>> {
        let mut block = vec![first];
        for _ in 1..size {
            let last = *block.last()?;
            block.push(self.stalls[last].after?);
        }
        Some(block)
    }
}

/// A stall that someone accepts, with the number of the wish; those without come last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Accepted(pub(super) Option<u32>);

impl Accepted {
    pub(super) fn rank(self) -> u32 {
        self.0.unwrap_or(u32::MAX)
    }
}

impl Person<'_> {
    /// The wishes that they accept.
    pub(super) fn accepted_wishes(&self) -> &[Target] {
        let all = self.wishes.len();
        let ahead = self.hold.as_ref().map_or(all, |hold| hold.ahead.min(all));
        self.wishes.get(..ahead).unwrap_or_default()
    }

    pub(super) fn holds(&self, stall: StallNo) -> bool {
        let mut hold = self.hold.iter();
        hold.any(|hold| hold.stalls.contains(&stall))
    }
}

fn size(stalls: usize) -> u32 {
    u32::try_from(stalls).unwrap_or(u32::MAX)
}

/// Stands each stall beside those in its row whose places differ by 1.
fn with_neighbours(mut stalls: Table<StallNo, StallCard>) -> Table<StallNo, StallCard> {
    let placed = stalls.iter().filter_map(|(no, card)| {
        let row = card.stall.row.as_deref()?;
        Some((row, card.stall.place?, no))
    });
    let mut placed: Vec<_> = placed.collect();
    placed.sort_unstable();
    for ((row, place, first), (next_row, next_place, second)) in
        placed.iter().zip(placed.iter().skip(1))
    {
        if row == next_row && place.checked_add(1) == Some(*next_place) {
            stalls[*first].after = Some(*second);
            stalls[*second].before = Some(*first);
        }
    }
    stalls
}

/// Whether a pool that they listed lets them stand in its order.
pub(super) fn admits(pool: &Pool, applicant: &Applicant) -> bool {
    applicant.pools.contains(&pool.name)
        && has_group(pool, applicant)
        && has_category(pool, applicant)
}

pub(super) fn has_group(pool: &Pool, applicant: &Applicant) -> bool {
    pool.groups.is_empty() || applicant.groups.iter().any(|g| pool.groups.contains(g))
}

pub(super) fn has_category(pool: &Pool, applicant: &Applicant) -> bool {
    let mut own = applicant.category.iter();
    pool.categories.is_empty() || own.any(|c| pool.categories.contains(c))
}

pub(super) fn takes_category(stall: &Stall, applicant: &Applicant) -> bool {
    let mut own = applicant.category.iter();
    stall.categories.is_empty() || own.any(|c| stall.categories.contains(c))
}

fn suits(stall: &Stall, applicant: &Applicant) -> bool {
    let mut needs = applicant.needs.iter();
    needs.all(|need| stall.features.contains(need)) && takes_category(stall, applicant)
}

/// Small numbers in place of features and categories, in the order in which they come up.
#[derive(Default)]
struct Words<'a>(BTreeMap<&'a str, u32>);

/// Two sets of words, by their numbers.
type Facts = (Vec<u32>, Vec<u32>);

impl<'a> Words<'a> {
    fn of_stall(&mut self, stall: &'a Stall) -> Facts {
        (self.set(&stall.features), self.set(&stall.categories))
    }

    fn of_applicant(&mut self, applicant: &'a Applicant) -> Facts {
        (self.set(&applicant.needs), self.set(&applicant.category))
    }

    fn set(&mut self, words: impl IntoIterator<Item = &'a String>) -> Vec<u32> {
        let numbers = words.into_iter().map(|word| self.number(word));
        let mut set: Vec<u32> = numbers.collect();
        set.sort_unstable();
        set.dedup();
        set
    }

    fn number(&mut self, word: &'a str) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(word).or_insert(next)
    }
}

/// Numbers the groups of things with equal facts, each with one example of it.
fn group<'a, T, F: Ord, N: Number>(
    things: &[&'a T],
    mut facts: impl FnMut(&'a T) -> F,
) -> (Vec<N>, Table<N, &'a T>) {
    let mut numbers = BTreeMap::new();
    let mut examples = Table::from(Vec::new());
    let number = |thing: &&'a T| {
        let number = numbers.entry(facts(thing));
        *number.or_insert_with(|| examples.push(*thing))
    };
    (things.iter().map(number).collect(), examples)
}

type Kinds = (Table<WantsNo, KindNo>, Table<KindNo, Vec<ClassNo>>);

fn kinds(wants: &Table<WantsNo, &Applicant>, classes: &Table<ClassNo, &Stall>) -> Kinds {
    let mut numbers = BTreeMap::new();
    let mut usable = Table::from(Vec::new());
    let kind = |(_, applicant): (WantsNo, &&Applicant)| {
        let suiting = classes.iter().filter(|(_, stall)| suits(stall, applicant));
        let suiting: Vec<ClassNo> = suiting.map(|(class, _)| class).collect();
        let number = numbers.entry(suiting.clone());
        *number.or_insert_with(|| usable.push(suiting))
    };
    (wants.iter().map(kind).collect(), usable)
}
