//! Several applications are decided at once, and one of them meanwhile elsewhere.

use entity::kinds::{ApplicationState, Role, RoundState};
use starstall::app::application::withdraw_application;

use super::browser::Site;
use crate::support::scene::MARKET;

const LIST: &str = "/staff/m/lantern-lane/rounds/spring/applications";

#[tokio::test]
async fn a_refusal_stops_no_other_decision_and_is_named() {
    let site = Site::with_round(RoundState::Open).await;
    let vendors = site.scene.applicants(3).await;
    let mut operator = site.staff(Role::Operator).await;
    let action = format!("{LIST}/decide");
    let mut form = operator.get(LIST).await.is(200).form(&action);
    for vendor in &vendors {
        form = form.and("code", &vendor.code);
    }
    let gone = &vendors[1];
    withdraw_application(&site.scene.app, &gone.actor(), &gone.code)
        .await
        .unwrap();
    let answer = operator.send(&form.with("decision", "accept")).await;
    answer.is(409);
    answer.says(&format!("{}：", gone.code));
    let mut states = Vec::new();
    for vendor in &vendors {
        states.push(vendor.row(&site.scene).await.state);
    }
    let accepted = ApplicationState::Accepted;
    assert_eq!(states, [accepted, ApplicationState::Withdrawn, accepted]);
}

#[tokio::test]
async fn a_role_without_pages_of_its_own_is_told_so() {
    let site = Site::with_round(RoundState::Open).await;
    let mut member = site.staff_of(MARKET, Role::Verifier).await;
    let home = member.get("/staff").await;
    home.is(200).says("这里暂时没有您的角色要处理的内容");
}
