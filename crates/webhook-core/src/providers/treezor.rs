//! Treezor: JSON that is sent as `text/plain`.
//!
//! - Documentation: <https://docs.treezor.com/guide/webhooks/integrity-checks.html>
//! - GitHub hookdeck/webhook-skills `skills/treezor-webhooks` (independent verifier)
//!
//! `/object_payload` is signed in the form of PHP's `json_encode`.

use crate::{
    Inbound, Refusal,
    json_tree::{Node, Style},
    scheme::{Algorithm, At, CustomContent, Encoding, Evidence, Identity, Scheme},
};

/// Treezor.
pub const TREEZOR: Scheme = Scheme::signed_in(
    Algorithm::HmacSha256,
    "treezor",
    &[At::Json("/object_payload_signature")],
)
.documented(
    "Treezor",
    "https://docs.treezor.com/guide/webhooks/integrity-checks.html",
    Evidence::VendorDocs,
)
.encoding(Encoding::Base64)
.body_not_signed("the provider signs /object_payload, and not what stands beside it")
.custom_content(begin)
.event_id(&[At::Json("/webhook_id")])
.event_type(&[At::Json("/webhook")])
// A retry repeats it.
.identity(Identity::IdAndContent(At::Json("/webhook_id"), &[At::Json("/webhook")]))
.retry_horizon_secs(30 * 60)
.notes(&["/webhook, the type, is not signed: tell by /object_payload what happened."]);

fn begin(_: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    Ok(CustomContent::of_body(signed))
}

fn signed(body: &[u8]) -> Result<String, Refusal> {
    let php = Style {
        slashes: true,
        ascii: true,
        ..Style::default()
    };
    let body = Node::of_body(body)?;
    let payload = body.at("/object_payload").ok_or(Refusal::Malformed {
        what: "the body holds no object_payload",
    })?;
    Ok(payload.write(php))
}
