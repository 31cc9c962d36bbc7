//! Flow through a network, by chains of nodes with capacity left (Ford and Fulkerson, the
//! shortest chain first).

use std::collections::{BTreeSet, VecDeque};

#[derive(Debug, Default)]
pub(super) struct Network {
    /// The arcs that leave each node; each has its reverse right beside it.
    leaving: Vec<Vec<usize>>,
    arcs: Vec<Arc>,
}

#[derive(Clone, Copy, Debug)]
struct Arc {
    to: usize,
    /// How much more can flow.
    left: u32,
}

/// An arc, to ask later how much flows along it.
#[derive(Clone, Copy, Debug)]
pub(super) struct ArcNo(usize);

impl Network {
    pub(super) fn node(&mut self) -> usize {
        self.leaving.push(Vec::new());
        self.leaving.len() - 1
    }

    pub(super) fn arc(&mut self, from: usize, to: usize, capacity: u32) -> ArcNo {
        let arc = self.arcs.len();
        self.arcs.push(Arc { to, left: capacity });
        self.arcs.push(Arc { to: from, left: 0 });
        if let Some(leaving) = self.leaving.get_mut(from) {
            leaving.push(arc);
        }
        if let Some(leaving) = self.leaving.get_mut(to) {
            leaving.push(arc + 1);
        }
        ArcNo(arc)
    }

    /// How much flows along an arc.
    pub(super) fn flow(&self, arc: ArcNo) -> u32 {
        self.arcs.get(arc.0 + 1).map_or(0, |reverse| reverse.left)
    }

    /// What flows along an arc now shall go on flowing, and nothing more.
    pub(super) fn fix(&mut self, arc: ArcNo) {
        for side in [arc.0, arc.0 + 1] {
            if let Some(arc) = self.arcs.get_mut(side) {
                arc.left = 0;
            }
        }
    }

    /// Lets as much flow as can, and says how much was added.
    pub(super) fn fill(&mut self, from: usize, to: usize) -> u32 {
        let mut added = 0;
        while let Some(chain) = self.find_chain(from, to) {
            let room = chain.iter().filter_map(|arc| self.arcs.get(*arc));
            let amount = room.map(|arc| arc.left).min().unwrap_or(0);
            for arc in chain {
                self.push(arc, amount);
            }
            added += amount;
        }
        added
    }

    /// The nodes to which something could flow.
    pub(super) fn reach(&self, from: usize) -> BTreeSet<usize> {
        let mut reached = BTreeSet::from([from]);
        let mut queue = vec![from];
        while let Some(node) = queue.pop() {
            for arc in self.leaving.get(node).into_iter().flatten() {
                let next = self.arcs.get(*arc).filter(|arc| arc.left > 0);
                queue.extend(next.map(|arc| arc.to).filter(|next| reached.insert(*next)));
            }
        }
        reached
    }

    /// Whether something could flow from one node to the other.
    pub(super) fn is_open(&self, from: usize, to: usize) -> bool {
        self.find_chain(from, to).is_some()
    }

    fn push(&mut self, arc: usize, amount: u32) {
        if let Some(arc) = self.arcs.get_mut(arc) {
            arc.left -= amount;
        }
        if let Some(reverse) = self.arcs.get_mut(arc ^ 1) {
            reverse.left += amount;
        }
    }

    fn find_chain(&self, from: usize, to: usize) -> Option<Vec<usize>> {
        let mut reached_by: Vec<Option<usize>> = vec![None; self.leaving.len()];
        let mut queue = VecDeque::from([from]);
        while let Some(node) = queue.pop_front() {
            for &arc in self.leaving.get(node)? {
                let Arc { to: next, left } = *self.arcs.get(arc)?;
                let place = reached_by.get_mut(next)?;
                if left == 0 || next == from || place.is_some() {
                    continue;
                }
                *place = Some(arc);
                if next == to {
                    return self.chain_to(to, from, &reached_by);
                }
                queue.push_back(next);
            }
        }
        None
    }

    fn chain_to(&self, to: usize, from: usize, reached_by: &[Option<usize>]) -> Option<Vec<usize>> {
        let mut chain = Vec::new();
        let mut node = to;
        while node != from {
            let arc = (*reached_by.get(node)?)?;
            chain.push(arc);
            node = self.arcs.get(arc ^ 1)?.to;
        }
        Some(chain)
    }
}
