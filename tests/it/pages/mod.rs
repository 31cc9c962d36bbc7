//! Every page, rendered from samples in both languages: nothing missing, and a snapshot of each.
//!
//! `STARSTALL_GALLERY=DIR cargo test --test it pages` also writes them there, with a whole market
//! on the map, to be looked at in a browser.

mod addresses;
mod assets;
mod contrast;
mod day_samples;
mod ground;
mod mine_samples;
mod preview_samples;
mod public_samples;
mod round_samples;
mod staff_samples;
mod vendor_samples;

use askama::Template;
use entity::kinds::{DrawState, Language};
use expect_test::expect_file;
use starstall::web::pages::apply::ApplyForm;
use starstall::web::pages::problem::Problem;
use starstall::web::pages::results::ResultsStage;

const LANGUAGES: [Language; 2] = [Language::ZhCn, Language::En];

fn check<Page: Template>(name: &str, sample: impl Fn(Language) -> Page) {
    for lang in LANGUAGES {
        let html = sample(lang).render().unwrap();
        let file = format!("{name}.{}.html", lang.as_str());
        assert_is_whole(&file, &html);
        if let Some(gallery) = std::env::var_os("STARSTALL_GALLERY") {
            let gallery = std::path::PathBuf::from(gallery);
            std::fs::create_dir_all(&gallery).unwrap();
            std::fs::write(gallery.join(&file), &html).unwrap();
        } else {
            let path = format!(
                "{}/tests/it/pages/snapshots/{file}",
                env!("CARGO_MANIFEST_DIR")
            );
            expect_file![path].assert_eq(&without_hashes(&html));
        }
    }
}

/// What is wrong with a page that is only wrong in the eyes of its readers.
fn assert_is_whole(file: &str, html: &str) {
    if let Some(at) = html.find('⟦') {
        panic!(
            "{file} lacks a text: {}",
            html[at..].lines().next().unwrap()
        );
    }
    for banned in [" style=", "<script", "onclick=", "javascript:"] {
        assert!(
            !html.contains(banned),
            "{file} has {banned}, which its own policy forbids"
        );
    }
    assert_eq!(
        html.matches("<h1").count(),
        1,
        "{file} has one heading that names it"
    );
    let mut ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    ids.sort_unstable();
    let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(twice.is_empty(), "{file} has an id twice: {twice:?}");
    for target in html
        .split("href=\"#")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
    {
        assert!(
            ids.binary_search(&target).is_ok(),
            "{file} links to #{target}, which is not there"
        );
    }
    for field in html
        .split("<label for=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
    {
        assert!(
            ids.binary_search(&field).is_ok(),
            "{file} has a label for {field}, which is not there"
        );
    }
}

/// Snapshots do not change with the stylesheet.
fn without_hashes(html: &str) -> String {
    let mut out = String::new();
    for line in html.lines() {
        let line = match line.split_once("/assets/") {
            Some((before, after)) => {
                let mut parts = after.splitn(3, '.');
                let (stem, _, rest) = (parts.next().unwrap(), parts.next(), parts.next().unwrap());
                format!("{before}/assets/{stem}.HASH.{rest}")
            }
            None => line.to_owned(),
        };
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

#[test]
fn the_list_of_markets() {
    check("home", public_samples::home);
    check("home-empty", public_samples::home_empty);
}

#[test]
fn the_market() {
    check("market", public_samples::market);
    check("market-empty", public_samples::market_empty);
}

#[test]
fn how_to_check_a_draw() {
    check("check", vendor_samples::check);
    check("check-before", vendor_samples::check_before);
}

#[test]
fn the_call() {
    check("call", vendor_samples::call);
    check("call-cancelled", vendor_samples::call_cancelled);
}

#[test]
fn the_application_form() {
    check("apply", vendor_samples::apply);
    check("apply-wrong", vendor_samples::apply_wrong);
    check("apply-check", vendor_samples::apply_check);
    check("receipt", vendor_samples::receipt);
}

#[test]
fn nothing_typed_is_lost_on_the_way_through_check_your_answers() {
    let typed = vendor_samples::typed();
    let fields = typed.hidden();
    let fields = fields
        .iter()
        .map(|field| (field.name.as_str(), field.value.as_str()));
    assert_eq!(ApplyForm::read(fields), typed);
}

#[test]
fn where_a_vendor_stands() {
    check("mine", mine_samples::mine);
    check("mine-offered", mine_samples::mine_offered);
    check("mine-every-answer", mine_samples::mine_every_answer);
}

#[test]
fn the_public_results() {
    check("results", vendor_samples::results);
    let at = public_samples::at(11, 27, 18, 0);
    let day = public_samples::date(11, 27);
    let stages = [
        ("results-not-yet", ResultsStage::NotYet { expected: None }),
        (
            "results-expected",
            ResultsStage::NotYet {
                expected: Some(day),
            },
        ),
        (
            "results-listed",
            ResultsStage::Listed {
                objections_until: None,
            },
        ),
        (
            "results-listed-until",
            ResultsStage::Listed {
                objections_until: Some(at),
            },
        ),
        ("results-final", ResultsStage::Final { on: day }),
        (
            "results-cancelled",
            ResultsStage::Cancelled {
                reason: "…".to_owned(),
            },
        ),
    ];
    for (name, stage) in stages {
        check(name, |lang| {
            vendor_samples::results_stage(lang, stage.clone())
        });
    }
}

#[test]
fn what_went_wrong() {
    let text = || "…".to_owned();
    let problems = [
        ("problem-forbidden", Problem::Forbidden),
        ("problem-not-found", Problem::NotFound),
        ("problem-conflict", Problem::Conflict { text: text() }),
        ("problem-too-large", Problem::TooLarge),
        ("problem-invalid", Problem::Invalid { text: text() }),
        ("problem-too-many", Problem::TooMany),
        ("problem-internal", Problem::Internal),
    ];
    for (name, problem) in problems {
        check(name, |lang| vendor_samples::problem(lang, problem.clone()));
    }
}

#[test]
fn the_page_that_asks_before_what_cannot_be_undone() {
    check("confirm-decline", vendor_samples::confirm_decline);
    check("confirm-cancel", vendor_samples::confirm_cancel);
}

#[test]
fn the_staff_arrive() {
    check("staff-sign-in", staff_samples::sign_in);
    check("staff-home", staff_samples::home);
    check("staff-home-empty", staff_samples::home_empty);
    check("staff-home-other-role", staff_samples::home_of_another_role);
}

#[test]
fn the_round_of_the_operators() {
    check("staff-round-drawn", round_samples::drawn);
    check("staff-round-actions", round_samples::every_action);
    for (name, state) in [
        ("staff-round-awaiting", DrawState::AwaitingSeed),
        ("staff-round-queued", DrawState::Queued),
        ("staff-round-computing", DrawState::Computing),
        ("staff-round-published", DrawState::Published),
    ] {
        check(name, |lang| round_samples::in_state(lang, state));
    }
}

#[test]
fn the_previews_of_the_draw() {
    check("staff-previews", preview_samples::list);
    check("staff-previews-empty", preview_samples::list_empty);
    check("staff-previews-wrong", preview_samples::list_wrong);
    check("staff-preview", preview_samples::done);
    check("staff-preview-computing", preview_samples::computing);
    check("staff-preview-cancelled", preview_samples::cancelled);
    check("staff-preview-failed", preview_samples::failed);
}

#[test]
fn the_applications() {
    check("staff-applications", staff_samples::applications);
    check(
        "staff-applications-refused",
        staff_samples::applications_refused,
    );
    check(
        "staff-applications-empty",
        staff_samples::applications_empty,
    );
    check("staff-application", staff_samples::application);
}

#[test]
fn the_outbox() {
    check("staff-notices", staff_samples::notices);
    check("staff-notices-empty", staff_samples::notices_empty);
    check("staff-notice", staff_samples::notice);
}

#[test]
fn single_market_days() {
    use starstall::web::pages::staff::day::DayStage;
    check("days", day_samples::days);
    check("days-empty", day_samples::days_empty);
    let until = || "14:00".to_owned();
    let state = DrawState::Computing;
    for (name, stage) in [
        ("staff-day-open", DayStage::Open { until: until() }),
        ("staff-day-closed", DayStage::Closed),
        ("staff-day-nothing", DayStage::NothingToDraw),
        (
            "staff-day-awaiting",
            DayStage::AwaitingDigits { until: until() },
        ),
        ("staff-day-drawing", DayStage::Drawing { state }),
        ("staff-day-drawn", DayStage::Drawn),
    ] {
        check(name, |lang| day_samples::in_stage(lang, stage.clone()));
    }
    check("staff-day-wrong", day_samples::digits_wrong);
    check("staff-day-list", day_samples::day_list);
    check("staff-days-empty", day_samples::no_days);
}
