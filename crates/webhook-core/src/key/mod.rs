//! From a secret's text to a pre-keyed MAC: every way a secret can be wrong is found here, at
//! start-up.

mod asymmetric;
mod private;
mod signing;
mod token;

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha1::{Digest as _, Sha1};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::{
    ConfigError, Secret, Secrets,
    mac::Mac,
    scheme::{Algorithm, Base64Prefix, KeyFormat, KeyUrl, Scheme, SecretPlace},
    secret::Validity,
};

use asymmetric::{fetched, public};
pub(crate) use private::PrivateKey;
pub(crate) use signing::derive_signing;
pub(crate) use token::TokenKey;

/// Keys shorter than this can be searched for; RFC 2104 wants at least the hash's length, but
/// vendors let users choose.
const MIN_KEY_BYTES: usize = 16;
/// Topics, audiences and the like.
const MAX_CONFIGURED: usize = 256;

/// One secret, ready to use.
#[derive(Clone)]
pub(crate) struct Key {
    pub(crate) mac: Mac,
    /// What the provider calls the secret.
    pub(crate) id: Option<Arc<str>>,
    /// What is configured in a secret's place, of a provider whose keys are fetched.
    pub(crate) configured: Option<Arc<str>>,
    pub(crate) label: Option<Arc<str>>,
    pub(crate) validity: Validity,
}

impl Key {
    fn new(mac: Mac, secret: &Secret, configured: Option<Arc<str>>) -> Self {
        Self {
            mac,
            id: secret.id().cloned(),
            configured,
            label: secret.name().cloned(),
            validity: secret.validity(),
        }
    }

    /// Whether this may be the key of a request that names `id`, or that has no place to name one.
    /// A key without an id answers to every name.
    pub(crate) fn answers_to(&self, id: Option<&[u8]>) -> bool {
        match (id, self.id.as_deref()) {
            (Some(named), Some(own)) => named == own.as_bytes(),
            _ => true,
        }
    }
}

/// Derives the keys of all secrets, or says which secret is wrong and how.
pub(crate) fn derive_all(scheme: &Scheme, secrets: &Secrets) -> Result<Box<[Key]>, ConfigError> {
    if scheme.keys.is_some() && scheme.configured.is_none() {
        // There is nothing to configure; whatever was given only names the endpoint.
        let one = secrets.iter().next().cloned();
        return Ok(Box::new([fetched(
            scheme,
            &one.unwrap_or_else(|| Secret::new("")),
        )?]));
    }
    if secrets.is_empty() {
        return Err(ConfigError::NoSecret {
            scheme: scheme.name,
        });
    }
    // Each costs a MAC; what is configured of fetched keys costs a comparison.
    let limit = match scheme.keys.map(|keys| keys.url) {
        None => Secrets::MAX,
        // Each would have keys of its own.
        Some(KeyUrl::Configured(_)) => 1,
        Some(_) => MAX_CONFIGURED,
    };
    if secrets.len() > limit {
        return Err(ConfigError::TooManySecrets {
            scheme: scheme.name,
            count: secrets.len(),
            limit,
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
    if scheme.keys.is_some() {
        return fetched(scheme, secret);
    }
    if scheme.algorithm.is_public_key() {
        return public(scheme, secret);
    }
    if scheme.algorithm == Algorithm::JwtHs256 {
        return token::shared(scheme, secret);
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
        KeyFormat::Utf8AfterWord(prefix) => (after_word(text, prefix), false),
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

/// The text after the prefix, a word and a hyphen, or all of it.
fn after_word<'a>(text: &'a str, prefix: &str) -> &'a str {
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    };
    text.strip_prefix(prefix)
        .and_then(|rest| rest.split_once('-'))
        .filter(|(word, _)| is_word(word))
        .map_or(text, |(_, key)| key)
}

/// The MAC under the key's bytes, if there are enough of them.
fn keyed(scheme: &Scheme, secret: &Secret, key: &[u8]) -> Result<Key, ConfigError> {
    check_length(scheme, secret, key)?;
    check_key_id(scheme, secret)?;
    let mut mac = Mac::of(scheme, key).ok_or(ConfigError::EmptySecret {
        scheme: scheme.name,
        label: label(secret),
    })?;
    if scheme.secret_in_content == Some(SecretPlace::First) {
        mac.update(key);
    }
    Ok(Key::new(mac, secret, None))
}

/// Whether the public value that the content names is there.
fn check_key_id(scheme: &Scheme, secret: &Secret) -> Result<(), ConfigError> {
    match (scheme.key_id_name(), secret.id()) {
        (Some(_), Some(id)) if !id.trim().is_empty() => Ok(()),
        (Some(key_id), _) => Err(ConfigError::NoKeyId {
            scheme: scheme.name,
            label: label(secret),
            key_id,
        }),
        (None, _) => Ok(()),
    }
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

/// A secret's label as errors show it.
fn label(secret: &Secret) -> String {
    match secret.name() {
        Some(label) => format!(" {label:?}"),
        None => String::new(),
    }
}
