//! The tree against the reference vectors of Certificate Transparency (RFC 6962).

use starstall::verify::Hex32;
use starstall::verify::merkle::{MerkleTree, leaf_hash, node_hash, root_of_path};

const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];

/// For the first 0 to 8 of the leaves.
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/// Tree size, index, and the path from below.
const PATHS: [(usize, usize, &[&str]); 4] = [
    (
        7,
        0,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "837dbb152e9b079010717e84e865da4ebc0fa198a806d59d31bf15accef22d0e",
        ],
    ),
    (
        7,
        4,
        &[
            "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
            "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        7,
        6,
        &[
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        8,
        2,
        &[
            "07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
];

fn hex32(digits: &str) -> Hex32 {
    Hex32::parse(digits).unwrap()
}

fn leaves(count: usize) -> Vec<Hex32> {
    let bytes = LEAVES[..count]
        .iter()
        .map(|leaf| hex::decode(leaf).unwrap());
    bytes.map(|bytes| leaf_hash(&bytes)).collect()
}

#[test]
fn leaves_and_nodes_hash_as_in_the_reference() {
    assert_eq!(
        leaf_hash(b"L123456").to_string(),
        "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    );
    // The nodes of the reference are longer or shorter than ours; its root of two leaves is not.
    let [left, right] = leaves(2).try_into().unwrap();
    assert_eq!(node_hash(left, right).to_string(), ROOTS[2]);
}

#[test]
fn the_roots_are_those_of_the_reference() {
    for (count, root) in ROOTS.iter().enumerate() {
        let tree = MerkleTree::new(leaves(count));
        assert_eq!(tree.root().to_string(), *root, "of {count} leaves");
        assert_eq!(tree.size(), count as u64);
    }
}

#[test]
fn the_paths_are_those_of_the_reference() {
    for (size, index, path) in PATHS {
        let expected: Vec<Hex32> = path.iter().map(|hash| hex32(hash)).collect();
        let tree = MerkleTree::new(leaves(size));
        assert_eq!(tree.path(index), expected, "{index} of {size}");
    }
}

#[test]
fn every_leaf_of_every_tree_leads_to_its_root_from_its_own_place_only() {
    for size in 1..40_u64 {
        let hashes: Vec<Hex32> = (0..size).map(|n| leaf_hash(&n.to_be_bytes())).collect();
        let tree = MerkleTree::new(hashes.clone());
        for (index, leaf) in (0..size).zip(&hashes) {
            let path = tree.path(usize::try_from(index).unwrap());
            for place in 0..size + 2 {
                let found = root_of_path(*leaf, place, size, &path) == Some(tree.root());
                assert_eq!(found, place == index, "{index} at {place} of {size}");
            }
        }
    }
}

#[test]
fn a_path_of_another_length_leads_nowhere() {
    let tree = MerkleTree::new(leaves(7));
    let leaf = leaves(7)[4];
    let path = tree.path(4);
    let longer: Vec<Hex32> = path.iter().copied().chain([tree.root()]).collect();
    assert_eq!(root_of_path(leaf, 4, 7, &path), Some(tree.root()));
    assert_eq!(root_of_path(leaf, 4, 7, &path[..2]), None);
    assert_eq!(root_of_path(leaf, 4, 7, &longer), None);
    assert_eq!(root_of_path(leaf, 0, 0, &[]), None);
    // No size that a file can claim is too large to be asked about.
    assert_eq!(root_of_path(leaf, 0, u64::MAX, &path), None);
    assert_eq!(root_of_path(leaf, u64::MAX, u64::MAX, &path), None);
}
