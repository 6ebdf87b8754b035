//! HubSpot (v2).
//!
//! - Documentation: <https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests>
//! - The npm package `@hubspot/api-client` 13.5.0 lib/src/utils/signature.js (official)

use crate::scheme::{Algorithm, At, Batch, Evidence, Part, Scheme};

/// HubSpot (v2).
pub const HUBSPOT_V2: Scheme = Scheme::hmac(Algorithm::Sha256, "hubspot-v2", "x-hubspot-signature")
    .documented(
        "HubSpot (v2)",
        "https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests",
        Evidence::VendorSource,
    )
    .event_id(&[At::Json("/0/eventId")])
    .fixed_headers(&[("x-hubspot-signature-version", "v2")])
    .content(&[Part::Secret, Part::Method, Part::Url, Part::Body])
    .event_type(&[At::Json("/0/subscriptionType")])
    .notes(&[
        "A plain hash with the secret in front can be extended by whoever saw one: use v3 where HubSpot offers it.",
    ])
    .batch(Batch::at("").id("/eventId").event_type(At::Json("/subscriptionType")));
