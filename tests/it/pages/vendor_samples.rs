//! Samples of what those who apply see. All names are invented.

use chrono::{NaiveDate, Weekday};
use entity::kinds::{HardshipGroup, Language, PublicEvent, PublicResult, RoundState};
use starstall::domain::rules::RoundRules;
use starstall::web::form::{Choice, ChoiceGroup, Errors};
use starstall::web::layout::Area;
use starstall::web::list::Pager;
use starstall::web::pages::apply::{
    ApplyCheckPage, ApplyForm, ApplyOptions, ApplyPage, ReceiptPage, RoundHead, TimeOption,
};
use starstall::web::pages::call::{CallPage, CallTime, CapLine};
use starstall::web::pages::check::{BundleLink, CheckPage, DrawProof};
use starstall::web::pages::problem::{ConfirmPage, Problem, ProblemPage, ReasonField};
use starstall::web::pages::results::{LogRow, ResultRow, ResultsPage, ResultsStage};
use starstall::web::timeline::{Step, StepState};

use super::ground::say;
use super::public_samples::{at, date, frame, link, stat};

pub const ROUND: &str = "/m/jinxiu/rounds/2026-12";

fn rules() -> RoundRules {
    serde_json::from_value(serde_json::json!({
        "version": 1,
        "fee": {"amount_fen": 3000, "per": "market_day"},
        "charity_fee_waived": true,
        "placement": "fill",
        "pools": [
            {"pool": "charity",
             "groups": ["disability", "low_income", "low_income_edge", "destitute", "other_hardship"],
             "quotas": [{"group": "disability", "at_least": 4}], "unfilled": "release"},
            {"pool": "open", "order": ["tier", "rank"]},
        ],
        "caps": [{"category": "hot-food", "max": 30}],
        "seed_sources": [
            {"from": {"kind": "ceremony_digits"}},
            {"from": {"kind": "public_lottery", "lottery": "示范彩票", "on": "2026-12-03"},
             "fallback": {"kind": "drand_round", "chain": "default", "round": 6_695_606}},
        ],
    }))
    .unwrap()
}

pub fn steps(lang: Language) -> Vec<Step> {
    let step = |zh: &str, en: &str, month, day, state| Step {
        label: say(lang, zh, en),
        day: Some(date(month, day)),
        state,
        note: String::new(),
    };
    vec![
        step("开始申请", "Applications open", 11, 20, StepState::Done),
        step("申请截止", "Applications close", 11, 28, StepState::Now),
        step("公布名单", "List published", 12, 1, StepState::Ahead),
        step("摇号", "Draw", 12, 4, StepState::Ahead),
        step("公示结果", "Results published", 12, 5, StepState::Ahead),
        step("开始出摊", "Term begins", 12, 18, StepState::Ahead),
    ]
}

pub fn call(lang: Language) -> CallPage {
    let time = |zh: &str, en: &str, weekdays: &[Weekday], starts_at_minute| CallTime {
        name: say(lang, zh, en),
        weekdays: weekdays.to_vec(),
        starts_at_minute,
        duration_minutes: 300,
        open_slots: 74,
        charity_slots: 12,
    };
    let weekend = [Weekday::Fri, Weekday::Sat, Weekday::Sun];
    let weekday = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu];
    CallPage {
        frame: frame(lang, ROUND, Area::Call),
        name: say(lang, "2026 年冬季批次", "Winter round 2026"),
        state: RoundState::Open,
        term_from: date(12, 18),
        term_to: NaiveDate::from_ymd_opt(2027, 2, 28).unwrap(),
        applications_until: at(11, 28, 18, 0),
        takes_applications: true,
        apply_href: format!("{ROUND}/apply"),
        results_href: None,
        times: vec![
            time("周末夜市", "Weekend nights", &weekend, 17 * 60),
            time("平日夜市", "Weekday nights", &weekday, 17 * 60 + 30),
        ],
        steps: steps(lang),
        rules: rules(),
        caps: vec![CapLine {
            category: say(lang, "热食", "Hot food"),
            max: 30,
        }],
        organisations: vec![
            say(lang, "示范街道办事处", "Model street office"),
            say(lang, "锦绣社区", "Jinxiu community"),
        ],
        seed_weaknesses: Vec::new(),
        check_href: format!("{ROUND}/check"),
        cancel_reason: None,
    }
}

pub fn call_cancelled(lang: Language) -> CallPage {
    let reason = say(
        lang,
        "道路施工，场地不能用。",
        "Roadworks: the ground cannot be used.",
    );
    CallPage {
        state: RoundState::Cancelled,
        takes_applications: false,
        results_href: Some(format!("{ROUND}/results")),
        times: Vec::new(),
        organisations: Vec::new(),
        cancel_reason: Some(reason),
        ..call(lang)
    }
}

fn round(lang: Language) -> RoundHead {
    RoundHead {
        name: say(lang, "2026 年冬季批次", "Winter round 2026"),
        href: ROUND.to_owned(),
        until: at(11, 28, 18, 0),
    }
}

fn options(lang: Language) -> ApplyOptions {
    let pair = |code: &str, zh: &str, en: &str| (code.to_owned(), say(lang, zh, en));
    let time = |code: &str, name: String, hours: String| TimeOption {
        code: code.to_owned(),
        name,
        hours,
    };
    ApplyOptions {
        most_stalls: 3,
        categories: vec![
            pair("snacks", "小吃", "Snacks"),
            pair("crafts", "手作", "Crafts"),
            pair("fruit", "果蔬", "Fruit and vegetables"),
        ],
        times: vec![
            time(
                "weekend",
                say(lang, "周末夜市", "Weekend nights"),
                say(
                    lang,
                    "周五到周日 17:00–22:00",
                    "Friday to Sunday 17:00–22:00",
                ),
            ),
            time(
                "weekday",
                say(lang, "平日夜市", "Weekday nights"),
                say(
                    lang,
                    "周一到周四 17:30–21:30",
                    "Monday to Thursday 17:30–21:30",
                ),
            ),
        ],
        places: places(lang),
        organisations: vec![
            pair("shifan-street", "示范街道办事处", "Model street office"),
            pair("jinxiu", "锦绣社区", "Jinxiu community"),
        ],
        groups: HardshipGroup::all().collect(),
    }
}

fn places(lang: Language) -> Vec<ChoiceGroup> {
    let stall = |code: &str| {
        Choice::new(
            code,
            say(lang, &format!("{code}（有电）"), &format!("{code} (power)")),
        )
    };
    vec![
        ChoiceGroup {
            label: say(lang, "整个区", "A whole zone"),
            choices: vec![
                Choice::new(
                    "zone:A",
                    say(lang, "小吃区任意摊位", "Any stall for snacks"),
                ),
                Choice::new(
                    "zone:B",
                    say(lang, "手作区任意摊位", "Any stall for crafts"),
                ),
            ],
        },
        ChoiceGroup {
            label: say(lang, "小吃", "Snacks"),
            choices: vec![stall("A01"), stall("A05"), stall("A06")],
        },
    ]
}

pub fn typed() -> ApplyForm {
    ApplyForm::read([
        ("name", "陈小满"),
        ("trading_name", "小满烧饼"),
        ("phone", "139 0000 1234"),
        ("language", "zh-CN"),
        ("category", "snacks"),
        ("people", "2"),
        ("min_stalls", "2"),
        ("needs", "power"),
        ("needs", "open_flame"),
        ("times", "weekend"),
        ("wish_weekend_1", "A05"),
        ("wish_weekend_3", "zone:A"),
        ("anywhere_weekend", "yes"),
        ("charity", "yes"),
        ("groups", "low_income"),
        ("organisation", "jinxiu"),
        ("open_too", "yes"),
        ("consent", "yes"),
    ])
}

pub fn apply(lang: Language) -> ApplyPage {
    ApplyPage {
        frame: frame(lang, &format!("{ROUND}/apply"), Area::Call),
        round: round(lang),
        options: options(lang),
        form: ApplyForm {
            language: lang.as_str().to_owned(),
            ..ApplyForm::default()
        },
        errors: Errors::default(),
        idempotency_key: "sample-key".to_owned(),
    }
}

pub fn apply_wrong(lang: Language) -> ApplyPage {
    let mut errors = Errors::default();
    let mut wrong = |field: &str, zh: &str, en: &str| errors.add(field, say(lang, zh, en));
    wrong(
        "phone",
        "请填写 11 位手机号",
        "Enter a mobile phone number of 11 digits",
    );
    wrong("category", "请选择经营品类", "Choose what you sell");
    wrong(
        "wish_weekend_2",
        "没有 A99 这个摊位",
        "There is no stall A99",
    );
    wrong(
        "anywhere_weekend",
        "请选择其他摊位可不可以",
        "Say whether any other stall will do",
    );
    wrong(
        "consent",
        "申请爱心摊位需要您的同意",
        "A love stall needs your consent",
    );
    let mut form = typed();
    form.phone = "139".to_owned();
    form.category.clear();
    ApplyPage {
        form,
        errors,
        ..apply(lang)
    }
}

pub fn apply_check(lang: Language) -> ApplyCheckPage {
    ApplyCheckPage {
        frame: frame(lang, &format!("{ROUND}/apply"), Area::Call),
        round: round(lang),
        options: options(lang),
        form: typed(),
        idempotency_key: "sample-key".to_owned(),
    }
}

pub fn receipt(lang: Language) -> ReceiptPage {
    ReceiptPage {
        frame: frame(lang, &format!("{ROUND}/apply"), Area::Call),
        round: round(lang),
        code: "7Q4M-2K9D".to_owned(),
        secret_url: "http://127.0.0.1:8080/a/5f2b8c1de04a97c6b3f8d21e7a90c4b5".to_owned(),
        secret_href: "/a/5f2b8c1de04a97c6b3f8d21e7a90c4b5".to_owned(),
        email: None,
        organisation: Some(say(lang, "锦绣社区", "the Jinxiu community")),
        steps: steps(lang),
    }
}

pub fn results(lang: Language) -> ResultsPage {
    let row = |code: &str, result| ResultRow {
        code: code.to_owned(),
        result: Some(result),
    };
    let base = format!("{ROUND}/results");
    ResultsPage {
        frame: frame(lang, &base, Area::Results),
        round_name: say(lang, "2026 年秋季批次", "Autumn round 2026"),
        call_href: ROUND.to_owned(),
        log: vec![LogRow {
            on: date(11, 19),
            event: PublicEvent::Corrected,
            reason: say(
                lang,
                "一份申请的用电需求录漏了。",
                "A need for power was left out.",
            ),
        }],
        stage: ResultsStage::Published {
            on: date(11, 20),
            objections_until: at(11, 27, 18, 0),
        },
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
        stats: vec![
            stat(142, say(lang, "全部", "all"), "?time=weekend", true),
            stat(
                86,
                say(lang, "有摊位", "given a stall"),
                "?show=placed",
                false,
            ),
            stat(50, say(lang, "候补", "waiting"), "?show=waiting", false),
            stat(
                6,
                say(lang, "没有摊位", "no stall"),
                "?show=not_placed",
                false,
            ),
        ],
        search: String::new(),
        rows: vec![
            row("2DK7-XN4P", PublicResult::Placed),
            row("7Q4M-2K9D", PublicResult::Waiting),
            row("9XPA-77TC", PublicResult::NotPlaced),
        ],
        pager: Pager {
            page: 4,
            pages: 8,
            total: 142,
            base: format!("{base}?time=weekend"),
        },
        csv_href: format!("{base}.csv?time=weekend"),
        href: base,
        proof: Some(proof(lang)),
        check_href: format!("{ROUND}/check"),
    }
}

fn proof(lang: Language) -> DrawProof {
    DrawProof {
        code: "weekend".to_owned(),
        name: say(lang, "周末夜市", "Weekend nights"),
        commitment: "5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592".to_owned(),
        committed_at: at(11, 18, 10, 0),
        commitment_href: Some(format!("{ROUND}/times/weekend/commitment.json")),
        seed_parts: vec![(
            say(lang, "现场摇出的数字", "Digits drawn by hand"),
            "408173".to_owned(),
        )],
        seed: Some("0cc175b9c0f1b6a831c399e2697726610cc175b9c0f1b6a831c399e269772661".to_owned()),
        weaknesses: vec![say(lang, "种子太短。", "The seed is short.")],
        engine_version: "starstall-engine 1".to_owned(),
        bundle: Some(BundleLink {
            href: format!("{ROUND}/times/weekend/public.json"),
            sha256: "8277e0910d750195b448797616e091ad8277e0910d750195b448797616e091ad".to_owned(),
        }),
    }
}

fn unseeded(lang: Language) -> DrawProof {
    DrawProof {
        seed: None,
        seed_parts: Vec::new(),
        weaknesses: Vec::new(),
        bundle: None,
        ..proof(lang)
    }
}

pub fn check(lang: Language) -> CheckPage {
    let weekday = DrawProof {
        code: "weekday".to_owned(),
        name: say(lang, "平日早市", "Weekday mornings"),
        ..unseeded(lang)
    };
    CheckPage {
        frame: frame(lang, &format!("{ROUND}/check"), Area::Results),
        round_name: say(lang, "2026 年秋季批次", "Autumn round 2026"),
        call_href: ROUND.to_owned(),
        results_href: Some(format!("{ROUND}/results")),
        freeze_on: date(11, 18),
        sources: vec![
            say(lang, "现场摇出的数字", "Digits drawn by hand"),
            say(
                lang,
                "12 月 3 日开奖的示范彩票",
                "The demo lottery of 3 December",
            ),
        ],
        draws: vec![proof(lang), weekday],
    }
}

pub fn check_before(lang: Language) -> CheckPage {
    CheckPage {
        results_href: None,
        draws: Vec::new(),
        ..check(lang)
    }
}

pub fn results_stage(lang: Language, stage: ResultsStage) -> ResultsPage {
    ResultsPage {
        stage,
        rows: Vec::new(),
        proof: Some(unseeded(lang)),
        times: Vec::new(),
        pager: Pager {
            page: 1,
            pages: 0,
            total: 0,
            base: String::new(),
        },
        search: "7Q4M".to_owned(),
        ..results(lang)
    }
}

pub fn problem(lang: Language, problem: Problem) -> ProblemPage {
    let mut frame = frame(lang, "/nowhere", Area::None);
    frame.market = None;
    ProblemPage {
        frame,
        problem,
        request_id: "01j9x2-7f3a".to_owned(),
    }
}

pub fn confirm_decline(lang: Language) -> ConfirmPage {
    ConfirmPage {
        frame: frame(lang, "/a/x/times/weekend/decline", Area::None),
        title: say(lang, "谢绝 A01 吗？", "Decline A01?"),
        text: vec![
            say(
                lang,
                "A01 会马上给候补的下一位，不能再要回来。",
                "A01 goes to the next in line at once, and cannot be taken back.",
            ),
            say(
                lang,
                "这是您第 1 次谢绝，前 3 次不影响您。",
                "This is the first time. The first three cost you nothing.",
            ),
        ],
        action: "/a/x/times/weekend/decline".to_owned(),
        button: say(lang, "谢绝 A01", "Decline A01"),
        is_harsh: true,
        back_href: "/a/x".to_owned(),
        hidden: Vec::new(),
        reason: None,
        errors: Errors::default(),
    }
}

pub fn confirm_cancel(lang: Language) -> ConfirmPage {
    let mut errors = Errors::default();
    errors.add("reason", say(lang, "请写明原因", "Give a reason"));
    ConfirmPage {
        title: say(lang, "取消冬季批次吗？", "Call off the winter round?"),
        reason: Some(ReasonField {
            label: say(lang, "原因", "Reason"),
            hint: say(lang, "会公开。", "It is made public."),
            value: String::new(),
        }),
        errors,
        ..confirm_decline(lang)
    }
}
