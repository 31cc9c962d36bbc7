//! How a real market starts: the list of its current vendors, taken over without a draw.

use std::fmt::Write;

use entity::kinds::{ApplicationState, HoldingState, Language, Origin, Role, RoundState};
use entity::{person, registration};
use expect_test::expect;
use serde_json::json;
use starstall::app::application::{find_vendor, show_standing};
use starstall::app::market::show_market;
use starstall::app::market_day::{DayRef, announce_absence};
use starstall::app::round::plan_round;
use starstall::app::vendor::{
    ImportOutcome, ImportVendors, VendorsImported, import_vendors, vendor_template,
};
use starstall::app::{Actor, AppError};
use starstall::domain::calendar::Term;
use starstall::text::refusals::import_sentence;

use crate::support::scene::{
    EVENINGS, MARKET, Scene, all, date, invalid_field, label, names, plan, rules,
};

const SYSTEM: &Actor = &Actor::System;

const LIST: &str = "\
序号,姓名,店名,联系电话,邮箱,经营品类,资历,摊位号,时段,开始日期,到期日期,摊位类型,备注
1,王芳,芳姐包子,13800138000,,snacks,1,A01、A02,evenings,2027/1/1,2027年1月31日,,老商户
2,李磊,磊哥手作,,lei@example.org,crafts,2,A06,evenings,,,普通,
3,张敏,敏记,'+8613900139000,,snacks,3,L01,evenings,,,爱心,
4,赵六,,13700137000,,,9,,,,,,还在等
";

fn importing(csv: &str) -> ImportVendors {
    ImportVendors {
        market: MARKET.to_owned(),
        round: label("current"),
        names: names("现有商户"),
        term: Term::new(date("2027-01-01"), date("2027-02-28")).unwrap(),
        csv: csv.as_bytes().to_vec(),
        dry_run: false,
    }
}

async fn market() -> Scene {
    let scene = Scene::empty().await;
    scene.create_market(MARKET).await;
    scene
}

async fn import(scene: &Scene, csv: &str) -> Result<VendorsImported, AppError> {
    import_vendors(&scene.app, SYSTEM, &importing(csv)).await
}

fn outcomes(imported: &VendorsImported) -> [usize; 4] {
    let [new, changed, same] = [
        ImportOutcome::New,
        ImportOutcome::Changed,
        ImportOutcome::Unchanged,
    ]
    .map(|outcome| imported.count(outcome));
    [new, changed, same, imported.holdings]
}

#[tokio::test]
async fn a_list_becomes_vendors_with_their_stalls_and_seniority() {
    let scene = market().await;
    let imported = import(&scene, LIST).await.unwrap();
    assert_eq!(outcomes(&imported), [4, 0, 0, 4]);
    let held = scene.holdings().await;
    assert!(held.iter().all(|row| row.origin == Origin::Imported));
    assert!(held.iter().all(|row| row.state == HoldingState::Running));
    // Each evening that lies ahead, and none that has been.
    let [first, ..] = held.as_slice() else {
        panic!("nobody holds anything")
    };
    assert_eq!(
        (first.from_date, first.to_date),
        (date("2027-01-01"), date("2027-01-31"))
    );
    let taken = scene.occupancies().await;
    assert_eq!(
        taken
            .iter()
            .filter(|row| row.holding_id == Some(first.id))
            .count(),
        12
    );
    let vendors = all::<registration::Entity>(&scene, registration::Column::Id).await;
    let seniority: Vec<Option<i32>> = vendors.iter().map(|row| row.seniority).collect();
    assert_eq!(seniority, [Some(1), Some(2), Some(3), Some(9)]);
    assert_eq!(vendors[3].trading_name, "赵六");
    let rows = scene.applications().await;
    assert_eq!(rows.len(), 3);
    assert!(
        rows.iter()
            .all(|row| row.state == ApplicationState::Accepted)
    );
    assert_eq!(scene.last_change().await, "system import_vendors →");

    scene.on(date("2027-01-08"));
    let shown = show_market(&scene.app, MARKET, Some(EVENINGS))
        .await
        .unwrap();
    assert_eq!(shown.present.len(), 4);
    assert!(shown.rounds.is_empty(), "it is no call for applications");
}

#[tokio::test]
async fn an_imported_vendor_acts_by_their_link() {
    let scene = market().await;
    let imported = import(&scene, LIST).await.unwrap();
    let (code, link) = imported.vendors[0].access.clone().unwrap();
    let vendor = find_vendor(&scene.app, link.reveal()).await.unwrap();
    let shown = show_standing(&scene.app, &vendor, code.as_str())
        .await
        .unwrap();
    assert_eq!(shown.round.state, RoundState::Running);
    assert!(!shown.times[0].holdings.is_empty());
    let day = DayRef {
        market: MARKET.to_owned(),
        trading_time: EVENINGS.to_owned(),
        date: date("2027-01-08"),
    };
    announce_absence(&scene.app, &vendor, &day, "A01")
        .await
        .unwrap();
    assert!(imported.vendors[3].access.is_none());
}

#[tokio::test]
async fn the_same_list_again_changes_nothing_and_a_longer_one_only_adds() {
    let scene = market().await;
    import(&scene, LIST).await.unwrap();
    let before = scene.traces().await;
    let again = import(&scene, LIST).await.unwrap();
    assert_eq!(outcomes(&again), [0, 0, 4, 0]);
    let mut after = scene.traces().await;
    after[6] -= 1;
    assert_eq!(after, before, "all but the audit is as it was");

    let moved = LIST
        .replace("芳姐包子", "芳姐大包子")
        .replace("9,,,,,,还在等", "9,A03,evenings,,,,")
        .replace("13700137000,,,", "13700137000,,snacks,");
    let third = import(&scene, &moved).await.unwrap();
    assert_eq!(outcomes(&third), [0, 2, 2, 1]);
    assert_eq!(
        all::<person::Entity>(&scene, person::Column::Id)
            .await
            .len(),
        4
    );
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_writes_nothing() {
    let scene = market().await;
    let before = scene.traces().await;
    let mut command = importing(LIST);
    command.dry_run = true;
    let shown = import_vendors(&scene.app, SYSTEM, &command).await.unwrap();
    assert_eq!(outcomes(&shown), [4, 0, 0, 4]);
    assert!(shown.vendors.iter().all(|row| row.access.is_none()));
    assert_eq!(scene.traces().await, before);
    assert!(
        all::<registration::Entity>(&scene, registration::Column::Id)
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn a_file_as_chinese_excel_saves_it_is_read() {
    let scene = market().await;
    let (gbk, _, _) = encoding_rs::GBK.encode(LIST);
    let mut command = importing("");
    command.csv = gbk.into_owned();
    let imported = import_vendors(&scene.app, SYSTEM, &command).await.unwrap();
    assert_eq!(outcomes(&imported), [4, 0, 0, 4]);
    let semicolons = format!("\u{feff}{}", LIST.replace(',', ";"));
    let again = import(&scene, &semicolons).await.unwrap();
    assert_eq!(outcomes(&again), [0, 0, 4, 0]);
}

#[tokio::test]
async fn the_template_can_be_imported_in_either_language() {
    for (lang, header) in [
        (Language::ZhCn, "\u{feff}姓名,商户名,电话"),
        (Language::En, "\u{feff}name,trading name,phone"),
    ] {
        let scene = market().await;
        let template = vendor_template(lang);
        assert!(template.starts_with(header), "{template}");
        let template = template.replace("2026-12", "2027-01");
        let imported = import(&scene, &template).await.unwrap();
        assert_eq!(outcomes(&imported), [2, 0, 0, 4]);
    }
}

/// Somebody's two stalls, as such lists have them: one line for each, and the rest only once.
#[tokio::test]
async fn a_line_for_each_stall_is_as_good_as_all_in_one_cell() {
    let scene = market().await;
    let csv = "\
姓名,电话,品类,设施,资历,摊位号,时段,开始日期,到期日期
王芳,13800138000,snacks,电,1,A01,evenings,,
王芳,13800138000,,,,A02,evenings,,
王芳,13800138000,,,,A03,evenings,2027.1.1,2027.1.31
王芳,13800138000,,,,A03,evenings,2027.2.10,2027.2.28
";
    let imported = import(&scene, csv).await.unwrap();
    assert_eq!(outcomes(&imported), [1, 0, 0, 4]);
    let rows = scene.applications().await;
    assert_eq!((rows[0].min_stalls, rows[0].max_stalls), (1, 3));
    assert_eq!(rows[0].needs, json!(["power"]));
    let again = import(&scene, csv).await.unwrap();
    assert_eq!(outcomes(&again), [0, 0, 1, 0]);
    assert_eq!(scene.holdings().await.len(), 4);
}

#[tokio::test]
async fn every_error_is_named_with_its_line_and_column_and_nothing_is_changed() {
    let scene = market().await;
    let before = scene.traces().await;
    let csv = "\
name,phone,email,language,category,needs,seniority,stalls,trading_times,from,to,pool
,13800138000,,,,,,,,,,
A,,,,,,,,,,,
B,12,,,weapons,fire,-1,Z99,nights,soon,2028-01-01,vip
C,13800138001,,fr,,,,A01,,,,
D,13800138002,,,snacks,,,A01,evenings,2027-02-01,2027-01-31,
E,13800138003,,,snacks,,,A02,evenings,,,
F,13800138004,,,snacks,,,A02,evenings,,,
E,13800138003,,,crafts,,,A03,evenings,,,
G,13800138005
";
    let Err(AppError::Import(errors)) = import(&scene, &csv.replace("G,13800138005\n", "")).await
    else {
        panic!("not refused")
    };
    let mut lines = String::new();
    for error in errors {
        for lang in [Language::ZhCn, Language::En] {
            writeln!(lines, "{}", import_sentence(lang, &error)).unwrap();
        }
    }
    expect![[r"
        第 2 行，姓名 列：这里还没有填。请填上。
        Line 2, column name: This is still empty. Please fill it in.
        第 3 行，电话 列：电话和邮箱都没有填。请至少填一项。
        Line 3, column phone: There is neither a telephone number nor an e-mail address. Please enter one of them.
        第 4 行，电话 列：手机号是 11 位，以 13 到 19 开头。请核对；国外号码请以 + 和国家代码开头。
        Line 4, column phone: A mainland mobile number has 11 digits and begins with 13 to 19. Please check it; numbers abroad begin with + and the country code.
        第 4 行，品类 列：没有代码为“weapons”的经营品类。请先建这个品类，或改成已有的代码。
        Line 4, column category: There is no category with the code “weapons”. Please make it first, or use a code that exists.
        第 4 行，所需设施 列：没有“fire”这种设施。可以写 power、water、open_flame、vehicle、step_free。
        Line 4, column needs: There is no feature “fire”. It can be power, water, open_flame, vehicle or step_free.
        第 4 行，资历 列：“-1”不是合适的数。请填数字。
        Line 4, column seniority: “-1” is not a number that fits here. Please enter digits.
        第 4 行，摊位 列：没有代码为“Z99”的摊位。请先建这个摊位，或改成已有的代码。
        Line 4, column stalls: There is no stall with the code “Z99”. Please make it first, or use a code that exists.
        第 4 行，时段 列：没有“nights”这个时段。请填时段的代码或名称。
        Line 4, column trading times: There is no trading time “nights”. Please use its code or its name.
        第 4 行，开始 列：“soon”不是日期。请写成 2026-12-01 这样。
        Line 4, column from: “soon” is not a date such as 2026-12-01. Please mend it.
        第 4 行，结束 列：这个日期不在这次导入的租期里。请核对，或把导入的租期改长。
        Line 4, column to: This is outside the term of the import. Please check it, or give the import a longer term.
        第 4 行，摊位类型 列：“vip”不能填在这里。语言填 zh-CN 或 en，摊位类型填爱心或普通。
        Line 4, column pool: “vip” does not fit here. A language is zh-CN or en, a pool is charity or open. Please change it.
        第 5 行，语言 列：“fr”不能填在这里。语言填 zh-CN 或 en，摊位类型填爱心或普通。
        Line 5, column language: “fr” does not fit here. A language is zh-CN or en, a pool is charity or open. Please change it.
        第 5 行，时段 列：这个市集有几个时段。请填摊位用在哪个时段。
        Line 5, column trading times: This market has several trading times. Please enter which of them the stall is held in.
        第 6 行，结束 列：结束的日子比开始的早。请核对这两个日期。
        Line 6, column to: The last day is before the first. Please check both dates.
        第 8 行，摊位 列：摊位 A02 在这段时间已经有人用：在这份表里，或在市集里。请核对；如果换了人，请先结束原来的入驻。
        Line 8, column stalls: Stall A02 is taken in this time, in this file or in the market. Please check it; if it changed hands, end the other holding first.
        第 9 行，品类 列：同一位商户的另一行在这里写得不一样。请改成一致。
        Line 9, column category: Another line of the same vendor says something else here. Please make both the same.
    "]]
    .assert_eq(&lines);
    assert!(matches!(
        import(&scene, csv).await,
        Err(AppError::Import(_))
    ));
    for broken in [
        "",
        "owner,phone\nA,1\n",
        "name,name\nA,B\n",
        "phone\n13800138000\n",
    ] {
        assert!(
            matches!(import(&scene, broken).await, Err(AppError::Import(_))),
            "{broken}"
        );
    }
    assert_eq!(scene.traces().await, before);
}

#[tokio::test]
async fn a_stall_that_somebody_has_is_not_imported_twice() {
    let scene = market().await;
    import(&scene, LIST).await.unwrap();
    let before = scene.traces().await;
    let other = "name,phone,category,stalls,trading_times\n钱七,13600136000,snacks,A01,evenings\n";
    assert!(matches!(
        import(&scene, other).await,
        Err(AppError::Import(_))
    ));
    let longer = LIST.replace("2027年1月31日", "2027年2月10日");
    assert!(matches!(
        import(&scene, &longer).await,
        Err(AppError::Import(_))
    ));
    assert_eq!(scene.traces().await, before);
}

#[tokio::test]
async fn an_import_stands_under_a_round_of_its_own() {
    let scene = Scene::new().await;
    let mut command = importing(LIST);
    command.round = label("spring");
    let imported = import_vendors(&scene.app, SYSTEM, &command).await;
    assert_eq!(invalid_field(imported), "round");
    command.round = label("current");
    command.term = Term::new(date("2027-01-01"), date("2027-03-31")).unwrap();
    let imported = import_vendors(&scene.app, SYSTEM, &command).await;
    assert_eq!(invalid_field(imported), "term");
    import(&scene, LIST).await.unwrap();
    let mut next = plan(&[EVENINGS], rules());
    next.code = label("second");
    next.term = Term::new(date("2027-02-20"), date("2027-03-04")).unwrap();
    let planned = plan_round(&scene.app, SYSTEM, next).await;
    assert_eq!(invalid_field(planned), "term");
}

#[tokio::test]
async fn only_operators_import_vendors() {
    let scene = market().await;
    let auditor = scene.staff(Role::Auditor).await;
    let imported = import_vendors(&scene.app, &auditor, &importing(LIST)).await;
    assert!(matches!(imported, Err(AppError::Forbidden)));
}
