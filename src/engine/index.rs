//! The problem with small numbers in place of ids. Stalls that are equal in what they
//! offer become one class, applicants who can use the same classes one kind.

use std::collections::BTreeMap;

use super::problem::{Applicant, Pool, Problem, Stall, Wish};
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
}

#[derive(Debug)]
pub(super) struct Person<'a> {
    pub(super) applicant: &'a Applicant,
    pub(super) wants: WantsNo,
    pub(super) kind: KindNo,
    pub(super) cap: Option<CapNo>,
    /// The stall that they hold, if the hold counts.
    pub(super) held: Option<StallNo>,
    pub(super) wishes: Vec<Target>,
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

impl<'a> Index<'a> {
    pub(super) fn new(problem: &'a Problem) -> Self {
        let mut stalls: Vec<&Stall> = problem.stalls.iter().collect();
        stalls.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        let mut applicants: Vec<&Applicant> = problem.applicants.iter().collect();
        applicants.sort_unstable_by(|a, b| a.code.cmp(&b.code));

        let (class_of, classes) = group(&stalls, StallFacts::of);
        let (wants_of, wants) = group(&applicants, PersonFacts::of);
        let (kind_of, usable) = kinds(&wants, &classes);
        let names = Names::new(problem, &stalls);

        let cards = stalls.iter().zip(class_of);
        let stalls: Table<_, _> = cards.map(|(s, class)| names.card(s, class)).collect();
        let people = applicants.into_iter().zip(wants_of);
        let people = people.map(|(applicant, wants)| {
            let kind = kind_of[wants];
            Person {
                applicant,
                wants,
                kind,
                cap: names.cap(applicant),
                held: names.held(applicant, &stalls, &usable[kind]),
                wishes: names.targets(applicant),
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

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct StallFacts<'a>(Vec<&'a str>, Vec<&'a str>);

impl<'a> StallFacts<'a> {
    fn of(stall: &'a Stall) -> Self {
        Self(set(&stall.features), set(&stall.categories))
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct PersonFacts<'a>(Vec<&'a str>, Option<&'a str>);

impl<'a> PersonFacts<'a> {
    fn of(applicant: &'a Applicant) -> Self {
        Self(set(&applicant.needs), applicant.category.as_deref())
    }
}

fn set(words: &[String]) -> Vec<&str> {
    let mut set: Vec<&str> = words.iter().map(String::as_str).collect();
    set.sort_unstable();
    set.dedup();
    set
}

/// Numbers the groups of things with equal facts, each with one example of it.
fn group<'a, T, F: Ord, N: Number>(
    things: &[&'a T],
    facts: impl Fn(&'a T) -> F,
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

struct Names<'a> {
    problem: &'a Problem,
    stalls: BTreeMap<&'a str, StallNo>,
    zones: BTreeMap<&'a str, ZoneNo>,
    pools: BTreeMap<&'a str, PoolNo>,
    caps: BTreeMap<&'a str, CapNo>,
}

impl<'a> Names<'a> {
    fn new(problem: &'a Problem, stalls: &[&'a Stall]) -> Self {
        let mut zones: Vec<&str> = stalls.iter().filter_map(|s| s.zone.as_deref()).collect();
        zones.sort_unstable();
        zones.dedup();
        Self {
            problem,
            stalls: number(stalls.iter().map(|s| s.id.as_str())),
            zones: number(zones.into_iter()),
            pools: number(problem.pools.iter().map(|p| p.name.as_str())),
            caps: number(problem.caps.iter().map(|c| c.category.as_str())),
        }
    }

    fn card(&self, stall: &'a Stall, class: ClassNo) -> StallCard<'a> {
        let zone = stall.zone.as_deref();
        let pool = self.pools.get(stall.pool.as_str());
        StallCard {
            stall,
            class,
            zone: zone.and_then(|zone| self.zones.get(zone).copied()),
            // A well-formed problem knows the pools of its stalls.
            pool: pool.copied().unwrap_or(PoolNo::from_index(0)),
        }
    }

    fn cap(&self, applicant: &Applicant) -> Option<CapNo> {
        self.caps.get(applicant.category.as_deref()?).copied()
    }

    fn held(
        &self,
        applicant: &Applicant,
        stalls: &Table<StallNo, StallCard>,
        usable: &[ClassNo],
    ) -> Option<StallNo> {
        let number = *self.stalls.get(applicant.holds.first()?.as_str())?;
        let card = &stalls[number];
        let pool = self.problem.pools.get(card.pool.index())?;
        let counts = admits(pool, applicant) && usable.binary_search(&card.class).is_ok();
        counts.then_some(number)
    }

    fn targets(&self, applicant: &Applicant) -> Vec<Target> {
        let mut targets = Vec::with_capacity(applicant.preferences.len());
        for text in &applicant.preferences {
            let target = self.target(text);
            let repeated = target != Target::Unknown && targets.contains(&target);
            targets.push(if repeated { Target::Repeated } else { target });
        }
        targets
    }

    fn target(&self, text: &str) -> Target {
        let target = match Wish::parse(text) {
            Wish::Stall(id) => self.stalls.get(id).copied().map(Target::Stall),
            Wish::Zone(zone) => self.zones.get(zone).copied().map(Target::Zone),
        };
        target.unwrap_or(Target::Unknown)
    }
}

fn number<'a, N: Number>(names: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, N> {
    let numbered = names.enumerate();
    numbered.map(|(i, name)| (name, N::from_index(i))).collect()
}
