//! The way of one breadth-first search from stalls to claims that are kept with them, and on
//! to what else would keep those. Its memory is kept, so that no search has to make it anew.

use super::table::{BinNo, ClaimNo, ClassNo, Table};

/// What has more bins or claims is no ring.
const LARGEST_RING: usize = 64;

/// Stalls that a search comes to together.
#[derive(Clone, Copy, Debug)]
pub(super) enum Node {
    Bin(BinNo),
    /// All bins of a class.
    Class(ClassNo),
}

/// How a node was come to: by a claim that is kept with the node before.
pub(super) type Link = (Node, ClaimNo);

#[derive(Debug)]
pub(super) struct Search {
    round: u32,
    bins: Table<BinNo, Seen>,
    classes: Table<ClassNo, Seen>,
    entered: Table<ClaimNo, u32>,
    /// What was come to, in order; it goes on from `next`.
    pub(super) nodes: Vec<Node>,
    has_class: bool,
    next: usize,
    pub(super) claims: Vec<ClaimNo>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    round: u32,
    link: Option<Link>,
}

impl Search {
    pub(super) fn new(bins: usize, classes: usize, claims: usize) -> Self {
        Self {
            round: 0,
            bins: Table::filled(bins, Seen::default()),
            classes: Table::filled(classes, Seen::default()),
            entered: Table::filled(claims, 0),
            nodes: Vec::new(),
            has_class: false,
            next: 0,
            claims: Vec::new(),
        }
    }

    pub(super) fn restart(&mut self) {
        self.round += 1;
        self.nodes.clear();
        self.has_class = false;
        self.next = 0;
        self.claims.clear();
    }

    /// The next node to go on from.
    pub(super) fn next(&mut self) -> Option<Node> {
        let node = self.nodes.get(self.next).copied();
        self.next += 1;
        node
    }

    /// Whether a bin is come to for the first time, by itself or with its class.
    pub(super) fn reach_bin(&mut self, bin: BinNo, class: ClassNo, link: Option<Link>) -> bool {
        let new = !self.has_reached(bin, class);
        if new {
            self.arrive(bin, link);
            self.nodes.push(Node::Bin(bin));
        }
        new
    }

    /// Notes how the last bin of a chain was come to.
    pub(super) fn arrive(&mut self, bin: BinNo, link: Option<Link>) {
        let round = self.round;
        self.bins[bin] = Seen { round, link };
    }

    /// Whether a class is come to for the first time.
    pub(super) fn reach_class(&mut self, class: ClassNo, link: Option<Link>) -> bool {
        let round = self.round;
        let new = self.classes[class].round != round;
        if new {
            self.classes[class] = Seen { round, link };
            self.nodes.push(Node::Class(class));
            self.has_class = true;
        }
        new
    }

    /// Whether a claim is come to for the first time.
    pub(super) fn enter(&mut self, claim: ClaimNo) -> bool {
        let first = self.entered[claim] != self.round;
        if first {
            self.entered[claim] = self.round;
            self.claims.push(claim);
        }
        first
    }

    /// Whether what was come to so far may be a ring.
    pub(super) fn is_ring(&self) -> bool {
        let is_small = self.nodes.len().max(self.claims.len()) <= LARGEST_RING;
        is_small && !self.has_class
    }

    pub(super) fn has_reached(&self, bin: BinNo, class: ClassNo) -> bool {
        self.bins[bin].round == self.round || self.classes[class].round == self.round
    }

    pub(super) fn link(&self, node: Node) -> Option<Link> {
        match node {
            Node::Bin(bin) => self.bins[bin].link,
            Node::Class(class) => self.classes[class].link,
        }
    }
}
