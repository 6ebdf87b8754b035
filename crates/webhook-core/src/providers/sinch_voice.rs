//! Sinch Voice and Verification: requests signed as a whole, in `Authorization`.
//!
//! - Voice: <https://developers.sinch.com/docs/voice/api-reference/authentication/callback-signed-request>
//! - Verification: <https://developers.sinch.com/docs/verification/api-reference/authentication/callback-signed-request>
//! - Voice 2.0: <https://developers.sinch.com/docs/voice-2.0/api-reference/webhook-signature>
//! - The PyPI package `sinch` 2.3.0 core/internal/sinch_events/authorization_helpers.py (official)

use crate::scheme::{
    At, Base64Prefix, Encoding, Evidence, Grammar, KeyFormat, Part, Scheme, TimeUnit,
};

/// Sinch Voice and Verification; needs the public URL. A call's id repeats for each of its events,
/// so it identifies nothing here.
pub const SINCH_VOICE: Scheme = Scheme::hmac_sha256("sinch-voice", "authorization")
    .documented(
        "Sinch (Voice, Verification)",
        "https://developers.sinch.com/docs/voice/api-reference/authentication/callback-signed-request",
        Evidence::VendorSource,
    )
    .key_format(KeyFormat::Base64(Base64Prefix::None))
    .encoding(Encoding::Base64)
    // authorization: application <key>:<base64>; Voice 2.0 says service.
    .grammar(Grammar::Credentials {
        words: &["application", "service"],
        key_id: "application or service key",
    })
    .content(&[
        Part::Method,
        Part::Lit("\n"),
        Part::BodyMd5Base64,
        Part::Lit("\n"),
        Part::Header("content-type"),
        Part::Lit("\nx-timestamp:"),
        Part::Timestamp,
        Part::Lit("\n"),
        Part::PathAndQuery,
    ])
    .timestamp(At::Header("x-timestamp"))
    .time_unit(TimeUnit::DateTime)
    .event_id(&[At::Json("/callid")])
    .event_type(&[At::Json("/event")])
    .notes(&[
        "The body enters the signature by its MD5.",
        "What is signed is the path: register a URL without a query.",
    ]);
