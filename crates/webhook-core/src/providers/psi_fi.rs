//! Psi-Fi.
//!
//! - GitHub svix/svix-webhooks @4fc0cfb `javascript/src/models/ingestSourceIn.ts` (Svix Ingest
//!   treats it as a Svix sender)

use super::svix::SVIX;
use crate::scheme::{Evidence, Scheme};

/// Psi-Fi.
pub const PSI_FI: Scheme = SVIX.renamed("psi-fi", "Psi-Fi").documented(
    "Psi-Fi",
    "https://github.com/svix/svix-webhooks/blob/4fc0cfb/javascript/src/models/ingestSourceIn.ts",
    Evidence::ThirdParty,
);
