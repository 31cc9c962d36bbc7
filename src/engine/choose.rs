//! Which stalls someone takes at their turn: the best that leave every promise to the others
//! keepable.

use super::candidates;
use super::index::{Person, Target};
use super::pool::{Kept, PoolDraw};
use super::shelves::Tested;
use super::table::{Position, StallNo, ZoneNo};
use super::witness::Answer;

/// What was taken; the witness does without it already.
#[derive(Clone, Debug)]
pub(super) struct Pick {
    pub(super) stalls: Vec<StallNo>,
    /// The number of the wish, from 1.
    pub(super) preference: Option<u32>,
}

/// What came of looking for stalls that suit a wish.
pub(super) enum Found {
    Stalls(Vec<StallNo>),
    /// There were some, and none could be spared; the promise to whom stood in the way, if
    /// that is known.
    Kept(Option<Position>),
    Nothing,
}

impl PoolDraw<'_> {
    pub(super) fn pick(&mut self, position: Position) -> Option<Pick> {
        if self.witness.spare() == 0 {
            return None;
        }
        let mut kept = Vec::new();
        let pick = if self.witness.claims.has_blocks {
            candidates::pick(self, position, &mut kept)
        } else {
            self.pick_single(position, &mut kept)
        };
        if kept.iter().any(|kept| kept.by.is_none()) {
            self.bounded.insert(position);
        }
        if !kept.is_empty() {
            self.kept.insert(position, kept);
        }
        pick
    }

    /// What a holder keeps who accepts nothing else.
    pub(super) fn pick_kept(&mut self, position: Position) -> Option<Pick> {
        let person = self.person(position);
        let hold = person.hold.as_ref()?;
        self.witness.take(&hold.keeps);
        let wishes = hold.keeps.iter();
        let wishes = wishes.filter_map(|stall| self.index.wish_for(person, *stall));
        Some(Pick {
            stalls: hold.keeps.clone(),
            preference: wishes.min(),
        })
    }

    /// The pick where everyone is of size 1.
    fn pick_single(&mut self, position: Position, kept: &mut Vec<Kept>) -> Option<Pick> {
        let person = self.person(position);
        for (wish, target) in (1..).zip(person.accepted_wishes()) {
            match self.find_wished(*target, person) {
                Found::Stalls(stalls) => {
                    let preference = Some(wish);
                    return Some(Pick { stalls, preference });
                }
                Found::Kept(by) => kept.push(Kept { wish, by }),
                Found::Nothing => {}
            }
        }
        if person.hold.is_some() {
            return self.pick_held(person, kept);
        }
        if !person.applicant.anywhere {
            return None;
        }
        let found = self.find_free(None, person);
        found.map(|stall| Pick {
            stalls: vec![stall],
            preference: None,
        })
    }

    /// The best of the stalls that they hold in this pool.
    fn pick_held(&mut self, person: &Person, kept: &mut Vec<Kept>) -> Option<Pick> {
        let hold = person.hold.as_ref().filter(|hold| hold.pool == self.pool)?;
        let free = hold.stalls.iter().filter(|stall| self.shelves.has(**stall));
        let free: Vec<StallNo> = free.copied().collect();
        let mut ranked = Vec::new();
        for stall in free {
            let wish = self.index.wish_for(person, stall);
            ranked.push((wish.unwrap_or(u32::MAX), self.shelves.rivalry(stall), wish));
        }
        ranked.sort_unstable();
        let mut refused = Vec::new();
        let mut pick = None;
        for (_, (_, _, stall), preference) in ranked {
            if self.witness.take(&[stall]) == Answer::Yes {
                let stalls = vec![stall];
                pick = Some(Pick { stalls, preference });
                break;
            }
            refused.push((stall, self.witness.last_in_the_way(stall)));
        }
        let met = pick.as_ref().and_then(|pick| pick.preference);
        kept.extend(self.held_back(person, hold.ahead, met, &refused));
        pick
    }

    /// For whom the held stalls are kept that were wished for before what they got.
    fn held_back(
        &self,
        person: &Person,
        ahead: usize,
        met: Option<u32>,
        refused: &[(StallNo, Option<Position>)],
    ) -> Vec<Kept> {
        let wishes = (1..).zip(person.wishes).skip(ahead);
        let wishes = wishes.take_while(|(wish, _)| met.is_none_or(|met| *wish < met));
        let kept = wishes.filter_map(|(wish, target)| {
            let named = refused.iter();
            let named = named.filter(|(stall, _)| self.index.matches(*target, *stall));
            let by = named.map(|(_, by)| *by).max()?;
            Some(Kept { wish, by })
        });
        kept.collect()
    }

    fn find_wished(&mut self, target: Target, person: &Person) -> Found {
        match target {
            Target::Stall(stall) => self.find_stall(stall, person),
            Target::Zone(zone) => self.find_in_zone(zone, person),
            Target::Unknown | Target::Repeated => Found::Nothing,
        }
    }

    fn find_stall(&mut self, stall: StallNo, person: &Person) -> Found {
        // Most are gone by now, which takes the least time to see.
        let on_shelf = self.shelves.has(stall);
        if !on_shelf && !self.shelves.is_set_aside(stall) {
            return Found::Nothing;
        }
        if !self.index.can_use(person.kind, self.index.class(stall)) {
            return Found::Nothing;
        }
        if let Some(holder) = self.renewals.get(&stall) {
            return Found::Kept(Some(*holder));
        }
        if !on_shelf {
            return Found::Nothing;
        }
        if self.witness.take(&[stall]) == Answer::Yes {
            return Found::Stalls(vec![stall]);
        }
        Found::Kept(self.witness.last_in_the_way(stall))
    }

    fn find_in_zone(&mut self, zone: ZoneNo, person: &Person) -> Found {
        if let Some(stall) = self.find_free(Some(zone), person) {
            return Found::Stalls(vec![stall]);
        }
        let renewals = self.renewals.iter().filter(|(stall, _)| {
            let card = &self.index.stalls[**stall];
            card.zone == Some(zone) && self.index.can_use(person.kind, card.class)
        });
        let mut by = renewals.map(|(_, position)| *position).max();
        for stall in self.shelves.usable(person.kind, Some(zone)) {
            by = by.max(self.witness.last_in_the_way(stall));
        }
        by.map_or(Found::Nothing, |by| Found::Kept(Some(by)))
    }

    /// The best free stall that can be spared.
    fn find_free(&mut self, zone: Option<ZoneNo>, person: &Person) -> Option<StallNo> {
        let witness = &mut self.witness;
        for ring in witness.matching.find_opened() {
            self.shelves.bring_forward(ring);
        }
        self.shelves.find(person.kind, zone, |stall| {
            if witness.take(&[stall]) == Answer::Yes {
                return Tested::Passed;
            }
            if witness.needs_all_like(stall) {
                return Tested::AllFailed;
            }
            let Some(ring) = witness.ring_around(stall) else {
                return Tested::Failed;
            };
            witness.matching.watch(ring);
            Tested::Needed(ring)
        })
    }
}
