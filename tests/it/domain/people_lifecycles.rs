//! Every state and every transition of what concerns one person.

use chrono::Duration;
use chrono_tz::Tz;
use entity::kinds::{
    ApplicationState, AttestationState, DeclineReason, HoldingState, NoticeState, OfferState,
    RoundState, WaitingState,
};
use expect_test::expect;
use starstall::domain::Refusal;
use starstall::domain::application::{Application, ApplicationRefusal};
use starstall::domain::attestation::{Attestation, AttestationRefusal, Validity};
use starstall::domain::calendar::Term;
use starstall::domain::holding::{Holding, HoldingRefusal};
use starstall::domain::notice::{Notice, NoticeRefusal};
use starstall::domain::offer::{Offer, OfferRefusal};
use starstall::domain::round::{Round, RoundRefusal};
use starstall::domain::waiting::{WaitingEntry, WaitingRefusal};

use super::lifecycles::row;
use super::{at, day, note};

const NOW: &str = "2026-11-24T09:00:00Z";
const SOON: &str = "2026-11-27T09:00:00Z";

fn round(state: RoundState) -> Round {
    Round {
        state,
        ..Round::planned()
    }
}

fn application(state: ApplicationState) -> Application {
    Application {
        state,
        decline_reason: None,
        changes_until: None,
    }
}

fn to<T, E: std::fmt::Debug>(
    result: Result<T, E>,
    word: impl Fn(&T) -> &'static str,
) -> Result<String, String> {
    result
        .map(|value| word(&value).to_owned())
        .map_err(|refusal| {
            let said = format!("{refusal:?}");
            said.trim_start_matches("Application(")
                .trim_start_matches("Round(")
                .to_owned()
        })
}

/// What may be done with an application while its round is in this state.
fn application_table(round: &Round) -> String {
    let rows = ApplicationState::all().map(|state| {
        let it = application(state);
        let word = |a: &Application| a.state.as_str();
        let cells = [
            ("edit", to(it.edit(round, at(NOW)), word)),
            ("submit", to(it.submit(round, at(NOW)), word)),
            (
                "ask for changes",
                to(it.ask_for_changes(round, at(NOW), at(SOON)), word),
            ),
            ("accept", to(it.accept(round), word)),
            (
                "decline",
                to(it.decline(round, DeclineReason::Incomplete, at(NOW)), word),
            ),
            ("restore", to(it.restore(round), word)),
            (
                "withdraw",
                to(it.withdraw(round), |w| w.application.state.as_str()),
            ),
        ];
        row(state.as_str(), &cells)
    });
    rows.collect::<Vec<_>>().join("\n")
}

#[test]
fn an_application_while_its_round_is_open() {
    expect![[r#"
        draft
            may: edit → draft, submit → submitted, withdraw → withdrawn
            not: ask for changes, accept, decline, restore
        submitted
            may: edit → submitted, ask for changes → needs_changes, accept → accepted, decline → declined, withdraw → withdrawn
            not: submit, restore
        needs_changes
            may: edit → needs_changes, submit → submitted, decline → declined, withdraw → withdrawn
            not: ask for changes, accept, restore
        accepted
            may: withdraw → withdrawn
            not: edit, submit, ask for changes, accept, decline, restore
        declined
            may: –
            not: edit, submit, ask for changes, accept, decline, restore (RoundElsewhere), withdraw
        withdrawn
            may: –
            not: edit, submit, ask for changes, accept, decline, restore, withdraw"#]].assert_eq(&application_table(&round(RoundState::Open)));
}

#[test]
fn an_application_while_its_round_is_reviewed() {
    expect![[r#"
        draft
            may: withdraw → withdrawn
            not: edit (TakesNoApplications), submit (TakesNoApplications), ask for changes, accept, decline, restore
        submitted
            may: ask for changes → needs_changes, accept → accepted, decline → declined, withdraw → withdrawn
            not: edit (TakesNoApplications), submit, restore
        needs_changes
            may: edit → needs_changes, submit → submitted, decline → declined, withdraw → withdrawn
            not: ask for changes, accept, restore
        accepted
            may: withdraw → withdrawn
            not: edit, submit, ask for changes, accept, decline, restore
        declined
            may: –
            not: edit, submit, ask for changes, accept, decline, restore (RoundElsewhere), withdraw
        withdrawn
            may: –
            not: edit, submit, ask for changes, accept, decline, restore, withdraw"#]].assert_eq(&application_table(&round(RoundState::Reviewing)));
}

#[test]
fn an_application_while_its_round_is_listed() {
    expect![[r#"
        draft
            may: withdraw → withdrawn
            not: edit (TakesNoApplications), submit (TakesNoApplications), ask for changes, accept, decline, restore
        submitted
            may: withdraw → withdrawn
            not: edit (TakesNoApplications), submit, ask for changes (RoundElsewhere), accept (RoundElsewhere), decline (RoundElsewhere), restore
        needs_changes
            may: withdraw → withdrawn
            not: edit (TakesNoApplications), submit (TakesNoApplications), ask for changes, accept, decline (RoundElsewhere), restore
        accepted
            may: withdraw → withdrawn
            not: edit, submit, ask for changes, accept, decline, restore
        declined
            may: restore → accepted
            not: edit, submit, ask for changes, accept, decline, withdraw
        withdrawn
            may: –
            not: edit, submit, ask for changes, accept, decline, restore, withdraw"#]].assert_eq(&application_table(&round(RoundState::Listed)));
}

#[test]
fn an_application_from_freezing_on_can_only_be_withdrawn() {
    let frozen = application_table(&round(RoundState::Frozen));
    expect![[r#"
        draft
            may: withdraw → withdrawn
            not: edit (TakesNoApplications), submit (TakesNoApplications), ask for changes, accept, decline, restore
        submitted
            may: withdraw → withdrawn
            not: edit (TakesNoApplications), submit, ask for changes (RoundElsewhere), accept (RoundElsewhere), decline (RoundElsewhere), restore
        needs_changes
            may: withdraw → withdrawn
            not: edit (TakesNoApplications), submit (TakesNoApplications), ask for changes, accept, decline (RoundElsewhere), restore
        accepted
            may: withdraw → withdrawn
            not: edit, submit, ask for changes, accept, decline, restore
        declined
            may: –
            not: edit, submit, ask for changes, accept, decline, restore (RoundElsewhere), withdraw
        withdrawn
            may: –
            not: edit, submit, ask for changes, accept, decline, restore, withdraw"#]].assert_eq(&frozen);
    let later = [
        RoundState::Drawn,
        RoundState::Published,
        RoundState::Final,
        RoundState::Running,
    ];
    for state in later {
        assert_eq!(application_table(&round(state)), frozen);
    }
}

#[test]
fn an_application_of_a_round_that_is_over_stays_as_it_is() {
    let closed = application_table(&round(RoundState::Closed));
    expect![[r#"
        draft
            may: –
            not: edit (TakesNoApplications), submit (TakesNoApplications), ask for changes, accept, decline, restore, withdraw (RoundElsewhere)
        submitted
            may: –
            not: edit (TakesNoApplications), submit, ask for changes (RoundElsewhere), accept (RoundElsewhere), decline (RoundElsewhere), restore, withdraw (RoundElsewhere)
        needs_changes
            may: –
            not: edit (TakesNoApplications), submit (TakesNoApplications), ask for changes, accept, decline (RoundElsewhere), restore, withdraw (RoundElsewhere)
        accepted
            may: –
            not: edit, submit, ask for changes, accept, decline, restore, withdraw (RoundElsewhere)
        declined
            may: –
            not: edit, submit, ask for changes, accept, decline, restore (RoundElsewhere), withdraw
        withdrawn
            may: –
            not: edit, submit, ask for changes, accept, decline, restore, withdraw"#]].assert_eq(&closed);
    assert_eq!(application_table(&round(RoundState::Cancelled)), closed);
}

#[test]
fn a_late_application_is_refused_and_a_late_draft_too() {
    let deadline = at("2026-11-24T08:59:59Z");
    let open = Round {
        applications_until: Some(deadline),
        ..round(RoundState::Open)
    };
    let too_late = Refusal::Round(RoundRefusal::TooLate { deadline });
    assert_eq!(Application::begin(&open, at(NOW)), Err(too_late.clone()));
    let draft = application(ApplicationState::Draft);
    assert_eq!(draft.edit(&open, at(NOW)), Err(too_late.clone()));
    assert_eq!(draft.submit(&open, at(NOW)), Err(too_late));
    assert_eq!(
        draft.submit(&open, deadline),
        Ok(application(ApplicationState::Submitted))
    );
}

#[test]
fn what_was_sent_back_may_be_mended_until_the_review_ends() {
    let deadline = at("2026-11-24T08:59:59Z");
    let reviewing = Round {
        applications_until: Some(deadline),
        ..round(RoundState::Reviewing)
    };
    let sent_back = application(ApplicationState::NeedsChanges);
    assert!(sent_back.edit(&reviewing, at(NOW)).is_ok());
    assert!(sent_back.submit(&reviewing, at(NOW)).is_ok());
    let listed = Round {
        state: RoundState::Listed,
        ..reviewing
    };
    assert!(sent_back.submit(&listed, at(NOW)).is_err());
}

#[test]
fn who_withdraws_after_freezing_stays_on_the_list() {
    let stays = |state, round_state| {
        let withdrawal = application(state).withdraw(&round(round_state)).unwrap();
        withdrawal.stays_on_list
    };
    assert!(!stays(ApplicationState::Accepted, RoundState::Listed));
    assert!(stays(ApplicationState::Accepted, RoundState::Frozen));
    assert!(stays(ApplicationState::Accepted, RoundState::Published));
    assert!(
        !stays(ApplicationState::Draft, RoundState::Published),
        "it was never on it"
    );
}

#[test]
fn whoever_was_asked_for_changes_has_until_the_deadline_and_is_not_declined_before() {
    let reviewing = round(RoundState::Reviewing);
    let submitted = application(ApplicationState::Submitted);
    let late = at(SOON) + chrono::Duration::seconds(1);
    let past = submitted.ask_for_changes(&reviewing, at(NOW), at(NOW));
    assert!(past.is_err(), "a deadline lies ahead");
    let asked = submitted
        .ask_for_changes(&reviewing, at(NOW), at(SOON))
        .unwrap();
    assert_eq!(asked.changes_until, Some(at(SOON)));
    let decline = |now| asked.decline(&reviewing, DeclineReason::Incomplete, now);
    let until = at(SOON);
    assert_eq!(
        decline(until),
        Err(ApplicationRefusal::ChangesStillOpen { until })
    );
    assert!(decline(late).is_ok());
    assert_eq!(asked.submit(&reviewing, until).unwrap(), submitted);
    let too_late = ApplicationRefusal::ChangesTooLate { deadline: until };
    assert_eq!(asked.submit(&reviewing, late), Err(too_late.into()));
    assert_eq!(asked.edit(&reviewing, late), Err(too_late.into()));
    assert!(
        asked.submit(&round(RoundState::Open), late).is_ok(),
        "everyone may hand in while the round is open"
    );
}

#[test]
fn the_list_loses_an_accepted_application_only_between_draw_and_final_result() {
    for state in RoundState::all() {
        for it in ApplicationState::all() {
            let done = application(it).take_out(&round(state), DeclineReason::Duplicate);
            let may = it == ApplicationState::Accepted
                && matches!(state, RoundState::Drawn | RoundState::Published);
            assert_eq!(done.is_ok(), may, "{it:?} while {state:?}");
        }
    }
}

#[test]
fn only_a_declined_application_has_a_reason() {
    let submitted = application(ApplicationState::Submitted);
    let declined = submitted
        .decline(
            &round(RoundState::Reviewing),
            DeclineReason::Standing,
            at(NOW),
        )
        .unwrap();
    assert_eq!(declined.decline_reason, Some(DeclineReason::Standing));
    let restored = declined.restore(&round(RoundState::Listed)).unwrap();
    assert_eq!(restored, application(ApplicationState::Accepted));
    let elsewhere = declined.restore(&round(RoundState::Frozen));
    assert!(matches!(
        elsewhere,
        Err(ApplicationRefusal::RoundElsewhere { .. })
    ));
}

#[test]
fn an_offer_is_answered_once() {
    let rows: Vec<String> = OfferState::all()
        .map(|state| {
            let offer = Offer {
                state,
                deadline_utc: Some(at("2026-11-24T08:00:00Z")),
            };
            let open = Offer {
                state,
                deadline_utc: None,
            };
            let word = |o: &Offer| o.state.as_str();
            let cells = [
                (
                    "reach vendor",
                    to(open.notice_reached(at(NOW), 3, Tz::Asia__Shanghai), word),
                ),
                ("confirm", to(open.confirm(at(NOW)), word)),
                ("decline", to(open.decline(), word)),
                ("expire", to(offer.expire(at(NOW)), word)),
                ("withdraw", to(open.withdraw(), word)),
            ];
            row(state.as_str(), &cells)
        })
        .collect();
    expect![[r#"
        open
            may: reach vendor → open, confirm → confirmed, decline → declined, expire → expired, withdraw → withdrawn
            not: –
        confirmed
            may: –
            not: reach vendor, confirm, decline, expire, withdraw
        declined
            may: –
            not: reach vendor, confirm, decline, expire, withdraw
        expired
            may: –
            not: reach vendor, confirm, decline, expire, withdraw
        withdrawn
            may: –
            not: reach vendor, confirm, decline, expire, withdraw"#]].assert_eq(&rows.join("\n"));
    let counting: Vec<&str> = OfferState::all()
        .filter(|state| {
            Offer {
                state: *state,
                deadline_utc: None,
            }
            .counts_as_refusal()
        })
        .map(OfferState::as_str)
        .collect();
    assert_eq!(counting, ["declined", "expired"]);
}

#[test]
fn an_offer_cannot_lapse_before_its_notice_has_arrived() {
    let offer = Offer::made();
    let years_later = at("2030-01-01T00:00:00Z");
    assert_eq!(offer.expire(years_later), Err(OfferRefusal::NotYetReached));
    assert!(offer.confirm(years_later).is_ok());
    let reached = offer
        .notice_reached(at(NOW), 3, Tz::Asia__Shanghai)
        .unwrap();
    let deadline = at("2026-11-27T16:00:00Z");
    assert_eq!(reached.deadline_utc, Some(deadline));
    let copy = reached
        .notice_reached(at("2026-11-26T09:00:00Z"), 3, Tz::Asia__Shanghai)
        .unwrap();
    assert_eq!(copy, reached, "a second copy moves nothing");
    assert!(reached.confirm(deadline).is_ok());
    assert_eq!(
        reached.expire(deadline),
        Err(OfferRefusal::StillOpen { until: deadline })
    );
    let late = deadline + Duration::microseconds(1);
    assert_eq!(
        reached.confirm(late),
        Err(OfferRefusal::TooLate { deadline })
    );
    assert!(reached.expire(late).is_ok());
}

#[test]
fn a_waiting_entry_comes_back_until_the_limit_of_refusals() {
    let rows: Vec<String> = WaitingState::all()
        .map(|state| {
            let entry = WaitingEntry { state };
            let word = |w: &WaitingEntry| w.state.as_str();
            let cells = [
                ("offer", to(entry.offer(), word)),
                ("place", to(entry.place(), word)),
                ("third refusal of three", to(entry.refuse(3, 3), word)),
                ("fourth refusal of three", to(entry.refuse(4, 3), word)),
                ("wait again", to(entry.wait_again(), word)),
                ("leave", to(entry.leave(), word)),
            ];
            row(state.as_str(), &cells)
        })
        .collect();
    expect![[r#"
        waiting
            may: offer → offered, leave → left
            not: place, third refusal of three, fourth refusal of three, wait again
        offered
            may: place → placed, third refusal of three → waiting, fourth refusal of three → left, wait again → waiting, leave → left
            not: offer
        placed
            may: –
            not: offer, place, third refusal of three, fourth refusal of three, wait again, leave
        left
            may: –
            not: offer, place, third refusal of three, fourth refusal of three, wait again, leave"#]].assert_eq(&rows.join("\n"));
    let refused = WaitingEntry::waiting().place();
    assert!(matches!(refused, Err(WaitingRefusal::NotNow { .. })));
}

#[test]
fn a_holding_ends_once_and_never_in_the_past() {
    let term = Term::new(day("2026-11-01"), day("2026-11-30")).unwrap();
    let today = day("2026-11-24");
    let rows: Vec<String> = HoldingState::all()
        .map(|state| {
            let holding = Holding {
                state,
                ..Holding::running(term)
            };
            let word = |h: &Holding| h.state.as_str();
            let cells = [
                ("give up", to(holding.give_up(today, today), word)),
                (
                    "end",
                    to(holding.end(today, today, note("no show")), |e| {
                        e.holding.state.as_str()
                    }),
                ),
                ("complete", to(holding.complete(day("2026-12-01")), word)),
            ];
            row(state.as_str(), &cells)
        })
        .collect();
    expect![[r#"
        running
            may: give up → given_up, end → ended, complete → over
            not: –
        given_up
            may: –
            not: give up, end, complete
        ended
            may: –
            not: give up, end, complete
        over
            may: –
            not: give up, end, complete"#]]
    .assert_eq(&rows.join("\n"));
    let holding = Holding::running(term);
    let given_up = holding.give_up(today, day("2026-11-28")).unwrap();
    assert_eq!(given_up.free_from, Some(day("2026-11-28")));
    let yesterday = day("2026-11-23");
    let refusal = HoldingRefusal::InThePast { date: yesterday };
    assert_eq!(holding.give_up(today, yesterday), Err(refusal));
    let refusal = HoldingRefusal::AfterTheTerm { to: term.to() };
    assert_eq!(holding.give_up(today, day("2026-12-01")), Err(refusal));
    let refusal = HoldingRefusal::TermNotOver { to: term.to() };
    assert_eq!(holding.complete(term.to()), Err(refusal));
}

#[test]
fn a_notice_is_sent_only_once_released() {
    let rows: Vec<String> = NoticeState::all()
        .map(|state| {
            let notice = Notice {
                state,
                ..Notice::drafted()
            };
            let word = |n: &Notice| n.state.as_str();
            let cells = [
                ("hold", to(notice.hold(), word)),
                ("release", to(notice.release(at(NOW)), word)),
                ("send", to(notice.send(at(NOW)), word)),
                ("mark sent", to(notice.mark_sent(), word)),
                ("mark failed", to(notice.mark_failed(at(NOW)), word)),
                ("mark undeliverable", to(notice.mark_undeliverable(), word)),
                ("reach otherwise", to(notice.reach_otherwise(), word)),
            ];
            row(state.as_str(), &cells)
        })
        .collect();
    expect![[r#"
        drafted
            may: hold → held, release → released
            not: send, mark sent, mark failed, mark undeliverable, reach otherwise
        held
            may: release → released
            not: hold, send, mark sent, mark failed, mark undeliverable, reach otherwise
        released
            may: send → sending
            not: hold, release, mark sent, mark failed, mark undeliverable, reach otherwise
        sending
            may: mark sent → sent, mark failed → released, mark undeliverable → undeliverable
            not: hold, release, send, reach otherwise
        sent
            may: –
            not: hold, release, send, mark sent, mark failed, mark undeliverable, reach otherwise
        undeliverable
            may: reach otherwise → reached_otherwise
            not: hold, release, send, mark sent, mark failed, mark undeliverable
        reached_otherwise
            may: –
            not: hold, release, send, mark sent, mark failed, mark undeliverable, reach otherwise"#]].assert_eq(&rows.join("\n"));
}

#[test]
fn a_notice_that_fails_is_tried_five_more_times_and_then_given_up() {
    let mut now = at(NOW);
    let mut notice = Notice::drafted().release(now).unwrap();
    let mut waits = Vec::new();
    while notice.state == NoticeState::Released {
        notice = notice.send(now).unwrap().mark_failed(now).unwrap();
        if let Some(next_try_utc) = notice.next_try_utc {
            let early = notice.send(next_try_utc - Duration::seconds(1));
            assert_eq!(
                early,
                Err(NoticeRefusal::NotDue {
                    next_try: next_try_utc
                })
            );
            waits.push((next_try_utc - now).num_minutes());
            now = next_try_utc;
        }
    }
    assert_eq!(waits, [1, 5, 30, 120, 360]);
    assert_eq!(
        (notice.state, notice.failures),
        (NoticeState::Undeliverable, 6)
    );
    assert!(!notice.has_reached());
    assert!(notice.reach_otherwise().unwrap().has_reached());
}

#[test]
fn an_attestation_is_decided_once_and_consent_can_always_be_withdrawn() {
    let holds = Validity::new(day("2026-11-01"), day("2027-10-31")).unwrap();
    let today = day("2026-11-24");
    let rows: Vec<String> = AttestationState::all()
        .map(|state| {
            let attestation = Attestation { state, holds: None };
            let word = |a: &Attestation| a.state.as_str();
            let cells = [
                ("confirm", to(attestation.confirm(today, holds), word)),
                ("decline", to(attestation.decline(), word)),
                ("withdraw consent", to(attestation.withdraw_consent(), word)),
            ];
            row(state.as_str(), &cells)
        })
        .collect();
    expect![[r#"
        requested
            may: confirm → confirmed, decline → declined, withdraw consent → consent_withdrawn
            not: –
        confirmed
            may: withdraw consent → consent_withdrawn
            not: confirm, decline
        declined
            may: –
            not: confirm, decline, withdraw consent
        consent_withdrawn
            may: –
            not: confirm, decline, withdraw consent"#]]
    .assert_eq(&rows.join("\n"));
    let confirmed = Attestation::requested().confirm(today, holds).unwrap();
    assert!(confirmed.holds_on(day("2027-10-31")) && !confirmed.holds_on(day("2027-11-01")));
    assert!(confirmed.admits_to(Term::new(day("2027-10-31"), day("2028-01-31")).unwrap()));
    assert_eq!(
        confirmed.withdraw_consent().unwrap().holds,
        None,
        "what was confirmed is erased"
    );
    let over = Validity::new(day("2025-11-01"), day("2026-11-23")).unwrap();
    let refusal = AttestationRefusal::AlreadyOver {
        until: over.until(),
    };
    assert_eq!(Attestation::requested().confirm(today, over), Err(refusal));
    assert!(Validity::new(day("2026-11-02"), day("2026-11-01")).is_err());
}
