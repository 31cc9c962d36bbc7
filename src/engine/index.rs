//! The problem with small numbers in place of ids. Stalls that are equal in what they
//! offer become one class, applicants who can use the same classes one kind.

use std::collections::BTreeMap;

use super::problem::{Applicant, Pool, Problem, Stall};
use super::reading::Reading;
use super::table::{
    CapNo, ClassNo, KindNo, Number, PersonNo, PoolNo, StallNo, Table, WantsNo, ZoneNo,
};
use super::words::{Lists, Words};

#[derive(Debug)]
pub(super) struct Index<'a> {
    pub(super) problem: &'a Problem,
    pub(super) reading: &'a Reading<'a>,
    pub(super) stalls: Table<StallNo, StallCard<'a>>,
    pub(super) people: Table<PersonNo, Person<'a>>,
    pub(super) pools: Table<PoolNo, &'a Pool>,
    /// For each kind the classes that it can use, in order.
    pub(super) usable: Table<KindNo, Vec<ClassNo>>,
    pub(super) classes: Table<ClassNo, &'a Stall>,
    pub(super) wants: &'a Table<WantsNo, &'a Applicant>,
    class_of: Table<StallNo, ClassNo>,
    uses: Table<KindNo, Uses>,
    kind_of: Table<WantsNo, KindNo>,
    /// In the order of the file.
    pub(super) numbers: Vec<PersonNo>,
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
    pub(super) wishes: &'a [Target],
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
    pub(super) fn new(reading: &'a Reading<'a>) -> Self {
        let names = &reading.names;
        let (class_of, classes) = classes(&names.sorted_stalls);
        let (kind_of, usable) = kinds(&reading.wants, &classes);
        let cards = names.sorted_stalls.iter().zip(&class_of);
        let stalls: Table<_, _> = cards.map(|(s, class)| names.card(s, *class)).collect();
        let stalls = with_neighbours(stalls);

        let people = reading.applicants().map(|(applicant, wants, wishes)| {
            let kind = kind_of[wants];
            let hold = names.hold(applicant, wishes, &stalls, &usable[kind]);
            let size = |hold: &Hold| size(hold.keeps.len());
            Some(Person {
                applicant,
                wants,
                kind,
                cap: names.cap(applicant),
                size: hold.as_ref().map_or(applicant.min, size),
                hold: hold.map(Box::new),
                wishes,
            })
        });
        let mut people: Vec<Option<Person>> = people.collect();
        let by_code = reading.by_code.iter();
        let people = by_code.filter_map(|place| people.get_mut(*place)?.take());
        Self {
            problem: reading.problem,
            reading,
            people: people.collect(),
            pools: reading.problem.pools.iter().collect(),
            stalls,
            class_of: class_of.into(),
            uses: usable.iter().map(|(_, usable)| Uses::new(usable)).collect(),
            usable,
            classes,
            wants: &reading.wants,
            numbers: numbers(&reading.by_code),
            kind_of,
        }
    }

    pub(super) fn can_use(&self, kind: KindNo, class: ClassNo) -> bool {
        self.uses[kind].has(class)
    }

    pub(super) fn class(&self, stall: StallNo) -> ClassNo {
        self.class_of[stall]
    }

    /// The people in the order of the file, each with their kind and their wishes.
    pub(super) fn in_file(&self) -> impl Iterator<Item = (PersonNo, KindNo, &'a [Target])> {
        let applicants = self.reading.applicants().zip(&self.numbers);
        applicants.map(|((_, wants, wishes), no)| (*no, self.kind_of[wants], wishes))
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
        let mut wishes = (1..).zip(person.wishes);
        wishes
            .find(|(_, target)| self.matches(**target, stall))
            .map(|(wish, _)| wish)
    }

    /// The stalls that wishes name and this kind can use.
    pub(super) fn named(&self, kind: KindNo, wishes: &[Target]) -> impl Iterator<Item = StallNo> {
        let stalls = wishes.iter().filter_map(|target| match target {
            Target::Stall(stall) => Some(*stall),
            _ => None,
        });
        stalls.filter(move |stall| self.can_use(kind, self.class(*stall)))
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

/// The numbers of the people in the order of the file.
fn numbers(by_code: &[usize]) -> Vec<PersonNo> {
    let mut numbers = vec![PersonNo::from_index(0); by_code.len()];
    for (number, place) in by_code.iter().enumerate() {
        if let Some(at) = numbers.get_mut(*place) {
            *at = PersonNo::from_index(number);
        }
    }
    numbers
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

/// Numbers the stalls that are alike, each with one example of it.
fn classes<'a>(stalls: &[&'a Stall]) -> (Vec<ClassNo>, Table<ClassNo, &'a Stall>) {
    let mut words = Words::default();
    let mut facts = Lists::default();
    let mut list = Vec::new();
    let mut examples = Table::default();
    let class = |stall: &&'a Stall| {
        list.clear();
        words.add_set(&stall.features, &mut list);
        words.add_set(&stall.categories, &mut list);
        let (number, is_new) = facts.number(&list);
        if is_new {
            examples.push(*stall);
        }
        ClassNo::from_index(number as usize)
    };
    (stalls.iter().map(class).collect(), examples)
}

/// Which classes a kind can use, to be asked for one of them.
#[derive(Debug)]
struct Uses(Vec<u64>);

impl Uses {
    fn new(classes: &[ClassNo]) -> Self {
        let mut words = Vec::new();
        for class in classes {
            let (word, bit) = Self::place(*class);
            words.resize(words.len().max(word + 1), 0);
            if let Some(word) = words.get_mut(word) {
                *word |= bit;
            }
        }
        Self(words)
    }

    fn has(&self, class: ClassNo) -> bool {
        let (word, bit) = Self::place(class);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    fn place(class: ClassNo) -> (usize, u64) {
        (class.index() / 64, 1 << (class.index() % 64))
    }
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
