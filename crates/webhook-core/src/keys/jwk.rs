//! JSON Web Keys (RFC 7517, RFC 7518 section 6, RFC 8037): public ones only.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;

use crate::UnixTime;

/// A set. Keys that are none of ours (other types, missing members) are no reason to refuse it.
#[derive(Deserialize)]
pub(super) struct JwkSet {
    pub(super) keys: Vec<Jwk>,
}

/// One key.
#[derive(Deserialize)]
pub(super) struct Jwk {
    #[serde(default)]
    kty: String,
    #[serde(default)]
    crv: String,
    #[serde(default)]
    pub(super) kid: Option<String>,
    #[serde(default, rename = "use")]
    usage: Option<String>,
    #[serde(default)]
    n: String,
    #[serde(default)]
    e: String,
    #[serde(default)]
    x: String,
    #[serde(default)]
    y: String,
    /// Plaid's own: when a key that was exchanged stops to count.
    #[serde(default)]
    expired_at: Option<i64>,
}

/// The numbers of a key.
#[cfg_attr(
    not(any(feature = "jwt", feature = "rsa")),
    allow(
        dead_code,
        reason = "without a family there is nothing to make of them"
    )
)]
pub(crate) enum Numbers {
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    /// An uncompressed point, X9.62.
    P256(Vec<u8>),
    Ed25519(Vec<u8>),
}

impl Jwk {
    /// What the key is made of; `None` for one that signs nothing, or not with what we know.
    pub(super) fn numbers(&self) -> Option<Numbers> {
        if self.usage.as_deref().is_some_and(|usage| usage != "sig") {
            return None;
        }
        let bytes = |text: &str| {
            let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
            (!bytes.is_empty()).then_some(bytes)
        };
        match (&*self.kty, &*self.crv) {
            ("RSA", _) => Some(Numbers::Rsa {
                n: bytes(&self.n)?,
                e: bytes(&self.e)?,
            }),
            ("EC", "P-256") => {
                let mut point = vec![4];
                point.extend(bytes(&self.x)?);
                point.extend(bytes(&self.y)?);
                Some(Numbers::P256(point))
            }
            ("OKP", "Ed25519") => Some(Numbers::Ed25519(bytes(&self.x)?)),
            _ => None,
        }
    }

    pub(super) fn not_after(&self) -> Option<UnixTime> {
        self.expired_at.map(UnixTime::from_secs)
    }
}
