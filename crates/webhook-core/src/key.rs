//! From a secret's text to a pre-keyed MAC: every way a secret can be wrong is found here, at
//! start-up.

use std::sync::Arc;

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use sha1::{Digest as _, Sha1};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::{
    ConfigError, Secret, Secrets,
    mac::Mac,
    public_key::{self, PublicKey, PublicKeyError},
    scheme::{Algorithm, Base64Prefix, KeyFormat, Scheme, SecretPlace},
    secret::Validity,
};

/// Keys shorter than this can be searched for; RFC 2104 wants at least the hash's length, but
/// vendors let users choose.
const MIN_KEY_BYTES: usize = 16;

/// One secret, ready to use.
#[derive(Clone)]
pub(crate) struct Key {
    pub(crate) mac: Mac,
    /// What the provider calls the secret.
    pub(crate) id: Option<Arc<str>>,
    pub(crate) label: Option<Arc<str>>,
    pub(crate) validity: Validity,
}

/// Derives the keys of all secrets, or says which secret is wrong and how.
pub(crate) fn derive_all(scheme: &Scheme, secrets: &Secrets) -> Result<Box<[Key]>, ConfigError> {
    if secrets.is_empty() {
        return Err(ConfigError::NoSecret {
            scheme: scheme.name,
        });
    }
    if secrets.len() > Secrets::MAX {
        return Err(ConfigError::TooManySecrets {
            scheme: scheme.name,
            count: secrets.len(),
            limit: Secrets::MAX,
        });
    }
    secrets
        .iter()
        .map(|secret| derive(scheme, secret))
        .collect()
}

/// Derives one key.
pub(crate) fn derive(scheme: &Scheme, secret: &Secret) -> Result<Key, ConfigError> {
    let name = scheme.name;
    let label = || label(secret);
    let text = secret.text();
    if text.trim().is_empty() {
        return Err(ConfigError::EmptySecret {
            scheme: name,
            label: label(),
        });
    }
    // A file that holds PEM ends with a newline.
    if text.trim() != text && scheme.key_format != KeyFormat::PublicKey {
        return Err(ConfigError::BlankAroundSecret {
            scheme: name,
            label: label(),
        });
    }
    if let Some(hint) = scheme
        .secret_hints
        .iter()
        .find(|hint| text.starts_with(hint.prefix))
    {
        return Err(ConfigError::WrongCredential {
            scheme: name,
            label: label(),
            looks_like: hint.looks_like,
            prefix: hint.prefix,
            fix: hint.fix,
        });
    }
    if scheme.algorithm.is_public_key() {
        return public(scheme, secret);
    }
    if scheme.algorithm == Algorithm::JwtHs256 {
        return jwt(scheme, secret);
    }
    if scheme.key_format == KeyFormat::Hex {
        let bytes = const_hex::decode(text).map_err(|_| ConfigError::NotHex {
            scheme: name,
            label: label(),
        })?;
        return keyed(scheme, secret, &Zeroizing::new(bytes));
    }
    if scheme.key_format == KeyFormat::Sha1 {
        check_length(scheme, secret, text.as_bytes())?;
        return keyed(
            scheme,
            secret,
            &Zeroizing::new(<[u8; 20]>::from(Sha1::digest(text)))[..],
        );
    }
    if scheme.key_format == KeyFormat::Nfkd {
        let text: Zeroizing<String> = Zeroizing::new(text.nfkd().collect());
        return keyed(scheme, secret, text.as_bytes());
    }
    if scheme.key_format == KeyFormat::LowerCase {
        let text = Zeroizing::new(text.to_lowercase());
        return keyed(scheme, secret, text.as_bytes());
    }
    let (encoded, is_base64) = match scheme.key_format {
        KeyFormat::Utf8
        | KeyFormat::Hex
        | KeyFormat::Nfkd
        | KeyFormat::Sha1
        | KeyFormat::LowerCase
        | KeyFormat::Base64Url
        | KeyFormat::PublicKey => (text, false),
        KeyFormat::Base64(Base64Prefix::None) => (text, true),
        KeyFormat::Base64(Base64Prefix::Optional(prefix)) => {
            (text.strip_prefix(prefix).unwrap_or(text), true)
        }
        KeyFormat::Base64(Base64Prefix::Required(prefix)) => match text.strip_prefix(prefix) {
            Some(rest) => (rest, true),
            None => {
                return Err(ConfigError::MissingPrefix {
                    scheme: name,
                    label: label(),
                    prefix,
                });
            }
        },
        KeyFormat::Base64(Base64Prefix::ThroughLastUnderscore) => (
            text.rsplit_once('_').map_or(text, |(_, encoded)| encoded),
            true,
        ),
        KeyFormat::Base64IfPrefixed(prefix) => match text.strip_prefix(prefix) {
            Some(rest) => (rest, true),
            None => (text, false),
        },
    };
    let key = if is_base64 {
        Zeroizing::new(
            STANDARD
                .decode(encoded)
                .map_err(|_| ConfigError::NotBase64 {
                    scheme: name,
                    label: label(),
                })?,
        )
    } else {
        Zeroizing::new(encoded.as_bytes().to_vec())
    };
    keyed(scheme, secret, &key)
}

/// The MAC under the key's bytes, if there are enough of them.
fn keyed(scheme: &Scheme, secret: &Secret, key: &[u8]) -> Result<Key, ConfigError> {
    check_length(scheme, secret, key)?;
    let mut mac = Mac::new(scheme.algorithm, key).ok_or(ConfigError::EmptySecret {
        scheme: scheme.name,
        label: label(secret),
    })?;
    if scheme.secret_in_content == Some(SecretPlace::First) {
        mac.update(key);
    }
    Ok(Key {
        mac,
        id: secret.id().cloned(),
        label: secret.name().cloned(),
        validity: secret.validity(),
    })
}

/// Whether a key is long enough not to be searched for.
fn check_length(scheme: &Scheme, secret: &Secret, key: &[u8]) -> Result<(), ConfigError> {
    if key.is_empty() {
        return Err(ConfigError::EmptySecret {
            scheme: scheme.name,
            label: label(secret),
        });
    }
    if key.len() < MIN_KEY_BYTES && !secret.may_be_short {
        return Err(ConfigError::ShortSecret {
            scheme: scheme.name,
            label: label(secret),
            bytes: key.len(),
            minimum: MIN_KEY_BYTES,
        });
    }
    Ok(())
}

/// The provider's public key.
fn public(scheme: &Scheme, secret: &Secret) -> Result<Key, ConfigError> {
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
    Ok(Key {
        mac: Mac::Public(Arc::new(key), Vec::new()),
        id: None,
        label: secret.name().cloned(),
        validity: secret.validity(),
    })
}

/// The key of tokens: the secret's own text.
fn jwt(scheme: &Scheme, secret: &Secret) -> Result<Key, ConfigError> {
    // As long as a key of a MAC must be.
    check_length(scheme, secret, secret.text().as_bytes())?;
    #[cfg(feature = "jwt")]
    return Ok(Key {
        mac: Mac::Jwt(crate::jwt::JwtKey::new(
            secret.text().as_bytes(),
            secret.id().cloned(),
        )),
        id: None,
        label: secret.name().cloned(),
        validity: secret.validity(),
    });
    #[cfg(not(feature = "jwt"))]
    Err(ConfigError::FeatureOff {
        scheme: scheme.name,
        feature: "jwt",
    })
}

/// The bytes that a key's text encodes.
fn bytes(format: KeyFormat, text: &str) -> Option<Zeroizing<Vec<u8>>> {
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

/// The key that signs, where that is not the one that verifies.
pub(crate) fn derive_signing(scheme: &Scheme, secret: &Secret) -> Result<Key, ConfigError> {
    if !scheme.algorithm.is_public_key() {
        return derive(scheme, secret);
    }
    let cannot = ConfigError::CannotSign {
        scheme: scheme.name,
        algorithm: scheme.algorithm.as_str(),
    };
    #[cfg(feature = "ed25519")]
    if scheme.algorithm == Algorithm::Ed25519 {
        // The private key in the form of the public one; behind a prefix of its own (whsk_…).
        let text = secret.text();
        let (format, text) = match scheme.key_format {
            KeyFormat::Base64(Base64Prefix::Required(_)) => (
                KeyFormat::Base64(Base64Prefix::None),
                text.rsplit_once('_').map_or(text, |(_, encoded)| encoded),
            ),
            format => (format, text),
        };
        let seed = bytes(format, text)
            .and_then(|bytes| bytes.first_chunk::<32>().copied())
            .ok_or(ConfigError::NotAPublicKey {
                scheme: scheme.name,
                label: label(secret),
                algorithm: "signing with Ed25519",
            })?;
        return Ok(Key {
            mac: Mac::Ed25519(
                Arc::new(ed25519_dalek::SigningKey::from_bytes(&seed)),
                Vec::new(),
            ),
            id: None,
            label: secret.name().cloned(),
            validity: secret.validity(),
        });
    }
    Err(cannot)
}

/// A secret's label as errors show it.
fn label(secret: &Secret) -> String {
    match secret.name() {
        Some(label) => format!(" {label:?}"),
        None => String::new(),
    }
}
