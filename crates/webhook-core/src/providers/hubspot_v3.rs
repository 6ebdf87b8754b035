//! HubSpot (v3).
//!
//! - Documentation: <https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests>
//! - The npm package `@hubspot/api-client` 13.5.0 lib/src/utils/signature.js (official)
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Batch, Encoding, Evidence, Part, Scheme, TimeUnit};

/// What HubSpot writes out before it signs.
const ESCAPES: &[&str] = &[
    "%3A", "%2F", "%3F", "%40", "%21", "%24", "%27", "%28", "%29", "%2A", "%2C", "%3B",
];

/// HubSpot (v3).
pub const HUBSPOT_V3: Scheme = Scheme::hmac_sha256("hubspot-v3", "x-hubspot-signature-v3")
    .documented(
        "HubSpot (v3)",
        "https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests",
        Evidence::VendorSource,
    )
    .event_id(&[At::Json("/0/eventId")])
    .encoding(Encoding::Base64)
    .content(&[
        Part::Method,
        Part::UrlUnescaped(ESCAPES),
        Part::Body,
        Part::Timestamp,
    ])
    .timestamp(At::Header("x-hubspot-request-timestamp"))
    .time_unit(TimeUnit::Milliseconds)
    .event_type(&[At::Json("/0/subscriptionType")])
    .notes(&["Several events come in one request, each with its own id."])
    .batch(
        Batch::at("")
            .id("/eventId")
            .event_type(At::Json("/subscriptionType")),
    );
