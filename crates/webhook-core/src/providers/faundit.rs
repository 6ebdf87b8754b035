//! Faundit.
//!
//! - Documentation: <https://faundit.gitbook.io/faundit-api-v2/webhooks>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Evidence, Part, Scheme, TimeUnit};

/// Faundit.
pub const FAUNDIT: Scheme = Scheme::hmac_sha256("faundit", "x-faundit-signature-next")
    .documented(
        "Faundit",
        "https://faundit.gitbook.io/faundit-api-v2/webhooks",
        Evidence::ThirdParty,
    )
    .content(&[
        Part::Lit("v1:"),
        Part::Timestamp,
        Part::Lit(":"),
        Part::Body,
    ])
    .timestamp(At::Header("x-faundit-timestamp"))
    .time_unit(TimeUnit::Opaque)
    .event_type(&[At::Json("/event-type")])
    .notes(&[
        "The older X-Faundit-Signature does not cover the body and is not read.",
        "The unit of its timestamp is not documented, so its age is not checked.",
    ]);
