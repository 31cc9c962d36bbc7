//! Applications: handing in, reading, and what their vendor does with them.
#![expect(
    clippy::too_many_arguments,
    reason = "each is a parameter of the document"
)]

use chrono::{DateTime, Utc};
use entity::kinds::{ApplicationState, DeclineReason, Feature};
use poem::Request;
use poem::web::Data;
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};

use super::Tag;
use super::answer::{Created, Done, Editable};
use super::application_sent::{ApplicationSent, Wants, command, parse_wants};
use super::application_view::{ApplicationShown, of_staff, of_vendor};
use super::caller::{Anyone, Caller};
use super::document::PREFIX;
use super::list::{List, Wanted, cursor};
use super::once::WithSecret;
use super::problem::ApiError;
use super::rounds::at;
use super::wire::{self, expected, refuse_all};
use super::words::Word;
use crate::app::application::{
    self, ApplicationFilter, Apply, EditApplication, PageWanted, apply, edit_application,
    open_application, page_applications, resubmit_application, show_standing, withdraw_application,
};
use crate::app::once::KeptSecret;
use crate::app::{Actor, AppError};
use crate::domain::FieldErrors;
use crate::web::http::Web;

/// An application as it stands in a list.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct ApplicationRow {
    code: String,
    state: Word<ApplicationState>,
    /// The code of what they sell.
    category: String,
    needs: Vec<Word<Feature>>,
    workers: i32,
    /// For operators.
    trading_name: Option<String>,
    /// The codes of the trading times.
    trading_times: Vec<String>,
    /// All that is told of a hardship.
    eligible_for_charity: bool,
    decline_reason: Option<Word<DeclineReason>>,
    submitted_at: DateTime<Utc>,
    decided_at: Option<DateTime<Utc>>,
    revision: i64,
}

/// What the vendor keeps.
#[derive(Clone, Debug, Object)]
pub struct Receipt {
    code: String,
    /// What goes behind `Bearer` when the vendor calls; their own page is at `/a/` and this.
    secret: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
enum Sort {
    #[default]
    #[oai(rename = "code")]
    Code,
    #[oai(rename = "submitted_at")]
    Submitted,
    #[oai(rename = "-submitted_at")]
    SubmittedLast,
}

#[derive(Clone, Copy, Debug)]
pub struct Applications;

#[OpenApi(tag = "Tag::Applications")]
impl Applications {
    /// Apply
    ///
    /// By the vendor without a token, or by staff for somebody at a window.
    #[oai(
        path = "/markets/:market/rounds/:round/applications",
        method = "post",
        operation_id = "apply"
    )]
    async fn apply(
        &self,
        Anyone(caller): Anyone,
        web: Data<&Web>,
        request: &Request,
        market: Path<String>,
        round: Path<String>,
        sent: Json<ApplicationSent>,
    ) -> Result<WithSecret<Created<Receipt>>, ApiError> {
        if caller.actor == Actor::Public {
            let limited = web.limits.check_apply(request);
            limited.map_err(|_| ApiError::TooMany { seconds: 60 })?;
        }
        let command = Apply {
            at: at(&market, &round),
            ..command(&sent.0, caller.lang)?
        };
        let made = apply(&caller.app, &caller.actor, command).await?;
        Ok(receipt(&made))
    }

    /// The applications of a round
    ///
    /// For its operators, and by code for its auditors.
    #[oai(
        path = "/markets/:market/rounds/:round/applications",
        method = "get",
        operation_id = "list_applications"
    )]
    async fn list(
        &self,
        caller: Caller,
        market: Path<String>,
        round: Path<String>,
        /// Only those in this state.
        state: Query<Option<Word<ApplicationState>>>,
        /// Only those with this in their code or trading name.
        search: Query<Option<String>>,
        #[oai(default)] sort: Query<Sort>,
        limit: Query<Option<u64>>,
        #[oai(name = "cursor")] from: Query<Option<String>>,
    ) -> Result<Json<List<ApplicationRow>>, ApiError> {
        let wanted = Wanted::new(limit.0, from.0.as_deref())?;
        let filter = ApplicationFilter {
            state: state.0.map(|word| word.0),
            search: search.0.filter(|search| !search.contains('\0')),
            ..ApplicationFilter::default()
        };
        let page = PageWanted {
            by_moment: sort.0 != Sort::Code,
            descending: sort.0 == Sort::SubmittedLast,
            after: wanted.after.clone(),
            limit: wanted.limit,
        };
        let at = (market.0.as_str(), round.0.as_str());
        let found = page_applications(&caller.app, &caller.actor, at, &filter, &page).await?;
        let next = found.next.map(|(sorts, code)| cursor(&sorts, &code));
        let plan = &found.plan;
        let shown = found.rows.into_iter().map(|row| ApplicationRow {
            code: row.application.code.clone(),
            state: Word(row.application.state),
            category: plan
                .category(row.application.category_id)
                .map_or_else(String::new, |category| category.code.clone()),
            needs: wire::list(&row.application.needs)
                .into_iter()
                .map(Word)
                .collect(),
            workers: row.application.workers,
            trading_name: Some(row.trading_name).filter(|name| !name.is_empty()),
            trading_times: row
                .times
                .iter()
                .filter_map(|id| Some(plan.trading_time(*id)?.code.clone()))
                .collect(),
            eligible_for_charity: row.is_eligible_for_charity,
            decline_reason: row.application.decline_reason.map(Word),
            submitted_at: row.application.submitted_at,
            decided_at: row.application.decided_at,
            revision: row.application.version.into(),
        });
        Ok(Json(List {
            items: shown.collect(),
            next,
        }))
    }

    /// One application
    ///
    /// For its vendor with what became of it and why; for operators with who it is.
    #[oai(
        path = "/applications/:code",
        method = "get",
        operation_id = "show_application"
    )]
    async fn show(
        &self,
        caller: Caller,
        code: Path<String>,
    ) -> Result<Editable<ApplicationShown>, ApiError> {
        let (app, actor) = (&caller.app, &caller.actor);
        let shown = match actor {
            Actor::Vendor { .. } => {
                let own = show_standing(app, actor, &code.0).await.map_err(hidden)?;
                of_vendor(&own, caller.lang)
            }
            _ => of_staff(&open_application(app, actor, &code.0).await?),
        };
        let tag = wire::tag(shown.revision);
        Ok(Editable::Now(Json(shown), tag))
    }

    /// Change an application
    ///
    /// As a whole, while it can be changed.
    #[oai(
        path = "/applications/:code",
        method = "put",
        operation_id = "edit_application"
    )]
    async fn edit(
        &self,
        caller: Caller,
        code: Path<String>,
        /// The revision that was seen, as `ETag` said it.
        #[oai(name = "If-Match")]
        seen: Header<Option<String>>,
        sent: Json<Wants>,
    ) -> Result<Done, ApiError> {
        let expected = expected(seen.0.as_deref())?;
        let mut errors = FieldErrors::default();
        let wanted = parse_wants(&mut errors, &sent.0).ok_or_else(|| refuse_all(errors))?;
        let command = EditApplication {
            code: code.0,
            expected: Some(expected),
            category: wanted.category,
            needs: wanted.needs,
            workers: wanted.workers,
            stalls: wanted.stalls,
            charity: wanted.charity,
            times: wanted.times,
        };
        let edited = edit_application(&caller.app, &caller.actor, command).await;
        edited.map_err(|error| hidden_from(&caller.actor, error))?;
        Ok(Done::Done)
    }

    /// Hand an application in again
    ///
    /// After changes were asked for.
    #[oai(
        path = "/applications/:code/resubmit",
        method = "post",
        operation_id = "resubmit_application"
    )]
    async fn resubmit(&self, caller: Caller, code: Path<String>) -> Result<Done, ApiError> {
        let done = resubmit_application(&caller.app, &caller.actor, &code.0).await;
        done.map_err(|error| hidden_from(&caller.actor, error))?;
        Ok(Done::Done)
    }

    /// Withdraw an application
    #[oai(
        path = "/applications/:code/withdraw",
        method = "post",
        operation_id = "withdraw_application"
    )]
    async fn withdraw(&self, caller: Caller, code: Path<String>) -> Result<Done, ApiError> {
        let done = withdraw_application(&caller.app, &caller.actor, &code.0).await;
        done.map_err(|error| hidden_from(&caller.actor, error))?;
        Ok(Done::Done)
    }
}

pub fn receipt(made: &application::Receipt) -> WithSecret<Created<Receipt>> {
    let code = made.code.to_string();
    let secret = made.link.reveal().to_owned();
    let place = format!("{PREFIX}/applications/{code}");
    let kept = KeptSecret::Link(code.clone());
    let body = Receipt { code, secret };
    WithSecret(Created::At(Json(body), place), kept)
}

/// A vendor does not learn which other codes there are.
pub fn hidden_from(actor: &Actor, error: AppError) -> ApiError {
    match actor {
        Actor::Vendor { .. } => hidden(error),
        _ => error.into(),
    }
}

fn hidden(error: AppError) -> ApiError {
    match error {
        AppError::Forbidden => AppError::NotFound("application").into(),
        error => error.into(),
    }
}
