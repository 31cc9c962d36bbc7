//! A whole seed, read and checked, before anything is changed.

use super::accounts::{self, AccountSeed};
use super::applications::{self, ApplicationSeed, Known};
use super::faults::Faults;
use super::files::SeedFiles;
use super::market;
use super::people::{self, AttestationSeed, People};
use super::rounds::{self, RoundSeed};
use super::stalls::{self, StallsSeed};
use crate::app::market::CreateMarket;

/// One market with everything that happens there.
#[derive(Clone, Debug)]
pub struct Scenario {
    pub market: CreateMarket,
    pub stalls: StallsSeed,
    pub people: People,
    pub attestations: Vec<AttestationSeed>,
    pub rounds: Vec<(RoundSeed, Vec<ApplicationSeed>)>,
    pub accounts: Vec<AccountSeed>,
}

impl Scenario {
    /// A file is left out while one that it refers to has a fault: what only follows from
    /// another fault is not told.
    ///
    /// # Errors
    /// Everything that is wrong, with file, line and column.
    pub fn read(files: &SeedFiles) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let read = Self::read_parts(files, &mut faults);
        faults.finish()?;
        read.ok_or_else(Faults::default)
    }

    fn read_parts(files: &SeedFiles, faults: &mut Faults) -> Option<Self> {
        let market = faults.sound(|faults| market::read(files, faults))??;
        let accounts = accounts::read(files, &market, faults);
        let stalls = faults.sound(|faults| stalls::read(files, &market, faults));
        let people = faults.sound(|faults| people::read_people(files, faults));
        let attestations = people
            .as_ref()
            .map(|people| people::read_attestations(files, &market, people, faults));
        let stalls = stalls?;
        let rounds = faults.sound(|faults| rounds::read(files, &market, &stalls.codes, faults));
        let (rounds, people) = (rounds?, people?);
        let known = Known {
            market: &market,
            stalls: &stalls.codes,
            people: &people,
        };
        let rounds = rounds.into_iter().map(|round| {
            let applications = applications::read(files, &round, &known, faults);
            (round, applications)
        });
        Some(Self {
            rounds: rounds.collect(),
            attestations: attestations?,
            market,
            stalls,
            people,
            accounts,
        })
    }
}
