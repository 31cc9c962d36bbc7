//! The outbox behind sign-in: what was told to whom, and what still has to be handed over.

use entity::kinds::{Channel, NoticeState};
use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::Deserialize;

use super::frame;
use super::hrefs::{list_base, staff_application};
use super::words::{page_number, pager_of};
use crate::app::AppError;
use crate::app::notice::{
    Handover, NoticesWanted, OpenNotice, RecordHandover, count_notices, letter_of, list_notices,
    open_notice, record_handover,
};
use crate::app::round::find_busy_round;
use crate::domain::values::ApplicationCode;
use crate::text::labels;
use crate::web::http::{Failure, Posted, Visitor, Web, page, see_other};
use crate::web::layout::Area;
use crate::web::list::Stat;
use crate::web::pages::staff::notices::{NoticePage, NoticeRow, NoticesPage};

const ROWS_PER_PAGE: usize = 50;

#[derive(Clone, Debug, Default, Deserialize)]
pub struct NoticesQuery {
    state: Option<String>,
    q: Option<String>,
    page: Option<String>,
}

#[handler]
pub async fn list(
    web: Data<&Web>,
    visitor: Visitor,
    Path(market): Path<String>,
    Query(query): Query<NoticesQuery>,
) -> Result<Response, Failure> {
    visitor.require_staff()?;
    let actor = visitor.actor();
    let state = query.state.as_deref().and_then(NoticeState::parse);
    let typed = query.q.clone().filter(|typed| !typed.trim().is_empty());
    let code =
        typed.map(|typed| ApplicationCode::parse(&typed).map_or(typed, |code| code.to_string()));
    let wanted = NoticesWanted { state, code };
    let number = page_number(query.page.as_deref());
    let shown = list_notices(
        &web.app,
        &actor,
        &market,
        &wanted,
        number - 1,
        ROWS_PER_PAGE,
    )
    .await?;
    let href = format!("/staff/m/{market}/notices");
    let mut counted = Vec::new();
    for (kind, count) in count_notices(&web.app, &actor, &market).await? {
        counted.push(Stat {
            count,
            label: labels::label(visitor.lang, kind),
            href: format!("{href}?state={}", kind.as_str()),
            current: state == Some(kind),
        });
    }
    let asked = [
        ("state", state.map_or("", |state| state.as_str())),
        ("q", query.q.as_deref().unwrap_or_default()),
    ];
    let pager = pager_of(
        query.page.as_deref(),
        shown.total,
        ROWS_PER_PAGE,
        list_base(&href, &asked),
    );
    page(&NoticesPage {
        frame: frame::staff(
            &web,
            &visitor,
            Area::StaffNotices,
            Some(&shown.market),
            shown.round.as_ref(),
        ),
        stats: counted,
        state: state.map_or_else(String::new, |state| state.as_str().to_owned()),
        search: query.q.unwrap_or_default(),
        rows: shown.rows.iter().map(|row| notice_row(&web, row)).collect(),
        pager,
        held: 0,
        mail_dir: web.mail_dir.clone(),
        href,
    })
}

/// One line of the outbox.
pub fn notice_row(web: &Web, row: &OpenNotice) -> NoticeRow {
    let notice = &row.notice;
    let by_mail = row
        .person
        .email
        .clone()
        .filter(|_| notice.channel == Channel::Email);
    let letter = letter_of(&web.app, row, &web.public_url);
    NoticeRow {
        href: format!("/staff/m/{}/notices/{}", row.market.slug, notice.public_id),
        subject: letter.map_or_else(|_| notice.event.clone(), |letter| letter.subject),
        to: by_mail.unwrap_or_else(|| row.person.name.clone()),
        channel: notice.channel,
        state: notice.state,
        at: notice
            .sent_at
            .unwrap_or(notice.created_at)
            .with_timezone(&row.time_zone),
        problem: notice.failure.clone().unwrap_or_default(),
    }
}

#[handler]
pub async fn show(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    visitor.require_staff()?;
    let shown = open_notice(&web.app, &visitor.actor(), &market, &id).await?;
    let list_href = format!("/staff/m/{market}/notices");
    let notice = &shown.notice;
    let round = find_busy_round(&web.app, &shown.market).await?;
    page(&NoticePage {
        frame: frame::staff(
            &web,
            &visitor,
            Area::StaffNotices,
            Some(&shown.market),
            round.as_ref(),
        ),
        href: format!("{list_href}/{}", notice.public_id),
        list_href,
        notice: notice_row(&web, &shown),
        application_href: shown
            .code
            .as_ref()
            .map(|code| staff_application(&market, code)),
        text: letter_of(&web.app, &shown, &web.public_url)?.plain(),
        language: notice.language,
        can_be_reached: notice.state == NoticeState::Undeliverable
            || (notice.channel == Channel::Paper && notice.state == NoticeState::Released),
    })
}

#[handler]
pub async fn reached(
    web: Data<&Web>,
    visitor: Visitor,
    Path((market, notice)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Failure> {
    visitor.require_staff()?;
    let how = Handover::parse(posted.get("how")).ok_or(AppError::NotFound("channel"))?;
    let href = format!("/staff/m/{market}/notices/{notice}");
    record_handover(
        &web.app,
        &visitor.actor(),
        RecordHandover {
            market,
            notice,
            how,
        },
    )
    .await?;
    Ok(see_other(href))
}
