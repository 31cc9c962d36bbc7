//! One event on its way to one webhook.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::{WebhookDeliveryId, WebhookId};
use crate::kinds::{DeliveryState, WebhookEvent};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_delivery")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: WebhookDeliveryId,
    #[sea_orm(unique)]
    pub public_id: String,
    pub webhook_id: WebhookId,
    pub event: WebhookEvent,
    /// The JSON that is sent, byte for byte: the signature covers it.
    pub body: String,
    pub state: DeliveryState,
    pub failures: i32,
    pub due_at: DateTime<Utc>,
    pub claimed_until: Option<DateTime<Utc>>,
    /// What the last try met: a status, or why there was none.
    pub answer: Option<String>,
    pub created_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
