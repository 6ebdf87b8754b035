//! Crisp.
//!
//! - Documentation: <https://docs.crisp.chat/guides/web-hooks/>
//! - The npm package `crisp-api` 11.3.0 lib/crisp.ts (official)

use crate::scheme::{At, Evidence, Part, Scheme, TimeUnit};

/// Crisp.
pub const CRISP: Scheme = Scheme::hmac_sha256("crisp", "x-crisp-signature")
    .documented(
        "Crisp",
        "https://docs.crisp.chat/guides/web-hooks/",
        Evidence::VendorSource,
    )
    .content(&[
        Part::Lit("["),
        Part::Timestamp,
        Part::Lit(";"),
        Part::Body,
        Part::Lit("]"),
    ])
    .timestamp(At::Header("x-crisp-request-timestamp"))
    .time_unit(TimeUnit::Opaque)
    .event_type(&[At::Json("/event")])
    .notes(&["The unit of its timestamp is not confirmed, so its age is not checked."]);
