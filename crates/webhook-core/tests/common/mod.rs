//! What the suites share: a usable secret and verifier for any scheme, a request through it, the
//! key of what came out.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each suite is a crate of its own and uses its own part of this"
)]

pub mod identity;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request};
use proptest::test_runner::{Config as ProptestConfig, FileFailurePersistence};
use webhook_core::{
    DedupeKey, Inbound, Refusal, Scheme, Secret, Secrets, UnixTime, Verified, Verifier, providers,
    scheme::{Algorithm, At, Encoding, Grammar, Identity, Part, TimeUnit},
    signer::Outgoing,
    testing::{self, RequestBuilder},
};

/// The receiver's clock unless a test moves it.
pub const NOW: UnixTime = UnixTime::from_secs(1_795_000_000);

/// What is registered with providers that sign it.
pub const PUBLIC_URL: &str = "https://hooks.example.com/in%2Fx";

/// Three keys of 24 bytes, base64.
pub const KEYS: [&str; 3] = [
    "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
    "plJ3nmyCDGBKInavdOK15jslAAECAwQF",
];

/// Every part a template can have, the hash first: SHA-512, milliseconds, base64 in pairs.
pub const EVERY_PART: Scheme = Scheme::hmac(Algorithm::HmacSha512, "every-part", "x-sig")
    .grammar(Grammar::Pairs {
        separator: ';',
        signature: "s",
    })
    .encoding(Encoding::Base64)
    .methods(&["POST", "PUT"])
    .event_id(&[At::Header("x-id")])
    .event_type(&[At::Header("x-type")])
    .content(&[
        Part::Method,
        Part::Lit("\n"),
        Part::Url,
        Part::Lit("\n"),
        Part::Header("x-type"),
        Part::Lit("\n"),
        Part::BodySha256Hex,
        Part::Lit("."),
        Part::Id,
        Part::Timestamp,
        Part::Body,
        Part::Lit("|"),
        Part::Body,
    ])
    .timestamp(At::InSignature("ms"))
    .time_unit(TimeUnit::Milliseconds)
    .identity(Identity::SignedId(At::Header("x-id")));

/// The body first, then again, then its hash.
pub const BODY_FIRST: Scheme = Scheme::hmac(Algorithm::HmacSha512, "body-first", "x-sig")
    .grammar(Grammar::Whole { prefix: "v9." })
    .content(&[
        Part::Body,
        Part::Lit("+"),
        Part::Body,
        Part::BodySha256Hex,
        Part::Timestamp,
    ])
    .timestamp(At::Header("x-time"));

/// Only the body's hash, twice, in a versioned list of SHA-1 signatures.
pub const HASH_ONLY: Scheme = Scheme::hmac(Algorithm::HmacSha1, "hash-only", "x-sig")
    .grammar(Grammar::VersionedList { version: "h1" })
    .content(&[Part::BodySha256Hex, Part::Lit("/"), Part::BodySha256Hex]);

/// So many cases; what failed once is kept beside the suite and tried first.
pub fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..ProptestConfig::with_cases(cases)
    }
}

/// All providers and the schemes above.
pub fn every_scheme() -> Vec<Scheme> {
    let own = [EVERY_PART, BODY_FIRST, HASH_ONLY];
    // One whose time or signature stands in the body does not take any body, nor does one whose content is read out of it, and one with a private key has not
    // one secret; they have tests of their own.
    const OWN_FORM: [&str; 12] = [
        "favro",
        "field-nation-md5",
        "hygraph",
        "iyzico",
        "mandrill",
        "nowpayments",
        "paymid",
        "plivo",
        "praxis-cashier",
        "tap-payments",
        "usps",
        "worldpay-access",
    ];
    let usual = |scheme: &Scheme| {
        !OWN_FORM.contains(&scheme.name())
            && !matches!(scheme.timestamp_place(), Some(At::Json(_)))
            && !scheme.algorithm().is_public_key()
            && !scheme.signature_header().is_empty()
    };
    let all = providers::ALL.iter().copied().chain(own);
    all.filter(usual).collect()
}

/// The scheme's name for one of [`KEYS`].
pub fn secret(scheme: Scheme, key: usize) -> String {
    secret_of(scheme, KEYS[key])
}

/// The scheme's name for a key given in base64.
pub fn secret_of(scheme: Scheme, base64: &str) -> String {
    let key = STANDARD.decode(base64).expect("base64");
    testing::secret(&scheme, &key)
}

/// A verifier with one of [`KEYS`].
pub fn verifier(scheme: Scheme) -> Verifier {
    verifier_with(scheme, secret(scheme, 0))
}

/// What is configured beside secrets whose key id is signed.
pub const KEY_ID: &str = "the-app-key";

/// A verifier with these secrets, and [`PUBLIC_URL`] and [`KEY_ID`] where the scheme needs them.
pub fn verifier_with(scheme: Scheme, secrets: impl Into<Secrets>) -> Verifier {
    let secrets: Secrets = secrets.into();
    let secrets: Secrets = secrets
        .iter()
        .map(|secret| with_key_id(scheme, secret.clone()))
        .collect();
    if scheme.signs_url() {
        Verifier::with_public_url(scheme, secrets, PUBLIC_URL).expect("usable secrets")
    } else {
        Verifier::new(scheme, secrets).expect("usable secrets")
    }
}

/// Whether two signature headers differ in nothing but the case of the word that opens credentials,
/// which has none (RFC 9110).
pub fn differs_in_case_of_the_word(scheme: Scheme, one: &[u8], other: &[u8]) -> bool {
    let blank = one.iter().position(|byte| *byte == b' ').unwrap_or(0);
    matches!(scheme.grammar_axis(), Grammar::Credentials { .. })
        && one.eq_ignore_ascii_case(other)
        && one[blank..] == other[blank..]
}

/// A request of this scheme, signed with the first of [`KEYS`] at [`NOW`].
pub fn request(scheme: Scheme) -> RequestBuilder {
    request_with(scheme, secret(scheme, 0))
}

/// The secret with [`KEY_ID`], where the scheme needs one.
pub fn with_key_id(scheme: Scheme, secret: impl Into<Secret>) -> Secret {
    let secret = secret.into();
    match scheme.key_id_name() {
        Some(_) => secret.key_id(KEY_ID),
        None => secret,
    }
}

/// A request of this scheme, signed with `secret` at [`NOW`].
pub fn request_with(scheme: Scheme, secret: impl Into<Secret>) -> RequestBuilder {
    testing::request(scheme, with_key_id(scheme, secret))
        .url(format!("{PUBLIC_URL}?a=1&b=%2F"))
        .at(NOW)
        .id("id-1")
        .event_type("some.type")
        .body(r#"{"id":"evt_1","event_id":"Ev1","type":"some.type"}"#)
}

/// Verifies at [`NOW`].
pub fn verify(verifier: &Verifier, request: &Request<Bytes>) -> Result<Verified, Refusal> {
    verify_at(verifier, request, NOW)
}

/// Verifies at `now`.
pub fn verify_at(
    verifier: &Verifier,
    request: &Request<Bytes>,
    now: UnixTime,
) -> Result<Verified, Refusal> {
    let head = Inbound::new(request.method(), request.uri(), request.headers());
    verifier.verify(&head, request.body().clone(), now)
}

/// The refusal's code at [`NOW`], or `"accepted"`.
pub fn code(verifier: &Verifier, request: &Request<Bytes>) -> &'static str {
    match verify(verifier, request) {
        Ok(_) => "accepted",
        Err(refusal) => refusal.code(),
    }
}

/// The dedupe key of a verified request by the scheme's own identity.
pub fn key(verified: Verified) -> DedupeKey {
    key_by(verified, webhook_core::DedupeBy::Scheme)
}

/// The dedupe key of a verified request by the given identity.
pub fn key_by(verified: Verified, dedupe: webhook_core::DedupeBy) -> DedupeKey {
    let endpoint = verified.scheme().name();
    let context = webhook_core::DeliveryContext {
        dedupe,
        ..webhook_core::DeliveryContext::new(endpoint, NOW)
    };
    let delivery = webhook_core::Delivery::new(verified, context);
    *delivery.dedupe_key().expect("deduplication is on")
}

/// Replaces a header's values by one; `None` if HTTP cannot carry it.
pub fn set_header(request: &mut Request<Bytes>, name: &str, value: &[u8]) -> Option<()> {
    let value = HeaderValue::from_bytes(value).ok()?;
    let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
    request.headers_mut().insert(name, value);
    Some(())
}

/// A header's bytes.
pub fn header(request: &Request<Bytes>, name: &str) -> Vec<u8> {
    request.headers()[name].as_bytes().to_vec()
}

/// Signs by hand, for messages that [`RequestBuilder`] does not make.
pub fn outgoing<'a>(body: &'a [u8], url: &'a str) -> Outgoing<'a> {
    let mut message = Outgoing::new(body, NOW);
    message.url = url;
    message
}
