//! E-mail addresses, as strict as mail servers are.

use super::clean::{TextError, half_width, one_line};
use super::text_value;

const MAX: usize = 254;
const MAX_LOCAL: usize = 64;
const MAX_DOMAIN_LABEL: usize = 63;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    #[error(transparent)]
    Text(#[from] TextError),
    #[error("no @ between a name and a domain")]
    NoAt,
    #[error("the part before the @ is not valid")]
    Local,
    #[error("the part after the @ is not a domain")]
    Domain,
}

text_value! {
    /// An address that a mail server will take; the domain is kept in lower case.
    EmailAddress, EmailError
}

impl EmailAddress {
    pub fn parse(raw: &str) -> Result<Self, EmailError> {
        let line = one_line(&half_width(raw), MAX)?;
        let (local, domain) = line.rsplit_once('@').ok_or(EmailError::NoAt)?;
        if !is_local_part(local) {
            return Err(EmailError::Local);
        }
        let domain = domain.to_ascii_lowercase();
        if !is_domain(&domain) {
            return Err(EmailError::Domain);
        }
        Ok(Self(format!("{local}@{domain}")))
    }
}

fn is_local_part(local: &str) -> bool {
    local.len() <= MAX_LOCAL
        && local
            .split('.')
            .all(|atom| !atom.is_empty() && atom.bytes().all(is_atom_byte))
}

/// RFC 5321 `atext`.
fn is_atom_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let ends_in_letters = labels
        .last()
        .is_some_and(|last| last.len() >= 2 && last.starts_with(|c: char| c.is_ascii_alphabetic()));
    labels.len() >= 2 && ends_in_letters && labels.iter().all(|label| is_domain_label(label))
}

fn is_domain_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= MAX_DOMAIN_LABEL
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
