//! From a secret's text to a pre-keyed MAC: every way a secret can be wrong is found here, at
//! start-up.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::{
    ConfigError, Secret, Secrets,
    mac::Mac,
    scheme::{Base64Prefix, KeyFormat, Scheme},
    secret::Validity,
};

/// Keys shorter than this can be searched for; RFC 2104 wants at least the hash's length, but
/// vendors let users choose.
const MIN_KEY_BYTES: usize = 16;

/// One secret, ready to use.
#[derive(Clone)]
pub(crate) struct Key {
    pub(crate) mac: Mac,
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
    if text.trim() != text {
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
    if scheme.key_format == KeyFormat::Hex {
        let bytes = const_hex::decode(text).map_err(|_| ConfigError::NotHex {
            scheme: name,
            label: label(),
        })?;
        return keyed(scheme, secret, &Zeroizing::new(bytes));
    }
    if scheme.key_format == KeyFormat::Nfkd {
        let text: Zeroizing<String> = Zeroizing::new(text.nfkd().collect());
        return keyed(scheme, secret, text.as_bytes());
    }
    let (encoded, is_base64) = match scheme.key_format {
        KeyFormat::Utf8 | KeyFormat::Hex | KeyFormat::Nfkd => (text, false),
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
    let name = scheme.name;
    let label = || label(secret);
    if key.is_empty() {
        return Err(ConfigError::EmptySecret {
            scheme: name,
            label: label(),
        });
    }
    if key.len() < MIN_KEY_BYTES && !secret.may_be_short {
        return Err(ConfigError::ShortSecret {
            scheme: name,
            label: label(),
            bytes: key.len(),
            minimum: MIN_KEY_BYTES,
        });
    }
    let mac = Mac::new(scheme.algorithm, key).ok_or(ConfigError::EmptySecret {
        scheme: name,
        label: label(),
    })?;
    Ok(Key {
        mac,
        label: secret.name().cloned(),
        validity: secret.validity(),
    })
}

/// A secret's label as errors show it.
fn label(secret: &Secret) -> String {
    match secret.name() {
        Some(label) => format!(" {label:?}"),
        None => String::new(),
    }
}
