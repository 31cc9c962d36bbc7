//! Samples of what those who run a market see. All names are invented.

use entity::kinds::{ApplicationState, Channel, Feature, Language, NoticeState, RoundState};
use starstall::web::form::Errors;
use starstall::web::layout::{Area, Frame, StaffHead};
use starstall::web::list::Pager;
use starstall::web::pages::staff::applications::{
    ApplicationRow, AskedTime, HistoryLine, StaffApplicationPage, StaffApplicationsPage,
};
use starstall::web::pages::staff::home::{
    SignInPage, StaffHomePage, StaffMarket, StaffRound, Todo,
};
use starstall::web::pages::staff::notices::{NoticePage, NoticeRow, NoticesPage};

use super::ground::say;
use super::public_samples::{at, frame, stat};

pub const ROUND: &str = "/staff/m/jinxiu/rounds/2026-12";

pub fn staff_frame(lang: Language, path: &str, area: Area) -> Frame {
    let mut frame = frame(lang, path, area);
    frame.staff = Some(StaffHead {
        name: say(lang, "王晓云", "Wang Xiaoyun"),
        round: Some("2026-12".to_owned()),
    });
    frame
}

pub fn sign_in(lang: Language) -> SignInPage {
    let mut frame = frame(lang, "/staff/sign-in", Area::None);
    frame.market = None;
    let mut errors = Errors::default();
    let wrong = say(
        lang,
        "邮箱或密码不对，请再试一次",
        "E-mail and password do not match. Please try again",
    );
    errors.add("password", wrong);
    SignInPage {
        frame,
        email: "operator@example.org".to_owned(),
        next: "/staff".to_owned(),
        errors,
        demo_accounts: vec!["operator@example.org · starlight".to_owned()],
    }
}

pub fn home(lang: Language) -> StaffHomePage {
    StaffHomePage {
        frame: staff_frame(lang, "/staff", Area::StaffHome),
        todos: vec![
            Todo {
                text: say(
                    lang,
                    "冬季批次：填写摇号种子",
                    "Winter round: enter the seed",
                ),
                href: ROUND.to_owned(),
                until: None,
                is_pressing: true,
            },
            Todo {
                text: say(lang, "12 份申请待审核", "12 applications to decide"),
                href: format!("{ROUND}/applications?state=submitted"),
                until: Some(at(11, 28, 18, 0)),
                is_pressing: false,
            },
        ],
        markets: vec![StaffMarket {
            name: say(lang, "锦绣星光市集", "Jinxiu Starlight Market"),
            public_href: "/m/jinxiu".to_owned(),
            days_href: Some("/staff/m/jinxiu/days".to_owned()),
            is_for_reader: true,
            rounds: vec![StaffRound {
                name: say(lang, "2026 年冬季批次", "Winter round 2026"),
                href: ROUND.to_owned(),
                state: RoundState::Frozen,
                stats: vec![
                    stat(230, say(lang, "申请", "applications"), "/staff/a", false),
                    stat(201, say(lang, "通过", "accepted"), "/staff/b", false),
                ],
            }],
        }],
    }
}

pub fn home_empty(lang: Language) -> StaffHomePage {
    let mut page = home(lang);
    page.todos.clear();
    page.markets[0].rounds.clear();
    page
}

pub fn home_of_another_role(lang: Language) -> StaffHomePage {
    let mut page = home_empty(lang);
    page.markets[0].is_for_reader = false;
    page.markets[0].days_href = None;
    page
}

pub fn applications(lang: Language) -> StaffApplicationsPage {
    use ApplicationState::{Accepted, Declined, Submitted};
    let href = format!("{ROUND}/applications");
    let no_phone = vec![say(lang, "没有电话", "no phone number")];
    StaffApplicationsPage {
        frame: staff_frame(lang, &href, Area::StaffApplications),
        round_name: say(lang, "2026 年冬季批次", "Winter round 2026"),
        round_href: ROUND.to_owned(),
        stats: vec![
            stat(230, say(lang, "全部", "all"), &href, true),
            stat(
                12,
                say(lang, "待审核", "to decide"),
                "?state=submitted",
                false,
            ),
        ],
        state: String::new(),
        search: String::new(),
        rows: vec![
            application_row(lang, "7Q4M-2K9D", Submitted, Some(true), Vec::new()),
            application_row(lang, "2DK7-XN4P", Submitted, None, no_phone),
            application_row(lang, "9XPA-77TC", Accepted, Some(false), Vec::new()),
            application_row(lang, "5BBK-M3QT", Declined, None, Vec::new()),
        ],
        pager: Pager {
            page: 1,
            pages: 1,
            total: 4,
            base: href.clone(),
        },
        csv_href: format!("{ROUND}/applications.csv"),
        refused: Vec::new(),
        errors: Errors::default(),
        reason: String::new(),
        note: String::new(),
        href,
    }
}

fn application_row(
    lang: Language,
    code: &str,
    state: ApplicationState,
    is_eligible: Option<bool>,
    remarks: Vec<String>,
) -> ApplicationRow {
    ApplicationRow {
        code: code.to_owned(),
        href: format!("/staff/m/jinxiu/applications/{code}"),
        trading_name: say(lang, "小满烧饼", "Xiaoman Flatbread"),
        category: say(lang, "小吃", "Snacks"),
        times: vec![
            say(lang, "周末夜市", "Weekend nights"),
            say(lang, "平日夜市", "Weekday nights"),
        ],
        state,
        submitted_at: at(11, 22, 20, 14),
        is_eligible,
        remarks,
        chosen: code == "7Q4M-2K9D",
    }
}

pub fn applications_refused(lang: Language) -> StaffApplicationsPage {
    let mut page = applications(lang);
    page.refused.push("7Q4M-2K9D: …".to_owned());
    page
}

pub fn applications_empty(lang: Language) -> StaffApplicationsPage {
    StaffApplicationsPage {
        rows: Vec::new(),
        ..applications(lang)
    }
}

pub fn application(lang: Language) -> StaffApplicationPage {
    let mut errors = Errors::default();
    errors.add("reason", say(lang, "请选择一个原因", "Choose a reason"));
    let href = "/staff/m/jinxiu/applications/7Q4M-2K9D";
    StaffApplicationPage {
        frame: staff_frame(lang, href, Area::StaffApplications),
        href: href.to_owned(),
        list_href: format!("{ROUND}/applications"),
        round_name: say(lang, "2026 年冬季批次", "Winter round 2026"),
        code: "7Q4M-2K9D".to_owned(),
        state: ApplicationState::Submitted,
        trading_name: say(lang, "小满烧饼", "Xiaoman Flatbread"),
        name: "陈小满".to_owned(),
        phone: "13900001234".to_owned(),
        email: String::new(),
        category: say(lang, "小吃", "Snacks"),
        people: 2,
        stalls: (2, 3),
        needs: vec![Feature::Power, Feature::OpenFlame],
        submitted_at: at(11, 22, 20, 14),
        is_eligible: Some(false),
        times: vec![AskedTime {
            name: say(lang, "周末夜市", "Weekend nights"),
            wishes: vec![
                "A05".to_owned(),
                say(lang, "小吃区任意摊位", "Any stall for snacks"),
            ],
            result: None,
        }],
        remarks: vec![say(lang, "没有邮箱", "no e-mail")],
        can_decide: true,
        can_withdraw: true,
        reason: String::new(),
        note: String::new(),
        errors,
        history: vec![HistoryLine {
            at: at(11, 22, 20, 14),
            who: say(lang, "本人", "the vendor"),
            what: say(lang, "提交申请", "sent the application"),
        }],
        notices: vec![notice_row(lang, NoticeState::Sent)],
    }
}

fn notice_row(lang: Language, state: NoticeState) -> NoticeRow {
    NoticeRow {
        href: "/staff/m/jinxiu/notices/5c1de04a".to_owned(),
        subject: say(
            lang,
            "您的申请已收到（7Q4M-2K9D）",
            "We have your application (7Q4M-2K9D)",
        ),
        to: "xiaoman@example.org".to_owned(),
        channel: Channel::Email,
        state,
        at: at(11, 22, 20, 15),
        problem: match state {
            NoticeState::Undeliverable => say(lang, "没有这个邮箱", "no such mailbox"),
            _ => String::new(),
        },
    }
}

pub fn notices(lang: Language) -> NoticesPage {
    use NoticeState::{Held, Released, Sent, Undeliverable};
    let href = "/staff/m/jinxiu/notices".to_owned();
    let undeliverable = say(lang, "无法送达", "undeliverable");
    NoticesPage {
        frame: staff_frame(lang, &href, Area::StaffNotices),
        stats: vec![
            stat(412, say(lang, "全部", "all"), &href, true),
            stat(3, undeliverable, "?state=undeliverable", false),
        ],
        state: String::new(),
        search: String::new(),
        rows: [Held, Sent, Undeliverable, Released]
            .map(|state| notice_row(lang, state))
            .to_vec(),
        pager: Pager {
            page: 1,
            pages: 2,
            total: 412,
            base: href.clone(),
        },
        held: 2,
        mail_dir: Some("starstall-data/mail".to_owned()),
        href,
    }
}

pub fn notices_empty(lang: Language) -> NoticesPage {
    NoticesPage {
        rows: Vec::new(),
        held: 0,
        mail_dir: None,
        ..notices(lang)
    }
}

pub fn notice(lang: Language) -> NoticePage {
    let href = "/staff/m/jinxiu/notices/5c1de04a";
    NoticePage {
        frame: staff_frame(lang, href, Area::StaffNotices),
        href: href.to_owned(),
        list_href: "/staff/m/jinxiu/notices".to_owned(),
        notice: notice_row(lang, NoticeState::Undeliverable),
        application_href: Some("/staff/m/jinxiu/applications/7Q4M-2K9D".to_owned()),
        text: "陈小满，您好：\n\n您的申请已收到，编号 7Q4M-2K9D。\n\n锦绣星光市集".to_owned(),
        language: Language::ZhCn,
        can_be_reached: true,
    }
}
