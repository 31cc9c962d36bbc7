//! Looking for a way to keep promises of blocks: one block after the other is moved, shortest
//! chains of moves first, until everyone has a place or every chain was tried. Single stalls
//! need no search: a matching places them in between.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use super::facts::{Block, StallNo};
use super::list::List;
use super::promises::{Answer, Demand, Position};

/// Who would get each stall.
pub(super) type Layout = List<Option<Position>>;

type Demands = BTreeMap<Position, Rc<Demand>>;

/// Layouts that one question may try.
const TRIES: u32 = 3_000;

/// Finds one more stall for someone, moving others along a chain; or says which stalls such
/// chains reach, none of them free.
pub(super) fn augment(
    demands: &Demands,
    layout: &mut Layout,
    start: Position,
    is_shut: impl Fn(StallNo) -> bool,
) -> Result<(), Vec<StallNo>> {
    let mut reached: List<Option<Position>> = List::filled(layout.len(), None);
    let mut gives: BTreeMap<Position, Option<StallNo>> = BTreeMap::from([(start, None)]);
    let mut queue = VecDeque::from([start]);
    let mut seen = Vec::new();
    while let Some(at) = queue.pop_front() {
        let Some(demand) = demands.get(&at) else {
            continue;
        };
        for stall in 0..layout.len() {
            if !demand.reach[stall] || is_shut(stall) || reached[stall].is_some() {
                continue;
            }
            let owner = layout[stall];
            if owner == Some(at) {
                continue;
            }
            reached[stall] = Some(at);
            seen.push(stall);
            let Some(owner) = owner else {
                shift(layout, &reached, &gives, stall);
                return Ok(());
            };
            gives.entry(owner).or_insert_with(|| {
                queue.push_back(owner);
                Some(stall)
            });
        }
    }
    Err(seen)
}

/// Hands the stalls of a chain on, from its free end to its start.
fn shift(
    layout: &mut Layout,
    reached: &List<Option<Position>>,
    gives: &BTreeMap<Position, Option<StallNo>>,
    end: StallNo,
) {
    let mut stall = end;
    while let Some(at) = reached[stall] {
        layout[stall] = Some(at);
        match gives.get(&at).copied().flatten() {
            Some(before) => stall = before,
            None => return,
        }
    }
}

pub(super) struct Search<'a> {
    demands: &'a Demands,
    gone: &'a List<bool>,
    tries_left: u32,
    /// A chain was left because it was too long.
    cut: bool,
}

#[derive(Clone)]
struct State {
    layout: Layout,
    /// Blocks that have their place for good.
    settled: BTreeSet<Position>,
    homeless: Vec<Position>,
}

impl<'a> Search<'a> {
    pub(super) fn new(demands: &'a Demands, gone: &'a List<bool>) -> Self {
        Self {
            demands,
            gone,
            tries_left: TRIES,
            cut: false,
        }
    }

    pub(super) fn run(
        mut self,
        layout: &Layout,
        homeless: &[Position],
    ) -> (Answer, Option<Layout>) {
        let state = State {
            layout: layout.clone(),
            settled: BTreeSet::new(),
            homeless: homeless.to_vec(),
        };
        for moves in [0, 1, 2, 3, 5, 8, usize::MAX] {
            self.cut = false;
            if let Some(layout) = self.settle(state.clone(), moves) {
                return (Answer::Yes, Some(layout));
            }
            if self.tries_left == 0 {
                return (Answer::Unknown, None);
            }
            if !self.cut {
                break;
            }
        }
        (Answer::No, None)
    }

    /// Blocks first. `moves` is how many settled ones may still be moved.
    fn settle(&mut self, mut state: State, moves: usize) -> Option<Layout> {
        let blocks = state.homeless.iter().position(|at| self.size(*at) > 1);
        let Some(next) = blocks else {
            return self.settle_singles(state, moves);
        };
        let at = state.homeless.remove(next);
        self.place(&state, at, None, moves)
    }

    fn size(&self, at: Position) -> usize {
        self.demands.get(&at).map_or(1, |demand| demand.size)
    }

    /// Tries each option for someone, those that disturb the fewest first.
    fn place(
        &mut self,
        state: &State,
        at: Position,
        not: Option<&Block>,
        moves: usize,
    ) -> Option<Layout> {
        let demand = Rc::clone(self.demands.get(&at)?);
        let options = demand.options.iter().filter(|option| Some(*option) != not);
        let mut options: Vec<(usize, Vec<Position>, &Block)> = options
            .filter(|option| !option.iter().any(|stall| self.gone[*stall]))
            .filter_map(|option| {
                let owners = option.iter().filter_map(|stall| state.layout[*stall]);
                let owners: BTreeSet<Position> = owners.collect();
                let fixed = owners.iter().any(|owner| state.settled.contains(owner));
                let blocks = owners.iter().filter(|owner| self.size(**owner) > 1).count();
                (!fixed).then(|| (blocks, owners.into_iter().collect(), option))
            })
            .collect();
        options.sort();
        for (blocks, owners, option) in options {
            if self.tries_left == 0 {
                return None;
            }
            if blocks > moves {
                self.cut = true;
                return None;
            }
            self.tries_left -= 1;
            let next = put(state, at, option, &owners);
            if let Some(layout) = self.settle(next, moves - blocks) {
                return Some(layout);
            }
        }
        None
    }

    /// A matching; where it fails, one of the blocks that are in its way has to move.
    fn settle_singles(&mut self, mut state: State, moves: usize) -> Option<Layout> {
        while let Some(at) = state.homeless.pop() {
            let blocks: List<bool> = state.layout.iter().map(|o| self.is_block(*o)).collect();
            let is_shut = |stall: StallNo| self.gone[stall] || blocks[stall];
            let Err(full) = augment(self.demands, &mut state.layout, at, is_shut) else {
                continue;
            };
            state.homeless.push(at);
            return self.make_way(state, at, &full, moves);
        }
        Some(state.layout)
    }

    fn is_block(&self, owner: Option<Position>) -> bool {
        owner.is_some_and(|at| self.size(at) > 1)
    }

    fn make_way(
        &mut self,
        mut state: State,
        at: Position,
        full: &[StallNo],
        moves: usize,
    ) -> Option<Layout> {
        for blocker in self.blockers(&state, at, full) {
            if moves == 0 {
                self.cut = true;
                return None;
            }
            let mut without = state.clone();
            let mut was = Vec::new();
            for (stall, owner) in without.layout.iter_mut().enumerate() {
                if *owner == Some(blocker) {
                    *owner = None;
                    was.push(stall);
                }
            }
            if let Some(layout) = self.place(&without, blocker, Some(&was), moves - 1) {
                return Some(layout);
            }
            state.settled.insert(blocker);
        }
        None
    }

    /// Blocks that may move, and stand where one of these single stalls' people could go.
    fn blockers(&self, state: &State, at: Position, full: &[StallNo]) -> BTreeSet<Position> {
        let owners = full.iter().filter_map(|stall| state.layout[*stall]);
        let stuck: BTreeSet<Position> = owners.chain([at]).collect();
        let reach = |stall: StallNo| {
            let mut stuck = stuck.iter().filter_map(|at| self.demands.get(at));
            !self.gone[stall] && stuck.any(|demand| demand.reach[stall])
        };
        let stalls = state.layout.iter().enumerate();
        let blocks = stalls.filter(|(stall, owner)| self.is_block(**owner) && reach(*stall));
        let blocks = blocks.filter_map(|(_, owner)| *owner);
        blocks
            .filter(|owner| !state.settled.contains(owner))
            .collect()
    }
}

/// Someone in their place for good, and those who had to go from there without one.
fn put(state: &State, at: Position, option: &Block, owners: &[Position]) -> State {
    let mut next = state.clone();
    for owner in next.layout.iter_mut() {
        *owner = owner.filter(|owner| !owners.contains(owner));
    }
    for stall in option {
        next.layout[*stall] = Some(at);
    }
    next.settled.insert(at);
    next.homeless.extend(owners);
    next
}
