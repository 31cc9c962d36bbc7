//! Webhooks: other systems that are told what happens.

use chrono::{DateTime, Utc};
use entity::kinds::{DeliveryState, WebhookEvent};
use entity::{webhook, webhook_delivery};
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::types::Any;
use poem_openapi::{Object, OpenApi};
use serde_json::Value;

use super::Tag;
use super::answer::{Created, Done};
use super::caller::Caller;
use super::document::PREFIX;
use super::list::{List, Wanted, cursor, part_of};
use super::once::WithSecret;
use super::problem::ApiError;
use super::wire::refuse;
use super::words::Word;
use crate::app::keyset::Seek;
use crate::app::once::KeptSecret;
use crate::app::webhook::{
    CreateWebhook, create_webhook, end_webhook, list_deliveries, list_webhooks, send_again,
};
use crate::domain::webhook::WebhookUrl;

/// Another system that is told.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct Webhook {
    id: String,
    url: String,
    created_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, Object)]
struct WebhookSent {
    /// `https`, and without a name or password in it.
    url: String,
}

#[derive(Clone, Debug, Object)]
struct WebhookMade {
    id: String,
    /// With which you check signatures.
    secret: String,
}

/// One message to it.
#[derive(Clone, Debug, Object)]
#[oai(skip_serializing_if_is_none)]
struct Delivery {
    /// What `webhook-id` says.
    id: String,
    event: Word<WebhookEvent>,
    state: Word<DeliveryState>,
    body: Any<Value>,
    failures_count: i32,
    /// What the last try met: a status, or why there was none.
    answer: Option<String>,
    due_at: DateTime<Utc>,
    created_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Copy, Debug)]
pub struct Webhooks;

#[OpenApi(tag = "Tag::Webhooks")]
impl Webhooks {
    /// The webhooks of a market
    ///
    /// The latest first, those that ended too. For its operators.
    #[oai(
        path = "/markets/:market/webhooks",
        method = "get",
        operation_id = "list_webhooks"
    )]
    async fn list(
        &self,
        caller: Caller,
        market: Path<String>,
        limit: Query<Option<u64>>,
        cursor: Query<Option<String>>,
    ) -> Result<Json<List<Webhook>>, ApiError> {
        let mut wanted = Wanted::new(limit.0, cursor.0.as_deref())?;
        wanted.descending = true;
        let rows = list_webhooks(&caller.app, &caller.actor, &market.0).await?;
        let key = |row: &webhook::Model| {
            let at = row.created_at.format("%Y%m%d%H%M%S%6f");
            (at.to_string(), row.public_id.clone())
        };
        Ok(Json(part_of(rows, &wanted, key, |row| Ok(shown(row)))?))
    }

    /// Name a system that is told
    ///
    /// Of every change to a round, an offer or a holding, by id and never by name.
    #[oai(
        path = "/markets/:market/webhooks",
        method = "post",
        operation_id = "create_webhook"
    )]
    async fn create(
        &self,
        caller: Caller,
        market: Path<String>,
        sent: Json<WebhookSent>,
    ) -> Result<WithSecret<Created<WebhookMade>>, ApiError> {
        let url = WebhookUrl::parse(&sent.0.url).map_err(|error| refuse("url", error))?;
        let command = CreateWebhook {
            market: market.0.clone(),
            url,
        };
        let made = create_webhook(&caller.app, &caller.actor, command).await?;
        let place = format!("{PREFIX}/markets/{}/webhooks/{}", market.0, made.id);
        let kept = KeptSecret::Webhook(made.id.clone());
        let body = WebhookMade {
            id: made.id,
            secret: made.secret,
        };
        Ok(WithSecret(Created::At(Json(body), place), kept))
    }

    /// End a webhook
    ///
    /// It is told nothing more, not even what is on its way.
    #[oai(
        path = "/markets/:market/webhooks/:id",
        method = "delete",
        operation_id = "end_webhook"
    )]
    async fn end(
        &self,
        caller: Caller,
        market: Path<String>,
        id: Path<String>,
    ) -> Result<Done, ApiError> {
        end_webhook(&caller.app, &caller.actor, &market.0, &id.0).await?;
        Ok(Done::Done)
    }

    /// What a webhook was told
    ///
    /// The latest first.
    #[oai(
        path = "/markets/:market/webhooks/:id/deliveries",
        method = "get",
        operation_id = "list_deliveries"
    )]
    async fn deliveries(
        &self,
        caller: Caller,
        market: Path<String>,
        id: Path<String>,
        /// Only those in this state.
        state: Query<Option<Word<DeliveryState>>>,
        limit: Query<Option<u64>>,
        #[oai(name = "cursor")] from: Query<Option<String>>,
    ) -> Result<Json<List<Delivery>>, ApiError> {
        let wanted = Wanted::new(limit.0, from.0.as_deref())?;
        let seek = Seek {
            after: wanted.after.map(|(_, id)| id),
            limit: Some(wanted.limit as u64),
        };
        let at = (market.0.as_str(), id.0.as_str());
        let state = state.0.map(|word| word.0);
        let part = list_deliveries(&caller.app, &caller.actor, at, state, &seek).await?;
        Ok(Json(List {
            items: part.rows.into_iter().map(told).collect(),
            next: part.next.map(|id| cursor("", &id)),
        }))
    }

    /// Send a message again
    ///
    /// With the same id.
    #[oai(
        path = "/markets/:market/webhooks/:id/deliveries/:delivery/send-again",
        method = "post",
        operation_id = "send_delivery_again"
    )]
    async fn again(
        &self,
        caller: Caller,
        market: Path<String>,
        id: Path<String>,
        delivery: Path<String>,
    ) -> Result<Done, ApiError> {
        let at = (market.0.as_str(), id.0.as_str());
        send_again(&caller.app, &caller.actor, at, &delivery.0).await?;
        Ok(Done::Done)
    }
}

fn shown(row: webhook::Model) -> Webhook {
    Webhook {
        id: row.public_id,
        url: row.url,
        created_at: row.created_at,
        ended_at: row.ended_at,
    }
}

fn told(row: webhook_delivery::Model) -> Delivery {
    Delivery {
        id: row.public_id,
        event: Word(row.event),
        state: Word(row.state),
        body: Any(serde_json::from_str(&row.body).unwrap_or_default()),
        failures_count: row.failures,
        answer: row.answer,
        due_at: row.due_at,
        created_at: row.created_at,
        ended_at: row.ended_at,
    }
}
