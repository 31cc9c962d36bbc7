//! Whether a stall is of use to someone (facts), and whether they would take it (wishes).
//!
//! A short wish list must win nothing, so what someone can use is never asked of their wishes. The
//! draw asks the same of its problem file; this is for stalls that come free later.

use entity::ids::{CategoryId, StallId, ZoneId};
use entity::kinds::Feature;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    pub needs: Vec<Feature>,
    pub category: CategoryId,
    pub stalls: Vec<StallId>,
    pub zones: Vec<ZoneId>,
    pub anywhere: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StallFacts {
    pub stall: StallId,
    pub zone: ZoneId,
    pub features: Vec<Feature>,
    /// The only categories that it takes; empty for any.
    pub categories: Vec<CategoryId>,
}

impl Fit {
    pub fn can_use(&self, stall: &StallFacts) -> bool {
        self.needs.iter().all(|need| stall.features.contains(need))
            && (stall.categories.is_empty() || stall.categories.contains(&self.category))
    }

    pub fn accepts(&self, stall: &StallFacts) -> bool {
        self.anywhere || self.stalls.contains(&stall.stall) || self.zones.contains(&stall.zone)
    }
}
