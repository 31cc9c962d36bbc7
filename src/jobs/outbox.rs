//! The outbox sender: claims what is due, sends it, and says what became of it.
//!
//! A claim is committed before anybody is talked to, and no transaction is open while a mail is
//! under way. Any number of senders run side by side. After a crash a mail may go twice, with
//! the same Message-ID.

use std::future::Future;
use std::time::Duration;

use chrono::TimeDelta;
use entity::kinds::NoticeState;
use entity::notice;
use lettre::message::Mailbox;
use tokio::task::JoinSet;

use crate::app::{App, AppError};
use crate::notice::{
    CONNECTIONS, Envelope, Mail, NoticeError, Post, SendFailure, failed, open, reached, write_mail,
};
use crate::store::{self, StoreError};

/// How many notices are claimed at once: five for each connection, a minute each at the longest.
const BATCH: u32 = 5 * CONNECTIONS;
/// Longer than a batch can take, so that nobody else sends what is still under way here.
const LEASE: TimeDelta = TimeDelta::minutes(10);
const PAUSE: Duration = Duration::from_secs(1);
const PAUSE_AFTER_TROUBLE: Duration = Duration::from_secs(10);

#[derive(Clone, Debug)]
pub struct Outbox {
    app: App,
    post: Post,
}

/// What became of the notices that were due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub sent: usize,
    /// Tried in vain, and due again later.
    pub delayed: usize,
    pub undeliverable: usize,
    /// Taken over by another sender meanwhile.
    pub taken_over: usize,
}

impl Outbox {
    pub fn new(app: App, post: Post) -> Self {
        Self { app, post }
    }

    /// Sends one batch of what is due.
    ///
    /// # Errors
    /// When the database fails; what was claimed is due again when the lease runs out.
    pub async fn run_once(&self) -> Result<Report, AppError> {
        let mut waiting = self.claim().await?.into_iter();
        let mut under_way = JoinSet::new();
        let mut report = Report::default();
        let mut trouble = None;
        loop {
            while trouble.is_none()
                && under_way.len() < CONNECTIONS as usize
                && let Some(notice) = waiting.next()
            {
                let outbox = self.clone();
                under_way.spawn(async move { outbox.deliver(notice).await });
            }
            match under_way.join_next().await {
                Some(Ok(Ok(outcome))) => report.count(outcome),
                // Those under way come to their end, so that their marks are made.
                Some(Ok(Err(error))) => trouble = Some(error),
                Some(Err(crash)) => trouble = Some(AppError::Internal(crash.to_string())),
                None => return trouble.map_or(Ok(report), Err),
            }
        }
    }

    /// Sends until nothing is due any more; what was delayed is not waited for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn run_until_empty(&self) -> Result<Report, AppError> {
        let mut all = Report::default();
        loop {
            let batch = self.run_once().await?;
            if batch == Report::default() {
                return Ok(all);
            }
            all.add(batch);
        }
    }

    /// Sends whatever becomes due until `shutdown`; a batch that has begun is ended first.
    pub async fn run_forever(self, shutdown: impl Future<Output = ()>) {
        let mut shutdown = std::pin::pin!(shutdown);
        let mut pause = Duration::ZERO;
        loop {
            tokio::select! {
                () = &mut shutdown => return,
                () = tokio::time::sleep(pause) => {}
            }
            pause = match self.run_once().await {
                Ok(report) if report == Report::default() => PAUSE,
                Ok(_) => Duration::ZERO,
                Err(error) => {
                    tracing::error!(%error, "the outbox stumbled");
                    PAUSE_AFTER_TROUBLE
                }
            };
        }
    }

    async fn claim(&self) -> Result<Vec<notice::Model>, AppError> {
        let now = self.app.now();
        let tx = self.app.store.begin_write().await?;
        let claimed = store::notice::claim_notices(&tx, now, now + LEASE, u64::from(BATCH)).await?;
        tx.commit().await?;
        Ok(claimed)
    }

    async fn deliver(&self, notice: notice::Model) -> Result<Outcome, AppError> {
        let result = match self.write(&notice).await {
            Ok(mail) => self.post.transport.send(&mail).await,
            Err(Unwritten::Never(why)) => Err(SendFailure::Permanent(why)),
            Err(Unwritten::NotNow(error)) => return Err(error.into()),
        };
        match self.mark(&notice, result).await {
            Ok(state) => Ok(Outcome::Ended(state)),
            Err(NoticeError::Refused(_) | NoticeError::Store(StoreError::Stale(_))) => {
                Ok(Outcome::TakenOver)
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn write(&self, notice: &notice::Model) -> Result<Mail, Unwritten> {
        let now = self.app.now();
        let opened = open(self.app.store.reader(), notice.clone()).await?;
        let link = opened.code.as_deref().map(|code| self.app.keys.link(code));
        let link_url = link.map(|link| self.post.link_url(&link));
        let address = opened.person.email.as_deref().ok_or_else(|| {
            Unwritten::Never("the person has no e-mail address any more".to_owned())
        })?;
        let address = address.parse().map_err(Unwritten::never)?;
        let envelope = Envelope {
            from: self.post.from.clone(),
            to: Mailbox::new(Some(opened.person.name.clone()), address),
            public_id: notice.public_id.clone(),
            sent_at: now,
            file_name: opened.file_name(),
        };
        let letter = opened.letter(link_url.as_deref(), now)?;
        write_mail(&letter, envelope).map_err(Unwritten::never)
    }

    async fn mark(
        &self,
        notice: &notice::Model,
        result: Result<(), SendFailure>,
    ) -> Result<NoticeState, NoticeError> {
        let now = self.app.now();
        let tx = self.app.store.begin_write().await?;
        let state = match result {
            Ok(()) => {
                reached(&tx, notice, now).await?;
                NoticeState::Sent
            }
            Err(failure) => {
                let for_good = matches!(failure, SendFailure::Permanent(_));
                // The answer of a mail server often repeats the address: it stays out of the log.
                tracing::warn!(notice = notice.public_id, for_good, "a mail did not leave");
                failed(&tx, notice, now, for_good, failure.to_string()).await?
            }
        };
        tx.commit().await?;
        Ok(state)
    }
}

#[derive(Clone, Copy)]
enum Outcome {
    Ended(NoticeState),
    TakenOver,
}

/// Why there is no mail to send.
enum Unwritten {
    /// No later try will do better.
    Never(String),
    NotNow(StoreError),
}

impl Unwritten {
    #[expect(clippy::needless_pass_by_value, reason = "made for `map_err`")]
    fn never(error: impl ToString) -> Self {
        Self::Never(error.to_string())
    }
}

impl From<StoreError> for Unwritten {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Missing(_) | StoreError::Unreadable(_) => Self::never(error),
            _ => Self::NotNow(error),
        }
    }
}

impl Report {
    fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Ended(NoticeState::Sent) => self.sent += 1,
            Outcome::Ended(NoticeState::Undeliverable) => self.undeliverable += 1,
            Outcome::Ended(_) => self.delayed += 1,
            Outcome::TakenOver => self.taken_over += 1,
        }
    }

    fn add(&mut self, other: Self) {
        self.sent += other.sent;
        self.delayed += other.delayed;
        self.undeliverable += other.undeliverable;
        self.taken_over += other.taken_over;
    }
}
