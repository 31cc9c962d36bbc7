//! What every request goes through: who is asking and in which language, forms with their CSRF
//! check, limits, security headers, and errors that become pages. No page stands here.

mod failure;
mod limits;
mod posted;
mod reply;
mod request_log;
mod shield;
mod visitor;

pub use failure::{Failure, with_error_pages};
pub use limits::{Limits, address_of, counted_address};
pub use posted::Posted;
pub use reply::{csv, json_file, page, page_with_status, see_other};
pub use request_log::{REQUEST_ID, with_request_log};
pub use shield::with_security_headers;
pub use visitor::{SESSION_COOKIE, Visitor, browser_language, language_of, remember_language};

use crate::app::App;

/// What the handlers work with. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Web {
    pub app: App,
    /// What links that leave the site begin with, such as `https://market.example`.
    pub public_url: String,
    /// Who can sign in to a demo, and how: whole lines, empty elsewhere.
    pub demo_accounts: Vec<String>,
    /// Where the mails lie as files, when they are written to a folder.
    pub mail_dir: Option<String>,
    pub limits: Limits,
}

impl Web {
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}
