//! Vercel: drains of logs. Its other webhooks are [`VERCEL`](super::VERCEL).
//!
//! - Documentation: <https://vercel.com/docs/drains/security>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{Algorithm, Evidence, Scheme};

/// Vercel log drains.
pub const VERCEL_LOG_DRAINS: Scheme =
    Scheme::hmac(Algorithm::HmacSha1, "vercel-log-drains", "x-vercel-signature")
        .documented("Vercel log drains", "https://vercel.com/docs/drains/security", Evidence::ThirdParty)
        .notes(&[
            "Every answer must carry the header x-vercel-verify with the drain's token; add it around the layer.",
            "The request that checks the endpoint is unsigned, and refused here.",
            "A body is an array, or lines of JSON; one that is compressed is refused.",
        ]);
