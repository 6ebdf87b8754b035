//! SignatureAPI.
//!
//! - Documentation: <https://signatureapi.com/docs/api/guides/how-to/verify-webhooks>

use super::standard_webhooks::V1;
use crate::scheme::{Evidence, Scheme};

/// SignatureAPI.
pub const SIGNATUREAPI: Scheme = V1.renamed("signatureapi", "SignatureAPI").documented(
    "SignatureAPI",
    "https://signatureapi.com/docs/api/guides/how-to/verify-webhooks",
    Evidence::VendorDocs,
);
