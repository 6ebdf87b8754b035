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
use subtle::ConstantTimeEq as _;

use crate::{
    Inbound, Refusal, form,
    scheme::{Algorithm, At, CustomContent, Encoding, Evidence, Identity, Scheme, SecretHint, SuccessAnswer, TailFn},
};

const FIX: &str = "use the account's primary Auth Token";
const HASH_PARAMETER: &str = "bodySHA256";

/// Twilio; needs the public URL. `MessageSid` and `CallSid` repeat for every status, so they
/// identify nothing here.
pub const TWILIO: Scheme = Scheme::hmac(Algorithm::HmacSha1, "twilio", "x-twilio-signature")
    .documented(
        "Twilio",
        "https://www.twilio.com/docs/usage/security",
        Evidence::VendorSource,
    )
    .secret_hints(&[
        SecretHint { prefix: "SK", looks_like: "an API key's SID", fix: FIX },
        SecretHint { prefix: "AC", looks_like: "an account's SID", fix: FIX },
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
    let url = request.url().ok_or(Refusal::Malformed {
        what: "no public URL is known",
    })?;
    let mut hashes = request
        .query()
        .into_iter()
        .flat_map(|query| query.split('&'))
        .filter_map(|pair| pair.strip_prefix(HASH_PARAMETER)?.strip_prefix('='));
    let tail = match (hashes.next(), hashes.next()) {
        (Some(_), Some(_)) => {
            return Err(Refusal::Malformed {
                what: "the URL holds bodySHA256 twice",
            });
        }
        (Some(hash), None) => hashed_body(hash)?,
        (None, _) if request.method() == Method::GET => empty_body(),
        (None, _) if form::is_form_of(request) => sorted_form(),
        (None, _) => {
            return Err(Refusal::Malformed {
                what: "neither a form nor a bodySHA256 in the URL: the body would be unsigned",
            });
        }
    };
    let mut heads = vec![url];
    heads.extend(heads.first().and_then(|url| toggle_port(url)));
    Ok(CustomContent {
        heads,
        tail,
        identity: None,
    })
}

fn empty_body() -> TailFn {
    Box::new(|body, _| {
        if body.is_empty() {
            Ok(())
        } else {
            Err(Refusal::Malformed {
                what: "a GET with a body, which its signature does not cover",
            })
        }
    })
}

fn hashed_body(hash: &str) -> Result<TailFn, Refusal> {
    let mut expected = [0; 32];
    if hash.len() != 64 || const_hex::decode_to_slice(hash, &mut expected).is_err() {
        return Err(Refusal::Malformed {
            what: "bodySHA256 is not a SHA-256 in hexadecimal",
        });
    }
    Ok(Box::new(move |body, _| {
        if Sha256::digest(body).as_slice().ct_eq(&expected).into() {
            Ok(())
        } else {
            Err(Refusal::BadSignature)
        }
    }))
}

/// Name and value of each field, sorted by name; a repeated name's values sorted, each once.
fn sorted_form() -> TailFn {
    Box::new(|body, content| {
        let mut fields = form::fields(body).ok_or(Refusal::Malformed {
            what: "the form is not UTF-8",
        })?;
        fields.sort_unstable();
        fields.dedup();
        for (name, value) in &fields {
            content.extend_from_slice(name.as_bytes());
            content.extend_from_slice(value.as_bytes());
        }
        Ok(())
    })
}

/// Twilio signs some URLs with their default port and some without, whatever was configured.
fn toggle_port(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    // A port stands after the last colon, unless that colon is inside an IPv6 address or userinfo.
    let host = authority.rsplit('@').next()?;
    let port = host
        .rsplit_once(':')
        .map(|(_, port)| port)
        .filter(|port| !port.contains(']'));
    Some(match port {
        Some(port) => {
            let bare = authority.strip_suffix(port)?.strip_suffix(':')?;
            format!("{scheme}://{bare}{path}")
        }
        None => {
            let port = if scheme == "https" { 443 } else { 80 };
            format!("{scheme}://{authority}:{port}{path}")
        }
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn port_is_added_where_absent_and_taken_off_where_given() {
        let cases = [
            ("https://a.example/x?y=1", "https://a.example:443/x?y=1"),
            ("http://a.example", "http://a.example:80"),
            ("https://a.example:8443/x", "https://a.example/x"),
            ("https://u:p@a.example/x", "https://u:p@a.example:443/x"),
            ("https://u:p@a.example:443/x", "https://u:p@a.example/x"),
            ("https://[::1]/x", "https://[::1]:443/x"),
            ("https://[::1]:1/x", "https://[::1]/x"),
            ("https://a.example/x:y", "https://a.example:443/x:y"),
        ];
        for (url, toggled) in cases {
            assert_eq!(toggle_port(url).as_deref(), Some(toggled), "{url}");
        }
    }
}
