//! Which stall someone takes at their turn: the best one that leaves every promise to the
//! others keepable.

use super::index::{Person, Target};
use super::pool::{Kept, PoolDraw};
use super::table::{Position, StallNo, ZoneNo};

#[derive(Clone, Copy, Debug)]
pub(super) struct Pick {
    pub(super) stall: StallNo,
    /// The number of the wish, from 1.
    pub(super) preference: Option<u32>,
}

impl PoolDraw<'_> {
    pub(super) fn pick(&mut self, position: Position) -> Option<Pick> {
        if !self.matching.has_spare() {
            return None;
        }
        let person = self.person(position);
        let mut kept = Vec::new();
        let pick = self.pick_wish(person, &mut kept);
        if !kept.is_empty() {
            self.kept.insert(position, kept);
        }
        pick
    }

    fn pick_wish(&mut self, person: &Person, kept: &mut Vec<Kept>) -> Option<Pick> {
        for (wish, target) in (1..).zip(&person.wishes) {
            let preference = Some(wish);
            if self.is_for_held(*target, person) {
                return self.pick_held(person, preference);
            }
            let (best, by) = self.find_best(*target, person);
            if let Some(stall) = best {
                return Some(Pick { stall, preference });
            }
            kept.extend(by.map(|by| Kept { wish, by }));
        }
        if person.held.is_some() {
            return self.pick_held(person, None);
        }
        let stall = self.find_anywhere(person)?;
        Some(Pick {
            stall,
            preference: None,
        })
    }

    /// What a holder wishes for behind this wish they do not accept.
    fn is_for_held(&self, target: Target, person: &Person) -> bool {
        person.held.is_some_and(|held| match target {
            Target::Stall(stall) => stall == held,
            Target::Zone(zone) => self.index.stalls[held].zone == Some(zone),
            Target::Unknown | Target::Repeated => false,
        })
    }

    fn pick_held(&self, person: &Person, preference: Option<u32>) -> Option<Pick> {
        let stall = person.held?;
        let here = self.index.stalls[stall].pool == self.pool;
        here.then_some(Pick { stall, preference })
    }

    /// The best stall for a wish; when there is none, for whom one was kept.
    fn find_best(
        &mut self,
        target: Target,
        person: &Person,
    ) -> (Option<StallNo>, Option<Position>) {
        match target {
            Target::Stall(stall) => self.find_stall(stall, person),
            Target::Zone(zone) => self.find_in_zone(zone, person),
            Target::Unknown | Target::Repeated => (None, None),
        }
    }

    fn find_stall(
        &mut self,
        stall: StallNo,
        person: &Person,
    ) -> (Option<StallNo>, Option<Position>) {
        let class = self.index.class(stall);
        if !self.index.can_use(person.kind, class) {
            return (None, None);
        }
        if let Some(holder) = self.renewals.get(&stall) {
            return (None, Some(*holder));
        }
        if !self.shelves.has(stall) {
            return (None, None);
        }
        if self.matching.can_take(class) {
            return (Some(stall), None);
        }
        (None, self.find_beneficiary())
    }

    fn find_in_zone(
        &mut self,
        zone: ZoneNo,
        person: &Person,
    ) -> (Option<StallNo>, Option<Position>) {
        let best = self.find_free(Some(zone), person);
        if best.0.is_some() || best.1.is_some() {
            return best;
        }
        let mut renewals = self.renewals.iter();
        let holder = renewals.find(|(stall, _)| {
            let card = &self.index.stalls[**stall];
            card.zone == Some(zone) && self.index.can_use(person.kind, card.class)
        });
        (None, holder.map(|(_, position)| *position))
    }

    fn find_anywhere(&mut self, person: &Person) -> Option<StallNo> {
        if person.applicant.anywhere {
            self.find_free(None, person).0
        } else {
            None
        }
    }

    fn find_free(
        &mut self,
        zone: Option<ZoneNo>,
        person: &Person,
    ) -> (Option<StallNo>, Option<Position>) {
        let mut candidates = self.shelves.candidates(person.kind, zone);
        let mut by = None;
        while let Some(best) = candidates.iter().min().copied() {
            let (_, _, stall) = best;
            if self.matching.can_take(self.index.class(stall)) {
                return (Some(stall), None);
            }
            by = by.or_else(|| self.find_beneficiary());
            candidates.retain(|candidate| *candidate != best);
        }
        (None, by)
    }

    /// The last in the order of those whose promises would fail, and so the one who
    /// would lose theirs.
    fn find_beneficiary(&self) -> Option<Position> {
        let kinds = self.matching.kinds_in_the_way();
        kinds
            .filter_map(|kind| self.promised[kind].last().copied())
            .max()
    }
}
