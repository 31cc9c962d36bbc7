//! `demo` and `seed`: the same end whatever happens on the way.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use expect_test::expect;
use serde_json::Value;

use super::{run, starstall_in, told};
use crate::support::TestDb;

const KEY: &str = "9f2c64a1d07be83561fa0e4c97d2b85310e7ac46f98b23d15c6e0d9a7f41b8e2";
const BETWEEN_LOOKS: Duration = Duration::from_millis(5);

fn demo(data_dir: &Path, database: &TestDb) -> Command {
    let mut command = starstall_in(data_dir);
    command.env("STARSTALL_DATABASE_URL", database.url());
    command.args(["demo", "--exit", "--json"]);
    command
}

fn play_to_the_end(data_dir: &Path, database: &TestDb) -> Value {
    let (printed, said, status) = told(&run(demo(data_dir, database), b""));
    assert_eq!((said.as_str(), status), ("", 0));
    let mut numbers: Value = serde_json::from_str(&printed).unwrap();
    let mail_dir = numbers.as_object_mut().unwrap().remove("mail_dir").unwrap();
    assert_eq!(mail_dir, data_dir.join("mails").to_str().unwrap());
    numbers
}

/// What every run of the demo ends in, on every machine and database.
fn check_end(data_dir: &Path, numbers: &Value) {
    expect![[r#"
        {
          "accepted": 205,
          "applications": 230,
          "applied": 230,
          "charity_slots": 24,
          "charity_slots_filled": 24,
          "notices": 1969,
          "notices_on_paper": 230,
          "offers_confirmed": 172,
          "offers_declined": 13,
          "offers_expired": 9,
          "offers_open": 0,
          "refused_incomplete": 6,
          "refused_late": 5,
          "rounds": [
            {
              "applications": 219,
              "code": "round-1",
              "state": "running"
            },
            {
              "applications": 215,
              "code": "round-2",
              "state": "frozen"
            },
            {
              "applications": 25,
              "code": "round-3",
              "state": "open"
            }
          ],
          "slots": 172,
          "slots_filled": 172,
          "stalls": 86,
          "vendors_placed": 131,
          "vendors_waiting": 63
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(numbers).unwrap());
    let by_mail =
        numbers["notices"].as_u64().unwrap() - numbers["notices_on_paper"].as_u64().unwrap();
    assert_eq!(count_mails(data_dir) as u64, by_mail);
}

/// Finished ones; a half-written mail begins with a dot.
fn count_mails(data_dir: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(data_dir.join("mails")) else {
        return 0;
    };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !name.starts_with('.')).count()
}

#[tokio::test]
async fn the_demo_ends_the_same_once_and_twice() {
    let (folder, database) = (tempfile::tempdir().unwrap(), TestDb::bare().await);
    let first = play_to_the_end(folder.path(), &database);
    check_end(folder.path(), &first);
    let second = play_to_the_end(folder.path(), &database);
    check_end(folder.path(), &second);
}

#[tokio::test]
async fn a_demo_that_is_killed_again_and_again_ends_the_same() {
    let (folder, database) = (tempfile::tempdir().unwrap(), TestDb::bare().await);
    for mails in [0, 1, 250, 600, 750, 1000, 1500] {
        let child = demo(folder.path(), &database)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        kill_after(child, folder.path(), mails);
    }
    let numbers = play_to_the_end(folder.path(), &database);
    check_end(folder.path(), &numbers);
}

#[tokio::test]
async fn two_that_begin_at_once_play_it_once() {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/small-square");
    let (folder, database) = (tempfile::tempdir().unwrap(), TestDb::bare().await);
    let begin = || {
        let mut command = starstall_in(folder.path());
        command.env("STARSTALL_DATABASE_URL", database.url());
        command.arg("seed").arg(&seed).arg("--json");
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let both = [begin(), begin()].map(|child| told(&child.wait_with_output().unwrap()));
    assert_eq!(both[0], both[1]);
    assert_eq!((both[0].1.as_str(), both[0].2), ("", 0));
}

/// Kills it with -9 as soon as so many mails are there.
fn kill_after(mut child: Child, data_dir: &Path, mails: usize) {
    let has_begun = || data_dir.join("secret.key").exists();
    while !has_begun() || count_mails(data_dir) < mails {
        let ended = child.try_wait().unwrap();
        assert!(ended.is_none(), "it ended before {mails} mails: {ended:?}");
        sleep(BETWEEN_LOOKS);
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[tokio::test]
async fn the_table_is_told_in_the_language_of_the_terminal() {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/small-square");
    let (folder, database) = (tempfile::tempdir().unwrap(), TestDb::bare().await);
    let tell = |locale: &str| {
        let mut command = starstall_in(folder.path());
        command.env("STARSTALL_DATABASE_URL", database.url());
        command.env("STARSTALL_SECRET_KEY", KEY).env("LANG", locale);
        command.arg("seed").arg(&seed);
        let (printed, said, status) = told(&run(command, b""));
        assert_eq!((said.as_str(), status), ("", 0));
        printed.replace(folder.path().to_str().unwrap(), "DATA")
    };
    expect![[r#"

        小广场市集 · Small Square Market
        其中的人物、结果和彩票全部为虚构。

          摊位                8
          申请                12
          当场未收            逾期 1 份，不完整 1 份
          进入名单            9
          爱心摊位时段已入驻  2 / 2
          全部摊位时段已入驻  7 / 8
          已入驻商户          7
          候补商户            0
          待确认入驻          确认 7，放弃 1，过期 1，待答复 0
          通知                60 份，其中纸质 15 份

          第一期  入驻中，10 份申请

        从哪里看起
          市集和地图          http://127.0.0.1:8080/m/small-square
          登录                http://127.0.0.1:8080/staff/sign-in
          运营人员：查看邮件  http://127.0.0.1:8080/staff/m/small-square/notices
          邮件文件            DATA/mails

        账号与密码，仅本机有效
          operator@small-square.example.com    48ac-507f-a84d  市集运营 · 管理员
          verifier@small-square.example.com    6cc9-4c78-9757  资格核验员
          auditor@small-square.example.com     68f6-b791-55be  审计员
          day@small-square.example.com         aa6f-0337-0234  当日值班
          attester@mill-community.example.org  b9fe-ed6f-1d81  社区工作人员
    "#]]
    .assert_eq(&tell("zh_CN.UTF-8"));
    expect![[r#"

        小广场市集 · Small Square Market
        Everything in it is invented: people, results, lotteries.

          Stalls                8
          Applied               12
          Refused at the door   1 late, 1 incomplete
          On the list           9
          Charity slots filled  2 of 2
          Slots filled          7 of 8
          Vendors placed        7
          Vendors waiting       0
          Offers                7 confirmed, 1 declined, 1 lapsed, 0 open
          Notices               60, 15 of them on paper

          Round 1  Running, 10 applications

        Where to look
          The market and its map  http://127.0.0.1:8080/m/small-square
          Sign in                 http://127.0.0.1:8080/staff/sign-in
          As operator: the mails  http://127.0.0.1:8080/staff/m/small-square/notices
          The same as files       DATA/mails

        Accounts and passwords, of this installation only
          operator@small-square.example.com    48ac-507f-a84d  Market operator · Administrator
          verifier@small-square.example.com    6cc9-4c78-9757  Verifier
          auditor@small-square.example.com     68f6-b791-55be  Auditor
          day@small-square.example.com         aa6f-0337-0234  Day staff
          attester@mill-community.example.org  b9fe-ed6f-1d81  Community worker
    "#]]
    .assert_eq(&tell("C"));
}

#[test]
fn invented_people_never_come_into_production() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = starstall_in(folder.path());
    command.env("STARSTALL_PRODUCTION", "true");
    command.env("STARSTALL_SECRET_KEY", KEY);
    command.env("STARSTALL_PUBLIC_URL", "https://market.example.org");
    command.args(["demo", "--exit"]);
    let (_, said, status) = told(&run(command, b""));
    assert!(said.contains("this one is in production"), "{said}");
    assert_eq!(status, 2);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_seed_with_a_fault_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (seed, data) = (folder.path().join("seed"), folder.path().join("data"));
    std::fs::create_dir(&seed).unwrap();
    std::fs::write(seed.join("market.toml"), "slug = 3\n").unwrap();
    let mut command = starstall_in(&data);
    command.arg("seed").arg(&seed);
    let (_, said, status) = told(&run(command, b""));
    assert!(said.contains("market.toml, line 1: invalid type"), "{said}");
    assert_eq!(status, 2);
    assert!(!data.exists());
}

#[tokio::test]
async fn serving_ends_in_order_when_it_is_asked_to() {
    use std::io::{BufRead, BufReader};

    let (folder, database) = (tempfile::tempdir().unwrap(), TestDb::new().await);
    let mut command = starstall_in(folder.path());
    command.env("STARSTALL_DATABASE_URL", database.url());
    command.args(["serve", "--listen", "127.0.0.1:0"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(log.any(|line| line.unwrap().contains("serving")));
    let id = child.id().to_string();
    assert!(Command::new("kill").arg(&id).status().unwrap().success());
    assert!(log.any(|line| line.unwrap().contains("stopping")));
    assert!(child.wait().unwrap().success());
}
