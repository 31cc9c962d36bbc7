//! The post office of an installation: how mails leave, from whom, and where their links lead.

use lettre::message::Mailbox;

use super::Transport;
use crate::config::Config;
use crate::domain::values::SecretLink;

#[derive(Clone, Debug)]
pub struct Post {
    pub transport: Transport,
    pub from: Mailbox,
    /// What links begin with.
    pub public_url: String,
}

#[derive(Debug, thiserror::Error)]
pub enum PostError {
    #[error("mail_from: {0}")]
    From(#[from] lettre::address::AddressError),
    #[error("smtp_url: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
}

impl Post {
    /// SMTP when an URL is configured, else the folder for mails.
    ///
    /// # Errors
    /// When the sender or the URL cannot be read.
    pub fn open(config: &Config) -> Result<Self, PostError> {
        let transport = match &config.smtp_url {
            Some(url) => Transport::smtp(url)?,
            None => Transport::Folder(config.mail_dir()),
        };
        Ok(Self {
            transport,
            from: config.mail_from.parse()?,
            public_url: config.public_url.clone(),
        })
    }

    pub fn link_url(&self, link: &SecretLink) -> String {
        standing_url(&self.public_url, link)
    }
}

/// Where the holder of a secret link sees where they stand, and answers.
pub fn standing_url(public_url: &str, link: &SecretLink) -> String {
    format!("{}/a/{}", public_url.trim_end_matches('/'), link.reveal())
}
