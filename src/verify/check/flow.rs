//! A maximum flow by the textbook: ways from the source to the sink are found one after the
//! other, and may take back what earlier ones did.

use std::collections::VecDeque;

use super::list::List;

#[derive(Debug)]
pub(super) struct Flow {
    /// An edge and its reverse stand beside each other.
    edges: Vec<Edge>,
    from: List<Vec<usize>>,
}

#[derive(Clone, Copy, Debug)]
struct Edge {
    to: usize,
    room: usize,
}

impl Flow {
    pub(super) fn new(nodes: usize) -> Self {
        Self {
            edges: Vec::new(),
            from: List::filled(nodes, Vec::new()),
        }
    }

    /// The number of the new edge.
    pub(super) fn add(&mut self, from: usize, to: usize, room: usize) -> usize {
        let number = self.edges.len();
        self.edges.push(Edge { to, room });
        self.edges.push(Edge { to: from, room: 0 });
        self.from[from].push(number);
        self.from[to].push(number + 1);
        number
    }

    /// How much flows through an edge, but for what was locked.
    pub(super) fn through(&self, edge: usize) -> usize {
        self.room(edge + 1)
    }

    /// What flows through this edge flows through it for good.
    pub(super) fn lock(&mut self, edge: usize) {
        if let Some(reverse) = self.edges.get_mut(edge + 1) {
            reverse.room = 0;
        }
    }

    /// Sends as much as can be from one node to another; how much that was.
    pub(super) fn fill(&mut self, from: usize, to: usize) -> usize {
        let mut sent = 0;
        while self.send(from, to) {
            sent += 1;
        }
        sent
    }

    /// Sends one through an edge, along a ring.
    pub(super) fn send_through(&mut self, edge: usize) -> bool {
        let (Some(there), Some(back)) = (self.edges.get(edge), self.edges.get(edge + 1)) else {
            return false;
        };
        let (start, end) = (back.to, there.to);
        if self.through(edge) > 0 {
            return true;
        }
        if self.room(edge) == 0 || !self.send(end, start) {
            return false;
        }
        self.push(edge);
        true
    }

    fn room(&self, edge: usize) -> usize {
        self.edges.get(edge).map_or(0, |edge| edge.room)
    }

    fn send(&mut self, from: usize, to: usize) -> bool {
        let mut by: List<Option<usize>> = List::filled(self.from.len(), None);
        let mut queue = VecDeque::from([from]);
        while let Some(node) = queue.pop_front() {
            for &edge in &self.from[node] {
                let Some(&Edge { to: next, room }) = self.edges.get(edge) else {
                    continue;
                };
                if room > 0 && next != from && by[next].is_none() {
                    by[next] = Some(edge);
                    queue.push_back(next);
                }
            }
        }
        if by[to].is_none() {
            return false;
        }
        let mut node = to;
        while let Some(edge) = by[node].filter(|_| node != from) {
            self.push(edge);
            node = self.edges.get(edge ^ 1).map_or(from, |reverse| reverse.to);
        }
        true
    }

    fn push(&mut self, edge: usize) {
        for (edge, less) in [(edge, true), (edge ^ 1, false)] {
            if let Some(edge) = self.edges.get_mut(edge) {
                edge.room = if less { edge.room - 1 } else { edge.room + 1 };
            }
        }
    }
}
