//! Box.
//!
//! - Documentation: <https://developer.box.com/guides/webhooks/v2/signatures-v2/>
//! - The npm package `box-node-sdk` 10.12.0 src/managers/webhooks.ts, src/internal/utilsNode.ts,
//!   src/test/webhooks.test.ts (official)
//! - The npm package `n8n-nodes-base` 2.41.2 nodes/Box/BoxTriggerHelpers.js

use crate::scheme::{At, Encoding, Evidence, Identity, Part, Scheme, TimeUnit};

/// Box.
pub const BOX: Scheme = Scheme::hmac_sha256("box", "box-signature-primary")
    .documented(
        "Box",
        "https://developer.box.com/guides/webhooks/v2/signatures-v2/",
        Evidence::VendorSource,
    )
    .further_signatures(&["box-signature-secondary"])
    .fixed_headers(&[
        ("box-signature-version", "1"),
        ("box-signature-algorithm", "HmacSHA256"),
    ])
    .encoding(Encoding::Base64)
    .event_id(&[At::Header("box-delivery-id")])
    .content(&[Part::Body, Part::Timestamp])
    .timestamp(At::Header("box-delivery-timestamp"))
    .time_unit(TimeUnit::DateTime)
    .tolerance_secs(600)
    .event_type(&[At::Json("/trigger")])
    .identity(Identity::IdAndContent(At::Header("box-delivery-id"), &[]));
