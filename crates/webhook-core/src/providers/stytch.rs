//! Stytch.
//!
//! - Documentation: <https://stytch.com/docs/guides/webhooks/overview>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - GitHub svix/svix-webhooks @4fc0cfb `javascript/src/models/ingestSourceIn.ts` (Svix Ingest
//!   treats it as a Svix sender)

use super::svix::SVIX;
use crate::scheme::{Evidence, Scheme};

/// Stytch.
pub const STYTCH: Scheme = SVIX.renamed("stytch", "Stytch").documented(
    "Stytch",
    "https://stytch.com/docs/guides/webhooks/overview",
    Evidence::ThirdParty,
);
