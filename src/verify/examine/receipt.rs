//! A receipt: that it is of the list that was committed to, and what became of its owner.

use std::borrow::Cow;

use super::fault::Fault;
use super::step::{Examined, Found, Missing, Question, Step};
use crate::engine::{Applicant, Pool};
use crate::verify::bundle::{Became, Done, Part, PublicBundle, PublicPool};
use crate::verify::document::Document;
use crate::verify::{CommitmentDocument, Hex32, Receipt};

pub(super) fn examine(receipt: &Receipt, files: &[Document]) -> Examined {
    let bundle = files.iter().find_map(|file| public_view(receipt, file));
    Examined {
        draw: Some(receipt.draw.clone()),
        steps: vec![
            path(receipt),
            published(receipt, files),
            own(receipt, bundle.as_deref()),
        ],
    }
}

/// What is public of the draw that the receipt belongs to.
fn public_view<'a>(receipt: &Receipt, file: &'a Document) -> Option<Cow<'a, PublicBundle>> {
    if file.commitment()?.digest() != receipt.commitment {
        return None;
    }
    match file {
        Document::Public(bundle) => Some(Cow::Borrowed(bundle)),
        Document::Auditor(whole) => Some(Cow::Owned(PublicBundle::of(whole))),
        _ => None,
    }
}

fn path(receipt: &Receipt) -> Step {
    let mut faults = Vec::new();
    match receipt.root_reached() {
        None => faults.push(Fault::NoPath),
        Some(should) if should != receipt.root => faults.push(Fault::PathRoot {
            said: receipt.root,
            should,
        }),
        Some(_) => {}
    }
    if !receipt.applicant.is_canonical() {
        faults.push(Fault::NotCanonical {
            what: "the application is",
        });
    }
    let question = Question::Path {
        index: receipt.index,
        tree_size: receipt.tree_size,
    };
    Step::of(question, faults)
}

fn published(receipt: &Receipt, files: &[Document]) -> Step {
    let said = receipt.commitment;
    let question = Question::Published { commitment: said };
    let documents = files.iter().filter_map(Document::commitment);
    let documents: Vec<&CommitmentDocument> = documents.collect();
    if documents.is_empty() {
        return Step::unchecked(question, Missing::Published);
    }
    let Some(document) = documents.iter().find(|d| d.digest() == said) else {
        return Step::of(question, vec![Fault::UnknownCommitment { said }]);
    };
    let mut faults = Vec::new();
    if receipt.draw != document.draw {
        faults.push(Fault::DrawName {
            said: receipt.draw.clone(),
            should: document.draw.clone(),
        });
    }
    let (size, should) = (receipt.tree_size, document.tree_size);
    if size != should {
        faults.push(Fault::TreeSize { said: size, should });
    }
    let (root, should) = (receipt.root, document.root);
    if root != should {
        faults.push(Fault::Root { said: root, should });
    }
    Step::of(question, faults)
}

/// Their own numbers, and whether what became of those fits what became of their code.
fn own(receipt: &Receipt, bundle: Option<&PublicBundle>) -> Step {
    let code = receipt.applicant.code.clone();
    let question = |became, found| Question::Own {
        code: code.clone(),
        became,
        found,
    };
    let Some(bundle) = bundle else {
        return Step::unchecked(question(None, Vec::new()), Missing::PublicBundle);
    };
    let (Some(seed), Some(_)) = (bundle.seed, bundle.outcome_sha256) else {
        return Step::unchecked(question(None, Vec::new()), Missing::Outcome);
    };
    let mut faults = Vec::new();
    let found = find_numbers(receipt, bundle, seed, &mut faults);
    if !go_together(&found) {
        faults.push(Fault::OwnNumbers);
    }
    let said = bundle.codes.iter().find(|c| c.code == code);
    let said = said.map(|c| c.became);
    match said {
        None => faults.push(Fault::OwnCodeMissing { code: code.clone() }),
        Some(said) => {
            let should = part_of(&found);
            if said != should {
                faults.push(Fault::OwnFate {
                    said: said.words(),
                    should: should.words(),
                });
            }
        }
    }
    Step::of(question(said, found), faults)
}

/// Pool after pool: who is admitted has a number in it, until they are placed.
fn find_numbers(
    receipt: &Receipt,
    bundle: &PublicBundle,
    seed: Hex32,
    faults: &mut Vec<Fault>,
) -> Vec<Found> {
    let leaf = receipt.leaf();
    let mut latest = bundle.corrections.iter().rev();
    let corrected = latest.find(|c| c.leaf == leaf).map(|c| c.done);
    let mut found: Vec<Found> = Vec::new();
    for (rules, pool) in bundle.commitment.pools.iter().zip(&bundle.pools) {
        let lottery = receipt.lottery_number(seed, &pool.pool);
        let placed = found.iter().any(|f| f.became == Became::Placed);
        let there = find(pool, lottery);
        // What a mended application asks for, only the auditor knows.
        let should = match corrected {
            Some(Done::TakenOut) => Some(false),
            _ if placed => Some(false),
            Some(Done::Mended) => None,
            None => Some(admits(rules, &receipt.applicant)),
        };
        let name = pool.pool.clone();
        match (should, there.is_some()) {
            (Some(true), false) => faults.push(Fault::OwnNumberMissing {
                pool: name,
                lottery,
            }),
            (Some(false), true) => faults.push(Fault::OwnNumberStray {
                pool: name,
                lottery,
            }),
            _ => {}
        }
        found.extend(there);
    }
    found
}

fn find(pool: &PublicPool, lottery: Hex32) -> Option<Found> {
    let mut numbers = (1..).zip(&pool.numbers);
    let (position, number) = numbers.find(|(_, number)| number.lottery == lottery)?;
    Some(Found {
        pool: pool.pool.clone(),
        position,
        of: pool.numbers.len(),
        lottery,
        became: number.became,
        waiting: number.waiting,
    })
}

fn admits(pool: &Pool, applicant: &Applicant) -> bool {
    let has = |group: &String| applicant.groups.contains(group);
    let sells = |category: &String| applicant.category.as_ref() == Some(category);
    applicant.pools.contains(&pool.name)
        && (pool.groups.is_empty() || pool.groups.iter().any(has))
        && (pool.categories.is_empty() || pool.categories.iter().any(sells))
}

/// A number of who was placed later is followed by the one that was placed.
fn go_together(found: &[Found]) -> bool {
    let placed = found.iter().position(|f| f.became == Became::Placed);
    let before = placed.unwrap_or(found.len());
    found.iter().enumerate().all(|(index, f)| {
        let is_later = f.became == Became::PlacedLater;
        Some(index) == placed || (index < before && is_later == placed.is_some())
    })
}

fn part_of(found: &[Found]) -> Part {
    let any = |became: Became| found.iter().any(|f| f.became == became);
    if any(Became::Placed) {
        Part::Placed
    } else if any(Became::Waiting) {
        Part::Waiting
    } else {
        Part::NotPlaced
    }
}
