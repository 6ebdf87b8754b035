//! Twilio: form posts, GET, and JSON with `bodySHA256`, over the public URL.
//!
//! - Signature over URL and sorted form: <https://www.twilio.com/docs/usage/security>
//! - JSON and `bodySHA256`: <https://www.twilio.com/docs/usage/webhooks/webhooks-security>
//! - 15 seconds to answer: <https://www.twilio.com/docs/api/errors/11205>
//! - Port variants, duplicate parameters: the npm package `twilio` 6.2.0 and twilio-python's tests.
//!
//! The form is never chosen by something unsigned in a way that weakens it: a GET must have an
//! empty body, a `bodySHA256` in the signed URL makes the body's hash mandatory, a form post signs
//! its sorted parameters, and anything else is refused.

use http::Method;
use sha2::{Digest as _, Sha256};

use crate::{
    Inbound, Refusal, form, public_url,
    scheme::{
        Algorithm, At, CustomContent, Encoding, Evidence, Identity, Scheme, SecretHint,
        SuccessAnswer,
    },
    tails,
};

const FIX: &str = "use the account's primary Auth Token";
const HASH_PARAMETER: &str = "bodySHA256";
const UNSIGNED: &str = "neither a form nor a bodySHA256 in the URL: the body would be unsigned";

/// Twilio; needs the public URL. `MessageSid` and `CallSid` repeat for every status, so they
/// identify nothing here.
pub const TWILIO: Scheme = Scheme::hmac(Algorithm::HmacSha1, "twilio", "x-twilio-signature")
    .documented(
        "Twilio",
        "https://www.twilio.com/docs/usage/security",
        Evidence::VendorSource,
    )
    .secret_hints(&[
        SecretHint::new("SK", "an API key's SID", FIX),
        SecretHint::new("AC", "an account's SID", FIX),
    ])
    .encoding(Encoding::Base64)
    .methods(&["POST", "GET"])
    .custom_content_with_url(begin, outgoing_url)
    .event_id(&[
        At::Form("MessageSid"),
        At::Form("CallSid"),
        At::Query("MessageSid"),
        At::Query("CallSid"),
    ])
    .event_type(&[
        At::Form("SmsStatus"),
        At::Form("MessageStatus"),
        At::Form("CallStatus"),
        At::Query("SmsStatus"),
        At::Query("MessageStatus"),
        At::Query("CallStatus"),
    ])
    .identity(Identity::IdAndContent(
        At::Header("i-twilio-idempotency-token"),
        &[],
    ))
    .response_deadline_secs(15)
    .success_answer(SuccessAnswer::ByHandler {
        what: "TwiML, or an empty <Response/>",
        neutral: Some(("text/xml", "<Response/>")),
    });

fn begin(request: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    let malformed = |what| Refusal::Malformed { what };
    let url = request.url().ok_or(malformed("no public URL is known"))?;
    let mut hashes = request
        .query()
        .into_iter()
        .flat_map(|query| query.split('&'))
        .filter_map(|pair| pair.strip_prefix(HASH_PARAMETER)?.strip_prefix('='));
    let tail = match (hashes.next(), hashes.next()) {
        (Some(_), Some(_)) => return Err(malformed("the URL holds bodySHA256 twice")),
        (Some(hash), None) => {
            tails::body_sha256(hash, "bodySHA256 is not a SHA-256 in hexadecimal")?
        }
        (None, _) if request.method() == Method::GET => tails::no_body(),
        (None, _) if form::is_form_of(request) => tails::sorted_form_without_repeats(),
        (None, _) => return Err(malformed(UNSIGNED)),
    };
    // Twilio signs some URLs with their default port and some without.
    let other = public_url::with_port_toggled(&url);
    let heads = std::iter::once(url).chain(other).collect();
    Ok(CustomContent::new(heads, tail))
}

/// Puts the hash of a body that is not a form into the URL, as Twilio does.
fn outgoing_url(url: &str, content_type: Option<&str>, body: &[u8]) -> String {
    if body.is_empty() || form::is_form(content_type) {
        return url.to_owned();
    }
    let separator = if url.contains('?') { '&' } else { '?' };
    let hash = const_hex::encode(Sha256::digest(body));
    format!("{url}{separator}{HASH_PARAMETER}={hash}")
}
