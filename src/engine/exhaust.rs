//! Tries every arrangement of the blocks, until one keeps all promises or none does.

use super::packing;
use super::table::{ClaimNo, StallNo};
use super::witness::{Answer, Witness};

/// What is found stands when the answer is yes; the caller takes back everything else.
pub(super) fn answer(witness: &mut Witness, pending: Vec<ClaimNo>) -> Answer {
    let firsts: Vec<StallNo> = witness.blocks.laid().map(|(first, _)| first).collect();
    let lifted = firsts
        .into_iter()
        .filter_map(|first| packing::lift(witness, first));
    let mut blocks: Vec<ClaimNo> = lifted.collect();
    for claim in pending {
        if witness.claims.all[claim].size > 1 {
            blocks.push(claim);
        } else if !witness.matching.add(&witness.claims, claim) {
            return Answer::No;
        }
    }
    blocks.sort_by_key(|claim| (witness.blocks.sites(*claim).len(), *claim));
    search(witness, &blocks, None)
}

/// Lays the blocks one after the other; those of one claim in the order of their sites.
fn search(witness: &mut Witness, blocks: &[ClaimNo], last: Option<(ClaimNo, usize)>) -> Answer {
    let Some((&claim, rest)) = blocks.split_first() else {
        return Answer::Yes;
    };
    let first = last
        .filter(|last| last.0 == claim)
        .map_or(0, |last| last.1 + 1);
    for at in first..witness.blocks.sites(claim).len() {
        if witness.work.is_spent() {
            return Answer::Bound;
        }
        let Some(site) = free_site(witness, claim, at) else {
            continue;
        };
        witness.work.spend(1);
        let mark = witness.mark();
        if packing::place(witness, claim, &site).is_empty() {
            let answer = search(witness, rest, Some((claim, at)));
            if answer != Answer::No {
                return answer;
            }
        }
        witness.undo(mark);
    }
    Answer::No
}

fn free_site(witness: &Witness, claim: ClaimNo, at: usize) -> Option<Vec<StallNo>> {
    let site = witness.blocks.sites(claim).get(at)?;
    let free =
        |stall: &StallNo| witness.blocks.is_open(*stall) && witness.blocks.cover(*stall).is_none();
    site.iter().all(free).then(|| site.clone())
}
