//! `rounds.toml`: the calendar of each round, counted from today, and its rules.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, NaiveTime};
use entity::kinds::{Placement, RoundState};
use serde::Deserialize;
use toml::Spanned;

use super::faults::Faults;
use super::files::SeedFiles;
use super::toml_file::TomlFile;
use crate::app::market::CreateMarket;
use crate::domain::rules::{Cap, Fee, PoolRules, RoundRules};
use crate::domain::seed::{DrandChain, SeedOrigin, SeedSource};
use crate::domain::values::{Label, Names, TradingName};

const FILE: &str = "rounds.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoundsFile {
    #[serde(default)]
    round: Vec<RoundEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoundEntry {
    code: Spanned<Label>,
    names: Names,
    trading_times: Vec<Spanned<Label>>,
    end_state: Spanned<RoundState>,
    ceremony_digits: Option<String>,
    public_lottery: Option<String>,
    opens_day: i64,
    opens_at: Spanned<String>,
    applications_until_day: i64,
    applications_until_at: Spanned<String>,
    reviewed_day: i64,
    listed_day: i64,
    frozen_day: i64,
    drawn_day: i64,
    published_day: i64,
    final_day: i64,
    term_from_day: i64,
    term_to_day: i64,
    #[serde(default)]
    charity_stalls: BTreeMap<Label, Vec<Spanned<Label>>>,
    rules: Spanned<RulesEntry>,
}

/// `RoundRules`, but that the day of a lottery is counted from today.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesEntry {
    version: u32,
    fee: Fee,
    charity_fee_waived: bool,
    refusal_limit: u32,
    objection_days_list: u32,
    objection_days_result: u32,
    confirm_days: u32,
    offer_days: u32,
    #[serde(default = "one")]
    most_stalls: u32,
    #[serde(default)]
    renewals: bool,
    placement: Placement,
    pools: Vec<PoolRules>,
    #[serde(default)]
    caps: Vec<Cap>,
    seed_sources: Vec<SourceEntry>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceEntry {
    from: OriginEntry,
    fallback: Option<OriginEntry>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum OriginEntry {
    CeremonyDigits {},
    PublicLottery { lottery: TradingName, on_day: i64 },
    DrandRound { chain: DrandChain, round: u64 },
}

/// How far the program takes a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndState {
    Open,
    Frozen,
    Running,
}

#[derive(Clone, Debug)]
pub struct RoundSeed {
    pub code: Label,
    pub names: Names,
    pub end_state: EndState,
    /// One for each seed source, when the round is drawn.
    pub seed_values: Vec<String>,
    pub days: RoundDays,
    /// Each trading time with its charity stalls.
    pub times: Vec<(Label, Vec<Label>)>,
    rules: RulesEntry,
}

/// Counted from today: 0 is today, -1 yesterday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundDays {
    pub opens: i64,
    pub opens_at: NaiveTime,
    pub applications_until: i64,
    pub applications_until_at: NaiveTime,
    pub reviewed: i64,
    pub listed: i64,
    pub frozen: i64,
    pub drawn: i64,
    pub published: i64,
    pub made_final: i64,
    pub term_from: i64,
    pub term_to: i64,
}

const fn one() -> u32 {
    1
}

impl RoundSeed {
    /// Whether one vendor may have more than one stall.
    pub const fn allows_several(&self) -> bool {
        self.rules.most_stalls > 1
    }

    /// The rules with the lotteries' days as dates.
    pub fn rules(&self, today: NaiveDate) -> RoundRules {
        self.rules.clone().on(today)
    }
}

impl RulesEntry {
    fn on(self, today: NaiveDate) -> RoundRules {
        let sources = self.seed_sources.into_iter();
        RoundRules {
            version: self.version,
            fee: self.fee,
            charity_fee_waived: self.charity_fee_waived,
            refusal_limit: self.refusal_limit,
            objection_days_list: self.objection_days_list,
            objection_days_result: self.objection_days_result,
            confirm_days: self.confirm_days,
            offer_days: self.offer_days,
            most_stalls: self.most_stalls,
            renewals: self.renewals,
            placement: self.placement,
            pools: self.pools,
            caps: self.caps,
            seed_sources: sources.map(|source| source.on(today)).collect(),
        }
    }
}

impl SourceEntry {
    fn on(self, today: NaiveDate) -> SeedSource {
        SeedSource {
            from: self.from.on(today),
            fallback: self.fallback.map(|origin| origin.on(today)),
        }
    }
}

impl OriginEntry {
    fn on(self, today: NaiveDate) -> SeedOrigin {
        match self {
            Self::CeremonyDigits {} => SeedOrigin::CeremonyDigits {},
            Self::PublicLottery { lottery, on_day } => SeedOrigin::PublicLottery {
                lottery,
                on: day_from(today, on_day),
            },
            Self::DrandRound { chain, round } => SeedOrigin::DrandRound { chain, round },
        }
    }
}

/// So many days after a date, or before it.
pub fn day_from(today: NaiveDate, day: i64) -> NaiveDate {
    let count = Days::new(day.unsigned_abs());
    let moved = if day < 0 {
        today.checked_sub_days(count)
    } else {
        today.checked_add_days(count)
    };
    moved.unwrap_or(today)
}

pub(super) fn read(
    files: &SeedFiles,
    market: &CreateMarket,
    stalls: &BTreeSet<String>,
    faults: &mut Faults,
) -> Vec<RoundSeed> {
    let Some(file) = TomlFile::<RoundsFile>::read(files, FILE, faults) else {
        return Vec::new();
    };
    let mut codes = BTreeSet::new();
    let mut rounds = Vec::new();
    for entry in &file.value.round {
        if !codes.insert(entry.code.get_ref().clone()) {
            let wrong = format!("there are two rounds {}", entry.code.get_ref());
            faults.add(&file.place, file.line_of(&entry.code), wrong);
        }
        let mut reading = Reading {
            file: &file,
            entry,
            faults,
        };
        rounds.extend(reading.read(market, stalls));
    }
    rounds
}

struct Reading<'a> {
    file: &'a TomlFile<RoundsFile>,
    entry: &'a RoundEntry,
    faults: &'a mut Faults,
}

impl Reading<'_> {
    fn read(&mut self, market: &CreateMarket, stalls: &BTreeSet<String>) -> Option<RoundSeed> {
        self.check_trading_times(market);
        self.check_charity_stalls(stalls);
        self.check_rules();
        let days = self.days();
        let end_state = self.end_state();
        let seed_values = self.seed_values();
        let entry = self.entry;
        let charity = |time: &Label| {
            let stalls = entry.charity_stalls.get(time).into_iter().flatten();
            stalls.map(|stall| stall.get_ref().clone()).collect()
        };
        let times = entry.trading_times.iter().map(Spanned::get_ref);
        Some(RoundSeed {
            code: entry.code.get_ref().clone(),
            names: entry.names.clone(),
            end_state: end_state?,
            seed_values: seed_values?,
            days: days?,
            times: times.map(|time| (time.clone(), charity(time))).collect(),
            rules: entry.rules.get_ref().clone(),
        })
    }

    fn check_trading_times(&mut self, market: &CreateMarket) {
        for time in &self.entry.trading_times {
            if !market
                .trading_times
                .iter()
                .any(|known| known.code == *time.get_ref())
            {
                self.refuse(time, format!("there is no trading time {}", time.get_ref()));
            }
        }
        for time in self.entry.charity_stalls.keys() {
            if !self
                .entry
                .trading_times
                .iter()
                .any(|known| known.get_ref() == time)
            {
                let wrong = format!("charity_stalls names {time}, which is not in trading_times");
                self.refuse(&self.entry.code, wrong);
            }
        }
    }

    fn check_charity_stalls(&mut self, stalls: &BTreeSet<String>) {
        for stall in self.entry.charity_stalls.values().flatten() {
            if !stalls.contains(stall.get_ref().as_str()) {
                self.refuse(stall, format!("there is no stall {}", stall.get_ref()));
            }
        }
    }

    fn check_rules(&mut self) {
        let rules = &self.entry.rules;
        let on_any_day = rules.get_ref().clone().on(NaiveDate::MIN);
        for error in on_any_day.check().err().into_iter().flatten() {
            self.refuse(rules, error.to_string());
        }
    }

    fn end_state(&mut self) -> Option<EndState> {
        match self.entry.end_state.get_ref() {
            RoundState::Open => Some(EndState::Open),
            RoundState::Frozen => Some(EndState::Frozen),
            RoundState::Running => Some(EndState::Running),
            other => {
                let wrong = format!(
                    "end_state is open, frozen or running, not {}",
                    other.as_str()
                );
                self.refuse(&self.entry.end_state, wrong);
                None
            }
        }
    }

    /// What chance said, in the order of the sources.
    fn seed_values(&mut self) -> Option<Vec<String>> {
        if *self.entry.end_state.get_ref() != RoundState::Running {
            return Some(Vec::new());
        }
        let mut values = Vec::new();
        for source in &self.entry.rules.get_ref().seed_sources {
            let value = match source.from {
                OriginEntry::CeremonyDigits {} => &self.entry.ceremony_digits,
                OriginEntry::PublicLottery { .. } => &self.entry.public_lottery,
                OriginEntry::DrandRound { .. } => &None,
            };
            values.extend(value.clone());
        }
        if values.len() < self.entry.rules.get_ref().seed_sources.len() {
            let wrong = "a round that is drawn needs ceremony_digits and public_lottery, \
                         as its seed_sources ask";
            self.refuse(&self.entry.code, wrong);
            return None;
        }
        Some(values)
    }

    fn days(&mut self) -> Option<RoundDays> {
        let entry = self.entry;
        let opens_at = self.time(&entry.opens_at);
        let applications_until_at = self.time(&entry.applications_until_at);
        let days = RoundDays {
            opens: entry.opens_day,
            opens_at: opens_at?,
            applications_until: entry.applications_until_day,
            applications_until_at: applications_until_at?,
            reviewed: entry.reviewed_day,
            listed: entry.listed_day,
            frozen: entry.frozen_day,
            drawn: entry.drawn_day,
            published: entry.published_day,
            made_final: entry.final_day,
            term_from: entry.term_from_day,
            term_to: entry.term_to_day,
        };
        if days.are_in_order() {
            return Some(days);
        }
        let wrong = "its days are not one after the other, from opens_day to term_to_day";
        self.refuse(&entry.code, wrong);
        None
    }

    fn time(&mut self, written: &Spanned<String>) -> Option<NaiveTime> {
        let time = NaiveTime::parse_from_str(written.get_ref(), "%H:%M").ok();
        if time.is_none() {
            let wrong = format!("{:?} is no time such as 18:00", written.get_ref());
            self.refuse(written, wrong);
        }
        time
    }

    fn refuse<V>(&mut self, value: &Spanned<V>, wrong: impl Into<String>) {
        self.faults
            .add(&self.file.place, self.file.line_of(value), wrong);
    }
}

/// Farther away, a date could not be written down.
const FARTHEST_DAY: i64 = 100_000;

impl RoundDays {
    fn are_in_order(&self) -> bool {
        [
            -FARTHEST_DAY,
            self.opens,
            self.applications_until,
            self.reviewed,
            self.listed,
            self.frozen,
            self.drawn,
            self.published,
            self.made_final,
            self.term_from,
            self.term_to,
            FARTHEST_DAY,
        ]
        .is_sorted()
    }
}
