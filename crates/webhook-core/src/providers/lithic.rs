//! Lithic: Standard Webhooks; the type stands in `event_type`.
//!
//! - Documentation: <https://docs.lithic.com/docs/events-api>
//! - Checked against the npm package `lithic` 0.145.0.

use super::standard_webhooks::V1;
use crate::scheme::{At, Evidence, Scheme};

/// Lithic.
pub const LITHIC: Scheme = V1
    .renamed("lithic", "Lithic")
    .documented("Lithic", "https://docs.lithic.com/docs/events-api", Evidence::VendorSource)
    .event_type(&[At::Json("/event_type"), At::Json("/type")])
    // An endpoint is disabled after five days of failures.
    .retry_horizon_secs(5 * 24 * 3600);
