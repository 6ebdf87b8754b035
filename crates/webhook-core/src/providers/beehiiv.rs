//! beehiiv.
//!
//! - GitHub svix/svix-webhooks @4fc0cfb `javascript/src/models/ingestSourceIn.ts` (Svix Ingest
//!   treats it as a Svix sender)

use super::svix::SVIX;
use crate::scheme::{Evidence, Scheme};

/// beehiiv.
pub const BEEHIIV: Scheme = SVIX.renamed("beehiiv", "beehiiv").documented(
    "beehiiv",
    "https://github.com/svix/svix-webhooks/blob/4fc0cfb/javascript/src/models/ingestSourceIn.ts",
    Evidence::ThirdParty,
);
