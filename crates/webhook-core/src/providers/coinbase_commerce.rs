//! Coinbase Commerce.
//!
//! - Documentation: <https://docs.cdp.coinbase.com/commerce/api-arcitecture/webhooks-security>
//! - The npm package `coinbase-commerce-node` 1.0.4 lib/Webhook.js (official)

use crate::scheme::{At, Evidence, Identity, Scheme};

/// Coinbase Commerce.
pub const COINBASE_COMMERCE: Scheme = Scheme::hmac_sha256(
    "coinbase-commerce",
    "x-cc-webhook-signature",
)
.documented(
    "Coinbase Commerce",
    "https://docs.cdp.coinbase.com/commerce/api-arcitecture/webhooks-security",
    Evidence::VendorSource,
)
.event_id(&[At::Json("/event/id")])
.event_type(&[At::Json("/event/type")])
.identity(Identity::SignedId(At::Json("/event/id")))
.notes(&[
    "/attempt_number differs between attempts, so a retry has another body and another signature.",
])
.retry_horizon_secs(3 * 24 * 3600);
