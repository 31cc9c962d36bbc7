//! Samples of single market days. All names are invented.

use entity::kinds::{Language, StandbyState};
use starstall::app::market_day::StallUse;
use starstall::web::form::Errors;
use starstall::web::layout::Area;
use starstall::web::pages::days::{DayCard, DayOffer, DaysPage};
use starstall::web::pages::staff::day::{
    DayListPage, DayPage, DayStage, NoDaysPage, StallRow, StandbyRow,
};

use super::ground::say;
use super::public_samples::{frame, link};
use super::staff_samples::staff_frame;

const MINE: &str = "/a/5f2b8c1de04a97c6b3f8d21e7a90c4b5";
const DAY: &str = "/staff/m/jinxiu/days/weekend/2026-12-18";

pub fn days(lang: Language) -> DaysPage {
    let card = |number: u32, heading: (&str, &str), offers| DayCard {
        href: format!("{MINE}/days/weekend/2026-12-{number}"),
        when: say(
            lang,
            &format!("12 月 {number} 日 17:00"),
            &format!("{number} December, 17:00"),
        ),
        time: say(lang, "周末夜市", "Weekend nights"),
        heading: say(lang, heading.0, heading.1),
        text: vec![say(lang, "不用做什么。", "You need do nothing.")],
        stall: "A05".to_owned(),
        offers,
        checking: Vec::new(),
    };
    let mut drawn = card(
        18,
        ("摊位 A05 归您用", "Stall A05 is yours"),
        DayOffer::Nothing,
    );
    drawn.checking = vec![(say(lang, "名单的指纹", "Fingerprint"), "5b".repeat(32))];
    DaysPage {
        frame: frame(lang, &format!("{MINE}/days"), Area::None),
        mine_href: MINE.to_owned(),
        code: "7Q4M-2K9D".to_owned(),
        trading_name: say(lang, "小满烧饼", "Xiaoman Flatbread"),
        days: vec![
            drawn,
            card(
                19,
                ("摊位 A05 是您的", "Stall A05 is yours"),
                DayOffer::Absent,
            ),
            card(20, ("您请假了", "You are not coming"), DayOffer::Coming),
            card(25, ("您没有摊位", "You have no stall"), DayOffer::Standby),
            card(26, ("您已报名", "You are on standby"), DayOffer::Leave),
        ],
    }
}

pub fn days_empty(lang: Language) -> DaysPage {
    DaysPage {
        days: Vec::new(),
        ..days(lang)
    }
}

fn name(lang: Language) -> String {
    say(
        lang,
        "12 月 18 日 周五 17:00 · 周末夜市",
        "Fri 18 December, 17:00 · Weekend nights",
    )
}

pub fn in_stage(lang: Language, step: DayStage) -> DayPage {
    let stall = |code: &str, vendor: &str| StallRow {
        code: code.to_owned(),
        vendor: vendor.to_owned(),
        usage: match vendor {
            "" => StallUse::Free,
            _ => StallUse::Held,
        },
        can_change: !vendor.is_empty(),
    };
    let standing = |code: &str, vendor: &str, state| StandbyRow {
        code: code.to_owned(),
        vendor: vendor.to_owned(),
        state,
        result: String::new(),
        can_leave: state == StandbyState::StandingBy,
    };
    let mut absent = stall("A02", "阿强凉皮");
    absent.usage = StallUse::Absent;
    let mut for_the_day = stall("A03", "老王烤串");
    (for_the_day.usage, for_the_day.can_change) = (StallUse::ForTheDay, false);
    DayPage {
        frame: staff_frame(lang, DAY, Area::StaffDays),
        href: DAY.to_owned(),
        name: name(lang),
        days: vec![
            link(say(lang, "12 月 18 日", "18 December"), DAY, true),
            link(say(lang, "12 月 19 日", "19 December"), "/staff/x", false),
        ],
        step,
        is_operator: true,
        stalls: vec![
            stall("A01", "小满烧饼"),
            absent,
            for_the_day,
            stall("A04", ""),
        ],
        standby: vec![
            standing("7Q4M-2K9D", "老王烤串", StandbyState::Placed),
            standing("2DK7-XN4P", "李姐甜水", StandbyState::StandingBy),
        ],
        free: 2,
        absent: 1,
        checking: vec![(say(lang, "名单的指纹", "Fingerprint"), "5b".repeat(32))],
        typed: String::new(),
        errors: Errors::default(),
    }
}

/// Digits that are none were typed.
pub fn digits_wrong(lang: Language) -> DayPage {
    let until = say(lang, "15:00", "15:00");
    let mut page = in_stage(lang, DayStage::AwaitingDigits { until });
    page.typed = "12".to_owned();
    page.errors
        .add("digits", say(lang, "至少 6 位", "At least 6"));
    page
}

pub fn day_list(lang: Language) -> DayListPage {
    DayListPage {
        frame: staff_frame(lang, &format!("{DAY}/list"), Area::StaffDays),
        name: name(lang),
        days: Vec::new(),
        rows: vec![
            ("A01".to_owned(), "小满烧饼".to_owned()),
            ("A02".to_owned(), String::new()),
        ],
    }
}

pub fn no_days(lang: Language) -> NoDaysPage {
    NoDaysPage {
        frame: staff_frame(lang, "/staff/m/jinxiu/days", Area::StaffDays),
    }
}
