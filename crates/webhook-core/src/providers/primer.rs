//! Primer.
//!
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{Encoding, Evidence, Scheme};

/// Primer.
pub const PRIMER: Scheme = Scheme::hmac_sha256("primer", "x-signature-primary")
    .documented(
        "Primer",
        "https://github.com/webhook-co/webhook/blob/de3aa4e/packages/webhooks-spec/src/adapters/config.ts",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64);
