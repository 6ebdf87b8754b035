//! Providers that publish their keys: what is asked for, what is made of the answer, and for whom.

mod common;

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use common::NOW;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;
use sha2::Sha256;
use webhook_core::{
    ConfigError, Inbound, Keyring, Refusal, Scheme, Secrets, Verified, Verifier,
    keys::{KeyRequest, StaticKeys},
    providers,
    scheme::{Encoding, Grammar, KeyForm},
    signer::Signed,
    testing::{self, Published, RequestBuilder},
};

fn every_one() -> impl Iterator<Item = Published> {
    providers::ALL.iter().filter_map(Published::new)
}

/// A sample of the provider, signed now.
fn signed(published: &Published) -> Signed {
    let scheme = *published.signer().scheme();
    let sample = testing::samples(scheme.name()).next().expect("a sample");
    let request = RequestBuilder::new(published.signer())
        .sample(&sample.fresh(&scheme, "a1").stamped(&scheme, NOW))
        .at(NOW)
        .build();
    Signed {
        headers: request.headers().clone(),
        url: String::new(),
        body: request.body().to_vec(),
    }
}

fn verify(
    scheme: Scheme,
    secrets: Secrets,
    signed: &Signed,
    keys: impl FnOnce(&KeyRequest) -> Result<Arc<Keyring>, Refusal>,
) -> Result<Verified, Refusal> {
    let (method, uri) = (http::Method::POST, http::Uri::from_static("/"));
    let head = Inbound::new(&method, &uri, &signed.headers);
    let verifier = configured(scheme, secrets).expect("a configuration");
    verifier.verify_with(&head, signed.body.clone(), NOW, keys)
}

fn configured(scheme: Scheme, secrets: impl Into<Secrets>) -> Result<Verifier, ConfigError> {
    if scheme.signs_url() {
        Verifier::with_public_url(scheme, secrets, "http://localhost/")
    } else {
        Verifier::new(scheme, secrets)
    }
}

fn ring(scheme: Scheme, keys: &StaticKeys, wanted: &KeyRequest) -> Result<Arc<Keyring>, Refusal> {
    let document = keys.get(wanted).map_err(|_| Refusal::KeyUnavailable)?;
    let ring = Keyring::parse(&scheme, &document).map_err(|_| Refusal::KeyUnavailable)?;
    Ok(Arc::new(ring))
}

#[test]
fn a_delivery_verifies_with_the_published_key_and_with_no_other() {
    let mut tried = 0;
    for published in every_one() {
        tried += 1;
        let scheme = *published.signer().scheme();
        let name = scheme.name();
        let genuine = signed(&published);
        assert!(published.verify(&genuine, NOW).is_ok(), "{name}");

        // Without keys nothing is verified, and a retry may find them.
        let without = verify(scheme, published.secrets(), &genuine, |_| {
            Err(Refusal::KeyUnavailable)
        });
        assert!(without.unwrap_err().is_retryable(), "{name}");

        // Another body, where the signature covers it.
        if scheme.signs_body() {
            let mut changed = genuine.clone();
            // SNS signs all but an address that its notifications end with.
            let text = String::from_utf8_lossy(&changed.body);
            let end = text.rfind(r#","UnsubscribeURL""#).unwrap_or(text.len());
            let place = text[..end].rfind(|c: char| c.is_ascii_alphanumeric());
            changed.body[place.expect("a letter")] ^= 1;
            let refusal = published.verify(&changed, NOW).unwrap_err();
            assert!(
                matches!(
                    refusal.code(),
                    "bad_signature" | "malformed" | "not_expected"
                ),
                "{name}: {refusal}"
            );
        }
    }
    assert!(tried >= 12, "{tried}");
}

#[test]
fn documents_of_another_form_are_no_keys() {
    let foreign = [
        "",
        "{}",
        "[]",
        "null",
        r#"{"keys":[]}"#,
        r#"{"keys":[{"kty":"oct","k":"AAAA"}]}"#,
        r#"{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB","use":"enc"}]}"#,
        r#"{"key":{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}}"#,
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "<html><body>not found</body></html>",
    ];
    let huge = format!(r#"{{"keys":[],"padding":"{}"}}"#, "-".repeat(256 * 1024));
    let nested = "[".repeat(100_000);
    for scheme in providers::ALL.iter().filter(|s| s.fetched_keys().is_some()) {
        for document in foreign.into_iter().chain([&*huge, &*nested]) {
            let keys = Keyring::parse(scheme, document.as_bytes());
            assert!(keys.is_err(), "{}: {document:.60}", scheme.name());
        }
    }
    assert!(
        Keyring::parse(&providers::STRIPE, b"{}").is_err(),
        "it fetches none"
    );
}

#[test]
fn an_algorithm_is_never_taken_from_the_document() {
    // The key of one family, published where another is expected.
    for published in every_one() {
        for other in every_one() {
            let (scheme, foreign) = (*published.signer().scheme(), *other.signer().scheme());
            let form = |scheme: &Scheme| scheme.fetched_keys().expect("fetched").form();
            let same_kind = published.private_key() == other.private_key();
            if same_kind || form(&scheme) != form(&foreign) || form(&scheme) != KeyForm::Jwks {
                continue;
            }
            let genuine = signed(&published);
            let refused = verify(scheme, published.secrets(), &genuine, |_| {
                let document = other.keys();
                let (_, document) = document.documents().next().expect("a document");
                let ring = Keyring::parse(&scheme, document);
                ring.map(Arc::new).map_err(|_| Refusal::KeyUnavailable)
            });
            let refusal = refused.unwrap_err();
            assert_eq!(
                refusal.code(),
                "key_unavailable",
                "{} {}",
                scheme.name(),
                foreign.name()
            );
        }
    }
}

#[test]
fn a_key_that_was_withdrawn_counts_no_longer() {
    let plaid = Published::new(&providers::PLAID).expect("it can be signed for");
    let genuine = signed(&plaid);
    let keys = plaid.keys();
    let (url, document) = keys.documents().next().expect("a document");
    let mut document: serde_json::Value = serde_json::from_slice(document).unwrap();
    for (expired, accepted) in [(NOW.as_secs() + 60, true), (NOW.as_secs() - 60, false)] {
        document["key"]["expired_at"] = expired.into();
        let keys = StaticKeys::new().with(url, document.to_string());
        let verdict = verify(providers::PLAID, Secrets::default(), &genuine, |wanted| {
            ring(providers::PLAID, &keys, wanted)
        });
        assert_eq!(verdict.is_ok(), accepted, "{expired}");
    }
}

#[test]
fn what_is_configured_is_required_and_checked_at_start_up() {
    for scheme in providers::ALL.iter().filter(|s| s.fetched_keys().is_some()) {
        let name = scheme.name();
        let nothing = self::configured(*scheme, Secrets::default());
        let Some(configured) = scheme.configured_axis() else {
            assert!(nothing.is_ok(), "{name}");
            continue;
        };
        assert!(
            matches!(nothing, Err(ConfigError::NoSecret { .. })),
            "{name}"
        );
        assert!((configured.is_one)(configured.example), "{name}");
        let published = Published::new(scheme);
        if let Some(published) = published {
            assert!(
                self::configured(*scheme, published.secrets()).is_ok(),
                "{name}"
            );
        }
        let error = self::configured(*scheme, "").unwrap_err();
        assert!(
            matches!(error, ConfigError::EmptySecret { .. }),
            "{name}: {error}"
        );
    }
    let error = Verifier::new(providers::KINDE, "http://example.kinde.com").unwrap_err();
    assert!(error.to_string().contains("https"), "{error}");
    let error = Verifier::new(providers::GOOGLE_PUBSUB, "https://example.com/p").unwrap_err();
    assert!(error.to_string().contains("key_id(email)"), "{error}");
}

#[test]
fn a_scheme_can_fetch_its_keys_elsewhere() {
    const SANDBOX: &str = "https://sandbox.plaid.com/webhook_verification_key/get";
    let scheme = providers::PLAID.keys_at(SANDBOX);
    let plaid = Published::new(&scheme).expect("it can be signed for");
    let mut asked = None;
    let _ = verify(scheme, Secrets::default(), &signed(&plaid), |wanted| {
        asked = Some(wanted.clone());
        Err(Refusal::KeyUnavailable)
    });
    let asked = asked.expect("a request");
    assert_eq!(asked.url(), SANDBOX);
    assert_eq!(asked.post(), Some(r#"{"key_id":"test"}"#));
    assert_eq!(asked.key_id(), Some("test"));
}

#[test]
fn t_60_a_key_request_shows_no_credentials() {
    let plaid = Published::new(&providers::PLAID).expect("it can be signed for");
    let _ = verify(
        providers::PLAID,
        Secrets::default(),
        &signed(&plaid),
        |wanted| {
            let wanted = wanted.clone().header("plaid-secret", "a-secret-credential");
            assert!(!format!("{wanted:?}").contains("a-secret-credential"));
            assert_eq!(wanted.headers().count(), 1);
            Err(Refusal::KeyUnavailable)
        },
    );
}

/// The token of a delivery: in its header, behind a prefix or not, or the body.
fn token(scheme: Scheme, signed: &Signed) -> String {
    match scheme.signature_header() {
        "" => String::from_utf8(signed.body.clone()).expect("text"),
        name => {
            let text = signed.headers[name].to_str().expect("text");
            text.strip_prefix(prefix(scheme))
                .expect("a prefix")
                .to_owned()
        }
    }
}

fn prefix(scheme: Scheme) -> &'static str {
    match scheme.grammar_axis() {
        Grammar::Whole { prefix } => prefix,
        other => panic!("{other:?}"),
    }
}

fn with_token(scheme: Scheme, signed: &Signed, token: &str) -> Signed {
    let mut signed = signed.clone();
    match scheme.signature_header() {
        "" => signed.body = token.as_bytes().to_vec(),
        name => {
            let value = format!("{}{token}", prefix(scheme)).parse();
            signed.headers.insert(name, value.expect("a value"));
        }
    }
    signed
}

#[test]
fn t_07_no_token_chooses_its_algorithm_and_no_public_key_is_a_shared_secret() {
    let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let mut tried = 0;
    for published in every_one() {
        let scheme = *published.signer().scheme();
        let is_token = matches!(
            scheme.encoding_axis(),
            Encoding::Jwt | Encoding::DetachedJws { .. }
        );
        if !is_token {
            continue;
        }
        tried += 1;
        let name = scheme.name();
        let genuine = signed(&published);
        let good = token(scheme, &genuine);
        let parts: Vec<_> = good.split('.').collect();
        let [header, payload, signature] = parts[..] else {
            panic!("{name}: {good}");
        };
        let header: serde_json::Value =
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap();
        let keys = published.keys();
        let (_, document) = keys.documents().next().expect("a document");
        let own = header["alg"].clone();
        let algorithms = [
            json!("none"),
            json!("None"),
            json!("nOnE"),
            json!(""),
            json!("HS256"),
            json!("HS512"),
            json!("RS256"),
            json!("RS384"),
            json!("RS512"),
            json!("PS256"),
            json!("ES256"),
            json!("ES384"),
            json!("EdDSA"),
            json!([own]),
            json!({"alg": own}),
            json!(null),
            json!(7),
        ];
        for alg in algorithms.into_iter().filter(|alg| *alg != own) {
            let mut changed = header.clone();
            changed["alg"] = alg.clone();
            let head = part(&changed);
            let content = format!("{head}.{payload}");
            // The genuine signature, none, and MACs under whatever is public.
            let mut signatures = vec![signature.to_owned(), String::new()];
            for key in [
                document.to_vec(),
                published.private_key().as_bytes().to_vec(),
            ] {
                let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
                mac.update(content.as_bytes());
                signatures.push(URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()));
            }
            for signature in signatures {
                let forged = with_token(scheme, &genuine, &format!("{content}.{signature}"));
                let refused = published.verify(&forged, NOW);
                let refusal = refused.err().unwrap_or_else(|| panic!("{name}: {alg}"));
                // A header that cannot be read names no key.
                let code = refusal.code();
                assert!(
                    matches!(code, "bad_signature" | "malformed"),
                    "{name}: {alg}: {code}"
                );
            }
        }
        let mut without = header.clone();
        without.as_object_mut().unwrap().remove("alg");
        let forged = format!("{}.{payload}.{signature}", part(&without));
        let forged = with_token(scheme, &genuine, &forged);
        assert!(published.verify(&forged, NOW).is_err(), "{name}");
    }
    assert!(tried >= 6, "{tried}");
}
