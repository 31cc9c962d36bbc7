//! The audit as auditors read it.

use entity::kinds::{Role, RoundState};
use starstall::app::audit::{ListAudit, list_audit};
use starstall::app::keyset::Seek;
use starstall::app::market::{CategoryFacts, EditCategory, edit_category};
use starstall::app::origin::asked_from;
use starstall::app::round::open_round;
use starstall::app::{Actor, AppError};
use starstall::domain::values::Names;

use crate::support::scene::{MARKET, Scene, date, here};

fn at_market() -> ListAudit {
    ListAudit {
        market: Some(MARKET.to_owned()),
        ..ListAudit::default()
    }
}

#[tokio::test]
async fn a_row_says_who_did_what_in_which_role_and_from_where() {
    let scene = Scene::new().await;
    let operator = scene.staff(Role::Operator).await;
    let opened = open_round(&scene.app, &operator, here());
    asked_from("192.0.2.7".to_owned(), opened).await.unwrap();
    let mut asked = at_market();
    asked.action = Some("open_round".to_owned());
    let part = list_audit(&scene.app, &Actor::System, &asked, &Seek::default()).await;
    let [row] = part.unwrap().rows.try_into().unwrap();
    assert_eq!(row.actor, operator.reference());
    assert_eq!(row.role.as_deref(), Some("operator"));
    assert_eq!(row.address.as_deref(), Some("192.0.2.7"));
    assert_eq!(row.to.as_deref(), Some("open"));
}

#[tokio::test]
async fn rows_are_found_by_subject_actor_and_day() {
    let scene = Scene::new().await;
    let operator = scene.staff(Role::Operator).await;
    open_round(&scene.app, &operator, here()).await.unwrap();
    let vendor = scene.applicants(2).await.remove(0);
    let found = async |asked: &ListAudit| {
        let part = list_audit(&scene.app, &Actor::System, asked, &Seek::default()).await;
        let rows = part.unwrap().rows.into_iter();
        rows.map(|row| row.action).collect::<Vec<_>>()
    };
    let mut asked = at_market();
    asked.subject = Some(format!("application:{}", vendor.code));
    assert_eq!(found(&asked).await, ["apply"]);
    let mut asked = at_market();
    asked.actor = operator.reference();
    assert_eq!(found(&asked).await, ["open_round"]);
    let mut asked = at_market();
    (asked.from, asked.until) = (Some(date("2027-01-04")), Some(date("2027-01-04")));
    assert!(!found(&asked).await.is_empty());
    (asked.from, asked.until) = (Some(date("2027-01-05")), None);
    assert_eq!(found(&asked).await, [""; 0]);
}

#[tokio::test]
async fn pages_follow_one_another_without_gap_or_overlap() {
    let scene = Scene::new().await;
    scene.round_in(RoundState::Open).await;
    scene.applicants(4).await;
    let (mut seek, mut digests) = (Seek::default(), Vec::new());
    seek.limit = Some(2);
    loop {
        let part = list_audit(&scene.app, &Actor::System, &at_market(), &seek).await;
        let part = part.unwrap();
        digests.extend(part.rows.into_iter().map(|row| row.digest));
        match part.next {
            Some(next) => seek.after = Some(next),
            None => break,
        }
    }
    let rows = scene.audit().await.into_iter();
    let mut expected: Vec<_> = rows.filter(|row| row.market_id.is_some()).collect();
    expected.sort_by(|a, b| (a.at, &a.digest).cmp(&(b.at, &b.digest)));
    let expected: Vec<_> = expected.into_iter().map(|row| row.digest).collect();
    assert_eq!(digests, expected);
    seek.after = Some("yesterday".to_owned());
    let refused = list_audit(&scene.app, &Actor::System, &at_market(), &seek).await;
    assert!(matches!(refused, Err(AppError::Invalid(_))));
}

#[tokio::test]
async fn auditors_read_their_market_and_nobody_else_reads_what_belongs_to_none() {
    let scene = Scene::new().await;
    let auditor = scene.staff(Role::Auditor).await;
    let seek = Seek::default();
    assert!(
        list_audit(&scene.app, &auditor, &at_market(), &seek)
            .await
            .is_ok()
    );
    for (actor, asked) in [
        (auditor, ListAudit::default()),
        (scene.staff(Role::Verifier).await, at_market()),
        (Actor::Public, at_market()),
    ] {
        let refused = list_audit(&scene.app, &actor, &asked, &seek).await;
        assert!(matches!(refused, Err(AppError::Forbidden)));
    }
}

#[tokio::test]
async fn an_edit_says_what_was_before_and_what_is_now() {
    let scene = Scene::new().await;
    let named = |name: &str| EditCategory {
        market: MARKET.to_owned(),
        category: "crafts".to_owned(),
        expected: None,
        facts: CategoryFacts {
            names: Names::parse([("zh-CN", name), ("en", name)]).unwrap(),
        },
    };
    for name in ["Old crafts", "New crafts"] {
        edit_category(&scene.app, &Actor::System, named(name))
            .await
            .unwrap();
    }
    let detail = scene.audit().await.pop().unwrap().detail.unwrap();
    assert_eq!(detail["before"]["names"]["en"], "Old crafts");
    assert_eq!(detail["now"]["names"]["en"], "New crafts");
}
