//! Record that a letter was printed and handed over, or read out: its deadlines begin.

use entity::kinds::NoticeState;
use entity::notice;

use crate::app::place::find_market;
use crate::app::record::{Change, record};
use crate::app::{Actor, App, AppError};
use crate::domain::notice::{NoticeAction, NoticeRefusal};
use crate::notice::reached;
use crate::store;

/// How a notice reached its reader when no mail did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handover {
    Printed,
    ReadOut,
}

impl Handover {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::ReadOut => "read_out",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [Self::Printed, Self::ReadOut]
            .into_iter()
            .find(|handover| handover.as_str() == word)
    }
}

#[derive(Clone, Debug)]
pub struct RecordHandover {
    pub market: String,
    pub notice: String,
    pub how: Handover,
}

/// # Errors
/// `Refused` when it has reached its reader before, or is on its way by mail.
pub async fn record_handover(
    app: &App,
    actor: &Actor,
    command: RecordHandover,
) -> Result<(), AppError> {
    let market = find_market(app.store.reader(), &command.market).await?;
    actor.require_operator(market.id)?;

    let tx = app.store.begin_write().await?;
    let found = store::notice::find_notice(tx.conn(), market.id, &command.notice).await?;
    let row = found.ok_or(AppError::NotFound("notice"))?;

    refuse_on_its_way(&row)?;
    reached(&tx, &row, app.now()).await?;

    let change = Change {
        action: "record_handover",
        subject: format!("notice:{}", row.public_id),
        from: Some(row.state.as_str()),
        reason: Some(command.how.as_str().to_owned()),
        ..Change::default()
    };
    record(app, &tx, actor, Some(market.id), change).await?;
    tx.commit().await?;
    Ok(())
}

/// What the sender has taken is marked by the sender alone.
fn refuse_on_its_way(row: &notice::Model) -> Result<(), NoticeRefusal> {
    match row.state {
        NoticeState::Sending => Err(NoticeRefusal::NotNow {
            action: NoticeAction::ReachOtherwise,
            state: row.state,
        }),
        _ => Ok(()),
    }
}
