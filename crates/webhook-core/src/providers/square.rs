//! Square.
//!
//! - Documentation: <https://developer.squareup.com/docs/webhooks/step3validate>
//! - The npm package `square` 46.0.0 wrapper/WebhooksHelper.js (official)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - <https://developer.squareup.com/docs/webhooks/step4manage>

use crate::scheme::{At, Encoding, Evidence, Identity, Part, Scheme};

/// Square.
pub const SQUARE: Scheme = Scheme::hmac_sha256("square", "x-square-hmacsha256-signature")
    .documented(
        "Square",
        "https://developer.squareup.com/docs/webhooks/step3validate",
        Evidence::VendorSource,
    )
    .encoding(Encoding::Base64)
    .event_id(&[At::Json("/event_id")])
    .content(&[Part::Url, Part::Body])
    .event_type(&[At::Json("/type")])
    .identity(Identity::SignedId(At::Json("/event_id")))
    .response_deadline_secs(10)
    .retry_horizon_secs(72 * 3600);
