//! How mails leave: by SMTP, into a folder, or into memory for tests.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lettre::transport::smtp::{self, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use tokio::fs;
use tokio::io::AsyncWriteExt;

use super::Mail;

/// How many mails are under way at once; each has a connection of its own.
pub const CONNECTIONS: u32 = 8;
/// How long a mail may take, whatever the other side does.
pub const LONGEST_SEND: Duration = Duration::from_mins(1);

#[derive(Clone, Debug)]
pub enum Transport {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// One `.eml` file for each mail.
    Folder(PathBuf),
    Memory(Arc<Mutex<Vec<Mail>>>),
}

/// Why a mail did not leave.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendFailure {
    /// A later try may succeed.
    #[error("{0}")]
    Passing(String),
    /// The other side will never take it.
    #[error("{0}")]
    Permanent(String),
}

impl Transport {
    /// Call it inside the runtime: the pool starts a task.
    ///
    /// # Errors
    /// When it is not `smtp://user:password@host:port`, with `?tls=required`, or `smtps://…`.
    pub fn smtp(url: &str) -> Result<Self, smtp::Error> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?
            .timeout(Some(LONGEST_SEND / 2))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS));
        Ok(Self::Smtp(transport.build()))
    }

    /// # Errors
    /// `Passing` when a later try may succeed.
    pub async fn send(&self, mail: &Mail) -> Result<(), SendFailure> {
        match self {
            Self::Smtp(transport) => send_by_smtp(transport, mail).await,
            Self::Folder(folder) => write_file(folder, mail)
                .await
                .map_err(|error| SendFailure::Passing(format!("{}: {error}", folder.display()))),
            Self::Memory(mails) => {
                let mut mails = mails.lock().unwrap_or_else(PoisonError::into_inner);
                mails.push(mail.clone());
                Ok(())
            }
        }
    }
}

async fn send_by_smtp(
    transport: &AsyncSmtpTransport<Tokio1Executor>,
    mail: &Mail,
) -> Result<(), SendFailure> {
    let sending = transport.send(mail.message.clone());
    match tokio::time::timeout(LONGEST_SEND, sending).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) if is_about_the_mail(&error) => {
            Err(SendFailure::Permanent(error.to_string()))
        }
        Ok(Err(error)) => Err(SendFailure::Passing(error.to_string())),
        Err(_) => Err(SendFailure::Passing("no answer in time".to_owned())),
    }
}

/// A permanent refusal of this mail. Refused credentials are for the operator to mend: they say
/// nothing about the reader (RFC 4954: 530, 534, 535, 538).
fn is_about_the_mail(error: &smtp::Error) -> bool {
    let code = error.status().map(|code| code.to_string());
    let is_about_us = matches!(code.as_deref(), Some("530" | "534" | "535" | "538"));
    error.is_permanent() && !is_about_us
}

/// Writes it beside its place first, so that no half a mail ever stands under its name.
async fn write_file(folder: &Path, mail: &Mail) -> io::Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .await?;
    let unfinished = folder.join(format!(".{}.part", mail.file_name));
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        // A mail holds a name and a secret link.
        .mode(0o600)
        .open(&unfinished)
        .await?;
    file.write_all(&mail.message.formatted()).await?;
    file.flush().await?;
    fs::rename(unfinished, folder.join(&mail.file_name)).await
}
