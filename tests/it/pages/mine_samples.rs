//! Samples of where a vendor stands: every answer once. All names are invented.

use entity::kinds::Language;
use starstall::web::layout::{Area, Banner, Tone};
use starstall::web::pages::mine::{Answer, Checking, MinePage, MyReceipt, MyTime};

use super::ground::{map, say};
use super::public_samples::{at, date, frame, link};
use super::vendor_samples::{ROUND, steps};

pub fn mine(lang: Language) -> MinePage {
    let href = "/a/5f2b8c1de04a97c6b3f8d21e7a90c4b5";
    MinePage {
        frame: frame(lang, href, Area::None),
        href: href.to_owned(),
        code: "7Q4M-2K9D".to_owned(),
        trading_name: say(lang, "小满烧饼", "Xiaoman Flatbread"),
        round_name: say(lang, "2026 年冬季批次", "Winter round 2026"),
        call_href: ROUND.to_owned(),
        answer: Answer::Waiting { place: 4 },
        times: vec![my_time(lang, Answer::Waiting { place: 4 })],
        steps: steps(lang),
        checking: Some(Checking {
            check_href: format!("{ROUND}/check"),
            receipts: vec![MyReceipt {
                code: "weekend".to_owned(),
                name: say(lang, "周末夜市", "Weekend nights"),
                numbers: vec![(
                    say(lang, "普通摊位", "Open stalls"),
                    "9c3f0a52d4b16e7788ab01c2d3e4f5069c3f0a52d4b16e7788ab01c2d3e4f506".to_owned(),
                )],
            }],
        }),
        map: None,
        map_times: Vec::new(),
        days_href: Some(format!("{href}/days")),
        can_withdraw: true,
        contact: say(
            lang,
            "市集服务台，电话 0371-5550-0100，每天 9:00–18:00。",
            "The market's help desk, 0371-5550-0100, daily 9:00 to 18:00.",
        ),
    }
}

pub fn mine_offered(lang: Language) -> MinePage {
    let answer = Answer::Offered {
        stalls: vec!["A01".to_owned()],
        until: Some(at(11, 26, 12, 0)),
    };
    let mut page = mine(lang);
    page.times = vec![MyTime {
        ..my_time(lang, answer.clone())
    }];
    page.answer = answer;
    let mut map = map(lang, Some("E03"));
    map.list_href = "/m/jinxiu?time=weekend#stall-list".to_owned();
    for stall in &mut map.stalls {
        stall.href = None;
    }
    page.map = Some(map);
    page.map_times = vec![
        link(
            say(lang, "周末夜市", "Weekend nights"),
            "/a/x?time=weekend",
            true,
        ),
        link(
            say(lang, "平日夜市", "Weekday nights"),
            "/a/x?time=weekday",
            false,
        ),
    ];
    page.frame.banner = Some(Banner {
        tone: Tone::Good,
        text: say(
            lang,
            "我们已经把新的链接发给您。",
            "We sent you a new link.",
        ),
    });
    page
}

/// Every answer once, as the cards of one page.
pub fn mine_every_answer(lang: Language) -> MinePage {
    let note = say(lang, "请补上经营的品类。", "Please say what you sell.");
    let stalls = vec!["A01".to_owned(), "A02".to_owned()];
    let answers = [
        Answer::Submitted,
        Answer::NeedsChanges { note: note.clone() },
        Answer::Accepted,
        Answer::Declined {
            reason: note.clone(),
        },
        Answer::Withdrawn,
        Answer::AwaitingResult,
        Answer::Placed {
            stalls: stalls.clone(),
        },
        Answer::Offered {
            stalls: stalls.clone(),
            until: None,
        },
        Answer::Holding {
            stalls,
            from: date(12, 18),
            to: date(12, 31),
        },
        Answer::NotPlaced,
        Answer::OfferDeclined,
        Answer::OfferExpired,
        Answer::RoundCancelled { reason: note },
    ];
    let time = |(index, answer): (usize, Answer)| MyTime {
        code: format!("time-{index}"),
        reasons: Vec::new(),
        ..my_time(lang, answer)
    };
    let times = answers.into_iter().enumerate().map(time).collect();
    MinePage {
        times,
        checking: None,
        can_withdraw: false,
        ..mine(lang)
    }
}

fn my_time(lang: Language, answer: Answer) -> MyTime {
    MyTime {
        code: "weekend".to_owned(),
        name: say(lang, "周末夜市", "Weekend nights"),
        hours: say(
            lang,
            "周五到周日 17:00–22:00",
            "Friday to Sunday 17:00–22:00",
        ),
        answer,
        reasons: vec![
            say(
                lang,
                "这次摇号您是 142 人中的第 88 位。",
                "In this draw you are number 88 of 142.",
            ),
            say(
                lang,
                "74 个普通摊位给了前 79 位里用得上的人。",
                "The 74 open stalls went to those among the first 79 who could use them.",
            ),
        ],
        fee: say(lang, "¥30.00 每个开市日", "¥30.00 per market day"),
    }
}
