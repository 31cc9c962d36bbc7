//! A bare maximum matching (Hopcroft and Karp, 1973) on an explicit graph: who wishes for
//! which stall by code. It knows neither order nor promises nor ties.

#![expect(
    clippy::indexing_slicing,
    reason = "a textbook algorithm, and as fast as it can be written"
)]

use std::collections::HashMap;

use starstall::engine::Problem;

/// Applicants to stalls, the edges of each one side by side.
pub struct Graph {
    starts: Vec<u32>,
    ends: Vec<u32>,
    stalls: usize,
}

impl Graph {
    /// The stalls that each applicant named by code.
    pub fn of_wishes(problem: &Problem) -> Self {
        let stalls = problem.stalls.iter().map(|stall| stall.id.as_str());
        let numbers: HashMap<&str, u32> = stalls.zip(0..).collect();
        let (mut starts, mut ends) = (vec![0], Vec::new());
        for applicant in &problem.applicants {
            let named = applicant.preferences.iter();
            ends.extend(named.filter_map(|wish| numbers.get(wish.as_str())));
            starts.push(u32::try_from(ends.len()).unwrap_or(u32::MAX));
        }
        Self {
            starts,
            ends,
            stalls: problem.stalls.len(),
        }
    }

    pub fn edges(&self) -> usize {
        self.ends.len()
    }

    fn stalls_of(&self, applicant: u32) -> std::ops::Range<usize> {
        let at = applicant as usize;
        self.starts[at] as usize..self.starts[at + 1] as usize
    }
}

const NOBODY: u32 = u32::MAX;

struct Matching<'a> {
    graph: &'a Graph,
    stall_of: Vec<u32>,
    applicant_of: Vec<u32>,
    layer: Vec<u32>,
    /// Which edge of each applicant is tried next in this phase.
    next: Vec<u32>,
}

/// How many applicants a largest matching gives a stall that they named.
pub fn largest(graph: &Graph) -> usize {
    let applicants = graph.starts.len() - 1;
    let mut matching = Matching {
        graph,
        stall_of: vec![NOBODY; applicants],
        applicant_of: vec![NOBODY; graph.stalls],
        layer: vec![NOBODY; applicants],
        next: vec![0; applicants],
    };
    let mut size = matching.begin();
    let mut queue = Vec::with_capacity(applicants);
    let mut path = Vec::new();
    while matching.find_layers(&mut queue) {
        matching.next.copy_from_slice(&graph.starts[..applicants]);
        for applicant in (0..).take(applicants) {
            let free = matching.stall_of[applicant as usize] == NOBODY;
            if free && matching.augment(applicant, &mut path) {
                size += 1;
            }
        }
    }
    size
}

impl Matching<'_> {
    /// Whoever finds a free stall takes it.
    fn begin(&mut self) -> usize {
        let mut size = 0;
        for applicant in (0..).take(self.stall_of.len()) {
            let mut edges = self.graph.ends[self.graph.stalls_of(applicant)].iter();
            let free = edges.find(|stall| self.applicant_of[**stall as usize] == NOBODY);
            if let Some(&stall) = free {
                self.join(applicant, stall);
                size += 1;
            }
        }
        size
    }

    fn join(&mut self, applicant: u32, stall: u32) {
        self.stall_of[applicant as usize] = stall;
        self.applicant_of[stall as usize] = applicant;
    }

    /// Breadth first from all who have nothing; whether a free stall was reached.
    fn find_layers(&mut self, queue: &mut Vec<u32>) -> bool {
        queue.clear();
        for applicant in (0..).take(self.stall_of.len()) {
            let free = self.stall_of[applicant as usize] == NOBODY;
            self.layer[applicant as usize] = if free { 0 } else { NOBODY };
            if free {
                queue.push(applicant);
            }
        }
        let (mut at, mut last) = (0, NOBODY);
        while let Some(&applicant) = queue.get(at) {
            at += 1;
            let layer = self.layer[applicant as usize];
            if layer >= last {
                break;
            }
            for edge in self.graph.stalls_of(applicant) {
                let owner = self.applicant_of[self.graph.ends[edge] as usize];
                if owner == NOBODY {
                    last = layer + 1;
                } else if self.layer[owner as usize] == NOBODY {
                    self.layer[owner as usize] = layer + 1;
                    queue.push(owner);
                }
            }
        }
        last != NOBODY
    }

    /// Depth first along the layers; each edge is tried once in a phase.
    fn augment(&mut self, from: u32, path: &mut Vec<(u32, u32)>) -> bool {
        path.clear();
        let mut applicant = from;
        loop {
            let at = applicant as usize;
            if self.next[at] == self.graph.starts[at + 1] {
                // A dead end for everyone in this phase.
                self.layer[at] = NOBODY;
                let Some((before, _)) = path.pop() else {
                    return false;
                };
                applicant = before;
                continue;
            }
            let stall = self.graph.ends[self.next[at] as usize];
            self.next[at] += 1;
            let owner = self.applicant_of[stall as usize];
            if owner == NOBODY {
                path.push((applicant, stall));
                for &(applicant, stall) in path.iter() {
                    self.join(applicant, stall);
                }
                return true;
            }
            if self.layer[owner as usize] == self.layer[at].saturating_add(1) {
                path.push((applicant, stall));
                applicant = owner;
            }
        }
    }
}
