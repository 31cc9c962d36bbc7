//! The body and the small print of a letter, event by event.

use chrono::{DateTime, NaiveTime, Utc};
use entity::kinds::{DeclineReason, Language};

use super::{Frame, Part};
use crate::domain::calendar::deadline_after;
use crate::domain::values::Names;
use crate::text::message::{Commitment, Message, StallOffer, TimeResult};
use crate::text::{Arg, dates, money, reasons, say, say_with};

pub(super) struct Writer<'a> {
    pub(super) lang: Language,
    pub(super) frame: &'a Frame<'a>,
}

impl Writer<'_> {
    pub(super) fn body(&self, message: &Message) -> Vec<Part> {
        match message {
            Message::ApplicationReceived {
                round,
                applications_until,
            } => self.received(round, *applications_until),
            Message::ApplicationAccepted { round } => vec![
                self.fact("notice-application-accepted-fact", &[self.round(round)]),
                self.text("notice-application-accepted-next", &[]),
            ],
            Message::ApplicationDeclined {
                round,
                reason,
                note,
                objection_days,
            } => self.declined(round, *reason, note.as_deref(), *objection_days),
            Message::ApplicationWithdrawn { round } => vec![
                self.fact("notice-application-withdrawn-fact", &[self.round(round)]),
                self.text("notice-application-withdrawn-next", &[]),
            ],
            Message::AttestationConfirmed {
                organisation,
                until,
            } => self.attested(organisation, dates::full_day(self.lang, *until)),
            Message::AttestationDeclined { organisation } => self.not_attested(organisation),
            Message::ListPublished {
                round,
                objections_until,
            } => vec![
                self.fact("notice-list-published-fact", &[self.round(round)]),
                self.text(
                    "notice-list-published-next",
                    &[("until", self.until(*objections_until).into())],
                ),
            ],
            Message::ListFrozen { round, commitments } => self.frozen(round, commitments),
            Message::ResultPublished {
                round,
                times,
                objections_until,
                corrected,
            } => self.published(round, times, *objections_until, corrected),
            Message::OfferMade {
                offer,
                confirm_days,
                from_waiting_list,
                ..
            } => self.offered(offer, *confirm_days, *from_waiting_list),
            Message::OfferConfirmed { offer, .. } => vec![
                self.fact("notice-offer-confirmed-fact", &self.stalls(offer)),
                self.rows_of(offer),
                self.text("notice-offer-confirmed-next", &self.stalls(offer)),
            ],
            Message::OfferDeclined {
                offer,
                refusals_left,
                ..
            } => self.let_go("notice-offer-declined-fact", offer, *refusals_left),
            Message::OfferExpired {
                offer,
                refusals_left,
                ..
            } => self.let_go("notice-offer-expired-fact", offer, *refusals_left),
            Message::StallBlocked { .. } => self.stall_blocked(message),
            Message::DayNoted { day, change, stall } => {
                self.day_noted(day, *change, stall.as_deref())
            }
            Message::DayDrawn { day, free, result } => self.day_drawn(day, *free, result),
            Message::RoundCancelled { round, reason } => vec![
                self.fact("notice-round-cancelled-fact", &[self.round(round)]),
                self.text(
                    "notice-round-cancelled-why",
                    &[("reason", reason.as_str().into())],
                ),
                self.text("notice-round-cancelled-next", &[]),
            ],
            by_hand => self.by_hand(by_hand),
        }
    }

    fn received(&self, round: &Names, until: DateTime<Utc>) -> Vec<Part> {
        vec![
            self.fact("notice-application-received-fact", &[self.round(round)]),
            self.text(
                "notice-application-received-next",
                &[("until", self.until(until).into())],
            ),
            self.text("notice-application-received-back", &[]),
        ]
    }

    fn declined(
        &self,
        round: &Names,
        reason: DeclineReason,
        note: Option<&str>,
        objection_days: u32,
    ) -> Vec<Part> {
        let why = match reason {
            DeclineReason::Incomplete => "notice-application-declined-incomplete",
            DeclineReason::WrongCategory => "notice-application-declined-wrong-category",
            DeclineReason::Duplicate => "notice-application-declined-duplicate",
            DeclineReason::Standing => "notice-application-declined-standing",
            DeclineReason::NotEligible => "notice-application-declined-not-eligible",
        };
        let mut body = vec![
            self.fact("notice-application-declined-fact", &[self.round(round)]),
            self.text(why, &[]),
        ];
        body.extend(
            note.map(|note| {
                self.text("notice-application-declined-note", &[("note", note.into())])
            }),
        );
        let days: Arg<'_> = ("days", objection_days.into());
        body.push(self.text("notice-application-declined-next", &[days]));
        body
    }

    fn attested(&self, organisation: &Names, until: String) -> Vec<Part> {
        let args = [
            ("organisation", organisation.get(self.lang).into()),
            ("until", until.into()),
        ];
        vec![
            self.fact("notice-attestation-confirmed-fact", &args),
            self.text("notice-attestation-confirmed-why", &[]),
            self.text("notice-attestation-confirmed-next", &[]),
        ]
    }

    fn not_attested(&self, organisation: &Names) -> Vec<Part> {
        let args = [("organisation", organisation.get(self.lang).into())];
        vec![
            self.fact("notice-attestation-declined-fact", &args),
            self.text("notice-attestation-declined-next", &args),
            self.text("notice-attestation-declined-open", &[]),
        ]
    }

    fn frozen(&self, round: &Names, commitments: &[Commitment]) -> Vec<Part> {
        let rows = commitments.iter().map(|commitment| {
            let args = [
                ("count", commitment.applications.into()),
                ("value", commitment.value.as_str().into()),
            ];
            let value = say_with(self.lang, "notice-list-frozen-value", &args);
            (commitment.trading_time.get(self.lang).to_owned(), value)
        });
        vec![
            self.fact("notice-list-frozen-fact", &[self.round(round)]),
            self.text("notice-list-frozen-why", &[]),
            Part::Rows(rows.collect()),
            self.text("notice-list-frozen-next", &[]),
        ]
    }

    fn published(
        &self,
        round: &Names,
        times: &[TimeResult],
        until: DateTime<Utc>,
        corrected: &[String],
    ) -> Vec<Part> {
        let mut body: Vec<Part> = times.iter().flat_map(|time| self.result(time)).collect();
        let why = corrected.iter().map(|reason| {
            let reason: Arg<'_> = ("reason", reason.as_str().into());
            self.text("notice-result-published-corrected", &[reason])
        });
        body.extend(why);
        let placed = times.iter().any(|time| !time.stalls.is_empty());
        let waits = times.iter().any(reasons::waits);
        let next = if placed {
            "notice-result-published-placed"
        } else if waits {
            "notice-result-published-waiting"
        } else {
            "notice-result-published-none"
        };
        body.push(self.text(next, &[self.round(round)]));
        let until: Arg<'_> = ("until", self.until(until).into());
        body.push(self.text("notice-result-published-objections", &[until]));
        body
    }

    fn result(&self, time: &TimeResult) -> Vec<Part> {
        let args = [
            ("time", time.trading_time.get(self.lang).into()),
            ("heading", reasons::heading(self.lang, time).into()),
        ];
        let mut why = reasons::explain(self.lang, time);
        why.extend(reasons::other_waiting(self.lang, time));
        let space = match self.lang {
            Language::ZhCn => "",
            Language::En => " ",
        };
        vec![
            self.fact("notice-result-published-fact", &args),
            Part::Text(why.join(space)),
        ]
    }

    fn offered(&self, offer: &StallOffer, confirm_days: u32, from_waiting_list: bool) -> Vec<Part> {
        let deadline = self
            .frame
            .deadline
            .unwrap_or_else(|| deadline_after(self.frame.now, confirm_days, self.frame.time_zone));
        let until: Arg<'_> = ("until", self.until(deadline).into());
        let [stalls, count] = self.stalls(offer);
        let fact = [stalls, count.clone(), until.clone()];
        let mut body = vec![self.fact("notice-offer-made-fact", &fact)];
        if from_waiting_list {
            body.push(self.text("notice-offer-made-waiting-list", &[count]));
        }
        body.push(self.rows_of(offer));
        body.push(match self.frame.deadline {
            Some(_) => self.text("notice-offer-made-deadline", &[until]),
            None => self.text(
                "notice-offer-made-days",
                &[until, ("days", confirm_days.into())],
            ),
        });
        body.push(self.text("notice-offer-made-no", &self.stalls(offer)));
        body
    }

    fn let_go(&self, fact: &str, offer: &StallOffer, refusals_left: u32) -> Vec<Part> {
        let time = (
            say(self.lang, "notice-row-time"),
            offer.trading_time.get(self.lang).to_owned(),
        );
        vec![
            self.fact(fact, &self.stalls(offer)),
            Part::Rows(vec![time]),
            match refusals_left {
                0 => self.text("notice-offer-no-refusals-left", &[]),
                left => self.text("notice-offer-refusals-left", &[("count", left.into())]),
            },
        ]
    }

    fn stalls(&self, offer: &StallOffer) -> [Arg<'_>; 2] {
        [
            ("stalls", reasons::listed(self.lang, &offer.stalls).into()),
            ("count", offer.stalls.len().into()),
        ]
    }

    fn rows_of(&self, offer: &StallOffer) -> Part {
        let lang = self.lang;
        let row = |key: &str, value: String| (say(lang, key), value);
        let zones: Vec<String> = offer
            .zones
            .iter()
            .map(|zone| zone.get(lang).to_owned())
            .collect();
        let [stalls, _] = self.stalls(offer);
        let place = [stalls, ("zone", reasons::listed(lang, &zones).into())];
        let paid = usize::try_from(offer.paid_stalls).unwrap_or(usize::MAX);
        let days = [("count", offer.market_days.into())];
        Part::Rows(vec![
            row(
                "notice-row-stall",
                say_with(lang, "notice-row-stall-value", &place),
            ),
            row("notice-row-time", offer.trading_time.get(lang).to_owned()),
            row("notice-row-term", dates::term(lang, offer.from, offer.to)),
            row(
                "notice-row-days",
                say_with(lang, "notice-row-days-value", &days),
            ),
            row(
                "notice-row-fee",
                money::fee_of(lang, offer.fee_fen, paid, offer.fee_unit),
            ),
        ])
    }

    pub(super) fn foot(&self) -> Vec<String> {
        let own = self.frame.link.map(|_| say(self.lang, "notice-link-own"));
        let code = self
            .frame
            .code
            .map(|code| say_with(self.lang, "notice-code", &[("code", code.into())]));
        let place = self.frame.place.get(self.lang);
        let ask = say_with(self.lang, "notice-ask", &[("place", place.into())]);
        let automatic = say(self.lang, "notice-automatic");
        own.into_iter()
            .chain(code)
            .chain([ask, automatic])
            .collect()
    }

    /// A deadline at midnight is the end of the day before it.
    pub(super) fn until(&self, at: DateTime<Utc>) -> String {
        let local = at.with_timezone(&self.frame.time_zone).naive_local();
        match local.date().pred_opt() {
            Some(day) if local.time() == NaiveTime::MIN => say_with(
                self.lang,
                "notice-until-day",
                &[("day", dates::day(self.lang, day).into())],
            ),
            _ => dates::moment(self.lang, local),
        }
    }

    pub(super) fn round<'n>(&self, round: &'n Names) -> Arg<'n> {
        ("round", round.get(self.lang).into())
    }

    pub(super) fn fact(&self, key: &str, args: &[Arg<'_>]) -> Part {
        Part::Fact(say_with(self.lang, key, args))
    }

    pub(super) fn text(&self, key: &str, args: &[Arg<'_>]) -> Part {
        Part::Text(say_with(self.lang, key, args))
    }
}
