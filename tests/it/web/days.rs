//! A market day by its pages alone: a vendor stands by, a holder stays away, digits are entered.

use entity::kinds::{Role, RoundState};
use starstall::app::Actor;
use starstall::app::offer::confirm_offer;
use starstall::jobs;

use super::browser::Site;
use crate::support::scene::{DIGITS, MARKET, Vendor, at};

const DAY: &str = "/staff/m/lantern-lane/days/evenings/2027-03-05";

/// `A01` is held, and the second vendor wanted it too.
async fn running() -> (Site, Vendor, Vendor) {
    let site = Site::with_round(RoundState::Open).await;
    let scene = &site.scene;
    let holder = scene.form("老王").senior(1).only(&["A01"]).apply().await;
    let other = scene.form("老李").only(&["A01"]).apply().await;
    scene.round_in(RoundState::Final).await;
    for offer in scene.offers().await {
        confirm_offer(&scene.app, &Actor::System, &offer.public_id)
            .await
            .unwrap();
    }
    scene.round_in(RoundState::Running).await;
    (site, holder, other)
}

#[tokio::test]
async fn a_day_goes_from_an_absence_to_its_draw_by_pages_alone() {
    let (site, holder, other) = running().await;
    let change = |vendor: &Vendor, change: &str| {
        format!("{}/days/evenings/2027-03-05/{change}", site.link_of(vendor))
    };
    let mut vendor = site.anyone();
    let mine = format!("{}/days", site.link_of(&holder));
    let page = vendor.get(&site.link_of(&holder)).await;
    assert!(page.is(200).links().contains(&mine));
    let page = vendor.get(&mine).await;
    page.is(200).says("这一天我来不了");
    vendor
        .send(&page.form(&change(&holder, "absent")))
        .await
        .leads_to(&mine);
    vendor.get(&mine).await.says("这一天您请假了");

    let theirs = format!("{}/days", site.link_of(&other));
    let page = vendor.get(&theirs).await;
    let form = page.form(&change(&other, "standby")).with("anywhere", "");
    vendor.send(&form).await.leads_to(&theirs);
    vendor.get(&theirs).await.says("您已报名");
    // Whoever asks for the address of a form comes to the page that it stands on.
    vendor.get(&change(&other, "leave")).await.leads_to(&theirs);

    let mut operator = site.staff(Role::Operator).await;
    operator
        .get("/staff/m/lantern-lane/days")
        .await
        .leads_to(DAY);
    operator.get(DAY).await.is(200).says("老李小吃");
    site.scene.app.clock.set(at("2027-03-05T06:00:01Z"));
    operator.sign_in_as(MARKET, Role::Operator).await;
    let page = operator.get(DAY).await;
    operator
        .send(&page.form(&format!("{DAY}/freeze")))
        .await
        .leads_to(DAY);
    let page = operator.get(DAY).await;
    let form = page.form(&format!("{DAY}/digits"));
    operator
        .send(&form.clone().with("digits", "12"))
        .await
        .is(422);
    operator.send(&form.with("digits", DIGITS)).await.is(303);
    assert_eq!(jobs::days::run_due(&site.scene.app).await.unwrap(), 1);
    operator
        .get(DAY)
        .await
        .is(200)
        .says("已经摇号")
        .says("只用这一天");
    let bundle = operator.get(&format!("{DAY}/bundle.json")).await;
    assert!(bundle.is(200).body.contains(&other.code));
    vendor
        .get(&theirs)
        .await
        .says("这一天摊位 A01 归您用")
        .says("都不收费");
    vendor.get(&mine).await.is(200);
}

#[tokio::test]
async fn day_staff_see_stall_and_vendor_and_no_more() {
    let (site, holder, _) = running().await;
    let mut member = site.staff(Role::DayStaff).await;
    let home = member.get("/staff").await;
    let days = "/staff/m/lantern-lane/days".to_owned();
    assert!(home.is(200).links().contains(&days));
    for page in [DAY.to_owned(), format!("{DAY}/list")] {
        let page = member.get(&page).await;
        page.is(200).says("老王小吃").says("A01");
        assert!(!page.body.contains(&holder.code));
        assert!(
            page.forms()
                .iter()
                .all(|form| !form.action.starts_with(DAY))
        );
    }
    member
        .get(&format!("{DAY}/bundle.json"))
        .await
        .refuses(403, "zh-CN");
    for change in ["freeze", "digits", "absent", "standby"] {
        let fields = [("stall", "A01"), ("digits", DIGITS), ("code", &holder.code)];
        let answer = member.post(&format!("{DAY}/{change}"), &fields).await;
        answer.refuses(403, "zh-CN");
    }
}
