//! Webhooks: other systems that are told of rounds, offers and holdings, by id and never by name.
//!
//! What is told is written with the change; `jobs::webhooks` brings it away.

mod announce;
mod create_webhook;
mod end_webhook;
mod list_deliveries;
mod list_webhooks;
mod send_again;

pub use announce::announce;
pub use create_webhook::{CreateWebhook, CreatedWebhook, SECRET_PREFIX, create_webhook, secret_of};
pub use end_webhook::end_webhook;
pub use list_deliveries::list_deliveries;
pub use list_webhooks::list_webhooks;
pub use send_again::send_again;
