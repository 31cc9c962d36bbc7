//! Which stalls someone takes at their turn: the best that leave every promise to the others
//! keepable.

use std::collections::{BTreeMap, BTreeSet};

use super::candidates;
use super::index::{Index, Person, Target};
use super::pool::{Kept, PoolDraw};
use super::shelves::Tested;
use super::table::{ClaimNo, Position, StallNo, ZoneNo};
use super::witness::{Answer, Witness};

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
    pub(super) fn pick_kept(&self, position: Position) -> Option<Pick> {
        let person = self.person(position);
        let hold = person.hold.as_ref()?;
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
            return self.pick_held(person);
        }
        if !person.applicant.anywhere {
            return None;
        }
        let (found, _) = self.find_free(None, person);
        found.map(|stall| Pick {
            stalls: vec![stall],
            preference: None,
        })
    }

    /// The best of the stalls that they hold in this pool.
    fn pick_held(&mut self, person: &Person) -> Option<Pick> {
        let hold = person.hold.as_ref().filter(|hold| hold.pool == self.pool)?;
        let free = hold.stalls.iter().filter(|stall| self.shelves.has(**stall));
        let free: Vec<StallNo> = free.copied().collect();
        let mut ranked = Vec::new();
        for stall in free {
            let wish = self.index.wish_for(person, stall);
            ranked.push((wish.unwrap_or(u32::MAX), self.shelves.rivalry(stall), wish));
        }
        ranked.sort_unstable();
        ranked
            .into_iter()
            .find_map(|(_, (_, _, stall), preference)| {
                let taken = self.witness.take(&[stall]) == Answer::Yes;
                taken.then(|| Pick {
                    stalls: vec![stall],
                    preference,
                })
            })
    }

    fn find_wished(&mut self, target: Target, person: &Person) -> Found {
        match target {
            Target::Stall(stall) => self.find_stall(stall, person),
            Target::Zone(zone) => self.find_in_zone(zone, person),
            Target::Unknown | Target::Repeated => Found::Nothing,
        }
    }

    fn find_stall(&mut self, stall: StallNo, person: &Person) -> Found {
        if !self.index.can_use(person.kind, self.index.class(stall)) {
            return Found::Nothing;
        }
        if let Some(holder) = self.renewals.get(&stall) {
            return Found::Kept(Some(*holder));
        }
        if !self.shelves.has(stall) {
            return Found::Nothing;
        }
        if self.witness.take(&[stall]) == Answer::Yes {
            return Found::Stalls(vec![stall]);
        }
        Found::Kept(self.find_beneficiary())
    }

    fn find_in_zone(&mut self, zone: ZoneNo, person: &Person) -> Found {
        let (found, by) = self.find_free(Some(zone), person);
        if let Some(stall) = found {
            return Found::Stalls(vec![stall]);
        }
        let renewals = self.renewals.iter().filter(|(stall, _)| {
            let card = &self.index.stalls[**stall];
            card.zone == Some(zone) && self.index.can_use(person.kind, card.class)
        });
        let by = renewals.map(|(_, position)| *position).max().max(by);
        by.map_or(Found::Nothing, |by| Found::Kept(Some(by)))
    }

    /// The best free stall that can be spared; where there is none, the last of those for
    /// whom the free ones are kept.
    fn find_free(
        &mut self,
        zone: Option<ZoneNo>,
        person: &Person,
    ) -> (Option<StallNo>, Option<Position>) {
        let mut by = None;
        let (witness, index) = (&mut self.witness, self.index);
        let (promised, renewals) = (&self.promised, &self.renewals);
        let found = self.shelves.find(person.kind, zone, |stall| {
            if witness.take(&[stall]) == Answer::Yes {
                return Tested::Passed;
            }
            by = by.max(last_in_the_way(witness, promised, renewals));
            all_alike(witness, index, stall)
        });
        (found, by)
    }

    /// The last in the order of those whose promises would fail, and so the one who
    /// would lose theirs.
    fn find_beneficiary(&self) -> Option<Position> {
        last_in_the_way(&self.witness, &self.promised, &self.renewals)
    }
}

fn last_in_the_way(
    witness: &Witness,
    promised: &BTreeMap<ClaimNo, BTreeSet<Position>>,
    renewals: &BTreeMap<StallNo, Position>,
) -> Option<Position> {
    let claims = witness.matching.in_the_way();
    let last = claims.filter_map(|claim| promised.get(&claim)?.last().copied());
    let last = last.max();
    if !witness.claims.has_own {
        return last;
    }
    // A holder who moves may have to do without what is set aside for another.
    let set_aside = renewals.iter().filter(|(stall, _)| {
        let bin = witness.claims.bins.of[**stall];
        bin.is_some_and(|bin| witness.matching.was_reached(bin))
    });
    set_aside.map(|(_, position)| *position).max().max(last)
}

/// Whether all stalls of the class of this one answer as it did.
fn all_alike(witness: &Witness, index: &Index, stall: StallNo) -> Tested {
    let bins = &witness.claims.bins.of_class[index.class(stall)];
    if bins.len() == 1 {
        Tested::AllFailed
    } else {
        Tested::Failed
    }
}
