//! JSON Web Signatures without their payload (RFC 7515, appendix F; RFC 7797): the content of the
//! request takes its place.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;

use crate::scheme::Algorithm;

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
    let expected = match algorithm {
        Algorithm::RsaSha256 => "RS256",
        Algorithm::RsaSha512 => "RS512",
        Algorithm::Ed25519 => "EdDSA",
        _ => return None,
    };
    let extended = protected.b64 == Some(false);
    let critical = protected.crit.iter().map(String::as_str);
    if protected.alg != expected
        || extended != unencoded
        || !critical.eq(unencoded.then_some("b64"))
    {
        return None;
    }
    let mut signed = Vec::from(header);
    signed.push(b'.');
    if unencoded {
        signed.extend_from_slice(payload);
    } else {
        signed.extend_from_slice(URL_SAFE_NO_PAD.encode(payload).as_bytes());
    }
    Some(DetachedJws {
        signed,
        signature: URL_SAFE_NO_PAD.decode(signature).ok()?,
    })
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
