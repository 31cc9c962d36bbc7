//! Who is promised a stall: when their turn comes, there is one left that they can use.

use super::pool::{PoolDraw, Verdict};
use super::table::{KindNo, Position, StallNo, Table};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Promise {
    None,
    /// Of the stall that they hold.
    Renewal(StallNo),
    /// Of any stall that they can use.
    Some,
    /// They had one, took nothing at their turn, and get no other.
    GivenUp,
}

impl PoolDraw<'_> {
    /// Promises (a): each held stall is set aside for its holder.
    pub(super) fn promise_renewals(&mut self) {
        for position in self.order.numbers() {
            let held = self.person(position).held;
            if let Some(stall) = held.filter(|s| self.index.stalls[*s].pool == self.pool) {
                self.promises[position] = Promise::Renewal(stall);
                self.renewals.insert(stall, position);
                self.matching.take(self.index.class(stall));
                self.shelves.remove(stall);
            }
        }
    }

    /// Promises (c), for the first time.
    pub(super) fn promise_to_all(&mut self) {
        let mut hopeless = Table::filled(self.index.usable.len(), false);
        for position in self.order.numbers() {
            if self.promises[position] != Promise::None {
                continue;
            }
            let kind = self.person(position).kind;
            hopeless[kind] = hopeless[kind] || !self.matching.can_promise(kind);
            if !hopeless[kind] && !self.is_capped(position) {
                self.promise(position);
                continue;
            }
            if !hopeless[kind] {
                self.verdicts[position] = Verdict::Capped;
            }
            let group = (kind, self.binding_cap(position));
            self.unpromised.entry(group).or_default().insert(position);
        }
    }

    /// Promises (c) again, after one was given up: always to the first who can have one.
    fn promise_again(&mut self) {
        let mut hopeless = Table::filled(self.index.usable.len(), false);
        while let Some(position) = self.find_promisable(&mut hopeless) {
            self.promise(position);
            if self.now.is_some_and(|now| position < now) {
                self.late.insert(position);
            }
        }
    }

    fn find_promisable(&mut self, hopeless: &mut Table<KindNo, bool>) -> Option<Position> {
        if !self.matching.has_spare() {
            return None;
        }
        let groups = self.unpromised.iter().filter(|((kind, cap), _)| {
            !hopeless[*kind] && cap.is_none_or(|cap| !self.board.caps.is_full(cap))
        });
        let firsts = groups.filter_map(|((kind, _), group)| Some((*group.first()?, *kind)));
        let mut firsts: Vec<(Position, KindNo)> = firsts.collect();
        firsts.sort_unstable();
        for (position, kind) in firsts {
            if self.matching.can_promise(kind) {
                return Some(position);
            }
            hopeless[kind] = true;
        }
        None
    }

    fn promise(&mut self, position: Position) {
        let kind = self.person(position).kind;
        self.matching.promise(kind);
        self.promises[position] = Promise::Some;
        self.promised[kind].insert(position);
        self.forget_unpromised(position);
        if let Some(cap) = self.binding_cap(position) {
            self.board.caps.count(cap);
        }
    }

    pub(super) fn forget_unpromised(&mut self, position: Position) {
        let group = (self.person(position).kind, self.binding_cap(position));
        if let Some(group) = self.unpromised.get_mut(&group) {
            group.remove(&position);
        }
    }

    /// A promise binds the others, not the one who has it.
    pub(super) fn lift(&mut self, position: Position) -> Promise {
        let promise = self.promises[position];
        match promise {
            Promise::Renewal(stall) => {
                self.renewals.remove(&stall);
                self.matching.put_back(self.index.class(stall));
            }
            Promise::Some => {
                let kind = self.person(position).kind;
                self.matching.lift(kind);
                self.promised[kind].remove(&position);
            }
            Promise::None | Promise::GivenUp => {}
        }
        promise
    }

    /// For good: they get no other in this pool.
    pub(super) fn give_up(&mut self, position: Position) {
        self.promises[position] = Promise::GivenUp;
        self.verdicts[position] = Verdict::NothingLeft;
        if let Some(cap) = self.binding_cap(position) {
            self.board.caps.uncount(cap);
        }
        self.promise_again();
    }
}
