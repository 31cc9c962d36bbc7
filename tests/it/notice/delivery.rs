//! Delivery: once from our side, again after a failure, and what it starts.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::Duration;
use entity::kinds::{NoticeState, OfferState};
use entity::offer;
use sea_orm::ActiveValue::Set;
use starstall::jobs::outbox::{Outbox, Report};
use starstall::notice::{Mail, NoticeError, Transport, reached};
use starstall::store;
use starstall::text::message::Message;

use super::outbox_home::{Home, post};
use super::samples;
use crate::support::{Mishap, SmtpServer};

const MAIL: Option<&str> = Some("limei@example.org");

fn withdrawn() -> Message {
    Message::ApplicationWithdrawn {
        round: samples::names("第二期", "Round 2"),
    }
}

fn sent(sent: usize) -> Report {
    Report {
        sent,
        ..Report::default()
    }
}

fn header(mail: &Mail, name: &str) -> String {
    mail.message.headers().get_raw(name).unwrap().to_owned()
}

#[tokio::test]
async fn a_mail_says_who_it_is_from_and_that_no_person_sent_it() {
    let home = Home::new().await;
    let vendor = home.vendor(1, MAIL).await;
    home.tell(&vendor, &withdrawn()).await;
    assert_eq!(home.outbox().run_until_empty().await.unwrap(), sent(1));

    let mails = home.mails();
    let mail = &mails[0];
    let id = &home.notices().await[0].public_id;
    assert_eq!(header(mail, "Message-ID"), format!("<{id}@market.example>"));
    assert_eq!(header(mail, "Date"), "Tue, 24 Nov 2026 02:00:00 +0000");
    assert_eq!(header(mail, "Auto-Submitted"), "auto-generated");
    assert_eq!(header(mail, "Subject"), "您的申请已撤回｜锦绣星光市集");
    let name = format!(
        "20261124-100000-7Q4M-0001-application_withdrawn-{}.eml",
        &id[..12]
    );
    assert_eq!(mail.file_name, name);
    let text = String::from_utf8(mail.message.formatted()).unwrap();
    for part in [
        "multipart/alternative",
        "text/plain; charset=utf-8",
        "text/html; charset=utf-8",
    ] {
        assert!(text.contains(part), "{text}");
    }
}

#[tokio::test]
async fn what_was_sent_is_not_sent_again() {
    let home = Home::new().await;
    let vendor = home.vendor(1, MAIL).await;
    home.tell(&vendor, &withdrawn()).await;
    home.tell(&vendor, &withdrawn()).await;
    home.outbox().run_until_empty().await.unwrap();
    home.pass(Duration::days(30));
    assert_eq!(home.outbox().run_until_empty().await.unwrap(), sent(0));
    assert_eq!(home.mails().len(), 1);
    assert_eq!(home.states().await, [NoticeState::Sent]);
}

#[tokio::test]
async fn a_real_mail_server_gets_the_letter_with_its_secret_link() {
    let home = Home::new().await;
    let server = SmtpServer::start().await;
    let vendor = home.vendor(1, MAIL).await;
    home.tell(&vendor, &withdrawn()).await;
    let outbox = home.outbox_with(Transport::smtp(&server.url()).unwrap());
    assert_eq!(outbox.run_until_empty().await.unwrap(), sent(1));

    let received = server.received();
    assert_eq!(received[0].from, "noreply@market.example");
    assert_eq!(received[0].to, ["limei@example.org"]);
    let (plain, html) = parts(&received[0].content);
    let link = home.app.keys.link(&vendor.application.code);
    let url = format!("https://market.example/a/{}", link.reveal());
    assert!(plain.contains(&url), "{plain}");
    assert!(html.contains(&format!("href=\"{url}\"")), "{html}");
    assert!(plain.contains("您在第二期的申请已撤回。"), "{plain}");
}

#[tokio::test]
async fn a_passing_failure_is_tried_again_later() {
    let home = Home::new().await;
    let server = SmtpServer::start().await;
    server.meet([Mishap::Deferred, Mishap::CutBeforeContent]);
    let vendor = home.vendor(1, MAIL).await;
    home.tell(&vendor, &withdrawn()).await;
    let outbox = home.outbox_with(Transport::smtp(&server.url()).unwrap());

    let delayed = Report {
        delayed: 1,
        ..Report::default()
    };
    assert_eq!(outbox.run_until_empty().await.unwrap(), delayed);
    assert_eq!(outbox.run_until_empty().await.unwrap(), sent(0));
    home.pass(Duration::minutes(2));
    assert_eq!(outbox.run_until_empty().await.unwrap(), delayed);
    home.pass(Duration::minutes(6));
    assert_eq!(outbox.run_until_empty().await.unwrap(), sent(1));

    let notice = &home.notices().await[0];
    assert_eq!((notice.state, notice.attempts), (NoticeState::Sent, 2));
    assert_eq!(notice.failure, None);
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn whoever_has_no_such_mailbox_is_undeliverable_at_once() {
    let home = Home::new().await;
    let server = SmtpServer::start().await;
    server.refuse("limei@example.org");
    let vendor = home.vendor(1, MAIL).await;
    let offer = home.offer(&vendor).await;
    let outbox = home.outbox_with(Transport::smtp(&server.url()).unwrap());
    let report = outbox.run_until_empty().await.unwrap();
    assert_eq!(report.undeliverable, 1);
    assert_eq!(home.states().await, [NoticeState::Undeliverable]);
    assert_eq!(home.deadline(&offer).await, None);
    home.pass(Duration::days(2));
    assert_eq!(outbox.run_until_empty().await.unwrap(), sent(0));
}

#[tokio::test]
async fn whoever_stays_out_of_reach_is_given_up_at_last() {
    let home = Home::new().await;
    let server = SmtpServer::start().await;
    server.meet([Mishap::Deferred; 20]);
    let vendor = home.vendor(1, MAIL).await;
    home.tell(&vendor, &withdrawn()).await;
    let outbox = home.outbox_with(Transport::smtp(&server.url()).unwrap());
    let mut tries = 0;
    while home.states().await != [NoticeState::Undeliverable] {
        tries += 1;
        assert!(tries < 20, "never given up");
        outbox.run_until_empty().await.unwrap();
        home.pass(Duration::hours(12));
    }
    assert_eq!(tries, 6);
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_mail_that_went_before_a_crash_goes_again_under_its_id() {
    let home = Home::new().await;
    let vendor = home.vendor(1, MAIL).await;
    home.tell(&vendor, &withdrawn()).await;
    let server = SmtpServer::start().await;
    server.meet([Mishap::CutAfterContent]);
    let outbox = home.outbox_with(Transport::smtp(&server.url()).unwrap());
    outbox.run_until_empty().await.unwrap();
    home.pass(Duration::minutes(2));
    outbox.run_until_empty().await.unwrap();

    let ids: Vec<_> = server
        .received()
        .iter()
        .map(|mail| mail.header("Message-ID"))
        .collect();
    assert_eq!(ids.len(), 2);
    assert!(ids[0].is_some());
    assert_eq!(ids[0], ids[1]);
}

#[tokio::test]
async fn what_a_dead_sender_had_claimed_is_sent_when_its_lease_is_over() {
    let home = Home::new().await;
    let vendor = home.vendor(1, MAIL).await;
    home.tell(&vendor, &withdrawn()).await;
    let now = home.app.now();
    let tx = home.app.store.begin_write().await.unwrap();
    let claimed = store::notice::claim_notices(&tx, now, now + Duration::minutes(10), 10).await;
    tx.commit().await.unwrap();
    let claimed = claimed.unwrap();

    assert_eq!(home.outbox().run_until_empty().await.unwrap(), sent(0));
    home.pass(Duration::minutes(11));
    assert_eq!(home.outbox().run_until_empty().await.unwrap(), sent(1));

    // The one that was thought dead comes back, and marks nothing.
    let tx = home.app.store.begin_write().await.unwrap();
    let late = reached(&tx, &claimed[0], home.app.now()).await;
    assert!(matches!(late, Err(NoticeError::Store(_))), "{late:?}");
}

#[tokio::test]
async fn senders_side_by_side_send_each_notice_once() {
    let home = Arc::new(Home::new().await);
    for number in 0..100 {
        let vendor = home.vendor(number, MAIL).await;
        home.tell(&vendor, &withdrawn()).await;
    }
    let mut senders = Vec::new();
    for _ in 0..4 {
        let mut app = home.app.clone();
        app.store = home.db.connect().await;
        let post = post(Transport::Memory(home.mails.clone()));
        let outbox = Outbox::new(app, post);
        senders.push(tokio::spawn(async move {
            outbox.run_until_empty().await.unwrap()
        }));
    }
    let mut all = 0;
    for sender in senders {
        let report = sender.await.unwrap();
        assert_eq!(report, sent(report.sent));
        all += report.sent;
    }
    let ids: BTreeSet<String> = home
        .mails()
        .iter()
        .map(|mail| header(mail, "Message-ID"))
        .collect();
    assert_eq!((all, home.mails().len(), ids.len()), (100, 100, 100));
}

#[tokio::test]
async fn a_sender_goes_on_until_it_is_told_to_stop() {
    let home = Home::new().await;
    let vendor = home.vendor(1, MAIL).await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let sender = tokio::spawn(home.outbox().run_forever(async move {
        stopped.await.ok();
    }));
    home.tell(&vendor, &withdrawn()).await;
    while home.states().await != [NoticeState::Sent] {
        tokio::task::yield_now().await;
    }
    stop.send(()).unwrap();
    sender.await.unwrap();
}

#[tokio::test]
async fn the_deadline_of_an_offer_runs_from_the_delivery_of_its_notice() {
    let home = Home::new().await;
    let vendor = home.vendor(1, MAIL).await;
    let offer = home.offer(&vendor).await;
    assert_eq!(home.deadline(&offer).await, None);
    home.pass(Duration::days(2));
    home.outbox().run_until_empty().await.unwrap();
    // Delivered on 26 November, three days: until the end of the 29th in Zhengzhou.
    assert_eq!(
        home.deadline(&offer).await,
        Some(samples::at("2026-11-29T16:00:00Z"))
    );
}

#[tokio::test]
async fn an_offer_that_was_answered_before_its_notice_came_gets_no_deadline() {
    let home = Home::new().await;
    let vendor = home.vendor(1, MAIL).await;
    let offer = home.offer(&vendor).await;
    let tx = home.app.store.begin_write().await.unwrap();
    let change = offer::ActiveModel {
        state: Set(OfferState::Declined),
        ..Default::default()
    };
    tx.update(offer.id.0, offer.version, change).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(home.outbox().run_until_empty().await.unwrap(), sent(1));
    assert_eq!(home.deadline(&offer).await, None);
}

#[tokio::test]
async fn paper_waits_until_it_is_handed_over_and_then_the_deadline_runs() {
    let home = Home::new().await;
    let vendor = home.vendor(1, None).await;
    let offer = home.offer(&vendor).await;
    assert_eq!(home.outbox().run_until_empty().await.unwrap(), sent(0));
    assert_eq!(home.states().await, [NoticeState::Released]);

    home.pass(Duration::days(1));
    let notice = home.notices().await.remove(0);
    let tx = home.app.store.begin_write().await.unwrap();
    reached(&tx, &notice, home.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(home.states().await, [NoticeState::Sent]);
    let deadline = Some(samples::at("2026-11-28T16:00:00Z"));
    assert_eq!(home.deadline(&offer).await, deadline);

    let notice = home.notices().await.remove(0);
    let tx = home.app.store.begin_write().await.unwrap();
    let again = reached(&tx, &notice, home.app.now()).await;
    assert!(matches!(again, Err(NoticeError::Refused(_))), "{again:?}");
}

#[tokio::test]
async fn what_mail_could_not_bring_is_reached_otherwise() {
    let home = Home::new().await;
    let server = SmtpServer::start().await;
    server.refuse("limei@example.org");
    let vendor = home.vendor(1, MAIL).await;
    let offer = home.offer(&vendor).await;
    let outbox = home.outbox_with(Transport::smtp(&server.url()).unwrap());
    outbox.run_until_empty().await.unwrap();
    let notice = home.notices().await.remove(0);
    let tx = home.app.store.begin_write().await.unwrap();
    reached(&tx, &notice, home.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(home.states().await, [NoticeState::ReachedOtherwise]);
    assert_eq!(
        home.deadline(&offer).await,
        Some(samples::at("2026-11-27T16:00:00Z"))
    );
}

#[tokio::test]
async fn a_folder_holds_one_file_for_each_notice() {
    let home = Home::new().await;
    let folder = tempfile::tempdir().unwrap();
    let mails = folder.path().join("not/yet/there");
    let vendor = home.vendor(1, MAIL).await;
    home.tell(&vendor, &withdrawn()).await;
    home.offer(&vendor).await;
    let outbox = home.outbox_with(Transport::Folder(mails.clone()));
    assert_eq!(outbox.run_until_empty().await.unwrap(), sent(2));
    let mut names: Vec<String> = std::fs::read_dir(mails)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names.len(), 2);
    assert!(
        names[0].contains("7Q4M-0001-application_withdrawn-"),
        "{names:?}"
    );
    assert!(names[1].contains("7Q4M-0001-offer_made-"), "{names:?}");
}

#[tokio::test]
async fn facts_of_another_version_are_undeliverable_and_not_tried_for_ever() {
    let home = Home::new().await;
    let vendor = home.vendor(1, MAIL).await;
    home.tell(&vendor, &withdrawn()).await;
    let notice = home.notices().await.remove(0);
    let tx = home.app.store.begin_write().await.unwrap();
    let change = entity::notice::ActiveModel {
        facts: Set(serde_json::json!({"event": "of_another_time"})),
        ..Default::default()
    };
    tx.update(notice.id.0, notice.version, change)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let report = home.outbox().run_until_empty().await.unwrap();
    assert_eq!(report.undeliverable, 1);
}

/// The text of both parts of a mail.
fn parts(content: &str) -> (String, String) {
    let bodies: Vec<String> = content
        .split("--=_")
        .filter_map(|part| {
            let (head, body) = part.split_once("\r\n\r\n")?;
            head.contains("text/").then(|| decode(head, body))
        })
        .collect();
    (bodies[0].clone(), bodies[1].clone())
}

fn decode(head: &str, body: &str) -> String {
    let bytes = if head.contains("base64") {
        base64(body)
    } else if head.contains("quoted-printable") {
        quoted_printable(body)
    } else {
        body.as_bytes().to_vec()
    };
    String::from_utf8(bytes).unwrap()
}

fn base64(body: &str) -> Vec<u8> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0u32, 0);
    for value in body.chars().filter_map(|c| ALPHABET.find(c)) {
        bits = bits << 6 | u32::try_from(value).unwrap();
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap());
        }
    }
    bytes
}

fn quoted_printable(body: &str) -> Vec<u8> {
    let joined = body.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'=' {
            let pair = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.extend(hex::decode(pair).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    bytes
}
