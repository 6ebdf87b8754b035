//! Braintree: a form of signature and payload.
//!
//! - Documentation: <https://developer.paypal.com/braintree/docs/guides/webhooks/parse>
//! - The npm package `braintree` 3.40.0 lib/braintree/webhook_notification_gateway.js (official)
//!
//! The endpoint check is signed under the same key, over hexadecimal of 20 to 32 characters: a
//! payload of that form is refused, so that one never passes for the other.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{
    Refusal, form,
    scheme::{
        Algorithm, At, Challenge, Encoding, Evidence, Handshake, KeyFormat, Keyed, Reply, Scheme,
        When,
    },
};

/// Braintree.
pub const BRAINTREE: Scheme = Scheme::in_body(Algorithm::HmacSha1, "braintree", verify, sign)
    .documented(
        "Braintree",
        "https://developer.paypal.com/braintree/docs/guides/webhooks/parse",
        Evidence::VendorSource,
    )
    .key_format(KeyFormat::Sha1)
    .encoding(Encoding::Hex)
    .event_type(&[At::FormXml("bt_payload", "kind")])
    .notes(&[
        "The secret is the private key; name the public key with Secret::key_id, and the pair must be its.",
        "bt_payload is XML in base64, which says the kind.",
    ])
    .handshakes(&[Handshake {
        when: When::Get,
        challenge: Challenge::Hex(At::Query("bt_challenge")),
        reply: Reply::SignedPair,
    }]);

fn verify(key: &Keyed<'_>, body: &[u8]) -> Result<bool, Refusal> {
    let fields = form::by_name(body).unwrap_or_default();
    let field = |name| fields.get(name).filter(|text| !text.is_empty());
    let (Some(signatures), Some(payload)) = (field("bt_signature"), field("bt_payload")) else {
        return Err(Refusal::Malformed {
            what: "the form lacks bt_signature or bt_payload, or has one twice",
        });
    };
    let base64 = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=' | b'\n');
    if !payload.bytes().all(base64) || is_challenge(payload) {
        return Err(Refusal::Malformed {
            what: "bt_payload is not base64",
        });
    }
    let ours = |pair: &str| {
        let (id, tag) = pair.split_once('|')?;
        let is_ours = key.key_id().is_none_or(|ours| ours == id);
        is_ours.then(|| tag.to_owned())
    };
    // A rotation sends two pairs.
    let pairs = signatures.split('&').take(MAX_PAIRS);
    Ok(pairs
        .filter_map(ours)
        .any(|signature| key.accepts(payload.as_bytes(), &signature)))
}

const MAX_PAIRS: usize = 16;

fn is_challenge(text: &str) -> bool {
    let hex = |b: u8| b.is_ascii_digit() || matches!(b, b'a'..=b'f');
    (20..=32).contains(&text.len()) && text.bytes().all(hex)
}

/// Signs the form's payload, which may still be XML; or what is no form as the payload of one.
fn sign(key: &Keyed<'_>, body: &[u8]) -> Option<Vec<u8>> {
    let payload = form::find(body, "bt_payload");
    let encoded = |xml: &[u8]| format!("{}\n", STANDARD.encode(xml));
    let payload = match payload {
        Some(xml) if xml.contains('<') => encoded(xml.as_bytes()),
        Some(payload) => payload,
        None => encoded(body),
    };
    let signature = key.sign(payload.as_bytes());
    let id = key.key_id().unwrap_or("public_key");
    let escape = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let pair = escape(&format!("{id}|{signature}"));
    Some(format!("bt_signature={pair}&bt_payload={}", escape(&payload)).into_bytes())
}
