//! Guesty.
//!
//! - GitHub svix/svix-webhooks @4fc0cfb `javascript/src/models/ingestSourceIn.ts` (Svix Ingest
//!   treats it as a Svix sender)

use super::svix::SVIX;
use crate::scheme::{Evidence, Scheme};

/// Guesty.
pub const GUESTY: Scheme = SVIX.renamed("guesty", "Guesty").documented(
    "Guesty",
    "https://github.com/svix/svix-webhooks/blob/4fc0cfb/javascript/src/models/ingestSourceIn.ts",
    Evidence::ThirdParty,
);
