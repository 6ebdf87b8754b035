//! Sellsy.
//!
//! - Documentation: <https://github.com/NangoHQ/nango/blob/2f4c0af/packages/server/lib/webhook/sellsy-webhook-routing.ts>
//! - GitHub NangoHQ/nango @2f4c0af `packages/server/lib/webhook/sellsy-webhook-routing.ts`
//!   (independent verifier)

use crate::scheme::{Algorithm, Evidence, Part, Scheme};

/// Sellsy.
pub const SELLSY: Scheme = Scheme::hmac(Algorithm::Sha1, "sellsy", "x-webhook-signature")
    .documented(
        "Sellsy",
        "https://github.com/NangoHQ/nango/blob/2f4c0af/packages/server/lib/webhook/sellsy-webhook-routing.ts",
        Evidence::ThirdParty,
    )
    .content(&[Part::Secret, Part::Body])
    .notes(&[
        "A plain hash with the secret in front can be extended by whoever saw one; there is nothing better.",
    ]);
