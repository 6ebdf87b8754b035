//! Notion.
//!
//! - Documentation: <https://developers.notion.com/reference/webhooks>
//! - The npm package `@notionhq/client` 5.26.0 build/src/webhooks.js (official)
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)

use crate::scheme::{At, Challenge, Evidence, Grammar, Handshake, Identity, Reply, Scheme, When};

/// Notion.
pub const NOTION: Scheme = Scheme::hmac_sha256("notion", "x-notion-signature")
    .documented(
        "Notion",
        "https://developers.notion.com/reference/webhooks",
        Evidence::VendorSource,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/type")])
    .identity(Identity::SignedId(At::Json("/id")))
    .notes(&[
        "The first request brings the token that keys the signatures, unsigned.",
        "A secret sink keeps it; somebody has to paste it into Notion's form too.",
    ])
    .handshakes(&[Handshake {
        when: When::FirstUse,
        challenge: Challenge::Token(At::Json("/verification_token")),
        reply: Reply::Fixed {
            status: 200,
            body: "",
        },
    }]);
