//! Hookdeck.
//!
//! - Documentation: <https://hookdeck.com/docs/verification>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)
//! - The npm package `@hookdeck/sdk` 0.4.0 (official), which judged the vectors

use crate::scheme::{At, Encoding, Evidence, Identity, Scheme};

/// Hookdeck.
pub const HOOKDECK: Scheme = Scheme::hmac_sha256("hookdeck", "x-hookdeck-signature")
    .documented(
        "Hookdeck",
        "https://hookdeck.com/docs/verification",
        Evidence::VendorSource,
    )
    .further_signatures(&["x-hookdeck-signature-2"])
    .encoding(Encoding::Base64)
    .event_id(&[At::Header("x-hookdeck-eventid")])
    .event_type(&[At::Json("/type")])
    .identity(Identity::IdAndContent(
        At::Header("x-hookdeck-eventid"),
        &[],
    ));
