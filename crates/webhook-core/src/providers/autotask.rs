//! Autotask PSA.
//!
//! - Documentation: <https://www.autotask.net/help/developerhelp/Content/APIs/Webhooks/SecretKeyPayloadVerification.htm>
//! - GitHub NangoHQ/nango @2f4c0af `packages/server/lib/webhook/autotask-webhook-routing.ts`
//!   (independent verifier)

use crate::scheme::{Algorithm, Encoding, Evidence, Grammar, Scheme};

/// Autotask PSA.
pub const AUTOTASK: Scheme = Scheme::hmac(Algorithm::HmacSha1, "autotask", "x-hook-signature")
    .documented(
        "Autotask PSA",
        "https://www.autotask.net/help/developerhelp/Content/APIs/Webhooks/SecretKeyPayloadVerification.htm",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Whole { prefix: "sha1=" })
    .encoding(Encoding::Base64);
