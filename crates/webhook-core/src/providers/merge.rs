//! Merge.
//!
//! - Documentation: <https://docs.merge.dev/basics/webhooks/>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - Deadline and statuses: <https://help.merge.dev/en/articles/5720975-automatic-webhook-retries>

use crate::scheme::{Encoding, Evidence, Scheme, Statuses};

/// Merge.
pub const MERGE: Scheme = Scheme::hmac_sha256("merge", "x-merge-webhook-signature")
    .documented(
        "Merge",
        "https://docs.merge.dev/basics/webhooks/",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64Url)
    .response_deadline_secs(30)
    .final_statuses(Statuses::CLIENT_ERRORS);
