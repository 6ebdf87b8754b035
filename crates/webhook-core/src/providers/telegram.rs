//! Telegram Bot API.
//!
//! - Documentation: <https://core.telegram.org/bots/api#setwebhook>
//! - Updates are kept for 24 hours: <https://core.telegram.org/bots/api#getting-updates>
//! - tdlib/telegram-bot-api WebhookActor.cpp/.h
//! - The npm package `telegraf` 4.16.3

use crate::scheme::{At, Evidence, Scheme};

/// An update has one of these members: <https://core.telegram.org/bots/api#update>.
const KINDS: &[&str] = &[
    "business_connection",
    "business_message",
    "callback_query",
    "channel_post",
    "chat_boost",
    "chat_join_request",
    "chat_member",
    "chosen_inline_result",
    "deleted_business_messages",
    "edited_business_message",
    "edited_channel_post",
    "edited_message",
    "guest_message",
    "inline_query",
    "managed_bot",
    "message",
    "message_reaction",
    "message_reaction_count",
    "my_chat_member",
    "poll",
    "poll_answer",
    "pre_checkout_query",
    "purchased_paid_media",
    "removed_chat_boost",
    "shipping_query",
    "stopped_message_generation",
    "subscription",
];

/// Telegram Bot API.
pub const TELEGRAM: Scheme = Scheme::token("telegram", "x-telegram-bot-api-secret-token")
    .documented(
        "Telegram Bot API",
        "https://core.telegram.org/bots/api#setwebhook",
        Evidence::VendorSource,
    )
    .event_id(&[At::Json("/update_id")])
    .event_type(&[At::JsonMember(KINDS)])
    .notes(&[
        "The token is the secret_token of setWebhook.",
        "The answer may hold a method for Telegram to run.",
        "Updates of one chat wait for the one that fails.",
    ])
    .retry_horizon_secs(24 * 3600);
