//! What happens in a scenario, and when: every step with its instant, in order.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

use super::applications::{ApplicationSeed, Fate};
use super::rounds::{EndState, RoundDays, RoundSeed, day_from};
use super::scenario::Scenario;
use crate::domain::calendar::resolve;

/// One step of the scenario; each is a use case or a job.
#[derive(Clone, Debug)]
pub enum Step<'a> {
    CreateMarket,
    PlanRound(&'a RoundSeed),
    OpenRound(&'a RoundSeed),
    Apply(&'a RoundSeed, &'a ApplicationSeed),
    CloseApplications(&'a RoundSeed),
    /// The organisations answer whoever applied in this round.
    Attest(&'a RoundSeed, &'a [ApplicationSeed]),
    Decide(&'a RoundSeed, &'a ApplicationSeed),
    Withdraw(&'a RoundSeed, &'a ApplicationSeed),
    PublishList(&'a RoundSeed),
    FreezeList(&'a RoundSeed),
    RecordSeed(&'a RoundSeed),
    ComputeDraws(&'a RoundSeed),
    PublishResult(&'a RoundSeed),
    MakeFinal(&'a RoundSeed),
    /// Mails leave, and letters are handed over.
    Deliver,
    /// The vendors answer the offers that reached them before today.
    Answer(&'a RoundSeed, &'a [ApplicationSeed]),
    /// Offers lapse, and rounds begin.
    Deadlines,
}

#[derive(Clone, Debug)]
pub struct Event<'a> {
    pub at: DateTime<Utc>,
    pub step: Step<'a>,
}

/// Everything that has happened by `now`. `today` is the day 0 of the seed.
pub fn events(scenario: &Scenario, today: NaiveDate, now: DateTime<Utc>) -> Vec<Event<'_>> {
    let mut writing = Writing {
        today,
        time_zone: scenario.market.time_zone,
        events: Vec::new(),
    };
    writing.add(first_day(scenario), hour(9), Step::CreateMarket);
    for (round, applications) in &scenario.rounds {
        writing.add_call(round, applications);
        if round.end_state >= EndState::Frozen {
            writing.add_list(round, applications);
        }
        if round.end_state >= EndState::Running {
            writing.add_draw(round);
            writing.add_term(round, applications);
        }
    }
    for day in first_day(scenario)..=0 {
        writing.add(day, hour(21), Step::Deliver);
    }
    let mut events = writing.events;
    events.retain(|event| event.at <= now);
    events.sort_by_key(|event| event.at);
    events
}

/// The day on which the market is created, counted from today.
pub fn first_day(scenario: &Scenario) -> i64 {
    let opens = scenario.rounds.iter().map(|(round, _)| round.days.opens);
    opens.min().unwrap_or(0).min(0) - 2
}

struct Writing<'a> {
    today: NaiveDate,
    time_zone: Tz,
    events: Vec<Event<'a>>,
}

impl<'a> Writing<'a> {
    fn add(&mut self, day: i64, time: NaiveTime, step: Step<'a>) {
        let at = self.instant(day, time);
        self.events.push(Event { at, step });
    }

    fn instant(&self, day: i64, time: NaiveTime) -> DateTime<Utc> {
        resolve(day_from(self.today, day).and_time(time), self.time_zone)
    }

    fn add_call(&mut self, round: &'a RoundSeed, applications: &'a [ApplicationSeed]) {
        let days = round.days;
        self.add(days.opens - 1, hour(10), Step::PlanRound(round));
        self.add(days.opens, days.opens_at, Step::OpenRound(round));
        for line in applications {
            let step = Step::Apply(round, line);
            self.add(line.submitted_day, line.submitted_at, step);
        }
    }

    fn add_list(&mut self, round: &'a RoundSeed, applications: &'a [ApplicationSeed]) {
        let days = round.days;
        let closed = Step::CloseApplications(round);
        self.add(days.applications_until + 1, hour(8), closed);
        self.add(days.reviewed, hour(9), Step::Attest(round, applications));
        for (index, line) in (0_i32..).zip(applications) {
            match line.fate {
                Fate::WithdrawnBeforeFreeze => self.add_early_withdrawal(round, line),
                Fate::WithdrawnAfterFreeze => {
                    self.add(days.frozen, hour(15), Step::Withdraw(round, line));
                    self.add_decision(days, index, Step::Decide(round, line));
                }
                _ => self.add_decision(days, index, Step::Decide(round, line)),
            }
        }
        self.add(days.listed, hour(10), Step::PublishList(round));
        self.add(days.frozen, hour(10), Step::FreezeList(round));
    }

    /// Some minutes for each.
    fn add_decision(&mut self, days: RoundDays, index: i32, step: Step<'a>) {
        let at = self.instant(days.reviewed, hour(9)) + Duration::minutes(1 + i64::from(index));
        self.events.push(Event { at, step });
    }

    fn add_early_withdrawal(&mut self, round: &'a RoundSeed, line: &'a ApplicationSeed) {
        let submitted = self.instant(line.submitted_day, line.submitted_at);
        let at = submitted + Duration::hours(20);
        let step = Step::Withdraw(round, line);
        self.events.push(Event { at, step });
    }

    fn add_draw(&mut self, round: &'a RoundSeed) {
        let days = round.days;
        self.add(days.drawn, hour(16), Step::RecordSeed(round));
        self.add(days.drawn, hour(17), Step::ComputeDraws(round));
        self.add(days.published, hour(10), Step::PublishResult(round));
        self.add(days.made_final, hour(10), Step::MakeFinal(round));
    }

    /// Day by day, until today.
    fn add_term(&mut self, round: &'a RoundSeed, applications: &'a [ApplicationSeed]) {
        for day in round.days.made_final..=0 {
            self.add(day, hour(11), Step::Deliver);
            self.add(day, hour(14), Step::Answer(round, applications));
            self.add(day, hour(16), Step::Deadlines);
            self.add(day, hour(18), Step::Deliver);
        }
    }
}

fn hour(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()
}
