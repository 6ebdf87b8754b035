//! env zero (env0).
//!
//! - Documentation: <https://docs.envzero.com/guides/integrations/notifications/webhooks>
//!
//! The page lists headers that start with `x-env-zero-`, and shows a request that has `x-env0-`.

use crate::scheme::{At, Evidence, Identity, Scheme};

/// env zero.
pub const ENV_ZERO: Scheme = Scheme::hmac_sha256("env-zero", "x-env0-signature")
    .documented(
        "env zero",
        "https://docs.envzero.com/guides/integrations/notifications/webhooks",
        Evidence::VendorDocs,
    )
    .header_alias("x-env0-", "x-env-zero-")
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/type")])
    // In the signed body; the header has another id, which nothing covers.
    .identity(Identity::SignedId(At::Json("/id")))
    .facts(&["x-env0-event-id"])
    .notes(&[
        "Without a secret, deliveries are unsigned, and refused here.",
        "There are no retries.",
    ])
    .response_deadline_secs(10);
