//! What the people of a scenario do, and what is decided about them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::ids::ApplicationId;
use entity::kinds::{
    ApplicationState, AttestationState, Channel, NoticeState, OfferState, RoundState,
};
use entity::{attestation, offer};
use sha2::{Digest, Sha256};

use super::applications::{Answer, ApplicationSeed, Fate, RequestSeed};
use super::people::{AttestationSeed, PersonSeed, VerdictSeed};
use super::play::Player;
use super::rounds::{RoundSeed, day_from};
use crate::app::application::{
    Apply, CharityRequest, DeclineApplication, accept_application, apply, decline_application,
    withdraw_application,
};
use crate::app::attestation::{Attest, Verdict, attest};
use crate::app::notice::{Handover, RecordHandover, record_handover};
use crate::app::offer::{confirm_offer, decline_offer};
use crate::app::{Actor, App, AppError};
use crate::clock::Chance;
use crate::store;
use crate::store::notice::NoticeFilter;

/// The consent that the people of a scenario gave, as the form asks for it.
const CONSENT_VERSION: &str = "1";
const LETTERS_AT_ONCE: u64 = 500;

impl Player<'_> {
    pub(super) async fn apply(
        &mut self,
        round: &RoundSeed,
        line: &ApplicationSeed,
    ) -> Result<(), AppError> {
        let Some(request) = &line.request else {
            return Ok(());
        };
        let Some(person) = self.scenario.people.get(&line.person) else {
            return Ok(());
        };
        if self.vendors.get(&round.code, &line.person).is_some() {
            return Ok(());
        }
        let app = self.with_chance_of(&format!("{}/{}", round.code, line.person));
        let command = self.command(round, line, person, request);
        let receipt = match apply(&app, &Actor::System, command).await {
            Err(AppError::Refused(_)) if line.fate == Fate::Late => return Ok(()),
            result => result?,
        };
        let db = self.app.store.reader();
        let code = receipt.code.as_str();
        if let Some(row) = store::application::find_application(db, code).await? {
            self.vendors.insert(&round.code, &line.person, row.into());
        }
        Ok(())
    }

    /// The same chance for the same name, so that a scenario has the same result everywhere.
    /// Nobody has to guess anything about invented people.
    pub(super) fn with_chance_of(&self, name: &str) -> App {
        let name = format!("{}/{name}", self.market);
        let digest = Sha256::digest(name.as_bytes());
        let seed = digest
            .iter()
            .take(8)
            .fold(0, |seed: u64, byte| (seed << 8) | u64::from(*byte));
        App {
            chance: Chance::seeded(seed),
            ..self.app.clone()
        }
    }

    fn command(
        &self,
        round: &RoundSeed,
        line: &ApplicationSeed,
        person: &PersonSeed,
        request: &RequestSeed,
    ) -> Apply {
        let asked = self.attestations_of(&line.person);
        Apply {
            at: self.at(round),
            name: person.name.clone(),
            trading_name: person.trading_name.clone(),
            phone: person.phone.clone(),
            email: person.email.clone(),
            language: person.language,
            identity: Some(person.identity.clone()),
            household: person.household.clone(),
            seniority: person.seniority,
            category: request.category.clone(),
            needs: request.needs.clone(),
            workers: request.workers,
            stalls: request.stalls,
            charity: request.charity.then(|| CharityRequest {
                confirmations: asked
                    .map(|asked| (asked.organisation.clone(), asked.group))
                    .collect(),
                consent_version: CONSENT_VERSION.to_owned(),
                also_open: request.also_open,
            }),
            times: request.times.clone(),
            idempotency_key: None,
        }
    }

    fn attestations_of(&self, person: &str) -> impl Iterator<Item = &AttestationSeed> {
        let person = person.to_owned();
        let all = self.scenario.attestations.iter();
        all.filter(move |seed| seed.person == person)
    }

    pub(super) async fn attest(
        &self,
        round: &RoundSeed,
        lines: &[ApplicationSeed],
    ) -> Result<(), AppError> {
        if self.state_of(round).await? != RoundState::Reviewing {
            return Ok(());
        }
        for line in lines {
            for seed in self.attestations_of(&line.person) {
                self.answer_request(seed).await?;
            }
        }
        Ok(())
    }

    async fn answer_request(&self, seed: &AttestationSeed) -> Result<(), AppError> {
        let Some(verdict) = self.verdict_of(seed) else {
            return Ok(());
        };
        let Some(row) = self.find_request(seed).await? else {
            return Ok(());
        };
        let command = Attest {
            attestation: row.public_id,
            verdict,
        };
        attest(&self.app, &Actor::System, command).await
    }

    /// Nothing while they still wait for an answer.
    fn verdict_of(&self, seed: &AttestationSeed) -> Option<Verdict> {
        match seed.verdict {
            VerdictSeed::Requested => None,
            VerdictSeed::Declined => Some(Verdict::Decline),
            VerdictSeed::Confirmed {
                from_day,
                until_day,
            } => Some(Verdict::Confirm {
                from: day_from(self.today, from_day),
                until: day_from(self.today, until_day),
            }),
        }
    }

    async fn find_request(
        &self,
        seed: &AttestationSeed,
    ) -> Result<Option<attestation::Model>, AppError> {
        let db = self.app.store.reader();
        let Some(person) = self.scenario.people.get(&seed.person) else {
            return Ok(None);
        };
        let hash = self.app.keys.identity_hash(&person.identity);
        let person = store::person::find_person_by_identity(db, &hash).await?;
        let code = seed.organisation.as_str();
        let organisation = store::attestation::find_organisation(db, code).await?;
        let (Some(person), Some(organisation)) = (person, organisation) else {
            return Ok(None);
        };
        let found =
            store::attestation::find_attestation_of(db, person.id, organisation.id, seed.group)
                .await?;
        Ok(found.filter(|row| row.state == AttestationState::Requested))
    }

    pub(super) async fn decide(
        &mut self,
        round: &RoundSeed,
        line: &ApplicationSeed,
    ) -> Result<(), AppError> {
        let Some(applied) = self.undecided(round, line) else {
            return Ok(());
        };
        let state = match line.fate {
            Fate::Declined(reason) => {
                let command = DeclineApplication {
                    code: applied,
                    reason,
                    note: None,
                };
                decline_application(&self.app, &Actor::System, command).await?;
                ApplicationState::Declined
            }
            Fate::Accepted | Fate::WithdrawnAfterFreeze => {
                accept_application(&self.app, &Actor::System, &applied).await?;
                ApplicationState::Accepted
            }
            Fate::WithdrawnBeforeFreeze | Fate::Late | Fate::Incomplete | Fate::Undecided => {
                return Ok(());
            }
        };
        self.vendors.set_state(&round.code, &line.person, state);
        Ok(())
    }

    fn undecided(&self, round: &RoundSeed, line: &ApplicationSeed) -> Option<String> {
        let applied = self.vendors.get(&round.code, &line.person)?;
        (applied.state == ApplicationState::Submitted).then(|| applied.code.clone())
    }

    pub(super) async fn withdraw(
        &mut self,
        round: &RoundSeed,
        line: &ApplicationSeed,
    ) -> Result<(), AppError> {
        let Some(applied) = self.vendors.get(&round.code, &line.person).cloned() else {
            return Ok(());
        };
        if applied.state == ApplicationState::Withdrawn {
            return Ok(());
        }
        let actor = Actor::Vendor {
            application_id: applied.id,
            code: applied.code.clone(),
        };
        withdraw_application(&self.app, &actor, &applied.code).await?;
        let state = ApplicationState::Withdrawn;
        self.vendors.set_state(&round.code, &line.person, state);
        Ok(())
    }

    /// Whoever answers does so on the day after the offer was made.
    pub(super) async fn answer_offers(
        &self,
        round: &RoundSeed,
        lines: &[ApplicationSeed],
    ) -> Result<(), AppError> {
        let Some(row) = self.find_round(round).await? else {
            return Ok(());
        };
        let answers = self.answers(round, lines);
        let db = self.app.store.reader();
        for offer in store::offer::list_offers(db, row.market_id, row.id).await? {
            if !self.is_due(&offer) {
                continue;
            }
            let Some((code, answer)) = answers.get(&offer.application_id) else {
                continue;
            };
            self.answer_offer(&offer, code, *answer).await?;
        }
        Ok(())
    }

    fn answers<'b>(
        &'b self,
        round: &RoundSeed,
        lines: &[ApplicationSeed],
    ) -> BTreeMap<ApplicationId, (&'b str, Answer)> {
        let known = lines.iter().filter_map(|line| {
            let applied = self.vendors.get(&round.code, &line.person)?;
            Some((applied.id, (applied.code.as_str(), line.answer)))
        });
        known.collect()
    }

    fn is_due(&self, offer: &offer::Model) -> bool {
        let zone = self.scenario.market.time_zone;
        let on = |at: DateTime<Utc>, zone: Tz| at.with_timezone(&zone).date_naive();
        offer.state == OfferState::Open && on(offer.made_at, zone) < on(self.app.now(), zone)
    }

    async fn answer_offer(
        &self,
        offer: &offer::Model,
        code: &str,
        answer: Answer,
    ) -> Result<(), AppError> {
        let actor = Actor::Vendor {
            application_id: offer.application_id,
            code: code.to_owned(),
        };
        match answer {
            Answer::Confirm => confirm_offer(&self.app, &actor, &offer.public_id).await,
            Answer::Decline => decline_offer(&self.app, &actor, &offer.public_id).await,
            Answer::Silence => Ok(()),
        }
    }

    /// Whoever has no e-mail gets a letter at the office.
    pub(super) async fn hand_over_letters(&self) -> Result<(), AppError> {
        let db = self.app.store.reader();
        let Some(market) = store::market::find_market(db, &self.market).await? else {
            return Ok(());
        };
        let filter = NoticeFilter {
            state: Some(NoticeState::Released),
            channel: Some(Channel::Paper),
            ..NoticeFilter::default()
        };
        let letters =
            store::notice::list_notices(db, market.id, &filter, 0, LETTERS_AT_ONCE).await?;
        let now = self.app.now();
        for letter in letters.into_iter().filter(|letter| letter.due_at <= now) {
            let command = RecordHandover {
                market: self.market.clone(),
                notice: letter.public_id,
                how: Handover::Printed,
            };
            record_handover(&self.app, &Actor::System, command).await?;
        }
        Ok(())
    }
}
