//! Samples of previews as operators see them. All figures are invented.

use entity::kinds::{Language, PreviewState};
use starstall::web::form::{Choice, Errors};
use starstall::web::layout::Area;
use starstall::web::pages::staff::previews::{
    CategoryFigures, PreviewForm, PreviewPage, PreviewRow, PreviewsPage, Share, TimeFigures,
    VariantFigures,
};

use super::ground::say;
use super::public_samples::at;
use super::staff_samples::{ROUND, staff_frame};

pub fn list(lang: Language) -> PreviewsPage {
    let href = format!("{ROUND}/previews");
    let states = [
        PreviewState::Computing,
        PreviewState::Done,
        PreviewState::Cancelled,
        PreviewState::Failed,
    ];
    PreviewsPage {
        frame: staff_frame(lang, &href, Area::StaffRound),
        round_name: round_name(lang),
        round_href: ROUND.to_owned(),
        form: Some(form(lang)),
        rows: states.map(|state| row(lang, state)).to_vec(),
        href,
    }
}

/// Nothing was tried, and the reader only reads.
pub fn list_empty(lang: Language) -> PreviewsPage {
    PreviewsPage {
        form: None,
        rows: Vec::new(),
        ..list(lang)
    }
}

pub fn list_wrong(lang: Language) -> PreviewsPage {
    let mut page = list(lang);
    page.rows.clear();
    if let Some(form) = &mut page.form {
        let much = say(lang, "请填 0 到 85 之间的数", "Please enter 0 to 85");
        form.errors.add("reserve", much);
        form.reserve = Some("900".to_owned());
    }
    page
}

fn form(lang: Language) -> PreviewForm {
    let choice = |value: &str, zh: &str, en: &str| Choice::new(value, say(lang, zh, en));
    let hint = say(lang, "这里只作比较。", "To compare.");
    PreviewForm {
        errors: Errors::default(),
        list: vec![
            choice("accepted", "目前通过的", "Those accepted").chosen_if(true),
            choice("undecided", "连同还没审核的", "Those undecided too"),
        ],
        tries: vec![
            choice("choice", "只看顺序", "Order alone decides").hint(&hint),
            choice("open-first", "后摇爱心摊位", "Love stalls last").hint(&hint),
        ],
        reserve: Some(String::new()),
        draws: vec![choice("200", "200", "200"), choice("1000", "1000", "1000")],
    }
}

pub fn computing(lang: Language) -> PreviewPage {
    in_state(lang, PreviewState::Computing)
}

pub fn cancelled(lang: Language) -> PreviewPage {
    in_state(lang, PreviewState::Cancelled)
}

pub fn failed(lang: Language) -> PreviewPage {
    in_state(lang, PreviewState::Failed)
}

fn in_state(lang: Language, state: PreviewState) -> PreviewPage {
    let list_href = format!("{ROUND}/previews");
    let href = format!("{list_href}/{}", "5a".repeat(16));
    PreviewPage {
        frame: staff_frame(lang, &href, Area::StaffRound),
        round_name: round_name(lang),
        preview: row(lang, state),
        percent: 34,
        can_stop: true,
        listed_at: None,
        fewest: 5,
        times: Vec::new(),
        list_href,
        href,
    }
}

pub fn done(lang: Language) -> PreviewPage {
    let plain = variant(lang, &say(lang, "现在的规则", "The rules as they are"));
    let mut choice = variant(lang, &say(lang, "只看顺序", "Order alone decides"));
    choice.categories.clear();
    let whole = TimeFigures {
        code: "weekend".to_owned(),
        name: say(lang, "周末夜市", "Weekend nights"),
        applicants: 201,
        stalls: 86,
        variants: vec![plain.clone(), choice],
        tells_hardship: true,
        has_wishes: true,
        has_reserve: true,
    };
    let few = TimeFigures {
        code: "weekday".to_owned(),
        name: say(lang, "平日夜市", "Weekday nights"),
        variants: vec![VariantFigures {
            hardship: None,
            others: None,
            first_wish: None,
            reserved: None,
            ..plain
        }],
        tells_hardship: false,
        has_wishes: false,
        has_reserve: false,
        ..whole.clone()
    };
    PreviewPage {
        percent: 100,
        listed_at: Some(at(11, 24, 18, 0)),
        times: vec![whole, few],
        ..in_state(lang, PreviewState::Done)
    }
}

fn variant(lang: Language, name: &str) -> VariantFigures {
    let category = |name: String, permille| CategoryFigures {
        name,
        placed: share(permille, 40),
        first_wish: Some(share(permille / 2, 31)),
    };
    VariantFigures {
        name: name.to_owned(),
        everyone: Some(share(423, 201)),
        hardship: Some(share(615, 28)),
        others: Some(share(391, 173)),
        first_wish: Some(share(205, 180)),
        reserved: Some(Share {
            range: String::new(),
            range_permille: 0,
            ..share(1000, 12)
        }),
        unfilled: "1.2".to_owned(),
        categories: vec![
            category(say(lang, "小吃", "Snacks"), 352),
            category(say(lang, "其他品类合计", "Other categories together"), 990),
        ],
    }
}

fn share(permille: u64, of: u32) -> Share {
    let tenths = permille * u64::from(of) / 100;
    Share {
        mean: format!("{}.{}", tenths / 10, tenths % 10),
        range: "± 0.2".to_owned(),
        of,
        permille,
        range_permille: 12,
    }
}

fn row(lang: Language, state: PreviewState) -> PreviewRow {
    PreviewRow {
        href: format!("{ROUND}/previews/{}", "5a".repeat(16)),
        asked_at: at(11, 24, 17, 58),
        list: say(lang, "目前通过的", "accepted so far"),
        draws: 1000,
        variants: 5,
        state,
    }
}

fn round_name(lang: Language) -> String {
    say(lang, "2026 年冬季批次", "Winter round 2026")
}
