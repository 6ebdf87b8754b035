//! Metronome.
//!
//! - The npm package `@metronome/sdk` 3.10.0 src/resources/webhooks.ts (official)
//! - public code and doc excerpts found by the string Metronome-Webhook-Signature (index gives no
//!   repository; several independent ones agree)

use crate::scheme::{At, Evidence, Identity, Part, Scheme, TimeUnit};

/// Metronome.
pub const METRONOME: Scheme = Scheme::hmac_sha256("metronome", "metronome-webhook-signature")
    .documented(
        "Metronome",
        "https://www.npmjs.com/package/@metronome/sdk",
        Evidence::VendorSource,
    )
    .event_id(&[At::Json("/id")])
    .content(&[Part::Timestamp, Part::Lit("\n"), Part::Body])
    .timestamp(At::Header("x-metronome-date"))
    .time_unit(TimeUnit::HttpDate)
    .event_type(&[At::Json("/type")])
    .identity(Identity::SignedId(At::Json("/id")));
