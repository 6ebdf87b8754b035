//! Lob.
//!
//! - Documentation: <https://docs.lob.com/#tag/Webhooks>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Evidence, Part, Scheme, TimeUnit};

/// Lob.
pub const LOB: Scheme = Scheme::hmac_sha256("lob", "lob-signature")
    .documented(
        "Lob",
        "https://docs.lob.com/#tag/Webhooks",
        Evidence::ThirdParty,
    )
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::Header("lob-signature-timestamp"))
    .time_unit(TimeUnit::Opaque)
    .notes(&["The unit of its timestamp is not documented, so its age is not checked."]);
