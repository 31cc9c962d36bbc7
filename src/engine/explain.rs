//! From what was drawn to the outcome: numbers become ids again, and each entry gets
//! the reason that decided it.

use std::collections::BTreeMap;

use super::board::{Board, Won};
use super::canonical;
use super::fates::Fates;
use super::index::{self, Index, Person};
use super::outcome::{Entry, Outcome, PoolStanding};
use super::pool::{Drawn, Verdict};
use super::problem::{Pool, Problem};
use super::reasons::{Bar, Lack, Reason, Refusal};
use super::shortages::find_shortages;
use super::standings::{Case, Standings};
use super::table::{PersonNo, PoolNo, Position, StallNo, Table, WantsNo};

pub(super) fn explain(index: &Index, board: &Board, drawn: &Table<PoolNo, Drawn>) -> Outcome {
    let standings = Standings::new(index, board, drawn);
    let mut reasons = Reasons {
        index,
        board,
        standings: &standings,
        fates: Fates::new(index, board, drawn, &standings),
        lacks: BTreeMap::new(),
        drawn,
    };
    // By themselves they are fetched from memory several at once.
    let codes = index.people.iter();
    let codes = codes.map(|(_, person)| person.applicant.code.clone());
    let codes: Vec<String> = codes.collect();
    let entries = index.people.iter().zip(codes);
    let results = entries.map(|((no, person), code)| reasons.entry(no, person, code));
    let unfilled = index.stalls.iter();
    let unfilled = unfilled.filter(|(stall, _)| board.owner[*stall].is_none());
    Outcome {
        version: 1,
        problem_sha256: problem_sha256(index),
        results: results.collect(),
        unfilled: unfilled.map(|(_, card)| card.stall.id.clone()).collect(),
        shortages: find_shortages(index, drawn),
    }
}

fn problem_sha256(index: &Index) -> String {
    let stalls = index.stalls.iter().map(|(_, card)| card.stall);
    let applicants = index.people.iter().map(|(_, person)| person.applicant);
    canonical::sha256_sorted(index.problem, stalls, applicants)
}

struct Reasons<'a> {
    index: &'a Index<'a>,
    board: &'a Board,
    drawn: &'a Table<PoolNo, Drawn>,
    standings: &'a Standings,
    fates: Fates<'a>,
    /// What those of one wants who stood in the same pools lack.
    lacks: BTreeMap<(WantsNo, Vec<PoolNo>), (u32, Lack)>,
}

impl Reasons<'_> {
    fn entry(&mut self, no: PersonNo, person: &Person, code: String) -> Entry {
        let won = self.board.won[no].as_ref();
        let standings = self.standings.of(no).iter().map(|standing| PoolStanding {
            pool: self.index.pools[standing.pool].name.clone(),
            position: standing.position.number(),
            waiting: standing.waiting,
        });
        Entry {
            code,
            pool: won.map(|won| self.index.pools[won.pool].name.clone()),
            stalls: won.map_or_else(Vec::new, |won| self.ids(won)),
            preference: won.and_then(|won| won.preference),
            standings: standings.collect(),
            reason: match won {
                Some(won) => self.assigned(no, person, won),
                None => self.unplaced(no, person),
            },
            bounded: self.bounded(no),
        }
    }

    fn ids(&self, won: &Won) -> Vec<String> {
        let mut stalls: Vec<StallNo> = won.all().collect();
        stalls.sort_unstable();
        let ids = stalls
            .iter()
            .map(|stall| self.index.stalls[*stall].stall.id.clone());
        ids.collect()
    }

    /// Whether the bound of work decided something for them.
    fn bounded(&self, no: PersonNo) -> bool {
        let mut standings = self.standings.of(no).iter();
        standings.any(|standing| {
            self.drawn[standing.pool]
                .bounded
                .contains(&standing.position)
        })
    }

    fn assigned(&self, no: PersonNo, person: &Person, won: &Won) -> Reason {
        let ahead = won.preference.map_or(person.wishes.len(), |wish| {
            usize::try_from(wish).unwrap_or(usize::MAX) - 1
        });
        let fates = self.fates.of(no, person, won.pool, won.position, ahead);
        Reason::Assigned {
            held: won.is_held_by(person),
            moved: person.hold.is_some() && !won.is_held_by(person),
            earlier: fates,
            extras: u32::try_from(won.extras.len()).unwrap_or(u32::MAX),
        }
    }

    fn unplaced(&mut self, no: PersonNo, person: &Person) -> Reason {
        match self.standings.cases[no] {
            Some(case) => self.missed(no, person, case),
            None if self.standings.of(no).is_empty() => not_admitted(self.index.problem, person),
            None => self.nothing_usable(no, person),
        }
    }

    fn missed(&self, no: PersonNo, person: &Person, case: Case) -> Reason {
        let pool = self.index.pools[case.pool].name.clone();
        let position = case.position.number();
        if case.no_block {
            let size = person.size;
            return Reason::NoBlock {
                pool,
                position,
                size,
            };
        }
        match case.verdict {
            Verdict::Outranked if self.bounded(no) => Reason::WorkBound { pool, position },
            Verdict::Outranked => Reason::Outranked {
                pool,
                position,
                cut_off: case.cut_off.map(Position::number),
                usable: case.usable,
                renewed: case.renewed,
                ahead: case.ahead,
            },
            Verdict::NothingLeft => Reason::NothingLeft {
                pool,
                position,
                usable: case.usable,
                wishes: {
                    let all = person.wishes.len();
                    self.fates.of(no, person, case.pool, case.position, all)
                },
            },
            Verdict::Capped => Reason::Cap {
                pool,
                position,
                category: person.applicant.category.clone().unwrap_or_default(),
                max: self.cap_of(person),
            },
        }
    }

    fn cap_of(&self, person: &Person) -> u32 {
        let category = person.applicant.category.as_deref();
        let mut caps = self.index.problem.caps.iter();
        let cap = caps.find(|cap| Some(cap.category.as_str()) == category);
        cap.map_or(0, |cap| cap.max)
    }

    fn nothing_usable(&mut self, no: PersonNo, person: &Person) -> Reason {
        let pools = self.standings.of(no).iter();
        let pools: Vec<PoolNo> = pools.map(|standing| standing.pool).collect();
        let (index, drawn) = (self.index, self.drawn);
        let lack = self.lacks.entry((person.wants, pools));
        let (stalls, lack) = lack.or_insert_with_key(|(_, pools)| {
            let stalls = pools.iter().flat_map(|pool| &drawn[*pool].stalls);
            let stalls: Vec<StallNo> = stalls.copied().collect();
            let count = u32::try_from(stalls.len()).unwrap_or(u32::MAX);
            (count, find_lack(index, &stalls, person))
        });
        Reason::NothingUsable {
            stalls: *stalls,
            lack: lack.clone(),
        }
    }
}

fn not_admitted(problem: &Problem, person: &Person) -> Reason {
    let listed = problem.pools.iter();
    let listed = listed.filter(|pool| person.applicant.pools.contains(&pool.name));
    let refusal = |pool: &Pool| Refusal {
        pool: pool.name.clone(),
        why: if index::has_group(pool, person.applicant) {
            Bar::Category
        } else {
            Bar::Group
        },
    };
    Reason::NotAdmitted {
        pools: listed.map(refusal).collect(),
    }
}

/// What none of these stalls has; nothing, when there are none.
pub(super) fn find_lack(index: &Index, stalls: &[StallNo], person: &Person) -> Lack {
    if stalls.is_empty() {
        return Lack::default();
    }
    let stalls = || stalls.iter().map(|stall| index.stalls[*stall].stall);
    let mut needs = index.wants[person.wants].needs.clone();
    needs.sort();
    needs.dedup();
    needs.retain(|need| !stalls().any(|stall| stall.features.contains(need)));
    Lack {
        needs,
        category: !stalls().any(|stall| index::takes_category(stall, person.applicant)),
    }
}
