//! A sender of another make: it writes out the base and signs it with HMAC.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::Request;
use sha2::{Digest as _, Sha256, Sha512};
use webhook_core::{
    Scheme, Secrets, Verifier,
    scheme::{Algorithm, Component, MessageRules},
};

use crate::common::{NOW, set_header, verify_at};

pub(crate) const URL: &str = "https://example.com/foo";

pub(crate) const SECRET: &str = "a shared secret of some length";

pub(crate) const BODY: &str = r#"{"hello": "world"}"#;

/// Nothing is required but the time, so that a table can say the rest.
pub(crate) const ANY: Scheme =
    Scheme::message_signature_without_body(Algorithm::HmacSha256, "any", MessageRules::new(&[]));

/// What most senders would cover.
pub(crate) const USUAL: Scheme = Scheme::message_signature(
    Algorithm::HmacSha256,
    "usual",
    MessageRules::new(&[Component::Method, Component::Path, Component::ContentDigest]),
);

pub(crate) fn at(scheme: Scheme, key: &str, url: &str) -> Verifier {
    if scheme.signs_url() {
        Verifier::with_public_url(scheme, key, url).unwrap()
    } else {
        let verifier = Verifier::new(scheme, key).unwrap();
        verifier.at_public_url(url).unwrap()
    }
}

/// The signature of a base that a test writes out.
pub(crate) fn tag(base: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(base.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

pub(crate) fn sha256() -> String {
    format!("sha-256=:{}:", STANDARD.encode(Sha256::digest(BODY)))
}

pub(crate) fn sha512() -> String {
    format!("sha-512=:{}:", STANDARD.encode(Sha512::digest(BODY)))
}

/// The usual request, with these parameters after what is covered.
pub(crate) fn usual(params: &str) -> Request<Bytes> {
    usual_with_digest(&sha256(), params)
}

pub(crate) fn usual_with_digest(digest: &str, params: &str) -> Request<Bytes> {
    let lines = [
        "\"@method\": POST".to_owned(),
        "\"@path\": /foo".to_owned(),
        format!("\"content-digest\": {digest}"),
    ];
    let mut request = covering(r#""@method" "@path" "content-digest""#, params, &lines);
    set_header(&mut request, "content-digest", digest.as_bytes()).unwrap();
    request
}

/// A request whose signature covers these components, which have these lines in the base.
pub(crate) fn covering(components: &str, params: &str, lines: &[String]) -> Request<Bytes> {
    let input = format!("({components}){params}");
    let base = lines
        .iter()
        .map(|line| format!("{line}\n"))
        .collect::<String>();
    let tag = tag(&format!("{base}\"@signature-params\": {input}"));
    Request::post("/foo?a=1&b=x+y%2Fz&b2=&caf%C3%A9=%2a&twice=1&twice=2")
        .header("content-digest", sha256())
        .header("x-plain", "one")
        .header("x-plain", "  two ")
        .header("x-dict", "a=1, b=(x y);z;q=0.50, c")
        .header("signature-input", format!("s={input}"))
        .header("signature", format!("s=:{tag}:"))
        .body(BODY.into())
        .unwrap()
}

pub(crate) fn judge(scheme: Scheme, request: &Request<Bytes>) -> &'static str {
    judge_with(scheme, SECRET, request)
}

pub(crate) fn judge_with(
    scheme: Scheme,
    secret: impl Into<Secrets>,
    request: &Request<Bytes>,
) -> &'static str {
    let verifier = Verifier::with_public_url(scheme, secret, URL).unwrap();
    verify_at(&verifier, request, NOW).map_or_else(|refusal| refusal.code(), |_| "accepted")
}

pub(crate) fn now_params() -> String {
    format!(";created={}", NOW.as_secs())
}
