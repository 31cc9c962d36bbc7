//! A small generator, so that each run measures the same.

pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// From 0, each side as likely as the others.
    pub fn roll(&mut self, sides: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or(0) % sides.max(1)
    }

    pub fn percent(&mut self, chance: usize) -> bool {
        self.roll(100) < chance
    }

    /// One of these, as likely as its weight.
    pub fn pick<T: Copy>(&mut self, weighted: &[(usize, T)]) -> Option<T> {
        let all = weighted.iter().map(|(weight, _)| weight).sum();
        let mut left = self.roll(all);
        let chosen = weighted.iter().find(|(weight, _)| {
            let here = left < *weight;
            left = left.saturating_sub(*weight);
            here
        });
        chosen.map(|(_, value)| *value)
    }
}
