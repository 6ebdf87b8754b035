//! BigCommerce: Standard Webhooks keyed with the app's client secret.
//!
//! - Documentation: <https://docs.bigcommerce.com/developer/docs/integrations/webhooks/https>
//! - Its text: GitHub bigcommerce/docs @94be67d `docs/integrations/webhooks/https-webhook-overview.mdx`

use super::standard_webhooks::V1;
use crate::scheme::{At, Evidence, KeyFormat, Scheme};

/// BigCommerce.
pub const BIGCOMMERCE: Scheme = V1
    .renamed("bigcommerce", "BigCommerce")
    .documented(
        "BigCommerce",
        "https://docs.bigcommerce.com/developer/docs/integrations/webhooks/https",
        Evidence::VendorDocs,
    )
    // The documentation hands the library the secret in base64, which the library takes off again.
    .key_format(KeyFormat::Utf8)
    .event_type(&[At::Json("/scope")])
    .notes(&[
        "The secret is the client secret of the app that made the webhook.",
        "When fewer than 90 % of two minutes' deliveries succeed, nothing is sent to the domain for three minutes.",
    ])
    .retry_horizon_secs(48 * 3600);
