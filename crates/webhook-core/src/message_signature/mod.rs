//! HTTP Message Signatures (RFC 9421) over a request whose body a `Content-Digest` (RFC 9530) binds
//! (feature `message-signatures`).
//!
//! - Signatures: <https://www.rfc-editor.org/rfc/rfc9421>
//! - Digests: <https://www.rfc-editor.org/rfc/rfc9530>
//! - Structured fields: <https://www.rfc-editor.org/rfc/rfc9651>
//!
//! The fields are parsed by `sfv`. The crate `httpsig` is not used: it picks the algorithm from the
//! key, reads no digest, and brings P-256, P-384, Ed25519 and PKCS#8 of another family than the one
//! that verifies here, whatever is switched on.
//!
//! Everything that is signed stands in the head of the request, so the signature is verified before
//! a byte of the body is read; the body then only has to have the signed digest.

mod base;
mod component;
mod digest;
mod fields;
mod params;
mod sign;
mod structured;
mod verify;

pub(crate) use sign::sign;
pub(crate) use verify::{Opened, Opening};

use crate::scheme::Algorithm;

/// More signatures in one request are refused unverified.
const MAX_LABELS: usize = 16;
/// A signature that covers more than this is refused.
const MAX_COMPONENTS: usize = 32;

/// The algorithm's name in the registry of RFC 9421, section 6.2.
const fn registered(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::HmacSha256 => "hmac-sha256",
        Algorithm::Ed25519 => "ed25519",
        Algorithm::EcdsaP256Sha256Fixed => "ecdsa-p256-sha256",
        Algorithm::RsaSha256 => "rsa-v1_5-sha256",
        Algorithm::RsaPssSha512 => "rsa-pss-sha512",
        // No scheme of message signatures can be built with another.
        _ => "",
    }
}
