//! Customer.io.
//!
//! - Documentation: <https://docs.customer.io/integrations/data-out/connections/webhooks/>
//! - The npm package `n8n-nodes-base` 2.41.2 nodes/CustomerIo/CustomerIoTriggerHelpers.js
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Evidence, Part, Scheme};

/// Customer.io.
pub const CUSTOMER_IO: Scheme = Scheme::hmac_sha256("customer-io", "x-cio-signature")
    .documented(
        "Customer.io",
        "https://docs.customer.io/integrations/data-out/connections/webhooks/",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Json("/event_id")])
    .content(&[
        Part::Lit("v0:"),
        Part::Timestamp,
        Part::Lit(":"),
        Part::Body,
    ])
    .timestamp(At::Header("x-cio-timestamp"))
    .event_type(&[At::Json("/object_type")])
    .retry_horizon_secs(7 * 24 * 3600)
    .response_deadline_secs(4);
