//! Samples of a round as its operators see it, in each state of its draw. All names are invented.

use entity::kinds::{DrawState, Language, PublicResult, RoundState};
use starstall::text::shortages::{
    Common, Facts, Remedy, ShortageFacts, remedy_sentence, shortage_sentences,
};
use starstall::web::form::{Choice, Errors};
use starstall::web::layout::Area;
use starstall::web::list::Pager;
use starstall::web::map::{MapView, StallState};
use starstall::web::pages::staff::round::{
    DrawPanel, EntryRow, NextStep, Progress, RoundAction, SeedField, ShortageView, StaffRoundPage,
};

use super::ground::{map, say};
use super::public_samples::{at, link, stat};
use super::staff_samples::{ROUND, staff_frame};
use super::vendor_samples::steps;

pub fn drawn(lang: Language) -> StaffRoundPage {
    let mut map = map(lang, None);
    let rows = rows(lang, &map);
    for stall in &mut map.stalls {
        let is_listed = rows.iter().any(|row| row.stalls.contains(&stall.code));
        stall.href = is_listed.then(|| format!("#row-{}", stall.code));
    }
    let show = |value: &str, zh: &str, en: &str| Choice::new(value, say(lang, zh, en));
    StaffRoundPage {
        frame: staff_frame(lang, ROUND, Area::StaffRound),
        href: ROUND.to_owned(),
        name: say(lang, "2026 年冬季批次", "Winter round 2026"),
        state: RoundState::Drawn,
        steps: steps(lang),
        next: Some(NextStep {
            action: RoundAction::Publish,
            blocked: None,
        }),
        others: vec![RoundAction::Run, RoundAction::Cancel],
        preview_href: None,
        warnings: vec![say(
            lang,
            "种子没有来自市集以外的部分。",
            "No part of the seed comes from outside the market.",
        )],
        stats: vec![
            stat(201, say(lang, "在名单上", "in the draw"), ROUND, true),
            stat(
                86,
                say(lang, "有摊位", "given a stall"),
                "?show=placed",
                false,
            ),
            stat(115, say(lang, "候补", "waiting"), "?show=waiting", false),
        ],
        times: vec![
            link(
                say(lang, "周末夜市", "Weekend nights"),
                "?time=weekend",
                true,
            ),
            link(
                say(lang, "平日夜市", "Weekday nights"),
                "?time=weekday",
                false,
            ),
        ],
        time: "weekend".to_owned(),
        draw: Some(panel(lang, DrawState::Computed)),
        shortages: Some(vec![shortage(lang, &map)]),
        map: Some(map),
        search: String::new(),
        show: vec![
            show("", "全部", "all"),
            show("placed", "有摊位", "given a stall"),
            show("waiting", "候补", "waiting"),
        ],
        rows,
        pager: Pager {
            page: 1,
            pages: 5,
            total: 201,
            base: format!("{ROUND}?time=weekend"),
        },
        csv_href: format!("{ROUND}/entries.csv?time=weekend"),
    }
}

pub fn in_state(lang: Language, state: DrawState) -> StaffRoundPage {
    let blocked = say(
        lang,
        "先要完成两个时段的摇号。",
        "Both trading times have to be drawn first.",
    );
    StaffRoundPage {
        state: RoundState::Frozen,
        draw: Some(panel(lang, state)),
        shortages: (state == DrawState::Published).then(Vec::new),
        map: None,
        rows: Vec::new(),
        next: Some(NextStep {
            action: RoundAction::Publish,
            blocked: Some(blocked),
        }),
        ..drawn(lang)
    }
}

pub fn every_action(lang: Language) -> StaffRoundPage {
    use RoundAction::{Cancel, Close, Finalise, Freeze, List, Open, Review, Run};
    StaffRoundPage {
        state: RoundState::Planned,
        preview_href: Some(format!("{ROUND}/previews")),
        draw: None,
        shortages: None,
        next: Some(NextStep {
            action: Review,
            blocked: None,
        }),
        others: vec![Open, List, Freeze, Finalise, Run, Close, Cancel],
        ..in_state(lang, DrawState::Queued)
    }
}

fn shortage(lang: Language, map: &MapView) -> ShortageView {
    let facts = ShortageFacts {
        applicants: 14,
        asked: 14,
        stalls: 3,
        size: None,
        short_by: 11,
        common: Common::Facts(power()),
        remedies: vec![
            Remedy::Fit {
                facts: power(),
                stalls: 8,
                free: vec!["A04".to_owned()],
            },
            Remedy::More {
                facts: power(),
                stalls: 3,
            },
        ],
    };
    ShortageView {
        pool: say(lang, "普通摊位", "Open stalls"),
        facts: shortage_sentences(lang, &facts),
        remedies: facts
            .remedies
            .iter()
            .map(|remedy| remedy_sentence(lang, remedy))
            .collect(),
        applicants: 14,
        applicants_href: format!("{ROUND}?time=weekend&show=short-1#stall-list"),
        stalls: map
            .stalls
            .iter()
            .take(3)
            .map(|stall| stall.code.clone())
            .collect(),
    }
}

fn power() -> Facts {
    Facts {
        needs: vec!["power".to_owned()],
        categories: Vec::new(),
    }
}

fn panel(lang: Language, state: DrawState) -> DrawPanel {
    let is_known = state != DrawState::AwaitingSeed;
    let digits = if is_known { "408173" } else { "" };
    DrawPanel {
        state,
        action: format!("{ROUND}/times/weekend/draw"),
        sources: vec![SeedField {
            field: "seed_1".to_owned(),
            label: say(lang, "现场摇出的数字", "Digits drawn at the ceremony"),
            hint: say(
                lang,
                "六位数字，按摇出的先后",
                "Six digits, in the order in which they were drawn",
            ),
            value: digits.to_owned(),
            is_digits: true,
            origins: Vec::new(),
        }],
        is_weak: true,
        errors: Errors::default(),
        progress: (state == DrawState::Computing).then_some(Progress { done: 120, of: 201 }),
        commitment: "5d41402abc4b2a76b9719d911017c592".to_owned(),
        seed: is_known.then(|| "0cc175b9c0f1b6a831c399e269772661".to_owned()),
        computed_at: (state == DrawState::Computed).then(|| at(11, 24, 10, 30)),
        failure: None,
        auditor_action: (state == DrawState::Published)
            .then(|| format!("{ROUND}/times/weekend/auditor-bundle")),
    }
}

fn rows(lang: Language, map: &MapView) -> Vec<EntryRow> {
    let taken = map
        .stalls
        .iter()
        .filter(|stall| stall.state == StallState::Taken);
    let mut rows: Vec<EntryRow> = taken
        .zip(1..)
        .map(|(stall, position)| EntryRow {
            stalls: vec![stall.code.clone()],
            position: Some(position),
            ..row(lang, &format!("{position:04}-2K9D"), PublicResult::Placed)
        })
        .collect();
    rows.push(EntryRow {
        position: Some(88),
        waiting: Some(4),
        ..row(lang, "9XPA-77TC", PublicResult::Waiting)
    });
    rows.push(row(lang, "9ZZA-77TC", PublicResult::NotPlaced));
    rows
}

fn row(lang: Language, code: &str, result: PublicResult) -> EntryRow {
    EntryRow {
        code: code.to_owned(),
        href: format!("/staff/m/jinxiu/applications/{code}"),
        trading_name: say(lang, "小满烧饼", "Xiaoman Flatbread"),
        category: say(lang, "小吃", "Snacks"),
        result: Some(result),
        stalls: Vec::new(),
        position: None,
        waiting: None,
        reason: match result {
            PublicResult::Placed => say(lang, "第一志愿。", "First wish."),
            _ => say(
                lang,
                "排在前面的人已经分完。",
                "Those before took all that fit.",
            ),
        },
    }
}
