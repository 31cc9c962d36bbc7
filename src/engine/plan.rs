//! How many seats of a pool's quotas can be filled, and by whom.

use std::collections::BTreeMap;

use super::claims::Reach;
use super::network::{ArcNo, Network};
use super::table::{BinNo, ClaimNo, Number, Table};
use super::witness::Witness;

/// A capacity that nothing reaches.
const ANY: u32 = u32::MAX / 2;

/// The quotas of the pool in which someone can have a seat, by their place in its list.
pub(super) type Seats = Vec<usize>;

/// What candidates for a seat are alike in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sitter {
    pub(super) seats: Seats,
    pub(super) claim: ClaimNo,
}

/// A plan with the largest number of seats. Those who are in have as many as they can have;
/// where someone is of a larger size, it is only known that there can be no more.
#[derive(Debug)]
pub(super) struct Plan {
    network: Network,
    /// Candidates on their way from a seat to a stall.
    sitters: BTreeMap<Sitter, (usize, usize, ArcNo)>,
    /// The seats that those who are in leave to candidates.
    pub(super) free_seats: u32,
    at_least: Vec<u32>,
    inside: BTreeMap<Seats, u32>,
}

impl Plan {
    pub(super) fn new(
        witness: &Witness,
        at_least: &[u32],
        inside: BTreeMap<Seats, u32>,
        open: &BTreeMap<Sitter, u32>,
    ) -> Self {
        let mut network = Network::default();
        let (seats, stalls) = (network.node(), network.node());
        let quotas = add_quotas(&mut network, seats, at_least);
        let inside_door = add_inside(&mut network, &quotas, &inside, stalls);
        let claims = add_stalls(&mut network, witness, stalls);
        network.fill(seats, stalls);
        network.fix(inside_door);
        let mut sitters = BTreeMap::new();
        for (sitter, count) in open {
            let (enters, leaves) = (network.node(), network.node());
            let arc = network.arc(enters, leaves, *count);
            for quota in sitter.seats.iter().filter_map(|at| quotas.get(*at)) {
                network.arc(*quota, enters, ANY);
            }
            network.arc(leaves, claims[sitter.claim], ANY);
            sitters.insert(sitter.clone(), (enters, leaves, arc));
        }
        Self {
            free_seats: network.fill(seats, stalls),
            network,
            sitters,
            at_least: at_least.to_vec(),
            inside,
        }
    }

    /// Whether a plan with as many seats has one for such a candidate.
    pub(super) fn can_seat(&self, sitter: &Sitter) -> bool {
        self.sitters
            .get(sitter)
            .is_some_and(|(enters, leaves, arc)| {
                self.network.flow(*arc) > 0 || self.network.is_open(*leaves, *enters)
            })
    }

    /// Whether all of these can have seats besides those who are in, stalls aside.
    pub(super) fn can_seat_all(&self, chosen: &[Seats]) -> bool {
        let mut network = Network::default();
        let (seats, end) = (network.node(), network.node());
        let quotas = add_quotas(&mut network, seats, &self.at_least);
        add_inside(&mut network, &quotas, &self.inside, end);
        network.fill(seats, end);
        let mut more: BTreeMap<Seats, u32> = BTreeMap::new();
        for seats in chosen {
            *more.entry(seats.clone()).or_default() += 1;
        }
        add_inside(&mut network, &quotas, &more, end);
        network.fill(seats, end) as usize == chosen.len()
    }
}

fn add_quotas(network: &mut Network, seats: usize, at_least: &[u32]) -> Vec<usize> {
    let quotas = at_least.iter().map(|count| {
        let quota = network.node();
        network.arc(seats, quota, *count);
        quota
    });
    quotas.collect()
}

/// Adds people who need a seat and no stall, and gives the arc that all of them pass.
fn add_inside(
    network: &mut Network,
    quotas: &[usize],
    people: &BTreeMap<Seats, u32>,
    end: usize,
) -> ArcNo {
    let door = network.node();
    for (seats, count) in people {
        let sort = network.node();
        network.arc(sort, door, *count);
        for quota in seats.iter().filter_map(|at| quotas.get(*at)) {
            network.arc(*quota, sort, ANY);
        }
    }
    network.arc(door, end, ANY)
}

/// Adds the stalls with the promises made so far, and gives the node of each claim.
fn add_stalls(network: &mut Network, witness: &Witness, stalls: usize) -> Table<ClaimNo, usize> {
    let bins = &witness.claims.bins;
    let bin_nodes: Table<BinNo, usize> = bins.class.iter().map(|_| network.node()).collect();
    for (bin, node) in bin_nodes.iter() {
        network.arc(*node, stalls, witness.supply(bin));
    }
    let class_nodes: Vec<usize> = bins.of_class.iter().map(|_| network.node()).collect();
    for (class, of_class) in bins.of_class.iter() {
        for bin in of_class {
            if let Some(node) = class_nodes.get(class.index()) {
                network.arc(*node, bin_nodes[*bin], ANY);
            }
        }
    }
    let promised = network.node();
    let claims = witness.claims.all.iter().map(|(claim, card)| {
        let node = network.node();
        network.arc(
            promised,
            node,
            witness.promised(claim).saturating_mul(card.size),
        );
        match &card.reach {
            Reach::Facts(_, classes) => {
                let classes = classes
                    .iter()
                    .filter_map(|class| class_nodes.get(class.index()));
                for class in classes {
                    network.arc(node, *class, ANY);
                }
            }
            Reach::Accepted(all, _) => {
                for bin in all {
                    network.arc(node, bin_nodes[*bin], ANY);
                }
            }
            Reach::Kept(bin) => drop(network.arc(node, bin_nodes[*bin], ANY)),
        }
        node
    });
    let claims = claims.collect();
    network.fill(promised, stalls);
    claims
}
