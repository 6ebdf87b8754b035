//! Solidgate.
//!
//! - Documentation: <https://docs.solidgate.com/payments/integrate/webhooks/>
//! - The npm package `@solidgate/node-sdk` 1.4.1 src/api.js (official): how it signs
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d0 (independent notes): headers
//! - The same repository's `skills/solidgate-webhooks/SKILL.md`: eight retries, 15 and 30 minutes and
//!   1, 2, 4, 8, 16 and 24 hours apart

use crate::scheme::{Algorithm, At, Encoding, Evidence, Identity, Part, Scheme};

const ID: At = At::Header("solidgate-event-id");
const PUBLIC_KEY: Part = Part::KeyId("public key");

/// Solidgate; needs the webhook's public key as the secret's key id.
pub const SOLIDGATE: Scheme = Scheme::hmac(Algorithm::HmacSha512, "solidgate", "signature")
    .documented(
        "Solidgate",
        "https://docs.solidgate.com/payments/integrate/webhooks/",
        Evidence::VendorSource,
    )
    .encoding(Encoding::HexInBase64)
    .content(&[PUBLIC_KEY, Part::Body, PUBLIC_KEY])
    .event_id(&[ID])
    .event_type(&[At::Header("solidgate-event-type")])
    .identity(Identity::IdAndContent(ID, &[]))
    .notes(&[
        "The secret is the webhook's secret key (wh_sk_…), its key id the public one (wh_pk_…).",
    ])
    .retry_horizon_secs(200_700)
    .response_deadline_secs(30);
