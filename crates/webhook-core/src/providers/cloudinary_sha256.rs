//! Cloudinary (SHA-256).
//!
//! - Documentation: <https://cloudinary.com/documentation/notification_signatures>
//! - The npm package `cloudinary` 2.11.0 lib/utils/index.js verifyNotificationSignature (official)
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{Algorithm, At, Evidence, Part, Scheme};

/// Cloudinary (SHA-256).
pub const CLOUDINARY_SHA256: Scheme = Scheme::hmac(Algorithm::Sha256, "cloudinary-sha256", "x-cld-signature")
        .documented(
            "Cloudinary (SHA-256)",
            "https://cloudinary.com/documentation/notification_signatures",
            Evidence::VendorSource,
        )
        .content(&[Part::Body, Part::Timestamp, Part::Secret])
        .timestamp(At::Header("x-cld-timestamp"))
        // The SDK's own: its `valid_for`.
        .tolerance_secs(7200)
        .event_type(&[At::Json("/notification_type")])
        .notes(&["For accounts whose signature algorithm is set to SHA-256."]);
