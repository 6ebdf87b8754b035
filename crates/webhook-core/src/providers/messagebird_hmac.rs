//! MessageBird: the older signature, over time, query and body.
//!
//! - Documentation: <https://developers.messagebird.com/api/#verifying-http-requests>
//! - The npm package `messagebird` 4.0.1 lib/signature (official)

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest as _, Sha256};

use crate::{
    Inbound, Refusal, form,
    scheme::{At, CustomContent, Encoding, Evidence, Scheme},
};

/// What JavaScript's `querystring` escapes, which writes the query anew.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// MessageBird, the older signature; the newer one is [`MESSAGEBIRD`](super::MESSAGEBIRD).
pub const MESSAGEBIRD_HMAC: Scheme =
    Scheme::hmac_sha256("messagebird-hmac", "messagebird-signature")
        .documented(
            "MessageBird (HMAC)",
            "https://developers.messagebird.com/api/#verifying-http-requests",
            Evidence::VendorSource,
        )
        .methods(&["POST", "GET"])
        .encoding(Encoding::Base64)
        .custom_content(content)
        .timestamp(At::Header("messagebird-request-timestamp"))
        .tolerance_secs(100)
        .notes(&[
            "MessageBird has deprecated it: use messagebird where MessageBird-Signature-JWT comes.",
        ]);

/// `{time}\n{sorted query}\n` and the 32 bytes of the body's SHA-256.
fn content(request: &Inbound<'_>, time: Option<&str>) -> Result<CustomContent, Refusal> {
    let query = request.query().unwrap_or_default().as_bytes();
    let mut fields = form::fields(query).ok_or(Refusal::Malformed {
        what: "the query is not UTF-8",
    })?;
    fields.sort_by(|(one, _), (other, _)| one.cmp(other));
    let escape = |text: &str| utf8_percent_encode(text, ESCAPED).to_string();
    let pair = |(name, value): &(String, String)| match name.as_str() {
        // Its zone comes with a plus that is not escaped, and so reads as a blank.
        "statusDatetime" => format!("{name}={}", escape(&value.replace(' ', "+"))),
        _ => format!("{}={}", escape(name), escape(value)),
    };
    let query = fields.iter().map(pair).collect::<Vec<_>>().join("&");
    let head = format!("{}\n{query}\n", time.unwrap_or_default());
    Ok(CustomContent {
        heads: vec![head],
        tail: Box::new(|body, content| {
            content.extend_from_slice(&Sha256::digest(body));
            Ok(())
        }),
        identity: Some(query),
    })
}
