//! Descope audit webhook / HTTP connector.
//!
//! - Documentation: <https://docs.descope.com/connectors/connector-hmac-usage>
//! - public code and doc excerpts found by the string x-descope-webhook-s256 (Descope Terraform
//!   provider text among the excerpts) (index gives no repository; several independent ones agree)

use crate::scheme::{Encoding, Evidence, Scheme};

/// Descope audit webhook / HTTP connector.
pub const DESCOPE: Scheme = Scheme::hmac_sha256("descope", "x-descope-webhook-s256")
    .documented(
        "Descope audit webhook / HTTP connector",
        "https://docs.descope.com/connectors/connector-hmac-usage",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64);
