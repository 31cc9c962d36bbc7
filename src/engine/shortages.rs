//! Proofs that not everyone in a pool's order could have got what they need: applicants who
//! can use certain stalls and no others, and need more than there are.
//!
//! They come from a matching of stalls to those in the order, by facts alone. Where it leaves
//! someone out, the stalls that could be freed for them by moving others are all taken, and
//! whoever has one of those can use no others either.

use std::collections::{BTreeMap, BTreeSet};

use super::index::Index;
use super::network::Network;
use super::outcome::Shortage;
use super::pool::Drawn;
use super::table::{ClassNo, KindNo, PersonNo, PoolNo, StallNo, Table};

/// The most that are told of one pool: those with the fewest stalls.
const MOST: usize = 8;

pub(super) fn find_shortages(index: &Index, drawn: &Table<PoolNo, Drawn>) -> Vec<Shortage> {
    let pools = drawn.iter().flat_map(|(_, drawn)| {
        let demand = Demand::new(index, drawn);
        let mut found = demand.find();
        found.truncate(MOST);
        let mut told: Vec<Shortage> = found.iter().map(|found| demand.tell(found)).collect();
        told.sort_by(|a, b| (a.size, &a.stalls).cmp(&(b.size, &b.stalls)));
        told
    });
    pools.collect()
}

/// Who needs how many stalls of what classes in a pool.
struct Demand<'a> {
    index: &'a Index<'a>,
    drawn: &'a Drawn,
    stalls: BTreeMap<ClassNo, Vec<StallNo>>,
    kinds: BTreeMap<KindNo, OfKind>,
}

#[derive(Default)]
struct OfKind {
    /// The classes of the pool that they can use.
    usable: BTreeSet<ClassNo>,
    people: Vec<PersonNo>,
    stalls: u64,
}

/// Classes of stalls that are too few, for all sizes together or for blocks of one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    /// How many stalls they have.
    count: usize,
    size: Option<u32>,
    classes: BTreeSet<ClassNo>,
}

/// No need comes to more.
const ANY: u32 = u32::MAX / 2;

impl<'a> Demand<'a> {
    fn new(index: &'a Index<'a>, drawn: &'a Drawn) -> Self {
        let mut stalls: BTreeMap<ClassNo, Vec<StallNo>> = BTreeMap::new();
        for &stall in &drawn.stalls {
            stalls.entry(index.class(stall)).or_default().push(stall);
        }
        let kinds = index.usable.iter().map(|_| OfKind::default());
        let mut kinds: Table<KindNo, OfKind> = kinds.collect();
        for (_, &no) in drawn.order.iter() {
            let person = &index.people[no];
            let kind = &mut kinds[person.kind];
            kind.people.push(no);
            kind.stalls += u64::from(person.size);
        }
        let kinds = kinds.numbers().zip(kinds.into_rows());
        let kinds = kinds.filter(|(_, of_kind)| !of_kind.people.is_empty());
        let mut kinds: BTreeMap<KindNo, OfKind> = kinds.collect();
        for (kind, of_kind) in &mut kinds {
            let usable = index.usable[*kind].iter().copied();
            of_kind.usable = usable.filter(|class| stalls.contains_key(class)).collect();
        }
        Self {
            index,
            drawn,
            stalls,
            kinds,
        }
    }

    /// Those with the fewest stalls first.
    fn find(&self) -> Vec<Found> {
        let short = self.find_short_kinds();
        let mut found: BTreeSet<Found> = self.split(&short);
        let closed = short.iter().filter_map(|kind| self.kinds.get(kind));
        found.extend(closed.filter_map(|of_kind| self.found(None, &of_kind.usable)));
        found.extend(self.find_without_blocks());
        found.into_iter().collect()
    }

    /// The kinds that have too few stalls, together with all who compete for these.
    fn find_short_kinds(&self) -> BTreeSet<KindNo> {
        let mut network = Network::default();
        let (people, stalls) = (network.node(), network.node());
        let classes = self.stalls.iter().map(|(class, stalls_of)| {
            let node = network.node();
            network.arc(node, stalls, count(stalls_of.len()));
            (*class, node)
        });
        let classes: BTreeMap<ClassNo, usize> = classes.collect();
        let mut nodes: Vec<(KindNo, usize)> = Vec::new();
        for (kind, of_kind) in &self.kinds {
            let node = network.node();
            let needs = u32::try_from(of_kind.stalls).unwrap_or(ANY);
            nodes.push((*kind, node));
            network.arc(people, node, needs);
            for class in of_kind.usable.iter().filter_map(|class| classes.get(class)) {
                network.arc(node, *class, ANY);
            }
        }
        network.fill(people, stalls);
        let reached = network.reach(people);
        let short = nodes.into_iter().filter(|(_, node)| reached.contains(node));
        short.map(|(kind, _)| kind).collect()
    }

    /// The short kinds apart where they share no stalls.
    fn split(&self, short: &BTreeSet<KindNo>) -> BTreeSet<Found> {
        let mut parts: Vec<BTreeSet<ClassNo>> = Vec::new();
        for of_kind in short.iter().filter_map(|kind| self.kinds.get(kind)) {
            let mut part = of_kind.usable.clone();
            let (shared, apart) = parts
                .into_iter()
                .partition(|other| !part.is_disjoint(other));
            parts = apart;
            let shared: Vec<BTreeSet<ClassNo>> = shared;
            part.extend(shared.into_iter().flatten());
            parts.push(part);
        }
        let found = parts.iter().filter_map(|part| self.found(None, part));
        found.collect()
    }

    /// Blocks are short of a size where the rows have room for fewer than are needed.
    fn find_without_blocks(&self) -> Vec<Found> {
        let people = self.kinds.values().flat_map(|of_kind| &of_kind.people);
        let sizes: BTreeSet<u32> = people.map(|no| self.index.people[*no].size).collect();
        let closed: BTreeSet<&BTreeSet<ClassNo>> = self.kinds.values().map(|k| &k.usable).collect();
        let larger = sizes.into_iter().filter(|size| *size > 1);
        let all = larger.flat_map(|size| closed.iter().map(move |classes| (size, *classes)));
        all.filter_map(|(size, classes)| self.found(Some(size), classes))
            .collect()
    }

    fn found(&self, size: Option<u32>, classes: &BTreeSet<ClassNo>) -> Option<Found> {
        let is_complete = self.stalls_are_theirs(size, classes);
        (is_complete && self.short_by(size, classes) > 0).then(|| Found {
            count: self.stalls_of(classes).count(),
            size,
            classes: classes.clone(),
        })
    }

    /// Whether every stall is of use to some of those who can use nothing else.
    fn stalls_are_theirs(&self, size: Option<u32>, classes: &BTreeSet<ClassNo>) -> bool {
        let people = self.people_of(size, classes);
        let kinds = people.map(|no| self.index.people[no].kind);
        let kinds: BTreeSet<KindNo> = kinds.collect();
        let kinds = kinds.iter().filter_map(|kind| self.kinds.get(kind));
        let usable: BTreeSet<ClassNo> = kinds.flat_map(|of| of.usable.iter().copied()).collect();
        usable == *classes
    }

    /// How many stalls, or blocks of a size, are missing.
    fn short_by(&self, size: Option<u32>, classes: &BTreeSet<ClassNo>) -> u64 {
        let people = self.people_of(size, classes);
        let (need, have) = match size {
            None => {
                let sizes = people.map(|no| u64::from(self.index.people[no].size));
                (sizes.sum(), self.stalls_of(classes).count())
            }
            Some(size) => (people.count() as u64, self.count_blocks(size, classes)),
        };
        need.saturating_sub(have as u64)
    }

    /// Those of at least a size who can use some of these stalls and nothing else; for no
    /// stalls, those who can use nothing.
    fn people_of(
        &self,
        size: Option<u32>,
        classes: &BTreeSet<ClassNo>,
    ) -> impl Iterator<Item = PersonNo> {
        let kinds = self.kinds.values().filter(|of_kind| {
            of_kind.usable.is_empty() == classes.is_empty() && of_kind.usable.is_subset(classes)
        });
        let people = kinds.flat_map(|of_kind| of_kind.people.iter().copied());
        people.filter(move |no| size.is_none_or(|size| self.index.people[*no].size >= size))
    }

    fn stalls_of(&self, classes: &BTreeSet<ClassNo>) -> impl Iterator<Item = StallNo> {
        let stalls = classes.iter().filter_map(|class| self.stalls.get(class));
        stalls.flatten().copied()
    }

    fn count_blocks(&self, size: u32, classes: &BTreeSet<ClassNo>) -> usize {
        let stalls: BTreeSet<StallNo> = self.stalls_of(classes).collect();
        let cards = &self.index.stalls;
        let starts = stalls.iter().filter(|stall| {
            let before = cards[**stall].before;
            before.is_none_or(|before| !stalls.contains(&before))
        });
        let rows = starts.map(|start| {
            let follow = |stall: &StallNo| cards[*stall].after.filter(|s| stalls.contains(s));
            std::iter::successors(Some(*start), follow).count()
        });
        rows.map(|stalls| stalls / size as usize).sum()
    }

    fn tell(&self, found: &Found) -> Shortage {
        let mut people: Vec<PersonNo> = self.people_of(found.size, &found.classes).collect();
        people.sort_unstable();
        let mut stalls: Vec<StallNo> = self.stalls_of(&found.classes).collect();
        stalls.sort_unstable();
        let codes = people
            .into_iter()
            .map(|no| self.index.people[no].applicant.code.clone());
        let ids = stalls
            .into_iter()
            .map(|no| self.index.stalls[no].stall.id.clone());
        let short_by = self.short_by(found.size, &found.classes);
        Shortage {
            pool: self.index.pools[self.drawn.pool].name.clone(),
            applicants: codes.collect(),
            stalls: ids.collect(),
            short_by: u32::try_from(short_by).unwrap_or(u32::MAX),
            size: found.size,
        }
    }
}

fn count(stalls: usize) -> u32 {
    u32::try_from(stalls).unwrap_or(u32::MAX)
}
