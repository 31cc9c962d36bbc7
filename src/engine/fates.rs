//! What became of the wishes that someone did not get.

use std::collections::{BTreeMap, BTreeSet};

use super::board::Board;
use super::explain::find_lack;
use super::index::{Index, Person, Target};
use super::pool::Drawn;
use super::reasons::{Fate, WishFate};
use super::standings::Standings;
use super::table::{ClassNo, PersonNo, PoolNo, Position, StallNo, Table, ZoneNo};

#[derive(Debug)]
pub(super) struct Fates<'a> {
    index: &'a Index<'a>,
    board: &'a Board,
    drawn: &'a Table<PoolNo, Drawn>,
    standings: &'a Standings,
    /// The stalls of a zone in a pool, by class.
    zones: BTreeMap<(PoolNo, ZoneNo), BTreeMap<ClassNo, Share>>,
    by_zone: BTreeMap<ZoneNo, Vec<StallNo>>,
    /// The features that all stalls of a pool have.
    common: Table<PoolNo, BTreeSet<&'a str>>,
}

#[derive(Debug, Default)]
struct Share {
    stalls: u32,
    free: u32,
    last: Option<Position>,
}

impl<'a> Fates<'a> {
    pub(super) fn new(
        index: &'a Index<'a>,
        board: &'a Board,
        drawn: &'a Table<PoolNo, Drawn>,
        standings: &'a Standings,
    ) -> Self {
        let mut fates = Self {
            index,
            board,
            drawn,
            standings,
            zones: BTreeMap::new(),
            by_zone: BTreeMap::new(),
            common: drawn
                .iter()
                .map(|(_, drawn)| find_common(index, drawn))
                .collect(),
        };
        for (pool, drawn) in drawn.iter() {
            for &stall in &drawn.stalls {
                fates.add_share(pool, stall);
            }
        }
        for (stall, card) in index.stalls.iter() {
            if let Some(zone) = card.zone {
                fates.by_zone.entry(zone).or_default().push(stall);
            }
        }
        fates
    }

    fn add_share(&mut self, pool: PoolNo, stall: StallNo) {
        let card = &self.index.stalls[stall];
        let Some(zone) = card.zone else { return };
        let zone = self.zones.entry((pool, zone)).or_default();
        let share = zone.entry(card.class).or_default();
        share.stalls += 1;
        let won = self.board.won_with(stall);
        match won.filter(|won| won.pool == pool) {
            Some(won) => share.last = share.last.max(Some(won.position)),
            None => share.free += 1,
        }
    }

    /// The fates of their first `count` wishes, as seen from their place in a pool.
    pub(super) fn of(
        &self,
        no: PersonNo,
        person: &Person,
        pool: PoolNo,
        position: Position,
        count: usize,
    ) -> Vec<WishFate> {
        let kept = self.drawn[pool].kept.get(&position);
        let kept_by = |wish| {
            let mut kept = kept.into_iter().flatten();
            Some(kept.find(|kept| kept.wish == wish)?.by)
        };
        let wishes = (1..).zip(person.wishes.iter().take(count));
        let wishes = wishes.filter(|(_, target)| **target != Target::Repeated);
        let fate = |(wish, target): (u32, &Target)| WishFate {
            wish,
            fate: match kept_by(wish) {
                Some(Some(by)) => self.kept_fate(pool, by),
                Some(None) => Fate::WorkBound,
                None => self.fate(no, person, pool, *target),
            },
        };
        wishes.map(fate).collect()
    }

    fn kept_fate(&self, pool: PoolNo, by: Position) -> Fate {
        let person = &self.index.people[self.drawn[pool].order[by]];
        let mut needs = self.index.wants[person.wants].needs.clone();
        needs.sort();
        needs.dedup();
        needs.retain(|need| !self.common[pool].contains(need.as_str()));
        Fate::Kept {
            pool: self.name(pool),
            by: by.number(),
            renews: person.hold.as_ref().is_some_and(|hold| hold.pool == pool),
            needs,
        }
    }

    fn fate(&self, no: PersonNo, person: &Person, pool: PoolNo, target: Target) -> Fate {
        match target {
            Target::Stall(stall) => self.stall_fate(no, person, stall),
            Target::Zone(zone) => self.zone_fate(person, pool, zone),
            Target::Unknown | Target::Repeated => Fate::Unknown,
        }
    }

    fn stall_fate(&self, no: PersonNo, person: &Person, stall: StallNo) -> Fate {
        let card = &self.index.stalls[stall];
        if !self.index.can_use(person.kind, card.class) {
            let lack = find_lack(self.index, &[stall], person);
            return Fate::Unusable { lack };
        }
        let owner = self.board.won_with(stall);
        let pool = owner.map_or(card.pool, |won| won.pool);
        if !self.standings.of(no).iter().any(|s| s.pool == pool) {
            let pool = self.name(pool);
            return Fate::OtherPool { pool };
        }
        match owner {
            Some(won) => Fate::Taken {
                pool: self.name(pool),
                by: won.position.number(),
            },
            None if person.size > 1 => Fate::NoBlock,
            None => Fate::Capped,
        }
    }

    fn zone_fate(&self, person: &Person, pool: PoolNo, zone: ZoneNo) -> Fate {
        let Some(shares) = self.zones.get(&(pool, zone)) else {
            return self.other_pool(zone);
        };
        let usable = |class: &ClassNo| self.index.can_use(person.kind, *class);
        let usable: Vec<_> = shares.iter().filter(|(class, _)| usable(class)).collect();
        if usable.is_empty() {
            let here = self.drawn[pool].stalls.iter().copied();
            let here = here.filter(|s| self.index.stalls[*s].zone == Some(zone));
            let here: Vec<StallNo> = here.collect();
            let lack = find_lack(self.index, &here, person);
            return Fate::Unusable { lack };
        }
        if usable.iter().any(|(_, share)| share.free > 0) {
            return if person.size > 1 {
                Fate::NoBlock
            } else {
                Fate::Capped
            };
        }
        let last = usable.iter().filter_map(|(_, share)| share.last).max();
        Fate::ZoneTaken {
            pool: self.name(pool),
            stalls: usable.iter().map(|(_, share)| share.stalls).sum(),
            last: last.map_or(0, Position::number),
        }
    }

    /// None of the zone's stalls was given out in the pool in question.
    fn other_pool(&self, zone: ZoneNo) -> Fate {
        let first = self.by_zone.get(&zone).and_then(|stalls| stalls.first());
        first.map_or(Fate::Unknown, |stall| Fate::OtherPool {
            pool: self.name(self.index.stalls[*stall].pool),
        })
    }

    fn name(&self, pool: PoolNo) -> String {
        self.index.pools[pool].name.clone()
    }
}

fn find_common<'a>(index: &'a Index, drawn: &Drawn) -> BTreeSet<&'a str> {
    let classes: BTreeSet<ClassNo> = drawn.stalls.iter().map(|s| index.class(*s)).collect();
    let features = classes.into_iter().map(|class| {
        let features = index.classes[class].features.iter();
        features.map(String::as_str).collect::<BTreeSet<&str>>()
    });
    features.reduce(|all, one| &all & &one).unwrap_or_default()
}
