//! Cloudflare Stream.
//!
//! - Documentation: <https://developers.cloudflare.com/stream/manage-video-library/using-webhooks/>
//! - cloudflare/cloudflare-docs src/content/docs/stream/manage-video-library/using-webhooks.mdx

use crate::scheme::{At, Evidence, Grammar, Part, Scheme};

/// Cloudflare Stream.
pub const CLOUDFLARE_STREAM: Scheme = Scheme::hmac_sha256("cloudflare-stream", "webhook-signature")
    .documented(
        "Cloudflare Stream",
        "https://developers.cloudflare.com/stream/manage-video-library/using-webhooks/",
        Evidence::VendorSource,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "sig1",
    })
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("time"))
    .event_type(&[At::Json("/status/state")]);
