//! Where everyone stood in each pool, and what is known there about those who got
//! nothing: how many stalls they can use, and who was the last to get one of them.

use std::collections::BTreeMap;

use super::board::Board;
use super::index::{Index, Person};
use super::pool::{Drawn, Verdict};
use super::table::{ClassNo, KindNo, PersonNo, PoolNo, Position, StallNo, Table};

#[derive(Debug)]
pub(super) struct Standings {
    /// Those of one person side by side, in the order of the pools.
    all: Vec<Standing>,
    /// Where in `all` those of each begin, and how many there are.
    of: Table<PersonNo, (usize, usize)>,
    /// For who got nothing: the last pool with a stall that they can use.
    pub(super) cases: Table<PersonNo, Option<Case>>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    pub(super) pool: PoolNo,
    pub(super) position: Position,
    pub(super) waiting: Option<u32>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Case {
    pub(super) pool: PoolNo,
    pub(super) position: Position,
    pub(super) verdict: Verdict,
    /// The pool has no block of their size that they can use.
    pub(super) no_block: bool,
    pub(super) cut_off: Option<Position>,
    pub(super) usable: u32,
    pub(super) renewed: u32,
    /// How many stalls that they can use went to those ahead, renewing holders left out.
    pub(super) ahead: u32,
}

impl Standings {
    pub(super) fn new(index: &Index, board: &Board, drawn: &Table<PoolNo, Drawn>) -> Self {
        let people = index.people.len();
        let mut standings = Self {
            all: Vec::new(),
            of: Table::filled(people, (0, 0)),
            cases: Table::filled(people, None),
        };
        let mut found = Vec::new();
        for (_, pool) in drawn.iter() {
            standings.add_pool(index, board, pool, &mut found);
        }
        standings.sort_in(found);
        standings
    }

    /// Where someone stood.
    pub(super) fn of(&self, no: PersonNo) -> &[Standing] {
        let (start, count) = self.of[no];
        self.all.get(start..start + count).unwrap_or_default()
    }

    fn sort_in(&mut self, found: Vec<(PersonNo, Standing)>) {
        for (no, _) in &found {
            self.of[*no].1 += 1;
        }
        let mut next = 0;
        for (_, (start, count)) in self.of.iter_mut() {
            *start = next;
            next += std::mem::take(count);
        }
        self.all = found.iter().map(|(_, standing)| *standing).collect();
        for (no, standing) in found {
            let (start, count) = &mut self.of[no];
            if let Some(place) = self.all.get_mut(*start + *count) {
                *place = standing;
            }
            *count += 1;
        }
    }

    fn add_pool(
        &mut self,
        index: &Index,
        board: &Board,
        drawn: &Drawn,
        found: &mut Vec<(PersonNo, Standing)>,
    ) {
        let mut counts = Counts::new(index, board, drawn);
        let mut blocks = Blocks::new(index, drawn);
        let pool = drawn.pool;
        let mut waiting_ahead = 0;
        for (position, &no) in drawn.order.iter() {
            let person = &index.people[no];
            let mut waiting = None;
            if let Some(won) = &board.won[no] {
                let new = won.stalls.iter().filter(|stall| !person.holds(**stall));
                for stall in new.filter(|_| won.pool == pool) {
                    counts.give(index.class(*stall), position);
                }
            } else if counts.usable[person.kind] > 0 {
                waiting_ahead += 1;
                waiting = Some(waiting_ahead);
                let verdict = drawn.verdicts[position];
                let outranked = verdict == Verdict::Outranked;
                let ahead = counts.ahead(index, person.kind);
                self.cases[no] = Some(Case {
                    pool,
                    position,
                    verdict,
                    no_block: !blocks.has_one(index, person),
                    cut_off: ahead.last.filter(|_| outranked),
                    ahead: ahead.stalls,
                    usable: counts.usable[person.kind],
                    renewed: counts.renewed[person.kind],
                });
            }
            let standing = Standing {
                pool,
                position,
                waiting,
            };
            found.push((no, standing));
        }
    }
}

/// What the stalls of a pool come to for each kind of applicant.
struct Counts {
    usable: Table<KindNo, u32>,
    renewed: Table<KindNo, u32>,
    /// What went to those so far, holders who renewed left out.
    given: Table<ClassNo, Ahead>,
    /// The same for a kind, when so many stalls had been given.
    known: Table<KindNo, (u32, Ahead)>,
    count: u32,
}

#[derive(Clone, Copy, Default)]
struct Ahead {
    stalls: u32,
    last: Option<Position>,
}

impl Counts {
    fn new(index: &Index, board: &Board, drawn: &Drawn) -> Self {
        let renewed = |stall: &&StallNo| {
            let owner = board.owner[**stall];
            owner.is_some_and(|owner| index.people[owner].holds(**stall))
        };
        Self {
            usable: count_by_kind(index, drawn.stalls.iter()),
            renewed: count_by_kind(index, drawn.stalls.iter().filter(renewed)),
            given: Table::filled(index.classes.len(), Ahead::default()),
            known: Table::filled(index.usable.len(), (0, Ahead::default())),
            count: 0,
        }
    }

    fn give(&mut self, class: ClassNo, to: Position) {
        self.count += 1;
        self.given[class].stalls += 1;
        self.given[class].last = Some(to);
    }

    fn ahead(&mut self, index: &Index, kind: KindNo) -> Ahead {
        let (count, known) = self.known[kind];
        if count == self.count {
            return known;
        }
        let given = index.usable[kind].iter().map(|class| self.given[*class]);
        let ahead = given.fold(Ahead::default(), |all, one| Ahead {
            stalls: all.stalls + one.stalls,
            last: all.last.max(one.last),
        });
        self.known[kind] = (self.count, ahead);
        ahead
    }
}

fn count_by_kind<'a>(
    index: &Index,
    stalls: impl Iterator<Item = &'a StallNo>,
) -> Table<KindNo, u32> {
    let mut by_class: Table<ClassNo, u32> = Table::filled(index.classes.len(), 0);
    for stall in stalls {
        by_class[index.class(*stall)] += 1;
    }
    let kinds = index.usable.iter();
    let count = kinds.map(|(_, classes)| classes.iter().map(|class| by_class[*class]).sum());
    count.collect()
}

/// Whether a pool has blocks that someone can use, by kind and size.
struct Blocks<'a> {
    stalls: &'a [StallNo],
    in_pool: Table<StallNo, bool>,
    known: BTreeMap<(KindNo, u32), bool>,
}

impl<'a> Blocks<'a> {
    fn new(index: &Index, drawn: &'a Drawn) -> Self {
        let mut in_pool = Table::filled(index.stalls.len(), false);
        for stall in &drawn.stalls {
            in_pool[*stall] = true;
        }
        Self {
            stalls: &drawn.stalls,
            in_pool,
            known: BTreeMap::new(),
        }
    }

    fn has_one(&mut self, index: &Index, person: &Person) -> bool {
        if person.size == 1 {
            return true;
        }
        let (stalls, in_pool) = (self.stalls, &self.in_pool);
        let suits =
            |stall: &StallNo| in_pool[*stall] && index.can_use(person.kind, index.class(*stall));
        let known = self.known.entry((person.kind, person.size));
        *known.or_insert_with(|| {
            let mut firsts = stalls.iter().filter(|stall| suits(stall));
            firsts.any(|first| {
                let block = index.block(*first, person.size);
                block.is_some_and(|block| block.iter().all(suits))
            })
        })
    }
}
