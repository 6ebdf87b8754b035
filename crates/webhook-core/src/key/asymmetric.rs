//! Keys of providers that sign with a private key: configured, or still to be fetched.

use std::sync::Arc;

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use zeroize::Zeroizing;

use super::{Key, TokenKey, label, token::token};
use crate::{
    ConfigError, Secret,
    mac::Mac,
    public_key::{self, PublicKey, PublicKeyError},
    scheme::{Base64Prefix, KeyFormat, Scheme},
};

/// The provider's public key.
pub(super) fn public(scheme: &Scheme, secret: &Secret) -> Result<Key, ConfigError> {
    let invalid = || ConfigError::NotAPublicKey {
        scheme: scheme.name,
        label: label(secret),
        algorithm: scheme.algorithm.as_str(),
    };
    let bytes = bytes(scheme.key_format, secret.text()).ok_or_else(invalid)?;
    let key = PublicKey::parse(scheme.algorithm, &bytes).map_err(|error| match error {
        PublicKeyError::Invalid => invalid(),
        PublicKeyError::FeatureOff(feature) => ConfigError::FeatureOff {
            scheme: scheme.name,
            feature,
        },
    })?;
    let mac = if scheme.algorithm.is_jwt() {
        token(TokenKey::Public(Arc::new(key)), scheme, secret)?
    } else {
        Mac::public(scheme, key)
    };
    Ok(Key::new(mac, secret, None))
}

/// What stands for a key that is still to be fetched.
pub(super) fn fetched(scheme: &Scheme, secret: &Secret) -> Result<Key, ConfigError> {
    if let Some(configured) = scheme.configured
        && !(configured.is_one)(secret.text())
    {
        return Err(ConfigError::NotConfigurable {
            scheme: scheme.name,
            label: label(secret),
            what: configured.what,
            example: configured.example,
        });
    }
    // Better now than at the first delivery.
    public_key::check_available(scheme).map_err(|feature| ConfigError::FeatureOff {
        scheme: scheme.name,
        feature,
    })?;
    let configured: Arc<str> = secret.text().into();
    let mac = if scheme.algorithm.is_jwt() {
        token(TokenKey::Fetched, scheme, secret)?
    } else {
        Mac::Fetched(configured.clone(), Vec::new())
    };
    Ok(Key::new(mac, secret, scheme.configured.map(|_| configured)))
}

/// The bytes that a key's text encodes.
pub(super) fn bytes(format: KeyFormat, text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let bytes = match format {
        KeyFormat::Hex => const_hex::decode(text).ok()?,
        KeyFormat::Base64Url => URL_SAFE_NO_PAD.decode(text).ok()?,
        KeyFormat::PublicKey => public_key::der(text)?,
        KeyFormat::Base64(Base64Prefix::Required(prefix)) => {
            STANDARD.decode(text.strip_prefix(prefix)?).ok()?
        }
        _ => STANDARD.decode(text).ok()?,
    };
    Some(Zeroizing::new(bytes))
}
