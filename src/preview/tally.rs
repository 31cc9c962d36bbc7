//! Sums over draws, and the figures that come of them. Whole numbers until the last step.

use super::report::Figure;

/// One count, draw after draw.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    draws: u64,
    sum: u64,
    squares: u128,
    least: Option<u32>,
    most: u32,
}

const MILLI: u128 = 1000;

impl Tally {
    pub(super) fn add(&mut self, count: u32) {
        self.draws += 1;
        self.sum += u64::from(count);
        self.squares += u128::from(count) * u128::from(count);
        self.least = Some(self.least.map_or(count, |least| least.min(count)));
        self.most = self.most.max(count);
    }

    pub(super) fn figure(&self) -> Figure {
        let (draws, sum) = (u128::from(self.draws.max(1)), u128::from(self.sum));
        // n(n − 1) times the variance of the sample: never negative, by Cauchy and Schwarz.
        let scaled = (draws * self.squares).saturating_sub(sum * sum);
        let freedom = draws.saturating_sub(1).max(1);
        Figure {
            mean_milli: clip(rounded(sum * MILLI, draws)),
            error_milli: clip(root(scaled * MILLI * MILLI, draws * draws * freedom)),
            deviation_milli: clip(root(scaled * MILLI * MILLI, draws * freedom)),
            least: self.least.unwrap_or_default(),
            most: self.most,
        }
    }
}

fn rounded(part: u128, whole: u128) -> u128 {
    (part + whole / 2) / whole.max(1)
}

/// The root of a fraction, to the next whole number.
fn root(part: u128, whole: u128) -> u128 {
    // Four times as much, so that the last bit says how to round.
    let twice = (4 * part / whole.max(1)).isqrt();
    twice.div_ceil(2)
}

fn clip(value: u128) -> u64 {
    u64::try_from(value).unwrap_or(u64::MAX)
}

/// `part` of `people`, in thousandths of a person, as a chance in thousandths.
pub(super) fn permille(part_milli: u64, people: u32) -> u64 {
    clip(rounded(u128::from(part_milli), u128::from(people)))
}
