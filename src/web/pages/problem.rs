//! The pages that say what went wrong, and the page that asks before what cannot be undone.

use askama::Template;

use crate::web::form::{Errors, Hidden};
use crate::web::layout::Frame;

/// Any answer that is not the page asked for.
#[derive(Debug, Template)]
#[template(path = "problem.html")]
pub struct ProblemPage {
    pub frame: Frame,
    pub problem: Problem,
    /// Stands on the page when something broke, so that it can be found in the log.
    pub request_id: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// 403.
    Forbidden,
    /// 404.
    NotFound,
    /// 409: someone else was quicker, or it is too late. The refusal's sentence.
    Conflict {
        text: String,
    },
    /// 413.
    TooLarge,
    /// 400 or 422: a form that cannot be read, or lacks its token.
    Invalid {
        text: String,
    },
    /// 429.
    TooMany,
    Busy,
    /// 500.
    Internal,
}

impl Problem {
    const fn key(&self) -> &'static str {
        match self {
            Self::Forbidden => "problem-forbidden",
            Self::NotFound => "problem-not-found",
            Self::Conflict { .. } => "problem-conflict",
            Self::TooLarge => "problem-too-large",
            Self::Invalid { .. } => "problem-invalid",
            Self::TooMany => "problem-too-many",
            Self::Busy => "problem-busy",
            Self::Internal => "problem-internal",
        }
    }
}

impl ProblemPage {
    fn title(&self) -> String {
        self.frame.t(self.problem.key())
    }

    fn text(&self) -> String {
        match &self.problem {
            Problem::Conflict { text } | Problem::Invalid { text } => text.clone(),
            Problem::Forbidden => self.frame.t("problem-forbidden-text"),
            Problem::NotFound => self.frame.t("problem-not-found-text"),
            Problem::TooLarge => self.frame.t("problem-too-large-text"),
            Problem::TooMany => self.frame.t("problem-too-many-text"),
            Problem::Busy => self.frame.t("problem-busy-text"),
            Problem::Internal => self.frame.t("problem-internal-text"),
        }
    }
}

/// Asks before what cannot be undone. GET shows it, its POST does it, at the same address.
#[derive(Debug, Template)]
#[template(path = "confirm.html")]
pub struct ConfirmPage {
    pub frame: Frame,
    /// The question.
    pub title: String,
    /// What will happen: a paragraph each.
    pub text: Vec<String>,
    /// Where the form is sent.
    pub action: String,
    /// What the button says.
    pub button: String,
    /// The button is red: something is given up or taken away.
    pub is_harsh: bool,
    pub back_href: String,
    pub hidden: Vec<Hidden>,
    /// A reason is asked for, in the field `reason`.
    pub reason: Option<ReasonField>,
    pub errors: Errors,
}

#[derive(Clone, Debug)]
pub struct ReasonField {
    pub label: String,
    pub hint: String,
    pub value: String,
}
