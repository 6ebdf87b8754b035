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
//! | GitLab: project, group and system hooks | [`GitLabEvent`] | `gitlab` |
//! | Shopify | [`ShopifyEvent`] | `shopify` |
//! | Slack: events, commands, interactions | [`SlackEvent`] | `slack` |
//! | Twilio: messages, calls, their statuses | [`TwilioEvent`] | `twilio` |
//! | SendGrid: batches | [`SendGridEvents`] | `sendgrid` |
//! | Amazon SNS, and SES over it | [`SnsMessage`] | `sns` |
//! | Discord: interactions, webhook events | [`DiscordInteraction`], [`DiscordEvent`] | `discord` |
//! | Meta: WhatsApp, Messenger, Instagram, Pages | [`MetaEvent`] | `meta` |
//! | Telegram | [`TelegramUpdate`] | `telegram` |
//! | LINE: batches | [`LineEvents`] | `line` |
//! | Twitch: notifications, revocations | [`TwitchEvent`] | `twitch` |
//! | Zoom: meetings, recordings, phone, chat | [`ZoomEvent`] | `zoom` |
//! | Linear: data changes, agent sessions, notifications | [`LinearEvent`] | `linear` |
//! | Paddle | [`PaddleEvent`] | `paddle` |
//! | PayPal | [`PayPalEvent`] | `paypal` |
//! | Square | [`SquareEvent`] | `square` |
//! | Clerk | [`ClerkEvent`] | `clerk` |
//! | Resend | [`ResendEvent`] | `resend` |
//! | OpenAI | [`OpenAiEvent`] | `openai` |
//! | Standard Webhooks, Svix and all that follow them (Anthropic, Replicate, Liveblocks, Lithic, Polar, Finch, and the three above) | [`StandardEvent`] | `standard` |
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

#[cfg(feature = "clerk")]
mod clerk;
#[cfg(feature = "discord")]
mod discord;
mod envelope;
mod error;
mod event;
#[cfg(feature = "axum")]
pub mod extract;
#[cfg(feature = "github")]
mod github;
#[cfg(feature = "gitlab")]
mod gitlab;
mod item;
mod json_event;
mod kind;
#[cfg(feature = "line")]
mod line;
#[cfg(feature = "linear")]
mod linear;
mod locate;
mod members;
#[cfg(feature = "meta")]
mod meta;
mod names;
#[cfg(feature = "openai")]
mod openai;
#[cfg(feature = "paddle")]
mod paddle;
mod params;
mod payload;
#[cfg(feature = "paypal")]
mod paypal;
#[cfg(feature = "resend")]
mod resend;
#[cfg(feature = "sendgrid")]
mod sendgrid;
#[cfg(feature = "shopify")]
mod shopify;
#[cfg(feature = "slack")]
mod slack;
#[cfg(feature = "sns")]
mod sns;
#[cfg(feature = "square")]
mod square;
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
#[cfg(feature = "twitch")]
mod twitch;
mod typed;
#[cfg(feature = "zoom")]
mod zoom;

#[cfg(feature = "clerk")]
pub use clerk::{ClerkEvent, ClerkEventType};
#[cfg(feature = "discord")]
pub use discord::{DiscordEvent, DiscordEventType, DiscordInteraction, DiscordInteractionType};
pub use error::{EventError, PayloadError};
pub use event::Event;
#[cfg(feature = "github")]
pub use github::{GitHubEvent, GitHubEventType};
#[cfg(feature = "gitlab")]
pub use gitlab::{GitLabEvent, GitLabEventType};
pub use item::EventItem;
#[cfg(feature = "line")]
pub use line::{LineEventType, LineEvents, LineItem};
#[cfg(feature = "linear")]
pub use linear::{LinearAction, LinearEvent, LinearEventType};
#[cfg(feature = "meta")]
pub use meta::{MetaChange, MetaEntry, MetaEvent, MetaField, MetaObject};
#[cfg(feature = "openai")]
pub use openai::{OpenAiEvent, OpenAiEventType};
#[cfg(feature = "paddle")]
pub use paddle::{PaddleEvent, PaddleEventType};
pub use payload::payload;
#[cfg(feature = "paypal")]
pub use paypal::{PayPalEvent, PayPalEventType};
#[cfg(feature = "resend")]
pub use resend::{ResendEvent, ResendEventType};
#[cfg(feature = "sendgrid")]
pub use sendgrid::{SendGridEventType, SendGridEvents};
#[cfg(feature = "shopify")]
pub use shopify::{ShopifyEvent, ShopifyTopic};
#[cfg(feature = "slack")]
pub use slack::{SlackEvent, SlackEventType, SlackInteractionType, SlackKind};
#[cfg(feature = "sns")]
pub use sns::{SnsMessage, SnsMessageType};
#[cfg(feature = "square")]
pub use square::{SquareEvent, SquareEventType};
#[cfg(feature = "standard")]
pub use standard::{AnyData, StandardEvent};
#[cfg(feature = "stripe")]
pub use stripe::{RelatedObject, StripeEvent, StripeEventType};
#[cfg(feature = "telegram")]
pub use telegram::{TelegramCommand, TelegramUpdate, TelegramUpdateKind};
#[cfg(feature = "twilio")]
pub use twilio::{TwilioCallStatus, TwilioEvent, TwilioKind, TwilioMessageStatus};
#[cfg(feature = "twitch")]
pub use twitch::{TwitchEvent, TwitchEventType};
#[cfg(feature = "zoom")]
pub use zoom::{ZoomEvent, ZoomEventType};
