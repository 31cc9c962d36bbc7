//! Point 2: whether promises can be kept together. It always knows one way to keep all that
//! were made, and looks for another when one more is to be made, or a stall is to go.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::facts::{Block, StallNo};
use super::list::List;
use super::search::{Layout, Search, augment};

/// A place in the order of a pool, from 0.
pub(super) type Position = usize;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    No,
    /// The search reached its bound.
    Unknown,
}

/// What a promise is kept with: one of these.
#[derive(Debug)]
pub(super) struct Demand {
    pub(super) size: usize,
    pub(super) options: Vec<Block>,
    /// The stalls of all options.
    pub(super) reach: List<bool>,
}

impl Demand {
    pub(super) fn new(stalls: usize, size: usize, options: Vec<Block>) -> Rc<Self> {
        let mut reach = List::filled(stalls, false);
        for stall in options.iter().flatten() {
            reach[*stall] = true;
        }
        Rc::new(Self {
            size,
            options,
            reach,
        })
    }
}

#[derive(Clone, Debug)]
pub(super) struct Promises {
    pub(super) demands: BTreeMap<Position, Rc<Demand>>,
    /// Stalls that no promise can be kept with: of other pools, or taken.
    gone: List<bool>,
    /// A way to keep all: who would get each stall.
    layout: Layout,
    /// Stalls known to be needed, all of them, by promises that cannot be kept elsewhere.
    /// Holds until something changes.
    tight: List<bool>,
}

impl Promises {
    pub(super) fn new(stalls: usize, of_pool: &[StallNo]) -> Self {
        let mut gone = List::filled(stalls, true);
        for stall in of_pool {
            gone[*stall] = false;
        }
        Self {
            demands: BTreeMap::new(),
            gone,
            layout: List::filled(stalls, None),
            tight: List::filled(stalls, false),
        }
    }

    pub(super) fn has(&self, at: Position) -> bool {
        self.demands.contains_key(&at)
    }

    pub(super) fn is_free(&self, stall: StallNo) -> bool {
        !self.gone[stall]
    }

    /// How many stalls are left beyond those that the promises need.
    pub(super) fn spare(&self) -> usize {
        let free = self.gone.iter().filter(|gone| !**gone).count();
        let needed = self.demands.values().map(|demand| demand.size).sum();
        free.saturating_sub(needed)
    }

    /// Makes a promise that is kept with these stalls, which no other needs.
    pub(super) fn add_with(&mut self, at: Position, demand: &Rc<Demand>, stalls: &[StallNo]) {
        self.demands.insert(at, Rc::clone(demand));
        for stall in stalls {
            self.layout[*stall] = Some(at);
        }
        self.loosen();
    }

    /// Whether one more promise can be made.
    pub(super) fn could_add(&mut self, at: Position, demand: &Rc<Demand>) -> Answer {
        self.try_add(at, demand).0
    }

    /// Makes one more promise, if all can be kept together.
    pub(super) fn add(&mut self, at: Position, demand: &Rc<Demand>) -> Answer {
        let (answer, layout) = self.try_add(at, demand);
        if let Some(layout) = layout {
            self.demands.insert(at, Rc::clone(demand));
            self.layout = layout;
            self.loosen();
        }
        answer
    }

    /// A promise binds the others, not the one who has it.
    pub(super) fn lift(&mut self, at: Position) -> Option<Rc<Demand>> {
        let demand = self.demands.remove(&at)?;
        for owner in self.layout.iter_mut().filter(|owner| **owner == Some(at)) {
            *owner = None;
        }
        self.loosen();
        Some(demand)
    }

    /// Whether all promises can be kept without these stalls.
    pub(super) fn could_take(&mut self, stalls: &[StallNo]) -> Answer {
        self.try_take(stalls).0
    }

    /// Takes these stalls away. Promises that cannot be kept without them are dropped; whether
    /// all could.
    pub(super) fn take(&mut self, stalls: &[StallNo]) -> Answer {
        let (answer, layout) = self.try_take(stalls);
        for stall in stalls {
            self.gone[*stall] = true;
        }
        self.loosen();
        if let Some(layout) = layout {
            self.layout = layout;
            return answer;
        }
        let demands = std::mem::take(&mut self.demands);
        self.layout.iter_mut().for_each(|owner| *owner = None);
        for (at, demand) in demands {
            self.add(at, &demand);
        }
        answer
    }

    /// Only the promises to those at or before a position.
    pub(super) fn up_to(&self, last: Position) -> Self {
        let mut fewer = self.clone();
        fewer.demands.retain(|at, _| *at <= last);
        for owner in fewer.layout.iter_mut() {
            *owner = owner.filter(|at| *at <= last);
        }
        fewer.loosen();
        fewer
    }

    fn loosen(&mut self) {
        self.tight.iter_mut().for_each(|tight| *tight = false);
    }

    fn try_add(&mut self, at: Position, demand: &Rc<Demand>) -> (Answer, Option<Layout>) {
        let usable = demand
            .reach
            .iter()
            .enumerate()
            .filter(|(_, reached)| **reached);
        let mut usable = usable.map(|(stall, _)| stall);
        if usable.all(|stall| self.gone[stall] || self.tight[stall]) {
            return (Answer::No, None);
        }
        let mut demands = self.demands.clone();
        demands.insert(at, Rc::clone(demand));
        let (answer, layout, tight) = decide(&demands, &self.gone, &self.layout, &[at]);
        self.note_tight(&tight.unwrap_or_default(), &[]);
        (answer, layout)
    }

    fn try_take(&mut self, stalls: &[StallNo]) -> (Answer, Option<Layout>) {
        if stalls.iter().any(|stall| self.tight[*stall]) {
            return (Answer::No, None);
        }
        let mut gone = self.gone.clone();
        let mut layout = self.layout.clone();
        let mut homeless = BTreeSet::new();
        for stall in stalls {
            gone[*stall] = true;
            homeless.extend(layout[*stall]);
        }
        for owner in layout.iter_mut() {
            *owner = owner.filter(|at| !homeless.contains(at));
        }
        let homeless: Vec<Position> = homeless.into_iter().collect();
        let (answer, layout, tight) = decide(&self.demands, &gone, &layout, &homeless);
        if let (Some(tight), [stall]) = (tight, stalls) {
            self.note_tight(&tight, &[*stall]);
        }
        (answer, layout)
    }

    fn note_tight(&mut self, stalls: &[StallNo], more: &[StallNo]) {
        for stall in stalls.iter().chain(more) {
            self.tight[*stall] = true;
        }
    }
}

type Decision = (Answer, Option<Layout>, Option<Vec<StallNo>>);

/// Finds a place for those who have none, beginning from where the others are. If that
/// fails at once, also the stalls that are needed, all of them, by others.
///
/// It begins with the question for single stalls in place of blocks: who cannot have as many
/// stalls as they need cannot have them side by side.
fn decide(
    demands: &BTreeMap<Position, Rc<Demand>>,
    gone: &List<bool>,
    layout: &Layout,
    homeless: &[Position],
) -> Decision {
    let mut loose = layout.clone();
    for (nth, at) in homeless.iter().enumerate() {
        let size = demands.get(at).map_or(0, |demand| demand.size);
        for unit in 0..size {
            if let Err(full) = augment(demands, &mut loose, *at, |stall| gone[stall]) {
                return (Answer::No, None, (nth == 0 && unit == 0).then_some(full));
            }
        }
    }
    if demands.values().all(|demand| demand.size == 1) {
        return (Answer::Yes, Some(loose), None);
    }
    let (answer, layout) = Search::new(demands, gone).run(layout, homeless);
    (answer, layout, None)
}
