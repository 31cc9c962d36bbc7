//! The steps that a round takes, one after the other.

use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};

use super::Tag;
use super::answer::Done;
use super::caller::Caller;
use super::problem::ApiError;
use super::rounds::at;
use super::wire::refuse;
use crate::app::draw::{RecordSeed, SeedTyped, record_seed};
use crate::app::round::{
    CancelRound, cancel_round, close_applications, close_round, freeze_list, make_final,
    open_round, publish_list, publish_result, start_round,
};
use crate::domain::values::Note;

/// What a round can be told to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "kebab-case")]
enum Step {
    /// Take applications; rules and dates are fixed from here on.
    Open,
    CloseApplications,
    PublishList,
    /// Fix the list and publish the commitment to it.
    Freeze,
    PublishResult,
    /// End the time for objections; offers go out.
    MakeFinal,
    Start,
    Close,
}

#[derive(Clone, Debug, Object)]
struct ReasonSent {
    reason: String,
}

#[derive(Clone, Debug, Object)]
struct SeedSent {
    /// One for each source that the rules name, in their order.
    values: Vec<SeedValueSent>,
    /// A seed of fewer than 128 bits is taken only with this.
    #[oai(default)]
    weak_accepted: bool,
}

#[derive(Clone, Debug, Object)]
struct SeedValueSent {
    value: String,
    /// The source failed, and this is what its fallback said.
    #[oai(default)]
    is_fallback: bool,
}

#[derive(Clone, Copy, Debug)]
pub struct RoundSteps;

#[OpenApi(tag = "Tag::Rounds")]
impl RoundSteps {
    /// Take the next step
    ///
    /// A step that the round is not ready for is refused; the refusal says what it waits for.
    #[oai(
        path = "/markets/:market/rounds/:round/steps/:step",
        method = "post",
        operation_id = "step_round"
    )]
    async fn step(
        &self,
        caller: Caller,
        market: Path<String>,
        round: Path<String>,
        step: Path<Step>,
    ) -> Result<Done, ApiError> {
        let at = at(&market, &round);
        let (app, actor) = (&caller.app, &caller.actor);
        match step.0 {
            Step::Open => open_round(app, actor, at).await?,
            Step::CloseApplications => close_applications(app, actor, at).await?,
            Step::PublishList => publish_list(app, actor, at).await?,
            Step::Freeze => freeze_list(app, actor, at).await?,
            Step::PublishResult => publish_result(app, actor, at).await?,
            Step::MakeFinal => make_final(app, actor, at).await?,
            Step::Start => start_round(app, actor, at).await?,
            Step::Close => close_round(app, actor, at).await?,
        }
        Ok(Done::Done)
    }

    /// Record what chance said
    ///
    /// The draws are computed after that, by a job; `show_round` says when they are.
    #[oai(
        path = "/markets/:market/rounds/:round/seed",
        method = "post",
        operation_id = "record_seed"
    )]
    async fn seed(
        &self,
        caller: Caller,
        market: Path<String>,
        round: Path<String>,
        sent: Json<SeedSent>,
    ) -> Result<Done, ApiError> {
        let values = sent.0.values.into_iter().map(|typed| SeedTyped {
            value: typed.value,
            is_fallback: typed.is_fallback,
        });
        let command = RecordSeed {
            at: at(&market, &round),
            values: values.collect(),
            weak_accepted: sent.0.weak_accepted,
        };
        record_seed(&caller.app, &caller.actor, command).await?;
        Ok(Done::Done)
    }

    /// Call a round off
    ///
    /// From freezing on in public, with the bundle of what was frozen.
    #[oai(
        path = "/markets/:market/rounds/:round/cancel",
        method = "post",
        operation_id = "cancel_round"
    )]
    async fn cancel(
        &self,
        caller: Caller,
        market: Path<String>,
        round: Path<String>,
        sent: Json<ReasonSent>,
    ) -> Result<Done, ApiError> {
        let reason = Note::parse(&sent.0.reason).map_err(|error| refuse("reason", error))?;
        let at = at(&market, &round);
        cancel_round(&caller.app, &caller.actor, CancelRound { at, reason }).await?;
        Ok(Done::Done)
    }
}
