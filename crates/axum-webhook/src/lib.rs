//! Receive webhooks with axum.
#![warn(missing_docs)]

mod webhook;

pub use tower_webhook::*;
pub use webhook::Webhook;
#[cfg(feature = "testing")]
pub use webhook_core::testing;
pub use webhook_core::{
    self as core, ConfigError, Delivery, Refusal, Scheme, Secret, Secrets, WebhookRejection,
    providers,
};
pub use webhook_events::*;
