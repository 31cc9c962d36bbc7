//! What the promises of a pool may be kept with. Most are made by facts, and people of one
//! kind and size are alike; a holder has a claim of their own, which anything keeps that they
//! accept.

use std::collections::{BTreeMap, BTreeSet};

use super::index::{Hold, Index, Person, Target};
use super::table::{
    BinNo, ClaimNo, ClassNo, KindNo, Number, PersonNo, PoolNo, Position, StallNo, Table, ZoneNo,
};

#[derive(Debug)]
pub(super) struct Claims<'a> {
    pub(super) all: Table<ClaimNo, Claim<'a>>,
    pub(super) of: Table<Position, ClaimNo>,
    pub(super) bins: Bins,
    /// Someone in the order is of a size above 1.
    pub(super) has_blocks: bool,
}

#[derive(Debug)]
pub(super) struct Claim<'a> {
    pub(super) size: u32,
    pub(super) reach: Reach<'a>,
}

#[derive(Debug)]
pub(super) enum Reach<'a> {
    /// Any stall, or any block of stalls, of a class that this kind can use.
    Facts(KindNo, &'a [ClassNo]),
    /// What a holder accepts, by bins; or what they keep, adjacent or not.
    Accepted(Vec<BinNo>, &'a Hold),
    /// A stall of this bin, set aside for whoever keeps it and accepts nothing else.
    Kept(BinNo),
}

/// Stalls of a pool that no claim of the pool can tell apart.
#[derive(Debug)]
pub(super) struct Bins {
    /// None for stalls of other pools.
    pub(super) of: Table<StallNo, Option<BinNo>>,
    pub(super) class: Table<BinNo, ClassNo>,
    /// The numbers of those of a class follow each other.
    pub(super) of_class: Table<ClassNo, Vec<BinNo>>,
}

impl<'a> Claims<'a> {
    pub(super) fn new(
        index: &'a Index<'a>,
        pool: PoolNo,
        stalls: &[StallNo],
        order: &Table<Position, PersonNo>,
    ) -> Self {
        let has_blocks = order.iter().any(|(_, no)| index.people[*no].size > 1);
        let mut holders = find_holders(index, pool, stalls, order);
        let mut staying = BTreeMap::new();
        if !has_blocks {
            staying = holders
                .extract_if(.., |_, holder| holder.accepted == holder.hold.keeps)
                .collect();
        }
        let bins = Bins::new(index, stalls, &holders);
        let kinds = index.usable.iter();
        let kinds = kinds.map(|(kind, classes)| Claim {
            size: 1,
            reach: Reach::Facts(kind, classes),
        });
        let mut all: Table<ClaimNo, Claim<'a>> = kinds.collect();
        let (mut larger, mut kept) = (BTreeMap::new(), BTreeMap::new());
        let claims = order.iter().map(|(position, &no)| {
            let person = &index.people[no];
            let mut holder = None;
            let mut stays = None;
            if person.hold.is_some() {
                holder = holders.get(&position);
                stays = staying.get(&position);
            }
            if let Some(holder) = holder {
                let bins = holder.accepted.iter().filter_map(|stall| bins.of[*stall]);
                let bins: BTreeSet<BinNo> = bins.collect();
                return all.push(Claim {
                    size: person.size,
                    reach: Reach::Accepted(bins.into_iter().collect(), holder.hold),
                });
            }
            let keeps = stays.and_then(|stays| stays.accepted.first());
            if let Some(bin) = keeps.and_then(|stall| bins.of[*stall]) {
                let new = || Claim {
                    size: 1,
                    reach: Reach::Kept(bin),
                };
                return *kept.entry(bin).or_insert_with(|| all.push(new()));
            }
            if person.size == 1 {
                return ClaimNo::from_index(person.kind.index());
            }
            let claim = larger.entry((person.kind, person.size));
            *claim.or_insert_with(|| {
                all.push(Claim {
                    size: person.size,
                    reach: Reach::Facts(person.kind, &index.usable[person.kind]),
                })
            })
        });
        let of: Table<Position, ClaimNo> = claims.collect();
        Self {
            all,
            of,
            bins,
            has_blocks,
        }
    }

    /// Whether what keeps this claim is set aside for it.
    pub(super) fn is_set_aside(&self, claim: ClaimNo) -> bool {
        matches!(self.all[claim].reach, Reach::Kept(_))
    }
}

/// A holder of this pool. Where all are of size 1, those who accept nothing but what they keep
/// need no claim of their own: it is set aside for them.
struct Holder<'a> {
    hold: &'a Hold,
    /// The stalls of the pool that they accept.
    accepted: Vec<StallNo>,
    zones: Vec<ZoneNo>,
}

fn find_holders<'a>(
    index: &'a Index<'a>,
    pool: PoolNo,
    stalls: &[StallNo],
    order: &Table<Position, PersonNo>,
) -> BTreeMap<Position, Holder<'a>> {
    let holders = order.iter().filter_map(|(position, no)| {
        let person = &index.people[*no];
        let hold = person.hold.as_deref()?;
        (hold.pool == pool).then_some((position, person, hold))
    });
    let holders: Vec<_> = holders.collect();
    if holders.is_empty() {
        return BTreeMap::new();
    }
    let ground = Ground::new(index, stalls);
    let holders = holders.into_iter().map(|(position, person, hold)| {
        let holder = Holder {
            hold,
            accepted: ground.accepted(person, hold),
            zones: zones(person),
        };
        (position, holder)
    });
    holders.collect()
}

fn zones(person: &Person) -> Vec<ZoneNo> {
    let wishes = person.accepted_wishes().iter();
    wishes
        .filter_map(|target| match target {
            Target::Zone(zone) => Some(*zone),
            _ => None,
        })
        .collect()
}

/// The stalls of the pool.
struct Ground<'a> {
    index: &'a Index<'a>,
    all: BTreeSet<StallNo>,
    zones: BTreeMap<ZoneNo, Vec<StallNo>>,
}

impl<'a> Ground<'a> {
    fn new(index: &'a Index<'a>, stalls: &[StallNo]) -> Self {
        let mut zones: BTreeMap<ZoneNo, Vec<StallNo>> = BTreeMap::new();
        for &stall in stalls {
            if let Some(zone) = index.stalls[stall].zone {
                zones.entry(zone).or_default().push(stall);
            }
        }
        Self {
            index,
            all: stalls.iter().copied().collect(),
            zones,
        }
    }

    /// What a holder accepts, in order.
    fn accepted(&self, person: &Person, hold: &Hold) -> Vec<StallNo> {
        let mut accepted: BTreeSet<StallNo> = hold.stalls.iter().copied().collect();
        for target in person.accepted_wishes() {
            let wished = match target {
                Target::Stall(stall) => std::slice::from_ref(stall),
                Target::Zone(zone) => self.zones.get(zone).map_or(&[][..], Vec::as_slice),
                Target::Unknown | Target::Repeated => &[],
            };
            let usable = wished.iter().filter(|stall| {
                let class = self.index.class(**stall);
                self.all.contains(stall) && self.index.can_use(person.kind, class)
            });
            accepted.extend(usable);
        }
        accepted.into_iter().collect()
    }
}

impl Bins {
    fn new(index: &Index, stalls: &[StallNo], holders: &BTreeMap<Position, Holder>) -> Self {
        let mut zones = BTreeSet::new();
        let mut single = BTreeSet::new();
        for holder in holders.values() {
            zones.extend(holder.zones.iter().copied());
            let by_zone = |stall: &&StallNo| {
                let zone = index.stalls[**stall].zone;
                zone.is_some_and(|zone| holder.zones.contains(&zone))
            };
            let named = holder.accepted.iter().filter(|stall| !by_zone(stall));
            single.extend(named.copied());
            single.extend(holder.hold.stalls.iter().copied());
        }
        let key = |stall: StallNo| {
            let card = &index.stalls[stall];
            let zone = card.zone.filter(|zone| zones.contains(zone));
            (card.class, zone, single.contains(&stall).then_some(stall))
        };
        let mut keyed: Vec<_> = stalls.iter().map(|stall| (key(*stall), *stall)).collect();
        keyed.sort_unstable();
        let mut bins = Self {
            of: Table::filled(index.stalls.len(), None),
            class: Table::default(),
            of_class: Table::filled(index.classes.len(), Vec::new()),
        };
        for alike in keyed.chunk_by(|(one, _), (other, _)| one == other) {
            let class = alike.first().map(|((class, ..), _)| *class);
            let bin = class.map(|class| bins.add(class));
            for (_, stall) in alike {
                bins.of[*stall] = bin;
            }
        }
        bins
    }

    fn add(&mut self, class: ClassNo) -> BinNo {
        let bin = self.class.push(class);
        self.of_class[class].push(bin);
        bin
    }
}
