//! Holdings: given up, ended and moved by hand, and asked for again in the next term.

use chrono::NaiveDate;
use entity::kinds::Feature;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::Tag;
use super::answer::{Created, Done};
use super::application_sent::{CharitySent, TimeSent, parse_charity, parse_time};
use super::applications::{Receipt, hidden_from, receipt};
use super::caller::Caller;
use super::once::WithSecret;
use super::problem::ApiError;
use super::rounds::at;
use super::wire::{parse_label, refuse, refuse_all};
use super::words::Word;
use crate::app::application::{ApplyToRenew, apply_to_renew};
use crate::app::holding::{
    EndHolding, GiveUpHolding, MoveHolding, end_holding, give_up_holding, move_holding,
};
use crate::app::round::RoundRef;
use crate::domain::FieldErrors;
use crate::domain::fit::Misfit;
use crate::domain::values::{Label, Note};

#[derive(Clone, Copy, Debug, Object)]
struct GiveUpSent {
    /// The first day on which the stall is free for others.
    from: NaiveDate,
}

#[derive(Clone, Debug, Object)]
struct EndSent {
    /// The first day on which the stall is free for others.
    from: NaiveDate,
    /// Its vendor reads them.
    grounds: String,
}

#[derive(Clone, Debug, Object)]
struct HoldingMoveSent {
    to_stall: String,
    /// The first day at the other stall.
    from: NaiveDate,
    /// It becomes public: it must not tell whom it is about.
    reason: String,
    /// What does not fit and is done all the same; a refusal names it.
    #[oai(default)]
    despite: Vec<Word<Misfit>>,
}

#[derive(Clone, Debug, Object)]
struct HoldingMade {
    id: String,
}

/// Who holds a stall asks for it again, with wishes that they would rather have.
#[derive(Clone, Debug, Object)]
struct RenewalSent {
    /// The id of one of their holdings in the term before.
    holding: String,
    /// The code of what they sell.
    category: String,
    #[oai(default)]
    needs: Vec<Word<Feature>>,
    workers: u8,
    #[oai(default)]
    charity: Option<CharitySent>,
    /// Where they would rather be. What they hold is asked for without being named.
    #[oai(default)]
    trading_times: Vec<TimeSent>,
}

#[derive(Clone, Copy, Debug)]
pub struct Holdings;

#[OpenApi(tag = "Tag::Holdings")]
impl Holdings {
    /// Give a holding up
    ///
    /// By its vendor or an operator, from a day on.
    #[oai(
        path = "/holdings/:id/give-up",
        method = "post",
        operation_id = "give_up_holding"
    )]
    async fn give_up(
        &self,
        caller: Caller,
        id: Path<String>,
        sent: Json<GiveUpSent>,
    ) -> Result<Done, ApiError> {
        let command = GiveUpHolding {
            holding: id.0,
            from: sent.0.from,
        };
        let done = give_up_holding(&caller.app, &caller.actor, command).await;
        done.map_err(|error| hidden_from(&caller.actor, error))?;
        Ok(Done::Done)
    }

    /// End a holding on stated grounds
    #[oai(
        path = "/holdings/:id/end",
        method = "post",
        operation_id = "end_holding"
    )]
    async fn end(
        &self,
        caller: Caller,
        id: Path<String>,
        sent: Json<EndSent>,
    ) -> Result<Done, ApiError> {
        let grounds = Note::parse(&sent.0.grounds).map_err(|error| refuse("grounds", error))?;
        let command = EndHolding {
            holding: id.0,
            from: sent.0.from,
            grounds,
        };
        end_holding(&caller.app, &caller.actor, command).await?;
        Ok(Done::Done)
    }

    /// Move a vendor by hand
    ///
    /// For the rest of the term. That and why it was done stands in the public log of the round.
    #[oai(
        path = "/holdings/:id/move",
        method = "post",
        operation_id = "move_holding"
    )]
    async fn shift(
        &self,
        caller: Caller,
        id: Path<String>,
        sent: Json<HoldingMoveSent>,
    ) -> Result<Json<HoldingMade>, ApiError> {
        let command = MoveHolding {
            holding: id.0,
            to_stall: parse_label("to_stall", &sent.0.to_stall)?,
            from: sent.0.from,
            reason: Note::parse(&sent.0.reason).map_err(|error| refuse("reason", error))?,
            despite: sent.0.despite.into_iter().map(|word| word.0).collect(),
        };
        let id = move_holding(&caller.app, &caller.actor, command).await?;
        Ok(Json(HoldingMade { id }))
    }

    /// Apply to renew
    ///
    /// By the holder or an operator, for the next round where its rules let holders keep what they
    /// have.
    #[oai(
        path = "/markets/:market/rounds/:round/renewals",
        method = "post",
        operation_id = "apply_to_renew"
    )]
    async fn renew(
        &self,
        caller: Caller,
        market: Path<String>,
        round: Path<String>,
        sent: Json<RenewalSent>,
    ) -> Result<WithSecret<Created<Receipt>>, ApiError> {
        let command = renewal(at(&market, &round), &sent.0)?;
        let made = apply_to_renew(&caller.app, &caller.actor, command).await;
        let made = made.map_err(|error| hidden_from(&caller.actor, error))?;
        Ok(receipt(&made))
    }
}

fn renewal(at: RoundRef, sent: &RenewalSent) -> Result<ApplyToRenew, ApiError> {
    let mut errors = FieldErrors::default();
    let category = errors.check("category", Label::parse(&sent.category));
    let charity = sent.charity.as_ref().map(parse_charity).transpose();
    let charity = errors.check("charity", charity);
    let times = sent.trading_times.iter().map(parse_time);
    let times = errors.check("trading_times", times.collect::<Result<Vec<_>, _>>());
    let (Some(category), Some(charity), Some(times)) = (category, charity, times) else {
        return Err(refuse_all(errors));
    };
    Ok(ApplyToRenew {
        at,
        holding: sent.holding.clone(),
        category,
        needs: sent.needs.iter().map(|word| word.0).collect(),
        workers: sent.workers,
        charity,
        times,
    })
}
