//! Deepgram: results of transcriptions, sent to a callback.
//!
//! - Documentation: <https://developers.deepgram.com/docs/callback>
//! - GitHub hookdeck/webhook-skills `deepgram-webhooks` @f8a4801 (independent)

use crate::scheme::{Evidence, Scheme};

/// Deepgram callbacks.
pub const DEEPGRAM: Scheme = Scheme::token("deepgram", "dg-token")
    .documented("Deepgram", "https://developers.deepgram.com/docs/callback", Evidence::ThirdParty)
    .notes(&[
        "dg-token is the identifier of the API key, which is no secret: anybody who has seen it can send. Put credentials into the callback's URL as well.",
    ]);
