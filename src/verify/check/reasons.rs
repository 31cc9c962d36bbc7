//! What decided each entry, from what the replay saw.

use super::board::{Board, Got};
use super::facts::{PersonNo, StallNo, admits, has_group};
use super::fates::{Fates, find_lack};
use super::pool::{Drawn, Verdict};
use super::standings::{Case, find_case, number, position};
use crate::engine::{Bar, Reason, Refusal};

pub(super) struct Reasons<'b, 'a> {
    pub(super) board: &'b Board<'a>,
    pub(super) drawn: &'b [Drawn],
}

impl Reasons<'_, '_> {
    /// The reason, and whether it is certain.
    pub(super) fn of(&self, no: PersonNo) -> (Reason, bool) {
        if let Some(got) = &self.board.got[no] {
            return self.assigned(no, got);
        }
        if let Some(case) = find_case(self.board, self.drawn, no) {
            return (self.missed(no, &case), !case.is_unsure());
        }
        let stood = self
            .drawn
            .iter()
            .filter(|pool| position(pool, no).is_some());
        let stood: Vec<&Drawn> = stood.collect();
        if stood.is_empty() {
            return (self.not_admitted(no), true);
        }
        let stalls: Vec<StallNo> = stood
            .iter()
            .flat_map(|pool| &pool.stalls)
            .copied()
            .collect();
        let reason = Reason::NothingUsable {
            stalls: count(stalls.len()),
            lack: find_lack(self.board.facts, &stalls, no),
        };
        (reason, true)
    }

    fn assigned(&self, no: PersonNo, got: &Got) -> (Reason, bool) {
        let person = &self.board.facts.people[no];
        let here = self.drawn.iter().find(|drawn| drawn.pool == got.pool);
        let ahead = person.first_wish(&got.turn);
        let last = ahead.map_or(u32::MAX, |wish| wish - 1);
        let fates = here.map(|here| self.fates(no, here, got.position).up_to(last));
        let held = got.turn.iter().all(|stall| person.held.contains(stall));
        let reason = Reason::Assigned {
            held,
            moved: person.home.is_some() && !held,
            earlier: fates.unwrap_or_default(),
            extras: count(got.extras.len()),
        };
        (
            reason,
            here.is_some_and(|here| !here.unsure.contains(&got.position)),
        )
    }

    fn fates<'f>(&'f self, no: PersonNo, here: &'f Drawn, at: usize) -> Fates<'f, 'f> {
        Fates {
            board: self.board,
            drawn: self.drawn,
            here,
            no,
            at,
        }
    }

    fn missed(&self, no: PersonNo, case: &Case) -> Reason {
        let facts = self.board.facts;
        let person = &facts.people[no];
        let pool = facts.pools[case.drawn.pool].name.clone();
        let position = number(case.position);
        let usable: Vec<StallNo> = case.usable(self.board, no).collect();
        if facts
            .blocks(person.size, |stall| usable.contains(&stall))
            .is_empty()
        {
            let size = count(person.size);
            return Reason::NoBlock {
                pool,
                position,
                size,
            };
        }
        match case.verdict() {
            Verdict::Outranked => Reason::Outranked {
                pool,
                position,
                cut_off: case.cut_off(self.board, no),
                usable: count(usable.len()),
                renewed: count(case.renewed(self.board, no)),
                ahead: count(case.ahead(self.board, no).len()),
            },
            Verdict::NothingLeft => Reason::NothingLeft {
                pool,
                position,
                usable: count(usable.len()),
                wishes: self.fates(no, case.drawn, case.position).up_to(u32::MAX),
            },
            Verdict::Capped => Reason::Cap {
                pool,
                position,
                category: person.applicant.category.clone().unwrap_or_default(),
                max: self.cap_of(no),
            },
        }
    }

    fn cap_of(&self, no: PersonNo) -> u32 {
        let category = self.board.facts.people[no].applicant.category.as_ref();
        let mut caps = self.board.facts.problem.caps.iter();
        let cap = caps.find(|cap| Some(&cap.category) == category);
        cap.map_or(0, |cap| cap.max)
    }

    fn not_admitted(&self, no: PersonNo) -> Reason {
        let applicant = self.board.facts.people[no].applicant;
        let pools = self.board.facts.pools.iter();
        let listed = pools.filter(|pool| applicant.pools.contains(&pool.name));
        let refused = listed.filter(|pool| !admits(pool, applicant));
        let refusals = refused.map(|pool| Refusal {
            pool: pool.name.clone(),
            why: if has_group(pool, applicant) {
                Bar::Category
            } else {
                Bar::Group
            },
        });
        Reason::NotAdmitted {
            pools: refusals.collect(),
        }
    }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
