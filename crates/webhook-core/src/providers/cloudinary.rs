//! Cloudinary.
//!
//! - Documentation: <https://cloudinary.com/documentation/notification_signatures>
//! - The npm package `cloudinary` 2.11.0 lib/utils/index.js verifyNotificationSignature (official)
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{Algorithm, At, Evidence, Part, Scheme};

/// Cloudinary.
pub const CLOUDINARY: Scheme = Scheme::hmac(Algorithm::Sha1, "cloudinary", "x-cld-signature")
    .documented(
        "Cloudinary",
        "https://cloudinary.com/documentation/notification_signatures",
        Evidence::VendorSource,
    )
    .content(&[Part::Body, Part::Timestamp, Part::Secret])
    .timestamp(At::Header("x-cld-timestamp"))
    // The SDK's own: its `valid_for`.
    .tolerance_secs(7200)
    .event_type(&[At::Json("/notification_type")])
    .notes(&["For accounts that sign with SHA-1, the default; others use cloudinary-sha256."]);
