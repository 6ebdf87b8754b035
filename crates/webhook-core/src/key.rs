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
    scheme::{Algorithm, Base64Prefix, KeyFormat, KeyUrl, Scheme, SecretPlace},
    secret::Validity,
};

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
    Ok(Key {
        mac,
        id: secret.id().cloned(),
        configured: None,
        label: secret.name().cloned(),
        validity: secret.validity(),
    })
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
    let mac = if scheme.algorithm.is_jwt() {
        token(TokenKey::Public(Arc::new(key)), scheme, secret)?
    } else {
        Mac::public(scheme, key)
    };
    Ok(Key {
        mac,
        id: secret.id().cloned(),
        configured: None,
        label: secret.name().cloned(),
        validity: secret.validity(),
    })
}

/// What stands for a key that is still to be fetched.
fn fetched(scheme: &Scheme, secret: &Secret) -> Result<Key, ConfigError> {
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
    Ok(Key {
        mac,
        id: secret.id().cloned(),
        configured: scheme.configured.map(|_| configured),
        label: secret.name().cloned(),
        validity: secret.validity(),
    })
}

/// The key of tokens that are signed with the secret's own text.
fn jwt(scheme: &Scheme, secret: &Secret) -> Result<Key, ConfigError> {
    // As long as a key of a MAC must be.
    check_length(scheme, secret, secret.text().as_bytes())?;
    Ok(Key {
        mac: token(TokenKey::Shared, scheme, secret)?,
        id: secret.id().cloned(),
        configured: None,
        label: secret.name().cloned(),
        validity: secret.validity(),
    })
}

/// What a token is verified with.
#[cfg_attr(
    not(feature = "jwt"),
    allow(dead_code, reason = "without the feature it is an error")
)]
pub(crate) enum TokenKey {
    /// The secret's text.
    Shared,
    /// A public key that is configured.
    Public(Arc<PublicKey>),
    /// One that is to be fetched.
    Fetched,
    /// The provider's own, to sign with.
    #[cfg(feature = "jwt")]
    Private(Arc<jsonwebtoken::EncodingKey>),
}

#[cfg(feature = "jwt")]
fn token(key: TokenKey, scheme: &Scheme, secret: &Secret) -> Result<Mac, ConfigError> {
    use crate::scheme::{ClaimRule, Content};
    if let Content::Jwt(rules) = scheme.content {
        let claim = rules.claims.iter().find_map(|rule| match rule {
            ClaimRule::KeyId(claim, _) => Some(*claim),
            _ => None,
        });
        if let (Some(what), None) = (claim, secret.id()) {
            return Err(ConfigError::KeyIdMissing {
                scheme: scheme.name,
                label: label(secret),
                what,
            });
        }
    }
    Ok(Mac::Jwt(crate::jwt::JwtKey::new(
        key,
        scheme.algorithm,
        secret,
    )))
}

#[cfg(not(feature = "jwt"))]
fn token(_: TokenKey, scheme: &Scheme, _: &Secret) -> Result<Mac, ConfigError> {
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
            id: secret.id().cloned(),
            configured: None,
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
