//! Point 2 (b): seats for groups.
//!
//! A plan chooses some candidates, so that all promises and theirs can be kept together, and
//! seats each of them. Those who are in have their seats first. With single stalls that is a
//! flow: a stall goes to a candidate, and the candidate to a quota. With blocks the flow is an
//! upper bound, and its plan a guess that is checked; a wrong guess is followed by two others,
//! one with somebody of it and one without.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::flow::Flow;
use super::promises::{Answer, Demand, Position, Promises};

/// Plans that one question may try.
const TRIES: u32 = 200;

pub(super) struct Seats<'a> {
    pub(super) promises: &'a Promises,
    /// How many stalls there are.
    pub(super) stalls: usize,
    /// How many seats each quota has.
    pub(super) quotas: &'a [usize],
    /// The quotas of those who are in.
    pub(super) in_quotas: BTreeMap<Position, Vec<usize>>,
    pub(super) candidates: BTreeMap<Position, (Vec<usize>, Rc<Demand>)>,
}

type Chosen = BTreeSet<Position>;

impl Seats<'_> {
    /// The first candidate who is in a plan with the largest number of seats; and whether that
    /// is certain.
    pub(super) fn first(&self) -> (Option<Position>, bool) {
        let nobody = Chosen::new();
        let mut most = self.guess(&nobody, &nobody).map_or(0, |plan| plan.len());
        let mut certain = true;
        while most > 0 {
            match self.find(&nobody, &nobody, most, &mut TRIES.clone()) {
                Answer::Yes => break,
                Answer::No => {}
                Answer::Unknown => certain = false,
            }
            most -= 1;
        }
        if most == 0 {
            return (None, certain);
        }
        let plan = self.guess(&nobody, &nobody).unwrap_or_default();
        let is_good = plan.len() == most && self.are_keepable(&plan) == Answer::Yes;
        for &at in self.candidates.keys() {
            if is_good && plan.contains(&at) {
                return (Some(at), certain);
            }
            match self.find(&Chosen::from([at]), &nobody, most, &mut TRIES.clone()) {
                Answer::Yes => return (Some(at), certain),
                Answer::No => {}
                Answer::Unknown => certain = false,
            }
        }
        (None, certain)
    }

    /// Whether there is a plan of so many candidates with some and without others.
    fn find(&self, with: &Chosen, without: &Chosen, most: usize, tries: &mut u32) -> Answer {
        let Some(plan) = self.guess(with, without).filter(|plan| plan.len() >= most) else {
            return Answer::No;
        };
        let mut unknown = false;
        match self.are_keepable(&plan) {
            Answer::Yes => return Answer::Yes,
            Answer::No => {}
            Answer::Unknown => unknown = true,
        }
        let Some(next) = plan.difference(with).next().copied() else {
            return if unknown { Answer::Unknown } else { Answer::No };
        };
        if *tries == 0 {
            return Answer::Unknown;
        }
        *tries -= 1;
        let more = |chosen: &Chosen| chosen.iter().copied().chain([next]).collect();
        for (with, without) in [(more(with), without.clone()), (with.clone(), more(without))] {
            match self.find(&with, &without, most, tries) {
                Answer::Yes => return Answer::Yes,
                Answer::No => {}
                Answer::Unknown => unknown = true,
            }
        }
        if unknown { Answer::Unknown } else { Answer::No }
    }

    fn are_keepable(&self, plan: &Chosen) -> Answer {
        let mut promises = self.promises.clone();
        for at in plan {
            let Some((_, demand)) = self.candidates.get(at) else {
                continue;
            };
            match promises.add(*at, demand) {
                Answer::Yes => {}
                answer => return answer,
            }
        }
        Answer::Yes
    }

    /// The largest plan, if everyone needed but one stall of those that they can use.
    fn guess(&self, with: &Chosen, without: &Chosen) -> Option<Chosen> {
        let mut net = Net::new(self, without);
        for at in with {
            let edge = *net.chosen.get(at)?;
            if !net.flow.send_through(edge) {
                return None;
            }
            net.flow.lock(edge);
        }
        let chosen = net.chosen.iter();
        let chosen = chosen.filter(|(at, e)| with.contains(at) || net.flow.through(**e) > 0);
        Some(chosen.map(|(at, _)| *at).collect())
    }
}

/// Source → stalls → promises → sink, and source → stalls → candidates → quotas → sink; those
/// who are in go from the source to their quotas without a stall.
struct Net {
    flow: Flow,
    /// The edge inside each candidate.
    chosen: BTreeMap<Position, usize>,
}

impl Net {
    fn new(seats: &Seats, without: &Chosen) -> Self {
        let candidates = seats.candidates.iter();
        let candidates: Vec<_> = candidates.filter(|(at, _)| !without.contains(at)).collect();
        let promises = &seats.promises.demands;
        let quotas = seats.stalls + 3;
        let people = quotas + seats.quotas.len();
        let nodes = people + seats.in_quotas.len() + promises.len() + 2 * candidates.len();
        let (source, sink, ins) = (0, 1, 2);
        let mut flow = Flow::new(nodes);
        let mut next = people;
        let mut node = || {
            next += 1;
            next - 1
        };
        for stall in (0..seats.stalls).filter(|stall| seats.promises.is_free(*stall)) {
            flow.add(source, stall + 3, 1);
        }
        for (quota, seats) in seats.quotas.iter().enumerate() {
            flow.add(quotas + quota, sink, *seats);
        }
        let mut kept = Vec::new();
        for demand in promises.values() {
            let promise = node();
            add_stalls(&mut flow, promise, demand);
            kept.push(flow.add(promise, sink, 1));
        }
        flow.fill(source, sink);
        for edge in kept {
            flow.lock(edge);
        }
        let first = flow.add(source, ins, seats.in_quotas.len());
        for of in seats.in_quotas.values() {
            let person = node();
            flow.add(ins, person, 1);
            for quota in of {
                flow.add(person, quotas + quota, 1);
            }
        }
        flow.fill(source, sink);
        flow.lock(first);
        let mut chosen = BTreeMap::new();
        for (at, (of, demand)) in candidates {
            let (before, after) = (node(), node());
            add_stalls(&mut flow, before, demand);
            chosen.insert(*at, flow.add(before, after, 1));
            for quota in of {
                flow.add(after, quotas + quota, 1);
            }
        }
        flow.fill(source, sink);
        Self { flow, chosen }
    }
}

fn add_stalls(flow: &mut Flow, person: usize, demand: &Demand) {
    for (stall, reached) in demand.reach.iter().enumerate() {
        if *reached {
            flow.add(stall + 3, person, 1);
        }
    }
}
