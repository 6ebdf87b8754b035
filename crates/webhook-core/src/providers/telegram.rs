//! Telegram Bot API.
//!
//! - Documentation: <https://core.telegram.org/bots/api#setwebhook>
//! - Updates are kept for 24 hours: <https://core.telegram.org/bots/api#getting-updates>
//! - tdlib/telegram-bot-api WebhookActor.cpp/.h
//! - The npm package `telegraf` 4.16.3

use crate::scheme::{At, Evidence, Scheme};

/// Telegram Bot API.
pub const TELEGRAM: Scheme = Scheme::token("telegram", "x-telegram-bot-api-secret-token")
    .documented(
        "Telegram Bot API",
        "https://core.telegram.org/bots/api#setwebhook",
        Evidence::VendorSource,
    )
    .event_id(&[At::Json("/update_id")])
    .notes(&[
        "The token is the secret_token of setWebhook.",
        "The answer may hold a method for Telegram to run.",
        "Updates of one chat wait for the one that fails.",
    ])
    .retry_horizon_secs(24 * 3600);
