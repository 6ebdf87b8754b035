//! Authorize.Net.
//!
//! - Documentation: <https://developer.authorize.net/api/reference/features/webhooks.html>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{Algorithm, At, Encoding, Evidence, Grammar, KeyFormat, Scheme};

/// Authorize.Net.
pub const AUTHORIZE_NET: Scheme =
    Scheme::hmac(Algorithm::HmacSha512, "authorize-net", "x-anet-signature")
        .documented(
            "Authorize.Net",
            "https://developer.authorize.net/api/reference/features/webhooks.html",
            Evidence::ThirdParty,
        )
        .key_format(KeyFormat::Hex)
        .grammar(Grammar::Whole { prefix: "sha512=" })
        .encoding(Encoding::UpperHex)
        .event_id(&[At::Json("/notificationId")])
        .event_type(&[At::Json("/eventType")]);
