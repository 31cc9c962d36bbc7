//! Whether stalls are of use to someone (facts), and which of them they would take (wishes).
//!
//! A short wish list must win nothing, so what someone can use is never asked of their wishes. The
//! draw asks the same of its problem file; this is for stalls that come free later.

use std::collections::BTreeSet;

use entity::ids::{CategoryId, StallId, ZoneId};
use entity::kinds::Feature;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    pub needs: Vec<Feature>,
    pub category: CategoryId,
    /// In order, the best first.
    pub wishes: Vec<Wish>,
    pub anywhere: bool,
    /// So many stalls next to each other, or none.
    pub size: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    Stall(StallId),
    Zone(ZoneId),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StallFacts {
    pub stall: StallId,
    pub code: String,
    pub zone: ZoneId,
    pub row: String,
    pub place: i32,
    pub features: Vec<Feature>,
    /// The only categories that it takes; empty for any.
    pub categories: Vec<CategoryId>,
}

impl StallFacts {
    fn is_before(&self, next: &Self) -> bool {
        self.row == next.row && self.place.checked_add(1) == Some(next.place)
    }
}

/// Whether they stand in one row, place by place.
pub fn are_adjacent(stalls: &[&StallFacts]) -> bool {
    let mut sorted = stalls.to_vec();
    sorted.sort_by_key(|stall| stall.place);
    is_block(&sorted)
}

fn is_block(sorted: &[&StallFacts]) -> bool {
    sorted
        .iter()
        .zip(sorted.iter().skip(1))
        .all(|(one, next)| one.is_before(next))
}

/// What does not fit when somebody is moved by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Misfit {
    /// The stall does not offer what they need.
    Needs,
    /// It does not take what they sell.
    Category,
    /// More stalls of their category than the rules allow.
    Cap,
    /// It is given out to others first, and they are not among them.
    Pool,
}

impl Misfit {
    pub const ALL: [Self; 4] = [Self::Needs, Self::Category, Self::Cap, Self::Pool];

    /// As commands and the audit name it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Needs => "needs",
            Self::Category => "category",
            Self::Cap => "cap",
            Self::Pool => "pool",
        }
    }
}

/// What of a stall does not suit somebody.
pub fn misfits_of_facts(
    needs: &[Feature],
    category: CategoryId,
    features: &[Feature],
    categories: &[CategoryId],
) -> Vec<Misfit> {
    let mut misfits = Vec::new();
    if needs.iter().any(|need| !features.contains(need)) {
        misfits.push(Misfit::Needs);
    }
    if !categories.is_empty() && !categories.contains(&category) {
        misfits.push(Misfit::Category);
    }
    misfits
}

impl Fit {
    pub fn can_use(&self, stall: &StallFacts) -> bool {
        self.needs.iter().all(|need| stall.features.contains(need))
            && (stall.categories.is_empty() || stall.categories.contains(&self.category))
    }

    pub fn accepts(&self, stall: &StallFacts) -> bool {
        self.anywhere || self.wish_for(stall).is_some()
    }

    /// The best of what is free and was not refused before: the earliest wishes, then the smallest
    /// codes.
    pub fn choose<'a>(
        &self,
        free: &'a [StallFacts],
        refused: &[BTreeSet<StallId>],
    ) -> Option<Vec<&'a StallFacts>> {
        let mut usable: Vec<&StallFacts> = free
            .iter()
            .filter(|stall| self.can_use(stall) && self.accepts(stall))
            .collect();
        usable.sort_by_key(|stall| (&stall.row, stall.place));
        let was_refused = |block: &[&StallFacts]| {
            let stalls = block.iter().map(|stall| stall.stall).collect();
            refused.contains(&stalls)
        };
        usable
            .windows(self.size.max(1))
            .filter(|block| is_block(block) && !was_refused(block))
            .min_by_key(|block| self.rank(block))
            .map(<[_]>::to_vec)
    }

    /// Small is good.
    fn rank<'a>(&self, block: &[&'a StallFacts]) -> (Vec<usize>, Vec<&'a str>) {
        let last = self.wishes.len();
        let wish = |stall: &&StallFacts| self.wish_for(stall).unwrap_or(last);
        let mut wishes: Vec<usize> = block.iter().map(wish).collect();
        wishes.sort_unstable();
        let mut codes: Vec<&str> = block.iter().map(|stall| stall.code.as_str()).collect();
        codes.sort_unstable();
        (wishes, codes)
    }

    fn wish_for(&self, stall: &StallFacts) -> Option<usize> {
        self.wishes.iter().position(|wish| match wish {
            Wish::Stall(id) => *id == stall.stall,
            Wish::Zone(id) => *id == stall.zone,
        })
    }
}
