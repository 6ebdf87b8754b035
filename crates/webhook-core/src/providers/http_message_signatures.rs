//! HTTP Message Signatures as they are in the standard, for whoever signs webhooks by it.
//!
//! - Signatures: <https://www.rfc-editor.org/rfc/rfc9421>
//! - The body's digest: <https://www.rfc-editor.org/rfc/rfc9530>
//! - Checked against the examples of RFC 9421, appendix B, and the PyPI package
//!   `http-message-signatures` 3.0.0.

use crate::scheme::{Algorithm, Component, Evidence, MessageRules, Scheme};

/// HTTP Message Signatures under a shared secret, over method, URL and body. Another algorithm, or
/// other components, are [`Scheme::message_signature`].
pub const HTTP_MESSAGE_SIGNATURES: Scheme = Scheme::message_signature(
    Algorithm::HmacSha256,
    "http-message-signatures",
    MessageRules::new(&[Component::Method, Component::TargetUri, Component::ContentDigest]),
)
.documented(
    "HTTP Message Signatures",
    "https://www.rfc-editor.org/rfc/rfc9421",
    Evidence::VendorSource,
)
.notes(&[
    "A nonce is of one signature, and a retry may have another: what is the same delivery is told by its content. Where it is of one event, .identity(Identity::SignedId(At::InSignature(\"nonce\"))) says so.",
]);
