//! Every state and every transition of what concerns a whole round.

use chrono::{DateTime, Utc};
use entity::kinds::{ApplicationState, DrawState, ObjectionState, PreviewState, RoundState};
use expect_test::expect;
use starstall::domain::announced::AnnouncedDates;
use starstall::domain::calendar::Term;
use starstall::domain::draw::{Draw, DrawRefusal};
use starstall::domain::objection::{Objection, ObjectionRefusal};
use starstall::domain::preview::{Preview, PreviewRefusal};
use starstall::domain::round::{Round, RoundRefusal};

use super::{at, day, note};

/// One row for a state: what each transition makes of it; `·` is a plain "not now".
pub(super) fn row(state: &str, cells: &[(&str, Result<String, String>)]) -> String {
    let allowed: Vec<String> = cells
        .iter()
        .filter_map(|(name, to)| to.as_ref().ok().map(|to| format!("{name} → {to}")))
        .collect();
    let refused: Vec<String> = cells
        .iter()
        .filter_map(|(name, to)| to.as_ref().err().map(|why| (name, why)))
        .map(|(name, why)| match why.split([' ', '{']).next() {
            Some("NotNow") | None => (*name).to_owned(),
            Some(why) => format!("{name} ({why})"),
        })
        .collect();
    let or_none = |words: Vec<String>| {
        if words.is_empty() {
            "–".to_owned()
        } else {
            words.join(", ")
        }
    };
    format!(
        "{state}\n    may: {}\n    not: {}",
        or_none(allowed),
        or_none(refused)
    )
}

fn soon() -> DateTime<Utc> {
    at("2026-11-24T12:00:00Z")
}

fn now() -> DateTime<Utc> {
    at("2026-11-24T09:00:00Z")
}

fn term() -> Term {
    Term::new(day("2026-12-01"), day("2026-12-31")).unwrap()
}

fn round(state: RoundState) -> Round {
    Round {
        state,
        ..Round::planned()
    }
}

fn to(result: Result<Round, RoundRefusal>) -> Result<String, String> {
    match result {
        Ok(round) => Ok(round.state.as_str().to_owned()),
        Err(refusal) => Err(format!("{refusal:?}")),
    }
}

#[test]
fn a_round_goes_one_way() {
    let rows: Vec<String> = RoundState::all()
        .map(|state| {
            let round = round(state);
            let cells = [
                ("open", to(round.open(now(), soon()))),
                ("close applications", to(round.close_applications(now()))),
                ("list", to(round.list(now(), 0, soon()))),
                ("freeze", to(round.freeze(now(), 0))),
                ("record draw", to(round.record_draw(0))),
                ("publish", to(round.publish(now(), 0, soon()))),
                ("correct", to(round.correct())),
                ("make final", to(round.make_final(now(), 0))),
                ("start", to(round.start(day("2026-12-01"), term()))),
                ("close", to(round.close(day("2027-01-01"), term()))),
                (
                    "cancel",
                    to(round.cancel(note("storm")).map(|cancelled| cancelled.round)),
                ),
            ];
            row(state.as_str(), &cells)
        })
        .collect();
    expect![[r#"
        planned
            may: open → open, cancel → cancelled
            not: close applications, list, freeze, record draw, publish, correct, make final, start, close
        open
            may: close applications → reviewing, cancel → cancelled
            not: open, list, freeze, record draw, publish, correct, make final, start, close
        reviewing
            may: list → listed, cancel → cancelled
            not: open, close applications, freeze, record draw, publish, correct, make final, start, close
        listed
            may: freeze → frozen, cancel → cancelled
            not: open, close applications, list, record draw, publish, correct, make final, start, close
        frozen
            may: record draw → drawn, cancel → cancelled
            not: open, close applications, list, freeze, publish, correct, make final, start, close
        drawn
            may: publish → published, correct → drawn, cancel → cancelled
            not: open, close applications, list, freeze, record draw (AlreadyDrawn), make final, start, close
        published
            may: correct → drawn, make final → final, cancel → cancelled
            not: open, close applications, list, freeze, record draw (AlreadyDrawn), publish, start, close
        final
            may: start → running
            not: open, close applications, list, freeze, record draw (AlreadyDrawn), publish, correct, make final, close, cancel
        running
            may: close → closed
            not: open, close applications, list, freeze, record draw (AlreadyDrawn), publish, correct, make final, start, cancel
        closed
            may: –
            not: open, close applications, list, freeze, record draw (AlreadyDrawn), publish, correct, make final, start, close, cancel
        cancelled
            may: –
            not: open, close applications, list, freeze, record draw, publish, correct, make final, start, close, cancel"#]].assert_eq(&rows.join("\n"));
}

#[test]
fn a_late_application_is_refused_to_the_second() {
    let open = round(RoundState::Planned).open(now(), soon()).unwrap();
    assert_eq!(open.takes_applications(soon()), Ok(()));
    let late = soon() + chrono::Duration::seconds(1);
    let too_late = RoundRefusal::TooLate { deadline: soon() };
    assert_eq!(open.takes_applications(late), Err(too_late));
    let reviewing = open.close_applications(late).unwrap();
    assert_eq!(reviewing.takes_applications(late), Err(too_late));
    for state in RoundState::all().filter(|state| *state != RoundState::Open) {
        let refusal = RoundRefusal::TakesNoApplications { state };
        assert_eq!(round(state).takes_applications(now()), Err(refusal));
    }
}

#[test]
fn no_step_is_taken_before_its_deadline() {
    let open = round(RoundState::Planned).open(now(), soon()).unwrap();
    let still_open = RoundRefusal::ApplicationsStillOpen { until: soon() };
    assert_eq!(open.close_applications(soon()), Err(still_open));
    let listed = round(RoundState::Reviewing).list(now(), 0, soon()).unwrap();
    let objections = RoundRefusal::ListObjectionsStillOpen { until: soon() };
    assert_eq!(listed.freeze(soon(), 0), Err(objections));
    let later = soon() + chrono::Duration::seconds(1);
    assert!(listed.freeze(later, 0).is_ok());
    let published = round(RoundState::Drawn).publish(now(), 0, soon()).unwrap();
    let objections = RoundRefusal::ResultObjectionsStillOpen { until: soon() };
    assert_eq!(published.make_final(soon(), 0), Err(objections));
    assert!(published.make_final(later, 0).is_ok());
    let early = RoundRefusal::TermNotBegun {
        from: term().from(),
    };
    assert_eq!(
        round(RoundState::Final).start(day("2026-11-30"), term()),
        Err(early)
    );
    let early = RoundRefusal::TermNotOver { to: term().to() };
    assert_eq!(
        round(RoundState::Running).close(term().to(), term()),
        Err(early)
    );
}

#[test]
fn no_deadline_is_set_in_the_past() {
    let past = RoundRefusal::DeadlineNotAhead { until: now() };
    assert_eq!(round(RoundState::Planned).open(now(), now()), Err(past));
    assert_eq!(
        round(RoundState::Reviewing).list(now(), 0, now()),
        Err(past)
    );
    assert_eq!(round(RoundState::Drawn).publish(now(), 0, now()), Err(past));
}

#[test]
fn nothing_undecided_unanswered_or_uncomputed_is_passed_over() {
    let undecided = RoundRefusal::Undecided { count: 2 };
    assert_eq!(
        round(RoundState::Reviewing).list(now(), 2, soon()),
        Err(undecided)
    );
    let unanswered = RoundRefusal::ObjectionsUnanswered { count: 1 };
    assert_eq!(round(RoundState::Listed).freeze(now(), 1), Err(unanswered));
    assert_eq!(
        round(RoundState::Published).make_final(now(), 1),
        Err(unanswered)
    );
    let missing = RoundRefusal::DrawsMissing { count: 1 };
    assert_eq!(round(RoundState::Frozen).record_draw(1), Err(missing));
    assert_eq!(
        round(RoundState::Drawn).publish(now(), 1, soon()),
        Err(missing)
    );
}

#[test]
fn cancelling_is_public_from_freezing_on() {
    let public: Vec<&str> = RoundState::all()
        .filter_map(|state| {
            round(state)
                .cancel(note("storm"))
                .ok()
                .filter(|c| c.is_public)
                .map(|_| state.as_str())
        })
        .collect();
    assert_eq!(public, ["frozen", "drawn", "published"]);
}

#[test]
fn a_correction_takes_the_result_back_and_opens_objections_anew() {
    let published = round(RoundState::Drawn).publish(now(), 0, soon()).unwrap();
    let corrected = published.correct().unwrap();
    assert_eq!(corrected, round(RoundState::Drawn));
    let later = soon() + chrono::Duration::days(7);
    let again = corrected.publish(soon(), 0, later).unwrap();
    assert_eq!(again.result_objections_until, Some(later));
}

#[test]
fn announced_dates_follow_one_another() {
    let dates = AnnouncedDates {
        // The end of 10 November in Zhengzhou.
        applications_until_utc: at("2026-11-10T16:00:00Z"),
        list_on: day("2026-11-12"),
        freeze_on: day("2026-11-16"),
        draw_on: day("2026-11-16"),
        result_on: day("2026-11-17"),
        final_on: day("2026-11-25"),
    };
    let check = |dates: AnnouncedDates| dates.check(term(), chrono_tz::Tz::Asia__Shanghai);
    assert_eq!(check(dates), Ok(()));
    let late = AnnouncedDates {
        final_on: day("2026-12-02"),
        ..dates
    };
    assert_eq!(check(late), Err(RoundRefusal::DatesOutOfOrder));
    let hasty = AnnouncedDates {
        list_on: day("2026-11-10"),
        ..dates
    };
    assert_eq!(check(hasty), Err(RoundRefusal::DatesOutOfOrder));
}

#[test]
fn a_draw_has_one_seed_and_may_be_computed_again() {
    let to = |result: Result<Draw, DrawRefusal>| match result {
        Ok(draw) => Ok(draw.state.as_str().to_owned()),
        Err(refusal) => Err(format!("{refusal:?}")),
    };
    let rows: Vec<String> = DrawState::all()
        .map(|state| {
            let draw = Draw { state };
            let cells = [
                ("enter seed", to(draw.enter_seed())),
                ("compute", to(draw.compute())),
                ("finish", to(draw.finish())),
                ("try again", to(draw.try_again())),
                ("publish", to(draw.publish())),
                ("correct", to(draw.correct())),
            ];
            row(state.as_str(), &cells)
        })
        .collect();
    expect![[r#"
        awaiting_seed
            may: enter seed → queued
            not: compute, finish, try again, publish, correct
        queued
            may: compute → computing
            not: enter seed (SeedKnown), finish, try again, publish, correct
        computing
            may: finish → computed, try again → queued
            not: enter seed (SeedKnown), compute, publish, correct
        computed
            may: publish → published, correct → queued
            not: enter seed (SeedKnown), compute, finish, try again
        published
            may: correct → queued
            not: enter seed (SeedKnown), compute, finish, try again, publish"#]]
    .assert_eq(&rows.join("\n"));
}

#[test]
fn a_preview_is_asked_for_while_the_list_can_change_and_can_be_stopped_until_it_is_done() {
    let asked: Vec<&str> = RoundState::all()
        .filter(|state| Preview::ask(*state, false).is_ok())
        .map(RoundState::as_str)
        .collect();
    assert_eq!(asked, ["planned", "open", "reviewing", "listed"]);
    let second = Preview::ask(RoundState::Open, true);
    assert_eq!(second, Err(PreviewRefusal::UnderWay));

    let to = |result: Result<Preview, PreviewRefusal>| match result {
        Ok(preview) => Ok(preview.state.as_str().to_owned()),
        Err(refusal) => Err(format!("{refusal:?}")),
    };
    let rows: Vec<String> = PreviewState::all()
        .map(|state| {
            let preview = Preview { state };
            let cells = [
                ("compute", to(preview.compute(0).map(Option::unwrap))),
                ("finish", to(preview.finish())),
                ("let go", to(preview.let_go())),
                ("fail", to(preview.fail())),
                ("cancel", to(preview.cancel())),
            ];
            row(state.as_str(), &cells)
        })
        .collect();
    expect![[r#"
        queued
            may: compute → computing, fail → failed, cancel → cancelled
            not: finish, let go
        computing
            may: compute → computing, finish → done, let go → queued, fail → failed, cancel → cancelled
            not: –
        done
            may: –
            not: compute, finish, let go, fail, cancel
        cancelled
            may: –
            not: compute, finish, let go, fail, cancel
        failed
            may: –
            not: compute, finish, let go, fail, cancel"#]].assert_eq(&rows.join("\n"));
    let queued = Preview {
        state: PreviewState::Queued,
    };
    assert!(queued.compute(2).unwrap().is_some());
    assert_eq!(queued.compute(3), Ok(None));
}

#[test]
fn an_objection_is_raised_against_what_is_public_and_answered_once() {
    let whose = |state| match state {
        RoundState::Listed => ApplicationState::Declined,
        _ => ApplicationState::Accepted,
    };
    let raise = |state| match Objection::raise(&round(state), whose(state), now()) {
        Ok(_) => "may".to_owned(),
        Err(refusal) => format!("{refusal:?}"),
    };
    let raised: Vec<String> = RoundState::all()
        .map(|state| format!("{}: {}", state.as_str(), raise(state)))
        .collect();
    expect![[r#"
        planned: NothingPublished { state: Planned }
        open: NothingPublished { state: Open }
        reviewing: NothingPublished { state: Reviewing }
        listed: may
        frozen: NothingPublished { state: Frozen }
        drawn: NothingPublished { state: Drawn }
        published: may
        final: NothingPublished { state: Final }
        running: NothingPublished { state: Running }
        closed: NothingPublished { state: Closed }
        cancelled: NothingPublished { state: Cancelled }"#]]
    .assert_eq(&raised.join("\n"));
    let published = round(RoundState::Drawn).publish(now(), 0, soon()).unwrap();
    let accepted = ApplicationState::Accepted;
    assert!(Objection::raise(&published, accepted, soon()).is_ok());
    let late = Objection::raise(&published, accepted, soon() + chrono::Duration::seconds(1));
    assert_eq!(late, Err(ObjectionRefusal::TooLate { deadline: soon() }));
    for application in ApplicationState::all() {
        let of_list = Objection::raise(&round(RoundState::Listed), application, now());
        let of_result = Objection::raise(&published, application, now());
        let other = Err(ObjectionRefusal::NotAboutThem { application });
        assert!(of_list == other || application == ApplicationState::Declined);
        assert!(of_result == other || application == ApplicationState::Accepted);
    }
    for state in ObjectionState::all() {
        let objection = Objection { state };
        assert_eq!(
            objection.uphold(note("you are right")).is_ok(),
            objection.is_unanswered()
        );
        assert_eq!(
            objection.reject(note("see rule 3")).is_ok(),
            objection.is_unanswered()
        );
    }
}
