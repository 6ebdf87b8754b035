//! Sans-IO webhook verification.
//!
//! A provider is *data*: a [`Scheme`] says what is signed, how, and where everything stands in a
//! request. A [`Verifier`] compiled from it turns a request into [`Verified`], or into a typed
//! [`Refusal`]; a [`Signer`] does the reverse from the same table. There is no I/O here, no clock
//! and no runtime: `tower-webhook` brings those.
//!
//! | to … | see |
//! |---|---|
//! | verify a request | [`Verifier`] |
//! | receive on a host without tower | [`Receiver`](receiver) |
//! | sign one | [`Signer`], [`testing`](https://docs.rs/webhook-core) with the feature of that name |
//! | pick a provider | [`providers`] |
//! | describe your own format | [`scheme`] |
//! | fetch keys that are published | [`keys`] |
//! | keep claims elsewhere | [`store`] |

#![warn(missing_docs)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

mod candidates;
mod config_error;
#[cfg(feature = "conformance")]
pub mod conformance;
pub mod danger;
mod delivery;
mod event_names;
#[cfg(feature = "axum")]
mod extract;
mod form;
pub mod handshake;
mod identity;
mod inbound;
mod items;
mod json;
mod json_tree;
mod jws;
#[cfg(feature = "jwt")]
mod jwt;
mod key;
pub mod keys;
mod mac;
#[cfg(feature = "message-signatures")]
mod message_signature;
mod multipart;
mod placed;
pub mod providers;
mod public_key;
mod public_url;
pub mod receiver;
mod refusal;
mod rejection;
pub mod scheme;
mod secret;
pub mod signer;
pub mod sink;
pub mod sns;
pub mod source;
pub mod store;
mod tails;
mod time;
mod unhandled;
mod verified;
mod verifier;

#[cfg(feature = "testing")]
pub mod testing;

pub use config_error::ConfigError;
pub use delivery::{DedupeBy, Delivery, DeliveryContext};
pub use inbound::{Head, Inbound};
pub use items::Item;
pub use keys::{KeySource, Keyring};
pub use receiver::{Intake, NoDelivery, Receiver};
pub use refusal::Refusal;
pub use rejection::WebhookRejection;
pub use scheme::Scheme;
pub use secret::{Secret, Secrets};
pub use signer::Signer;
pub use sink::SecretSink;
pub use source::SecretSource;
pub use store::{DedupeKey, DedupeStore};
pub use time::{Clock, UnixTime};
pub use unhandled::Unhandled;
pub use verified::Verified;
pub use verifier::{Verification, Verifier, check_public_url, check_tolerance};
