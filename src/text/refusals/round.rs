//! What a round, its draws and the objections against it refuse.

use super::{Said, Voice};
use crate::domain::draw::{DrawAction, DrawRefusal};
use crate::domain::objection::ObjectionRefusal;
use crate::domain::preview::{PreviewAction, PreviewRefusal};
use crate::domain::round::{RoundAction, RoundRefusal};

pub(super) fn round(voice: Voice, refusal: RoundRefusal) -> Said {
    use RoundRefusal as R;
    match refusal {
        R::NotNow { action, state } => voice.say_state(round_not_now(action), state),
        R::DatesOutOfOrder => voice.say("refusal-round-dates-out-of-order", &[]),
        R::DeadlineNotAhead { until } => {
            voice.say_moment("refusal-round-deadline-not-ahead", until)
        }
        R::TakesNoApplications { state } => {
            voice.say_state("refusal-round-takes-no-applications", state)
        }
        R::TooLate { deadline } => voice.say_moment("refusal-round-too-late", deadline),
        R::ApplicationsStillOpen { until } => {
            voice.say_moment("refusal-round-applications-still-open", until)
        }
        R::Undecided { count } => voice.say_count("refusal-round-undecided", count),
        R::ListObjectionsStillOpen { until } => {
            voice.say_moment("refusal-round-list-objections-still-open", until)
        }
        R::ObjectionsUnanswered { count } => {
            voice.say_count("refusal-round-objections-unanswered", count)
        }
        R::AlreadyDrawn => voice.say("refusal-round-already-drawn", &[]),
        R::DrawsMissing { count } => voice.say_count("refusal-round-draws-missing", count),
        R::ResultObjectionsStillOpen { until } => {
            voice.say_moment("refusal-round-result-objections-still-open", until)
        }
        R::ReasonTellsWho => voice.say("refusal-round-reason-tells-who", &[]),
        R::TermNotBegun { from } => voice.say_day("refusal-round-term-not-begun", from),
        R::TermNotOver { to } => voice.say_day("refusal-round-term-not-over", to),
        R::NothingToCopy => voice.say("refusal-round-nothing-to-copy", &[]),
    }
}

fn round_not_now(action: RoundAction) -> &'static str {
    match action {
        RoundAction::Open => "refusal-round-not-now-open",
        RoundAction::CloseApplications => "refusal-round-not-now-close-applications",
        RoundAction::List => "refusal-round-not-now-list",
        RoundAction::Freeze => "refusal-round-not-now-freeze",
        RoundAction::RecordDraw => "refusal-round-not-now-record-draw",
        RoundAction::Publish => "refusal-round-not-now-publish",
        RoundAction::Correct => "refusal-round-not-now-correct",
        RoundAction::MakeFinal => "refusal-round-not-now-make-final",
        RoundAction::Start => "refusal-round-not-now-start",
        RoundAction::Close => "refusal-round-not-now-close",
        RoundAction::Cancel => "refusal-round-not-now-cancel",
    }
}

pub(super) fn draw(voice: Voice, refusal: DrawRefusal) -> Said {
    match refusal {
        DrawRefusal::NotNow { action, state } => voice.say_state(draw_not_now(action), state),
        DrawRefusal::SeedKnown => voice.say("refusal-draw-seed-known", &[]),
        DrawRefusal::NoUpheldObjection => voice.say("refusal-draw-no-upheld-objection", &[]),
        DrawRefusal::NotOnTheList => voice.say("refusal-draw-not-on-the-list", &[]),
        DrawRefusal::NothingCorrected => voice.say("refusal-draw-nothing-corrected", &[]),
        DrawRefusal::WeakSeed { bits } => voice.say_count("refusal-draw-weak-seed", bits),
    }
}

fn draw_not_now(action: DrawAction) -> &'static str {
    match action {
        DrawAction::Compute => "refusal-draw-not-now-compute",
        DrawAction::Finish => "refusal-draw-not-now-finish",
        DrawAction::TryAgain => "refusal-draw-not-now-try-again",
        DrawAction::Publish => "refusal-draw-not-now-publish",
        DrawAction::Correct => "refusal-draw-not-now-correct",
    }
}

pub(super) fn preview(voice: Voice, refusal: PreviewRefusal) -> Said {
    match refusal {
        PreviewRefusal::NotNow { action, state } => voice.say_state(preview_not_now(action), state),
        PreviewRefusal::UnderWay => voice.say("refusal-preview-under-way", &[]),
        PreviewRefusal::ListFixed { state } => voice.say_state("refusal-preview-list-fixed", state),
        PreviewRefusal::NobodyListed => voice.say("refusal-preview-nobody-listed", &[]),
    }
}

fn preview_not_now(action: PreviewAction) -> &'static str {
    match action {
        PreviewAction::Cancel => "refusal-preview-not-now-cancel",
        // What only a job does, a person hears of in one way.
        PreviewAction::Compute
        | PreviewAction::Finish
        | PreviewAction::LetGo
        | PreviewAction::Fail => "refusal-preview-not-now",
    }
}

pub(super) fn objection(voice: Voice, refusal: ObjectionRefusal) -> Said {
    match refusal {
        ObjectionRefusal::NothingPublished { state } => {
            voice.say_state("refusal-objection-nothing-published", state)
        }
        ObjectionRefusal::TooLate { deadline } => {
            voice.say_moment("refusal-objection-too-late", deadline)
        }
        ObjectionRefusal::NotAboutThem { application } => {
            voice.say_state("refusal-objection-not-about-them", application)
        }
        ObjectionRefusal::Unanswered => voice.say("refusal-objection-unanswered", &[]),
        ObjectionRefusal::AlreadyAnswered { state } => {
            voice.say_state("refusal-objection-already-answered", state)
        }
    }
}
