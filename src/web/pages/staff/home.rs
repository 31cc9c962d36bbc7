//! Sign-in, and what needs the staff today.

use askama::Template;
use chrono::DateTime;
use chrono_tz::Tz;
use entity::kinds::RoundState;

use crate::web::form::Errors;
use crate::web::layout::{Frame, Tone};
use crate::web::list::Stat;

/// `GET`, `POST /staff/sign-in`: fields `email`, `password`, `next`.
#[derive(Debug, Template)]
#[template(path = "staff/sign_in.html")]
pub struct SignInPage {
    pub frame: Frame,
    /// As typed.
    pub email: String,
    /// Where to go afterwards: a path of this site.
    pub next: String,
    pub errors: Errors,
    /// Who can sign in to a demo, and how: whole lines, empty elsewhere.
    pub demo_accounts: Vec<String>,
}

/// `GET /staff`.
#[derive(Debug, Template)]
#[template(path = "staff/home.html")]
pub struct StaffHomePage {
    pub frame: Frame,
    /// What needs the reader, the most pressing first.
    pub todos: Vec<Todo>,
    pub markets: Vec<StaffMarket>,
}

#[derive(Clone, Debug)]
pub struct Todo {
    /// "12 份申请待审核".
    pub text: String,
    pub href: String,
    pub until: Option<DateTime<Tz>>,
    /// It is late, or blocks everything else.
    pub is_pressing: bool,
}

#[derive(Clone, Debug)]
pub struct StaffMarket {
    pub name: String,
    /// `/m/{slug}`.
    pub public_href: String,
    /// `/staff/m/{slug}/days`, for who may see who is where.
    pub days_href: Option<String>,
    /// The reader's role has to do with rounds; for others there is nothing here yet.
    pub is_for_reader: bool,
    /// The planned ones too, the latest first.
    pub rounds: Vec<StaffRound>,
}

#[derive(Clone, Debug)]
pub struct StaffRound {
    pub name: String,
    pub href: String,
    pub state: RoundState,
    pub stats: Vec<Stat>,
}

impl StaffHomePage {
    fn has_work(&self) -> bool {
        self.markets
            .iter()
            .any(|market| market.is_for_reader || market.days_href.is_some())
    }
}
