//! Finch: Standard Webhooks under `Finch-*` names; the secret is base64 without a prefix.
//!
//! - Documentation: <https://developer.tryfinch.com/implementation-guide/Webhooks>
//! - Checked against the npm package `@tryfinch/finch-api` 10.7.0.

use super::standard_webhooks::V1;
use crate::scheme::{At, Base64Prefix, Evidence, Identity, KeyFormat, Scheme};

/// Finch.
pub const FINCH: Scheme = V1
    .renamed("finch", "Finch")
    .signature_from("finch-signature")
    .documented(
        "Finch",
        "https://developer.tryfinch.com/implementation-guide/Webhooks",
        Evidence::VendorSource,
    )
    .key_format(KeyFormat::Base64(Base64Prefix::None))
    .event_id(&[At::Header("finch-event-id")])
    .timestamp(At::Header("finch-timestamp"))
    .event_type(&[At::Json("/event_type")])
    .identity(Identity::SignedId(At::Header("finch-event-id")));
