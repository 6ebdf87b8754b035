//! Receive webhooks with warp: verified, fresh, once, and typed.

#![warn(missing_docs)]

mod events;
mod guard;
mod inner;
mod rejection;
mod request;
mod route;
mod serve;

pub use events::{delivery, event, item_dedupe, optional_delivery, optional_event};
pub use guard::{guard, guard_rejecting};
pub use rejection::{Refused, Rejected, recover};
pub use serve::{Server, serve};
pub use tower_webhook::*;
#[cfg(feature = "testing")]
pub use webhook_core::testing;
pub use webhook_core::{
    self as core, ConfigError, Delivery, Refusal, Scheme, Secret, Secrets, WebhookRejection,
    providers,
};
pub use webhook_events::*;
