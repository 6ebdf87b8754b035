//! The key that signs, where that is not the one that verifies.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::{
    Key, PrivateKey, TokenKey,
    asymmetric::{bytes, fetched},
    derive, label,
    private::PrivateKeyError,
    token::token,
};
use crate::{
    ConfigError, Secret,
    mac::Mac,
    public_key,
    scheme::{Base64Prefix, KeyFormat, Scheme},
};

/// The signing key of a sender. `secret` is what receivers are configured with, and `private` the
/// provider's own key; without it the secret itself is that, where receivers have its public half.
pub(crate) fn derive_signing(
    scheme: &Scheme,
    secret: &Secret,
    private: Option<&Secret>,
) -> Result<Key, ConfigError> {
    if !scheme.algorithm.is_public_key() {
        return derive(scheme, secret);
    }
    let cannot = ConfigError::CannotSign {
        scheme: scheme.name,
        algorithm: scheme.algorithm.as_str(),
    };
    let private = match private {
        Some(private) => private,
        None if scheme.keys.is_none() => secret,
        None => return Err(cannot),
    };
    let invalid = || ConfigError::NotAPrivateKey {
        scheme: scheme.name,
        label: label(private),
        algorithm: scheme.algorithm.as_str(),
    };
    let bytes = text_bytes(scheme.key_format, private.text()).ok_or_else(invalid)?;
    let key = PrivateKey::parse(scheme.algorithm, &bytes).map_err(|error| match error {
        PrivateKeyError::CannotSign => cannot,
        PrivateKeyError::Invalid => invalid(),
    })?;
    let key = Arc::new(key);
    let configured = match scheme.keys {
        // Checked as a receiver would.
        Some(_) => fetched(scheme, secret)?.configured,
        None => None,
    };
    let mac = if scheme.algorithm.is_jwt() {
        token(TokenKey::Private(key), scheme, secret)?
    } else {
        let text = configured.clone().unwrap_or_else(|| "".into());
        Mac::Private(key, text, Vec::new())
    };
    Ok(Key::new(mac, secret, configured))
}

/// PEM, or the form in which the scheme has the public key, behind a prefix of its own (`whsk_…`).
fn text_bytes(format: KeyFormat, text: &str) -> Option<Zeroizing<Vec<u8>>> {
    if text.trim_start().starts_with("-----BEGIN") {
        return public_key::der(text).map(Zeroizing::new);
    }
    match format {
        KeyFormat::Base64(Base64Prefix::Required(_)) => bytes(
            KeyFormat::Base64(Base64Prefix::None),
            text.rsplit_once('_').map_or(text, |(_, encoded)| encoded),
        ),
        format => bytes(format, text),
    }
}
