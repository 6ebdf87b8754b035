//! GoCardless.
//!
//! - Documentation: <https://developer.gocardless.com/getting-started/api/staying-up-to-date-with-webhooks/>
//! - The npm package `gocardless-nodejs` 10.1.2 esm/webhooks.js (official)

use crate::scheme::{At, Batch, Evidence, Scheme};

/// GoCardless.
pub const GOCARDLESS: Scheme = Scheme::hmac_sha256("gocardless", "webhook-signature")
    .documented(
        "GoCardless",
        "https://developer.gocardless.com/getting-started/api/staying-up-to-date-with-webhooks/",
        Evidence::VendorSource,
    )
    .event_id(&[At::Json("/events/0/id")])
    .event_type(&[At::JsonJoin("/events/0/resource_type", "/events/0/action")])
    .notes(&["Several events come in one request, each with its own id."])
    .batch(
        Batch::at("/events")
            .id("/id")
            .event_type(At::JsonJoin("/resource_type", "/action")),
    );
