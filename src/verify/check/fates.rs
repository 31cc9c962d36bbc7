//! What became of the wishes that someone did not get.

use std::collections::BTreeSet;

use super::board::Board;
use super::facts::{Facts, PersonNo, StallNo, takes_category};
use super::pool::Drawn;
use super::promises::Position;
use super::standings::{number, position};
use crate::engine::{Fate, Lack, Wish, WishFate};

/// Someone's wishes, as seen from their place in a pool.
pub(super) struct Fates<'b, 'a> {
    pub(super) board: &'b Board<'a>,
    pub(super) drawn: &'b [Drawn],
    pub(super) here: &'b Drawn,
    pub(super) no: PersonNo,
    pub(super) at: Position,
}

impl Fates<'_, '_> {
    /// Those of the wishes up to a number. A repeated wish says nothing new.
    pub(super) fn up_to(&self, last: u32) -> Vec<WishFate> {
        let applicant = self.board.facts.people[self.no].applicant;
        let mut known = BTreeSet::new();
        let mut fates = Vec::new();
        for (wish, text) in (1..=last).zip(&applicant.preferences) {
            let fate = self.kept(wish).unwrap_or_else(|| self.fate(text));
            let is_new = known.insert(text);
            if is_new || fate == Fate::Unknown {
                fates.push(WishFate { wish, fate });
            }
        }
        fates
    }

    fn kept(&self, wish: u32) -> Option<Fate> {
        let kept = self.here.kept.get(&self.at)?;
        let by = kept.iter().find(|kept| kept.wish == wish)?.by;
        let facts = self.board.facts;
        let person = &facts.people[self.here.order[by]];
        let needs: BTreeSet<&String> = person.applicant.needs.iter().collect();
        let stalls = || self.here.stalls.iter().map(|stall| facts.stalls[*stall]);
        let lacking = |need: &&String| stalls().any(|stall| !stall.features.contains(need));
        Some(Fate::Kept {
            pool: self.name(self.here),
            by: number(by),
            renews: person.home == Some(self.here.pool),
            needs: needs.into_iter().filter(lacking).cloned().collect(),
        })
    }

    fn fate(&self, text: &str) -> Fate {
        match Wish::parse(text) {
            Wish::Stall(id) => {
                let stall = self.board.facts.number(id);
                stall.map_or(Fate::Unknown, |stall| self.stall_fate(stall))
            }
            Wish::Zone(zone) => self.zone_fate(zone),
        }
    }

    fn stall_fate(&self, stall: StallNo) -> Fate {
        let facts = self.board.facts;
        if !facts.people[self.no].usable[stall] {
            let lack = find_lack(facts, &[stall], self.no);
            return Fate::Unusable { lack };
        }
        let owner = self.board.owner(stall).map(|(_, got)| got);
        let own_pool = || facts.pool_number(&facts.stalls[stall].pool);
        let pool = owner.map(|got| got.pool).or_else(own_pool);
        let pool = self.drawn.iter().find(|drawn| Some(drawn.pool) == pool);
        let Some(pool) = pool.filter(|pool| position(pool, self.no).is_some()) else {
            let pool = pool.map(|pool| self.name(pool)).unwrap_or_default();
            return Fate::OtherPool { pool };
        };
        match owner {
            Some(got) => Fate::Taken {
                pool: self.name(pool),
                by: number(got.position),
            },
            None => self.free(),
        }
    }

    /// It is still there, and they have it not.
    fn free(&self) -> Fate {
        if self.board.facts.people[self.no].size > 1 {
            Fate::NoBlock
        } else {
            Fate::Capped
        }
    }

    fn zone_fate(&self, zone: &str) -> Fate {
        let facts = self.board.facts;
        let is_of = |stall: &StallNo| facts.stalls[*stall].zone.as_deref() == Some(zone);
        let here: Vec<StallNo> = self.here.stalls.iter().copied().filter(is_of).collect();
        if here.is_empty() {
            let first = (0..facts.stalls.len()).find(is_of);
            return first.map_or(Fate::Unknown, |stall| Fate::OtherPool {
                pool: facts.stalls[stall].pool.clone(),
            });
        }
        let usable = here
            .iter()
            .filter(|stall| facts.people[self.no].usable[**stall]);
        let usable: Vec<StallNo> = usable.copied().collect();
        if usable.is_empty() {
            let lack = find_lack(facts, &here, self.no);
            return Fate::Unusable { lack };
        }
        let owners = usable.iter().map(|stall| {
            let owner = self.board.owner(*stall).map(|(_, got)| got);
            let here = owner.filter(|got| got.pool == self.here.pool);
            here.map(|got| got.position)
        });
        let owners: Vec<Option<Position>> = owners.collect();
        if owners.contains(&None) {
            return self.free();
        }
        Fate::ZoneTaken {
            pool: self.name(self.here),
            stalls: u32::try_from(usable.len()).unwrap_or(u32::MAX),
            last: owners.into_iter().flatten().max().map_or(0, number),
        }
    }

    fn name(&self, drawn: &Drawn) -> String {
        self.board.facts.pools[drawn.pool].name.clone()
    }
}

/// What none of these stalls has; nothing, when there are none.
pub(super) fn find_lack(facts: &Facts, stalls: &[StallNo], no: PersonNo) -> Lack {
    let applicant = facts.people[no].applicant;
    let stalls = || stalls.iter().map(|stall| facts.stalls[*stall]);
    if stalls().next().is_none() {
        return Lack::default();
    }
    let needs: BTreeSet<&String> = applicant.needs.iter().collect();
    let needs = needs.into_iter();
    let unmet = needs.filter(|need| !stalls().any(|stall| stall.features.contains(need)));
    Lack {
        needs: unmet.cloned().collect(),
        category: !stalls().any(|stall| takes_category(stall, applicant)),
    }
}
