//! HubSpot (v1).
//!
//! - Documentation: <https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests>
//! - The npm package `@hubspot/api-client` 13.5.0 lib/src/utils/signature.js (official)

use crate::scheme::{Algorithm, At, Batch, Evidence, Part, Scheme};

/// HubSpot (v1).
pub const HUBSPOT_V1: Scheme = Scheme::hmac(Algorithm::Sha256, "hubspot-v1", "x-hubspot-signature")
    .documented(
        "HubSpot (v1)",
        "https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests",
        Evidence::VendorSource,
    )
    .event_id(&[At::Json("/0/eventId")])
    .fixed_headers(&[("x-hubspot-signature-version", "v1")])
    .content(&[Part::Secret, Part::Body])
    .event_type(&[At::Json("/0/subscriptionType")])
    .notes(&[
        "A plain hash with the secret in front can be extended by whoever saw one: use v3 where HubSpot offers it.",
    ])
    .batch(Batch::at("").id("/eventId").event_type(At::Json("/subscriptionType")));
