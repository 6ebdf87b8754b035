//! Wise.
//!
//! - Documentation: <https://docs.wise.com/features/webhooks-notifications/event-handling>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/bespoke/wise.ts` and
//!   wise.test.ts
//! - The npm package `n8n-nodes-base` 2.41.2 nodes/Wise/WiseTrigger.node.js (legacy X-Signature,
//!   RSA-SHA1)
//! - transferwise/digital-signatures-examples verify-webhook-signature/verify-signature.js: a
//!   delivery of the sandbox, recomputed

use crate::scheme::{Algorithm, At, Encoding, Evidence, Identity, KeyFormat, Scheme};

/// Wise.
pub const WISE: Scheme = Scheme::hmac(Algorithm::RsaSha256, "wise", "x-signature-sha256")
    .documented(
        "Wise",
        "https://docs.wise.com/features/webhooks-notifications/event-handling",
        Evidence::VendorSource,
    )
    .event_id(&[At::Header("x-delivery-id")])
    .key_format(KeyFormat::PublicKey)
    .encoding(Encoding::Base64)
    .event_type(&[At::Json("/event_type")])
    .identity(Identity::IdAndContent(At::Header("x-delivery-id"), &[]))
    .notes(&[
        "The secret is the public key that Wise publishes, another one for the sandbox.",
        "The older X-Signature with SHA-1 is not read.",
    ])
    .retry_horizon_secs(14 * 24 * 3600)
    .response_deadline_secs(5);
