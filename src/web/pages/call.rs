//! The call of a round: when, where, what it costs, and the rules in plain words.

use askama::Template;
use chrono::{DateTime, NaiveDate, Weekday};
use chrono_tz::Tz;
use entity::kinds::{OrderCriterion, Placement, Pool, RoundState, Unfilled};

use crate::domain::rules::{PoolRules, RoundRules};
use crate::domain::seed::{SeedOrigin, SeedSource};
use crate::text::{dates, money, say_with};
use crate::web::layout::Frame;
use crate::web::timeline::Step;

/// `GET /m/{slug}/rounds/{code}`.
#[derive(Debug, Template)]
#[template(path = "call.html")]
pub struct CallPage {
    pub frame: Frame,
    pub name: String,
    pub state: RoundState,
    pub term_from: NaiveDate,
    /// The last day.
    pub term_to: NaiveDate,
    pub applications_until: DateTime<Tz>,
    /// Applications are taken now: there is a button.
    pub takes_applications: bool,
    pub apply_href: String,
    /// Where the results stand once there are any.
    pub results_href: Option<String>,
    pub times: Vec<CallTime>,
    pub steps: Vec<Step>,
    pub rules: RoundRules,
    /// The caps of the rules with the names of their categories.
    pub caps: Vec<CapLine>,
    /// Who confirms hardship.
    pub organisations: Vec<String>,
    /// What is weak about the seed that is to come: whole sentences.
    pub seed_weaknesses: Vec<String>,
    /// How to check the draws, with the files for it.
    pub check_href: String,
    /// Set when the round was called off.
    pub cancel_reason: Option<String>,
}

#[derive(Clone, Debug)]
pub struct CallTime {
    pub name: String,
    pub weekdays: Vec<Weekday>,
    pub starts_at_minute: u32,
    pub duration_minutes: u32,
    pub open_slots: usize,
    pub charity_slots: usize,
}

#[derive(Clone, Debug)]
pub struct CapLine {
    pub category: String,
    pub max: u32,
}

impl CallPage {
    fn term(&self) -> String {
        dates::term(self.frame.lang, self.term_from, self.term_to)
    }

    fn hours(&self, time: &CallTime) -> String {
        let days = dates::weekdays(self.frame.lang, &time.weekdays);
        format!(
            "{days} {}",
            dates::clock_span(time.starts_at_minute, time.duration_minutes)
        )
    }

    /// The results page shows the list alone until there are results.
    const fn results_key(&self) -> &'static str {
        match self.state {
            RoundState::Listed | RoundState::Frozen | RoundState::Drawn => "call-see-list",
            _ => "call-see-results",
        }
    }

    /// "¥30.00 每个开市日".
    fn fee(&self) -> String {
        let fen = self.rules.fee.amount_fen.fen();
        if fen == 0 {
            return money::fee(self.frame.lang, fen);
        }
        let unit = self.frame.label("fee-unit", self.rules.fee.per.as_str());
        format!("{} {unit}", money::amount(fen))
    }

    fn has_charity(&self) -> bool {
        self.rules
            .pools
            .iter()
            .any(|pool| pool.pool == Pool::Charity)
    }

    /// The rules, a sentence each, in the order in which they act.
    fn rule_sentences(&self) -> Vec<String> {
        let mut sentences = vec![self.frame.t("call-rule-idea"), self.pool_order()];
        // The open pool is always the last.
        if self.has_charity() && self.rules.pools.len() > 1 {
            sentences.push(self.frame.t("call-rule-pools-effect"));
        }
        sentences.extend(
            self.rules
                .pools
                .iter()
                .flat_map(|pool| self.pool_sentences(pool)),
        );
        if self.rules.renewals {
            sentences.push(self.frame.t("call-rule-renewals"));
        }
        sentences.extend(self.turn_sentences());
        if self.rules.most_stalls > 1 {
            let most = self.rules.most_stalls;
            sentences.push(self.frame.say1("call-rule-several", "most", most));
        }
        sentences.extend(self.cap_sentences());
        sentences.push(
            self.frame
                .say1("call-rule-confirm", "days", self.rules.confirm_days),
        );
        sentences.push(
            self.frame
                .say1("call-rule-waiting", "days", self.rules.offer_days),
        );
        sentences.push(
            self.frame
                .say1("call-rule-refusals", "count", self.rules.refusal_limit),
        );
        sentences
    }

    fn turn_sentences(&self) -> Vec<String> {
        let promises: &[&str] = match self.rules.placement {
            Placement::Fill => &["call-rule-fill", "call-rule-turn", "call-rule-give-up"],
            Placement::Choice => &["call-rule-choice", "call-rule-turn"],
        };
        let keys = promises.iter().chain(&["call-rule-left"]);
        keys.map(|key| self.frame.t(key)).collect()
    }

    fn cap_sentences(&self) -> Vec<String> {
        let cap = |cap: &CapLine| {
            self.frame.say2(
                "call-rule-cap",
                ("category", &cap.category),
                ("max", cap.max),
            )
        };
        let mut sentences: Vec<String> = self.caps.iter().map(cap).collect();
        if !sentences.is_empty() && self.has_charity() {
            sentences.push(self.frame.t("call-rule-cap-charity"));
        }
        sentences
    }

    fn pool_order(&self) -> String {
        let names = self
            .rules
            .pools
            .iter()
            .map(|pool| self.frame.label("pool", pool.pool.as_str()));
        let names: Vec<String> = names.collect();
        match names.as_slice() {
            [_] => self.frame.t("call-rule-one-pool"),
            _ => self
                .frame
                .say1("call-rule-pools", "pools", names.join(" → ")),
        }
    }

    fn pool_sentences(&self, pool: &PoolRules) -> Vec<String> {
        let name = self.frame.label("pool", pool.pool.as_str());
        let mut sentences = Vec::new();
        if !pool.order.is_empty() {
            let criteria = pool.order.iter().map(|criterion| {
                self.frame.t(match criterion {
                    OrderCriterion::Tier => "call-order-tier",
                    OrderCriterion::Rank => "call-order-rank",
                })
            });
            let criteria: Vec<String> = criteria.collect();
            let criteria = criteria.join(&self.frame.t("list-separator"));
            sentences.push(self.frame.say2(
                "call-rule-order",
                ("pool", &name),
                ("criteria", criteria),
            ));
        }
        sentences.extend(pool.quotas.iter().map(|quota| {
            let group = self.frame.label("hardship-group", quota.group.as_str());
            self.frame.say2(
                "call-rule-quota",
                ("group", group),
                ("count", quota.at_least),
            )
        }));
        if !pool.quotas.is_empty() {
            sentences.push(self.frame.t("call-rule-quota-once"));
        }
        if pool.pool == Pool::Charity {
            sentences.push(self.frame.t(match pool.unfilled {
                Unfilled::Hold => "call-rule-hold",
                Unfilled::Release => "call-rule-release",
            }));
        }
        sentences
    }

    fn groups(&self) -> Vec<String> {
        let charity = self
            .rules
            .pools
            .iter()
            .filter(|pool| pool.pool == Pool::Charity);
        let groups = charity.flat_map(|pool| &pool.groups);
        groups
            .map(|group| self.frame.label("hardship-group", group.as_str()))
            .collect()
    }

    fn seed_sentences(&self) -> Vec<String> {
        let time_zone = self.applications_until.timezone();
        let sources = self.rules.seed_sources.iter();
        sources
            .map(|source| seed_sentence(&self.frame, source, time_zone))
            .collect()
    }
}

/// Where a part of the seed comes from, and from where if that fails.
pub fn seed_sentence(frame: &Frame, source: &SeedSource, time_zone: Tz) -> String {
    let from = seed_origin(frame, &source.from, time_zone);
    match &source.fallback {
        None => from,
        Some(fallback) => {
            let fallback = seed_origin(frame, fallback, time_zone);
            frame.say2("call-seed-fallback", ("from", from), ("fallback", fallback))
        }
    }
}

/// Where a part of the seed comes from, in people's words.
pub fn seed_origin(frame: &Frame, origin: &SeedOrigin, time_zone: Tz) -> String {
    match origin {
        SeedOrigin::CeremonyDigits {} => frame.t("call-seed-ceremony"),
        SeedOrigin::PublicLottery { lottery, on } => say_with(
            frame.lang,
            "call-seed-lottery",
            &[
                ("lottery", lottery.to_string().into()),
                ("day", frame.day(on).into()),
            ],
        ),
        SeedOrigin::DrandRound { chain, round } => {
            let made = chain.moment_of(*round);
            let made = made.map(|at| frame.moment(&at.with_timezone(&time_zone)));
            say_with(
                frame.lang,
                "call-seed-drand",
                &[
                    ("chain", chain.as_str().into()),
                    ("round", round.to_string().into()),
                    ("moment", made.unwrap_or_default().into()),
                ],
            )
        }
    }
}
