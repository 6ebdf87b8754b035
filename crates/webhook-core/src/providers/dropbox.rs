//! Dropbox.
//!
//! - Documentation: <https://www.dropbox.com/developers/reference/webhooks>
//! - The npm package `nuxt-webhook-validators` 0.2.12 validators/dropbox.js
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Challenge, Evidence, Handshake, Reply, Scheme, When};

/// Dropbox.
pub const DROPBOX: Scheme = Scheme::hmac_sha256("dropbox", "x-dropbox-signature")
    .documented(
        "Dropbox",
        "https://www.dropbox.com/developers/reference/webhooks",
        Evidence::ThirdParty,
    )
    .notes(&["A thin ping without an id: fetch the changes with your cursor."])
    .response_deadline_secs(10)
    .handshakes(&[Handshake {
        when: When::Get,
        challenge: Challenge::Token(At::Query("challenge")),
        reply: Reply::Text,
    }]);
