//! [`Keyring`]: the keys of one document, parsed for one scheme.

use std::{fmt, sync::Arc};

use serde_json::Value;

use super::{
    certificate,
    jwk::{Jwk, JwkSet},
};
use crate::{
    Scheme, UnixTime,
    public_key::{self, PublicKey},
    scheme::KeyForm,
    source::SourceError,
};

/// More keys in one document are not tried.
const MAX_KEYS: usize = 16;
/// A longer document is none.
const MAX_DOCUMENT: usize = 256 * 1024;

/// The keys of one document. What the scheme's algorithm has no use for is left out.
pub struct Keyring(Vec<FetchedKey>);

/// One key of a document.
struct FetchedKey {
    id: Option<String>,
    key: Arc<PublicKey>,
    validity: Validity,
}

/// When a key counts.
#[derive(Clone, Copy, Default)]
pub(super) struct Validity {
    pub(super) not_before: Option<UnixTime>,
    pub(super) not_after: Option<UnixTime>,
}

impl Keyring {
    /// Reads a document that was fetched for `scheme`.
    ///
    /// # Errors
    /// [`SourceError`] if it has not the scheme's form, is longer than 256 KiB, or holds no key of the
    /// scheme's algorithm.
    pub fn parse(scheme: &Scheme, document: &[u8]) -> Result<Self, SourceError> {
        let Some(fetch) = scheme.fetched_keys() else {
            return Err(SourceError::new("the scheme fetches no keys"));
        };
        if document.len() > MAX_DOCUMENT {
            return Err(SourceError::new("the key document is longer than 256 KiB"));
        }
        let keys = read(scheme, fetch.form, document).unwrap_or_default();
        if keys.is_empty() {
            return Err(SourceError::new(format!(
                "the key document holds no key for {}",
                scheme.algorithm().as_str()
            )));
        }
        Ok(Self(keys))
    }

    /// Whether it has the key that is named; any will do where none is.
    pub fn has(&self, key_id: Option<&str>) -> bool {
        // A document of one nameless key is the answer to the name it was asked for.
        key_id.is_none_or(|id| {
            self.0
                .iter()
                .any(|key| key.id.as_deref().is_none_or(|own| own == id))
        })
    }

    /// The keys to try now.
    pub(crate) fn candidates<'k>(
        &'k self,
        key_id: Option<&'k str>,
        now: UnixTime,
    ) -> impl Iterator<Item = &'k PublicKey> {
        let named = move |key: &&FetchedKey| match (key_id, &key.id) {
            (Some(wanted), Some(own)) => wanted == own,
            _ => true,
        };
        let counts = move |key: &&FetchedKey| {
            let validity = key.validity;
            validity.not_before.is_none_or(|start| start <= now)
                && validity.not_after.is_none_or(|end| now <= end)
        };
        let keys = self.0.iter().filter(named).filter(counts);
        keys.take(MAX_KEYS).map(|key| &*key.key)
    }
}

fn read(scheme: &Scheme, form: KeyForm, document: &[u8]) -> Option<Vec<FetchedKey>> {
    let algorithm = scheme.algorithm();
    let from_jwk = |jwk: &Jwk| {
        let key = PublicKey::from_numbers(algorithm, &jwk.numbers()?)?;
        Some(FetchedKey {
            id: jwk.kid.clone(),
            key: Arc::new(key),
            validity: Validity {
                not_before: None,
                not_after: jwk.not_after(),
            },
        })
    };
    let from_der = |der: &[u8], validity| {
        let key = PublicKey::parse(algorithm, der).ok()?;
        Some(vec![FetchedKey {
            id: None,
            key: Arc::new(key),
            validity,
        }])
    };
    match form {
        KeyForm::Jwks => {
            let set: JwkSet = serde_json::from_slice(document).ok()?;
            Some(set.keys.iter().filter_map(from_jwk).collect())
        }
        KeyForm::Jwk(pointer) => {
            let mut document: Value = serde_json::from_slice(document).ok()?;
            let jwk = serde_json::from_value(document.pointer_mut(pointer)?.take()).ok()?;
            Some(vec![from_jwk(&jwk)?])
        }
        KeyForm::PublicKey(pointer) => {
            let text = if pointer.is_empty() {
                std::str::from_utf8(document).ok()?.to_owned()
            } else {
                let document: Value = serde_json::from_slice(document).ok()?;
                document.pointer(pointer)?.as_str()?.to_owned()
            };
            from_der(&public_key::der(&text)?, Validity::default())
        }
        KeyForm::Certificate { dated } => {
            let (der, validity) = certificate::read(document)?;
            from_der(&der, if dated { validity } else { Validity::default() })
        }
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids = self.0.iter().map(|key| key.id.as_deref());
        f.debug_list().entries(ids).finish()
    }
}
