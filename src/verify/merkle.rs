//! Merkle trees as RFC 6962 hashes them: who knows one leaf and a short path can check that it
//! is in the tree, and learns nothing of the others.

use sha2::{Digest, Sha256};

use super::Hex32;

const LEAF: [u8; 1] = [0];
const NODE: [u8; 1] = [1];

pub fn leaf_hash(data: &[u8]) -> Hex32 {
    Hex32(
        Sha256::new()
            .chain_update(LEAF)
            .chain_update(data)
            .finalize()
            .into(),
    )
}

pub fn node_hash(left: Hex32, right: Hex32) -> Hex32 {
    let digest = Sha256::new().chain_update(NODE);
    let digest = digest.chain_update(left.0).chain_update(right.0);
    Hex32(digest.finalize().into())
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MerkleTree {
    /// The leaves first, then the hashes of each two neighbours; a last one without a neighbour
    /// goes up as it is.
    levels: Vec<Vec<Hex32>>,
}

impl MerkleTree {
    /// `leaves` are hashes of leaves, in their order.
    pub fn new(leaves: Vec<Hex32>) -> Self {
        let mut levels = Vec::new();
        let mut level = leaves;
        while level.len() > 1 {
            let above = level.chunks(2).filter_map(parent).collect();
            levels.push(std::mem::replace(&mut level, above));
        }
        levels.push(level);
        Self { levels }
    }

    /// For no leaves the hash of nothing, as RFC 6962 has it.
    pub fn root(&self) -> Hex32 {
        let top = self.levels.last().and_then(|level| level.first());
        top.copied()
            .unwrap_or_else(|| Hex32(Sha256::digest([]).into()))
    }

    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// What has to be hashed with leaf `index` on its way to the root, from below.
    pub fn path(&self, index: usize) -> Vec<Hex32> {
        let neighbour = |(height, level): (usize, &Vec<Hex32>)| {
            let place = index.checked_shr(u32::try_from(height).ok()?)?;
            level.get(place ^ 1).copied()
        };
        let below_the_root = self.levels.len().saturating_sub(1);
        let levels = self.levels.iter().enumerate().take(below_the_root);
        levels.filter_map(neighbour).collect()
    }
}

fn parent(pair: &[Hex32]) -> Option<Hex32> {
    match pair {
        [left, right] => Some(node_hash(*left, *right)),
        [alone] => Some(*alone),
        _ => None,
    }
}

/// The root to which a leaf at `index` of `size` leads along `path`; none when there is no such
/// leaf, or a path of another length belongs to it.
pub fn root_of_path(leaf: Hex32, index: u64, size: u64, path: &[Hex32]) -> Option<Hex32> {
    let mut last = size.checked_sub(1)?;
    let mut place = index;
    if place > last {
        return None;
    }
    let mut hash = leaf;
    let mut steps = path.iter().copied();
    while last > 0 {
        if place % 2 == 1 {
            hash = node_hash(steps.next()?, hash);
        } else if place < last {
            hash = node_hash(hash, steps.next()?);
        }
        place /= 2;
        last /= 2;
    }
    steps.next().is_none().then_some(hash)
}
