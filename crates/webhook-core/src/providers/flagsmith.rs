//! Flagsmith.
//!
//! - Documentation: <https://docs.flagsmith.com/system-administration/webhooks>
//! - GitHub Flagsmith/flagsmith @1ad8487 `api/core/signing.py,` api/webhooks/webhooks.py (official
//!   sender)
//! - PyPI flagsmith 6.3.0 flagsmith/webhooks.py (official)

use crate::scheme::{At, Evidence, Scheme};

/// Flagsmith.
pub const FLAGSMITH: Scheme = Scheme::hmac_sha256("flagsmith", "x-flagsmith-signature")
    .documented(
        "Flagsmith",
        "https://docs.flagsmith.com/system-administration/webhooks",
        Evidence::VendorSource,
    )
    .event_type(&[At::Json("/event_type")])
    .response_deadline_secs(10);
