//! Sardine.
//!
//! - GitHub svix/svix-webhooks @4fc0cfb `javascript/src/models/ingestSourceIn.ts` (Svix Ingest
//!   treats it as a Svix sender)

use super::svix::SVIX;
use crate::scheme::{Evidence, Scheme};

/// Sardine.
pub const SARDINE: Scheme = SVIX.renamed("sardine", "Sardine").documented(
    "Sardine",
    "https://github.com/svix/svix-webhooks/blob/4fc0cfb/javascript/src/models/ingestSourceIn.ts",
    Evidence::ThirdParty,
);
