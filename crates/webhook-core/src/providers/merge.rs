//! Merge.
//!
//! - Documentation: <https://docs.merge.dev/basics/webhooks/>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{Encoding, Evidence, Scheme};

/// Merge.
pub const MERGE: Scheme = Scheme::hmac_sha256("merge", "x-merge-webhook-signature")
    .documented("Merge", "https://docs.merge.dev/basics/webhooks/", Evidence::ThirdParty)
    .encoding(Encoding::Base64Url);
