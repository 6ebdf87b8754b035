//! Constant Contact.
//!
//! - Documentation: <https://developer.constantcontact.com/api_guide/webhook_authenticity.html>
//! - GitHub webhook-co/webhook @de3aa4e
//!   `packages/webhooks-spec/src/adapters/bespoke/constant-contact.ts` (independent verifier)

use crate::scheme::{Algorithm, Encoding, Evidence, KeyFetch, KeyForm, KeyUrl, Scheme};

/// Constant Contact.
pub const CONSTANT_CONTACT: Scheme = Scheme::hmac(
    Algorithm::RsaSha256,
    "constant-contact",
    "x-ctct-webhook-sig",
)
.documented(
    "Constant Contact",
    "https://developer.constantcontact.com/api_guide/webhook_authenticity.html",
    Evidence::VendorDocs,
)
.encoding(Encoding::DetachedJws { unencoded: true })
.fetches_keys(KeyFetch::new(
    KeyUrl::Fixed("https://developer.constantcontact.com/.well-known/jwks.json"),
    KeyForm::Jwks,
))
.notes(&["The same keys sign for every account."]);
