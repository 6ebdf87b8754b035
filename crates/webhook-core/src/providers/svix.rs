//! Svix: Standard Webhooks v1 under `svix-*` names, or `webhook-*` where the sender is white-labelled.
//!
//! - Signature: <https://docs.svix.com/receiving/verifying-payloads/how-manual>
//! - Retries over 27.6 hours, 15 seconds to answer: <https://docs.svix.com/retries>
//! - Checked against the npm package `svix` 1.99.1.

use super::standard_webhooks::V1;
use crate::scheme::{At, Evidence, Identity, Scheme};

/// Svix.
pub const SVIX: Scheme = V1
    .renamed("svix", "Svix")
    .signature_from("svix-signature")
    .documented(
        "Svix",
        "https://docs.svix.com/receiving/verifying-payloads/how-manual",
        Evidence::VendorSource,
    )
    .header_alias("svix-", "webhook-")
    .event_id(&[At::Header("svix-id")])
    .timestamp(At::Header("svix-timestamp"))
    .identity(Identity::SignedId(At::Header("svix-id")))
    .retry_horizon_secs(99_305)
    .response_deadline_secs(15);
