//! Typed webhook events that never lose a delivery.
//!
//! ```
//! use webhook_events::{StripeEvent, StripeEventType};
//!
//! #[derive(serde::Deserialize)]
//! struct Invoice<'a> {
//!     id: &'a str,
//! }
//!
//! fn handle(event: &StripeEvent) -> Result<(), webhook_events::EventError> {
//!     if *event.event_type() == StripeEventType::InvoicePaid {
//!         println!("{} is paid", event.object::<Invoice<'_>>()?.id);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! # The mental model
//!
//! A verified [`Delivery`](webhook_core::Delivery) holds the signed bytes. A typed event is a view
//! of them: making one costs nothing and cannot fail, because nothing is parsed yet. Its envelope
//! (type, time, account …) is read on first use, in one pass, each member on its own: one that the
//! provider retyped or dropped reads as `None` and spoils no other. A type that this crate does
//! not know is `Unknown` with its name. The payload is parsed when you ask for it, into the type
//! you ask for, borrowing where that type borrows; if it does not fit, the error says where, and
//! `raw()` still has the bytes.
//!
//! | provider | event | feature |
//! |---|---|---|
//! | Stripe: snapshot, thin, Connect | [`StripeEvent`] | `stripe` |
//! | GitHub: JSON and form | [`GitHubEvent`] | `github` |
//! | Discord: interactions, webhook events | [`DiscordInteraction`], [`DiscordEvent`] | `discord` |
//! | Meta: WhatsApp, Messenger, Instagram, Pages | [`MetaEvent`] | `meta` |
//! | Paddle | [`PaddleEvent`] | `paddle` |
//! | SendGrid: batches | [`SendGridEvents`] | `sendgrid` |
//! | Shopify | [`ShopifyEvent`] | `shopify` |
//! | Slack: events, commands, interactions | [`SlackEvent`] | `slack` |
//! | SNS, and SES over it | [`SnsMessage`] | `sns` |
//! | Telegram | [`TelegramUpdate`] | `telegram` |
//! | Twilio: messages, calls, their statuses | [`TwilioEvent`] | `twilio` |
//! | Standard Webhooks, Svix, Clerk, Resend, OpenAI, Anthropic, Replicate, Liveblocks, Lithic, Polar, Finch | [`StandardEvent`] | `standard` |
//! | anything | your own type, see [`Event`] | |
//!
//! With feature `axum` each of them is an extractor: `async fn pay(event: StripeEvent)`.

#![warn(missing_docs)]
#![cfg_attr(
    not(feature = "default"),
    allow(
        dead_code,
        unused_imports,
        unused_macros,
        reason = "what one provider needs lies idle without it"
    )
)]

#[cfg(feature = "discord")]
mod discord;
mod envelope;
mod error;
mod event;
#[cfg(feature = "axum")]
pub mod extract;
#[cfg(feature = "github")]
mod github;
mod item;
mod json_event;
#[cfg(feature = "telegram")]
mod kind;
mod locate;
mod members;
#[cfg(feature = "meta")]
mod meta;
mod names;
#[cfg(feature = "paddle")]
mod paddle;
mod params;
mod payload;
#[cfg(feature = "sendgrid")]
mod sendgrid;
#[cfg(feature = "shopify")]
mod shopify;
#[cfg(feature = "slack")]
mod slack;
#[cfg(feature = "sns")]
mod sns;
#[cfg(feature = "standard")]
mod standard;
#[cfg(feature = "stripe")]
mod stripe;
#[cfg(feature = "telegram")]
mod telegram;
#[cfg(test)]
mod test_support;
mod time;
#[cfg(feature = "twilio")]
mod twilio;
mod typed;

#[cfg(feature = "discord")]
pub use discord::{DiscordEvent, DiscordEventType, DiscordInteraction, DiscordInteractionType};
pub use error::{EventError, PayloadError};
pub use event::Event;
#[cfg(feature = "github")]
pub use github::{GitHubEvent, GitHubEventType};
pub use item::EventItem;
#[cfg(feature = "meta")]
pub use meta::{MetaChange, MetaEntry, MetaEvent, MetaField, MetaObject};
#[cfg(feature = "paddle")]
pub use paddle::{PaddleEvent, PaddleEventType};
pub use payload::payload;
#[cfg(feature = "sendgrid")]
pub use sendgrid::{SendGridEventType, SendGridEvents};
#[cfg(feature = "shopify")]
pub use shopify::{ShopifyEvent, ShopifyTopic};
#[cfg(feature = "slack")]
pub use slack::{SlackEvent, SlackEventType, SlackInteractionType, SlackKind};
#[cfg(feature = "sns")]
pub use sns::{SnsMessage, SnsMessageType};
#[cfg(feature = "standard")]
pub use standard::StandardEvent;
#[cfg(feature = "stripe")]
pub use stripe::{RelatedObject, StripeEvent, StripeEventType};
#[cfg(feature = "telegram")]
pub use telegram::{TelegramCommand, TelegramUpdate, TelegramUpdateKind};
#[cfg(feature = "twilio")]
pub use twilio::{TwilioCallStatus, TwilioEvent, TwilioKind, TwilioMessageStatus};
