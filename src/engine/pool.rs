//! One pool from its order to what is left of it: whose turn it is, what they are given, and
//! who is asked again. Who is promised a stall is in `promises`, which one someone takes at
//! their turn in `choose`.

use std::collections::{BTreeMap, BTreeSet};

use super::board::{Board, Won, binding_cap};
use super::choose::Pick;
use super::index::{Index, Person};
use super::matching::Matching;
use super::order::order;
use super::problem::Placement;
use super::promises::Promise;
use super::shelves::Shelves;
use super::table::{CapNo, KindNo, Number, PersonNo, PoolNo, Position, StallNo, Table};

/// What the draw of a pool leaves to tell.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) pool: PoolNo,
    pub(super) stalls: Vec<StallNo>,
    pub(super) order: Table<Position, PersonNo>,
    pub(super) verdicts: Table<Position, Verdict>,
    pub(super) kept: BTreeMap<Position, Vec<Kept>>,
    /// The stalls that nobody took.
    pub(super) left: Vec<StallNo>,
}

/// Why someone has nothing in a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing that they can use could be spared.
    Outranked,
    /// Something could, but they accept none of it.
    NothingLeft,
    Capped,
}

/// A wish (from 1) that was free, and kept for the promise to someone else.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept {
    pub(super) wish: u32,
    pub(super) by: Position,
}

pub(super) fn draw_pool<'a>(
    index: &'a Index<'a>,
    board: &'a mut Board,
    pool: PoolNo,
    stalls: Vec<StallNo>,
) -> Drawn {
    let mut draw = PoolDraw::new(index, board, pool, stalls);
    draw.promise_renewals();
    if index.problem.placement == Placement::Fill {
        draw.promise_to_all();
    }
    for position in draw.order.numbers() {
        draw.take_turn(position);
        while let Some(past) = draw.late.pop_first() {
            draw.choose_late(past);
        }
    }
    draw.offer_what_is_left();
    draw.finish()
}

#[derive(Debug)]
pub(super) struct PoolDraw<'a> {
    pub(super) index: &'a Index<'a>,
    pub(super) board: &'a mut Board,
    pub(super) pool: PoolNo,
    stalls: Vec<StallNo>,
    pub(super) order: Table<Position, PersonNo>,
    pub(super) matching: Matching<'a>,
    pub(super) shelves: Shelves<'a>,
    pub(super) promises: Table<Position, Promise>,
    /// Whose turn it is or was last.
    pub(super) now: Option<Position>,
    /// Who got a promise after their turn had gone by, and has not chosen yet.
    pub(super) late: BTreeSet<Position>,
    /// Who has no promise and may get one, by what decides whether they can.
    pub(super) unpromised: BTreeMap<(KindNo, Option<CapNo>), BTreeSet<Position>>,
    /// Whom a kind's promises were made to.
    pub(super) promised: Table<KindNo, BTreeSet<Position>>,
    /// Whom held stalls are kept for.
    pub(super) renewals: BTreeMap<StallNo, Position>,
    pub(super) verdicts: Table<Position, Verdict>,
    pub(super) kept: BTreeMap<Position, Vec<Kept>>,
}

impl<'a> PoolDraw<'a> {
    fn new(index: &'a Index<'a>, board: &'a mut Board, pool: PoolNo, stalls: Vec<StallNo>) -> Self {
        let order = order(index, pool, |person| board.won[person].is_none());
        let mut room = Table::filled(index.classes.len(), 0);
        for &stall in &stalls {
            room[index.class(stall)] += 1;
        }
        let mut shelves = Shelves::new(index);
        for (_, &person) in order.iter() {
            shelves.add_rival(&index.people[person]);
        }
        for &stall in &stalls {
            shelves.put(stall);
        }
        Self {
            matching: Matching::new(&index.usable, room),
            shelves,
            promises: Table::filled(order.len(), Promise::None),
            now: None,
            late: BTreeSet::new(),
            unpromised: BTreeMap::new(),
            promised: Table::filled(index.usable.len(), BTreeSet::new()),
            renewals: BTreeMap::new(),
            verdicts: Table::filled(order.len(), Verdict::Outranked),
            kept: BTreeMap::new(),
            index,
            board,
            pool,
            stalls,
            order,
        }
    }

    pub(super) fn person(&self, position: Position) -> &'a Person<'a> {
        let index = self.index;
        &index.people[self.order[position]]
    }

    pub(super) fn binding_cap(&self, position: Position) -> Option<CapNo> {
        binding_cap(self.index, self.pool, self.person(position))
    }

    pub(super) fn is_capped(&self, position: Position) -> bool {
        let cap = self.binding_cap(position);
        cap.is_some_and(|cap| self.board.caps.is_full(cap))
    }

    fn take_turn(&mut self, position: Position) {
        self.shelves.drop_rival(self.person(position));
        self.now = Some(position);
        self.choose(position);
    }

    /// A turn after the own one has gone by: those in between who have nothing come
    /// later, too.
    fn choose_late(&mut self, position: Position) {
        let after = self.order.numbers().skip(position.index() + 1);
        let between = after.take_while(|other| Some(*other) <= self.now);
        let between: Vec<Position> = between.filter(|p| self.has_nothing(*p)).collect();
        for &other in &between {
            self.shelves.add_rival(self.person(other));
        }
        self.kept.remove(&position);
        self.choose(position);
        for &other in &between {
            self.shelves.drop_rival(self.person(other));
        }
    }

    fn has_nothing(&self, position: Position) -> bool {
        self.board.won[self.order[position]].is_none()
    }

    fn choose(&mut self, position: Position) {
        let promise = self.lift(position);
        let pick = self.pick(position);
        let capped = promise == Promise::None && self.is_capped(position);
        match pick {
            Some(pick) if !capped => self.give(position, pick, promise),
            _ if promise == Promise::Some => self.give_up(position),
            _ => self.judge(position, capped),
        }
    }

    fn give(&mut self, position: Position, pick: Pick, promise: Promise) {
        self.matching.take(self.index.class(pick.stall));
        self.shelves.remove(pick.stall);
        if let Promise::Renewal(held) = promise
            && held != pick.stall
        {
            self.shelves.put(held);
        }
        self.forget_unpromised(position);
        if !self.is_counted(position, promise) {
            self.count(position);
        }
        let won = Won {
            pool: self.pool,
            position,
            stall: pick.stall,
            preference: pick.preference,
        };
        self.board.give(self.order[position], won);
    }

    /// Holders count from the start, and a promise that a cap binds since it was made.
    fn is_counted(&self, position: Position, promise: Promise) -> bool {
        let bound = self.binding_cap(position).is_some();
        self.person(position).held.is_some() || (bound && promise == Promise::Some)
    }

    fn count(&mut self, position: Position) {
        if let Some(cap) = self.person(position).cap {
            self.board.caps.count(cap);
        }
    }

    /// Whoever takes nothing, and could have had something, is told what stopped it.
    fn judge(&mut self, position: Position, capped: bool) {
        let gave_up = self.promises[position] == Promise::GivenUp;
        if !gave_up && self.matching.can_promise(self.person(position).kind) {
            self.verdicts[position] = if capped {
                Verdict::Capped
            } else {
                Verdict::NothingLeft
            };
        }
    }

    /// Point 5: no promise is left to keep, so what is free may go to whoever accepts it.
    fn offer_what_is_left(&mut self) {
        if self.shelves.is_empty() {
            return;
        }
        let waiting = self.order.numbers().filter(|p| self.has_nothing(*p));
        let waiting: Vec<Position> = waiting.collect();
        for &position in &waiting {
            self.shelves.add_rival(self.person(position));
        }
        for position in waiting {
            self.shelves.drop_rival(self.person(position));
            self.offer(position);
        }
    }

    fn offer(&mut self, position: Position) {
        let capped = self.is_capped(position);
        match self.pick(position) {
            Some(pick) if !capped => self.give(position, pick, Promise::None),
            _ => self.judge(position, capped),
        }
    }

    fn finish(self) -> Drawn {
        let owner = &self.board.owner;
        let left = self.stalls.iter().filter(|s| owner[**s].is_none());
        Drawn {
            pool: self.pool,
            left: left.copied().collect(),
            stalls: self.stalls,
            order: self.order,
            verdicts: self.verdicts,
            kept: self.kept,
        }
    }
}
