//! Telnyx.
//!
//! - Documentation: <https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks>
//! - The npm package `telnyx` 7.24.0 src/lib/webhooks.ts (official)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{
    Algorithm, At, Base64Prefix, Encoding, Evidence, Identity, KeyFormat, Part, Scheme,
};

/// Telnyx.
pub const TELNYX: Scheme = Scheme::hmac(Algorithm::Ed25519, "telnyx", "telnyx-signature-ed25519")
    .documented(
        "Telnyx",
        "https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks",
        Evidence::VendorSource,
    )
    .event_id(&[At::Json("/data/id")])
    .key_format(KeyFormat::Base64(Base64Prefix::None))
    .encoding(Encoding::Base64)
    .content(&[Part::Timestamp, Part::Lit("|"), Part::Body])
    .timestamp(At::Header("telnyx-timestamp"))
    .event_type(&[At::Json("/data/event_type")])
    .identity(Identity::SignedId(At::Json("/data/id")))
    .response_deadline_secs(2);
