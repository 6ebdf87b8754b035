//! A signature that does not cover the body protects nothing.

use webhook_core::scheme::{At, Part, Scheme};

pub const ACME: Scheme = Scheme::hmac_sha256("acme", "acme-signature")
    .content(&[Part::Timestamp])
    .timestamp(At::Header("acme-time"));

fn main() {}
