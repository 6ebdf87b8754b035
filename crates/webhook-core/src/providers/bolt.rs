//! Bolt.
//!
//! - Documentation: <https://help.bolt.com/developers/webhooks/>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{Encoding, Evidence, Scheme};

/// Bolt.
pub const BOLT: Scheme = Scheme::hmac_sha256("bolt", "x-bolt-hmac-sha256")
    .documented(
        "Bolt",
        "https://help.bolt.com/developers/webhooks/",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64);
