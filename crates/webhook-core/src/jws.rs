//! JSON Web Signatures without their payload (RFC 7515, appendix F; RFC 7797): the content of the
//! request takes its place.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;
#[cfg(feature = "jwt")]
use serde::Serialize;

use crate::{key::PrivateKey, scheme::Algorithm};

/// What a detached signature covers, and the signature.
pub(crate) struct DetachedJws {
    pub(crate) signed: Vec<u8>,
    pub(crate) signature: Vec<u8>,
}

/// The protected header, as far as it decides anything.
#[derive(Deserialize)]
struct Protected {
    alg: String,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default)]
    b64: Option<bool>,
    #[serde(default)]
    crit: Vec<String>,
}

/// Puts the payload into its place. `None` for what is no such signature, names another algorithm
/// than the scheme, or asks for an extension that is not the scheme's.
pub(crate) fn read(
    algorithm: Algorithm,
    unencoded: bool,
    token: &[u8],
    payload: &[u8],
) -> Option<DetachedJws> {
    let text = std::str::from_utf8(token).ok()?;
    let (header, signature) = text.split_once("..")?;
    let protected = protected(header)?;
    let extended = protected.b64 == Some(false);
    let critical = protected.crit.iter().map(String::as_str);
    // Neither is a secret.
    let named = Some(&*protected.alg) == name(algorithm);
    if !named || extended != unencoded || !critical.eq(unencoded.then_some("b64")) {
        return None;
    }
    Some(DetachedJws {
        signed: signing_input(header, unencoded, payload),
        signature: URL_SAFE_NO_PAD.decode(signature).ok()?,
    })
}

/// The key id that a [`Signer`](crate::Signer) names.
pub(crate) const SENT_KEY_ID: &str = "test";

/// A compact token with its payload.
#[cfg(feature = "jwt")]
pub(crate) fn write(header: &impl Serialize, claims: &impl Serialize, key: &PrivateKey) -> String {
    let part = |json: Result<Vec<u8>, _>| URL_SAFE_NO_PAD.encode(json.unwrap_or_default());
    let signed = format!(
        "{}.{}",
        part(serde_json::to_vec(header)),
        part(serde_json::to_vec(claims))
    );
    let signature = URL_SAFE_NO_PAD.encode(key.sign(signed.as_bytes()));
    format!("{signed}.{signature}")
}

/// A token without its payload, which is the content of the request.
pub(crate) fn write_detached(
    algorithm: Algorithm,
    unencoded: bool,
    payload: &[u8],
    key: &PrivateKey,
) -> String {
    let mut header = serde_json::json!({
        "alg": name(algorithm).unwrap_or_default(),
        "kid": SENT_KEY_ID,
    });
    if unencoded && let Some(members) = header.as_object_mut() {
        members.insert("b64".to_owned(), false.into());
        members.insert("crit".to_owned(), ["b64"].as_slice().into());
    }
    let header = URL_SAFE_NO_PAD.encode(header.to_string());
    let signature = key.sign(&signing_input(&header, unencoded, payload));
    format!("{header}..{}", URL_SAFE_NO_PAD.encode(signature))
}

fn signing_input(header: &str, unencoded: bool, payload: &[u8]) -> Vec<u8> {
    let mut signed = Vec::from(header);
    signed.push(b'.');
    if unencoded {
        signed.extend_from_slice(payload);
    } else {
        signed.extend_from_slice(URL_SAFE_NO_PAD.encode(payload).as_bytes());
    }
    signed
}

/// How the header calls an algorithm (RFC 7518, section 3.1; RFC 8037).
fn name(algorithm: Algorithm) -> Option<&'static str> {
    match algorithm {
        Algorithm::RsaSha256 => Some("RS256"),
        Algorithm::RsaSha512 => Some("RS512"),
        Algorithm::Ed25519 => Some("EdDSA"),
        _ => None,
    }
}

/// The key id in the header of a token of any kind: unverified, it only selects a key.
pub(crate) fn key_id(token: &[u8]) -> Option<String> {
    let (header, _) = std::str::from_utf8(token).ok()?.split_once('.')?;
    protected(header)?.kid
}

/// The claims of a compact token, as JSON. Only of one that was verified do they mean anything.
pub(crate) fn claims(token: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(token.trim_ascii()).ok()?;
    let mut parts = text.split('.').skip(1);
    String::from_utf8(URL_SAFE_NO_PAD.decode(parts.next()?).ok()?).ok()
}

fn protected(header: &str) -> Option<Protected> {
    let json = URL_SAFE_NO_PAD.decode(header).ok()?;
    serde_json::from_slice(&json).ok()
}
