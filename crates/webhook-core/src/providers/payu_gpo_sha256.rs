//! PayU (GPO Europe), signed with SHA-256.
//!
//! - Sources: as [`PAYU_GPO`]
//!
//! The header names the algorithm; the scheme decides, so that nobody chooses the weaker.

use super::PAYU_GPO;
use crate::scheme::{Algorithm, Scheme};

/// PayU (GPO Europe), signed with SHA-256.
pub const PAYU_GPO_SHA256: Scheme = PAYU_GPO
    .renamed("payu-gpo-sha256", "PayU (GPO Europe, SHA-256)")
    .signed_with(Algorithm::Sha256);
