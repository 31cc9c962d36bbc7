//! One pool from its order to what is left of it: whose turn it is, what they are given, and
//! who is asked again. Who is promised a stall is in `promises` and `seats`, which one someone
//! takes at their turn in `choose`.

use std::collections::{BTreeMap, BTreeSet};

use super::board::{Board, Won, binding_cap};
use super::choose::Pick;
use super::claims::Claims;
use super::index::{Index, Person};
use super::order::order;
use super::problem::Placement;
use super::promises::Promise;
use super::shelves::Shelves;
use super::table::{CapNo, ClaimNo, PersonNo, PoolNo, Position, StallNo, Table};
use super::witness::{Answer, Witness};

/// What the draw of a pool leaves to tell.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) pool: PoolNo,
    pub(super) stalls: Vec<StallNo>,
    pub(super) order: Table<Position, PersonNo>,
    pub(super) verdicts: Table<Position, Verdict>,
    pub(super) kept: BTreeMap<Position, Vec<Kept>>,
    /// For whom the bound of work decided something.
    pub(super) bounded: BTreeSet<Position>,
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

/// A wish (from 1) for which something was free at their turn and not given.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept {
    pub(super) wish: u32,
    /// The promise to whom stood in the way; none when the bound of work did.
    pub(super) by: Option<Position>,
}

pub(super) fn draw_pool<'a>(
    index: &'a Index<'a>,
    board: &'a mut Board,
    pool: PoolNo,
    stalls: Vec<StallNo>,
) -> Drawn {
    let mut draw = PoolDraw::new(index, board, pool, stalls);
    draw.make_promises();
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
    pub(super) stalls: Vec<StallNo>,
    pub(super) order: Table<Position, PersonNo>,
    pub(super) witness: Witness<'a>,
    pub(super) shelves: Shelves<'a>,
    /// The caps that bind them here.
    caps: Table<Position, Option<CapNo>>,
    pub(super) promises: Table<Position, Promise>,
    /// Whose turn it is or was last.
    pub(super) now: Option<Position>,
    /// Who got a promise after their turn had gone by, and has not chosen yet.
    pub(super) late: BTreeSet<Position>,
    /// Who has no promise and may get one, by what decides whether they can.
    pub(super) unpromised: BTreeMap<(ClaimNo, Option<CapNo>), BTreeSet<Position>>,
    /// Whom promises were made to, by their claim.
    pub(super) promised: BTreeMap<ClaimNo, BTreeSet<Position>>,
    /// Whom held stalls are set aside for.
    pub(super) renewals: BTreeMap<StallNo, Position>,
    pub(super) verdicts: Table<Position, Verdict>,
    pub(super) kept: BTreeMap<Position, Vec<Kept>>,
    pub(super) bounded: BTreeSet<Position>,
    /// How many more candidates may be tried for a plan of seats.
    pub(super) tries: u32,
}

impl<'a> PoolDraw<'a> {
    pub(super) fn new(
        index: &'a Index<'a>,
        board: &'a mut Board,
        pool: PoolNo,
        stalls: Vec<StallNo>,
    ) -> Self {
        let placed = board.placed();
        let order = order(index, pool, |person| !placed[person]);
        let claims = Claims::new(index, pool, &stalls, &order);
        let shelves = Shelves::new(index, &stalls, &order);
        let caps = order.iter();
        let caps = caps.map(|(_, no)| binding_cap(index, pool, &index.people[*no]));
        Self {
            witness: Witness::new(index, claims, &stalls, board.work),
            shelves,
            caps: caps.collect(),
            promises: Table::filled(order.len(), Promise::None),
            now: None,
            late: BTreeSet::new(),
            unpromised: BTreeMap::new(),
            promised: BTreeMap::new(),
            renewals: BTreeMap::new(),
            verdicts: Table::filled(order.len(), Verdict::Outranked),
            kept: BTreeMap::new(),
            bounded: BTreeSet::new(),
            tries: 0,
            index,
            board,
            pool,
            stalls,
            order,
        }
    }

    pub(super) fn make_promises(&mut self) {
        self.promise_renewals();
        self.promise_quotas();
        if self.index.problem.placement == Placement::Fill {
            self.promise_to_all();
        }
    }

    pub(super) fn count_promises(&self) -> usize {
        let promises = self.promises.iter();
        promises.filter(|(_, p)| **p != Promise::None).count()
    }

    pub(super) fn person(&self, position: Position) -> &'a Person<'a> {
        let index = self.index;
        &index.people[self.order[position]]
    }

    pub(super) fn claim(&self, position: Position) -> ClaimNo {
        self.witness.claims.of[position]
    }

    pub(super) fn binding_cap(&self, position: Position) -> Option<CapNo> {
        self.caps[position]
    }

    pub(super) fn is_capped(&self, position: Position) -> bool {
        self.caps[position].is_some_and(|cap| {
            let size = self.person(position).size;
            !self.board.caps.has_room(cap, size)
        })
    }

    pub(super) fn has_nothing(&self, position: Position) -> bool {
        self.board.won[self.order[position]].is_none()
    }

    /// Whether one more promise to them could be made; what the bound decided is noted.
    pub(super) fn can_promise(&mut self, position: Position) -> bool {
        let answer = self.witness.can_promise(self.claim(position));
        self.note(position, answer)
    }

    /// Notes for whom the bound of work decided; whether the answer is yes.
    pub(super) fn note(&mut self, position: Position, answer: Answer) -> bool {
        if answer == Answer::Bound {
            self.bounded.insert(position);
        }
        answer == Answer::Yes
    }

    fn take_turn(&mut self, position: Position) {
        self.shelves.drop_rival(self.person(position));
        self.now = Some(position);
        self.choose(position);
    }

    /// A turn after the own one has gone by: those in between who have nothing come
    /// later, too.
    fn choose_late(&mut self, position: Position) {
        let after = self.order.numbers().skip(position.next());
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

    fn choose(&mut self, position: Position) {
        let promise = self.lift(position);
        if promise == Promise::None && self.is_capped(position) {
            return self.judge(position, Verdict::Capped);
        }
        let pick = match promise {
            Promise::Renewal => self.pick_kept(position),
            _ => self.pick(position),
        };
        match pick {
            Some(pick) => self.give(position, pick, promise),
            None if promise == Promise::Some => self.give_up(position),
            None => self.judge(position, Verdict::NothingLeft),
        }
    }

    /// Gives what the witness has already done without.
    fn give(&mut self, position: Position, pick: Pick, promise: Promise) {
        for stall in &pick.stalls {
            self.shelves.remove(*stall);
        }
        self.forget_unpromised(position);
        if !self.is_counted(position, promise) {
            self.count(position);
        }
        let won = Won::new(self.pool, position, pick);
        self.board.give(self.order[position], won);
    }

    /// Holders count from the start, and a promise that a cap binds since it was made.
    fn is_counted(&self, position: Position, promise: Promise) -> bool {
        let bound = self.binding_cap(position).is_some();
        self.person(position).hold.is_some() || (bound && promise == Promise::Some)
    }

    fn count(&mut self, position: Position) {
        let person = self.person(position);
        if let Some(cap) = person.cap {
            self.board.caps.count(cap, person.size);
        }
    }

    /// Whoever takes nothing, and could have had something, is told what stopped it.
    fn judge(&mut self, position: Position, verdict: Verdict) {
        let gave_up = self.promises[position] == Promise::GivenUp;
        if !gave_up && self.can_promise(position) {
            self.verdicts[position] = verdict;
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
        if self.is_capped(position) {
            return self.judge(position, Verdict::Capped);
        }
        let kept = self.kept.remove(&position);
        match self.pick(position) {
            Some(pick) => self.give(position, pick, Promise::None),
            None => self.judge(position, Verdict::NothingLeft),
        }
        if let Some(kept) = kept {
            self.kept.insert(position, kept);
        }
    }

    fn finish(self) -> Drawn {
        self.board.work = self.witness.work;
        let owner = &self.board.owner;
        let left = self.stalls.iter().filter(|s| owner[**s].is_none());
        Drawn {
            pool: self.pool,
            left: left.copied().collect(),
            stalls: self.stalls,
            order: self.order,
            verdicts: self.verdicts,
            kept: self.kept,
            bounded: self.bounded,
        }
    }
}
