//! Header names are compared in lower case, so an upper-case one would never be found.

use webhook_core::scheme::Scheme;

pub const ACME: Scheme = Scheme::hmac_sha256("acme", "Acme-Signature");

fn main() {}
