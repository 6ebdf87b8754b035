//! Key documents on the command line and in files, for providers that publish their keys:
//! `https://keys.example/jwks.json=jwks.json`.

use std::{fs, str::FromStr};

use axum_webhook::{
    Scheme,
    core::{Keyring, keys::StaticKeys},
};
use bytes::Bytes;

/// A document and the address that it was fetched from.
///
/// ```
/// use hookgate::PinnedKeys;
///
/// assert!("jwks.json".parse::<PinnedKeys>().is_err(), "the address is missing");
/// ```
#[derive(Clone, Debug)]
pub struct PinnedKeys {
    url: String,
    document: Bytes,
}

/// Why there is no such document.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PinnedError {
    /// It is not an address and a file.
    #[error("give the address and the file, https://keys.example/jwks.json=jwks.json")]
    Form,
    /// The file could not be read.
    #[error("cannot read the key document {path}: {source}")]
    File {
        /// The path.
        path: String,
        /// Why.
        source: std::io::Error,
    },
}

impl PinnedKeys {
    /// The document of `url` in the file at `path`.
    ///
    /// # Errors
    /// [`PinnedError`] if the address is not `https`, or the file cannot be read.
    pub fn read(url: &str, path: &str) -> Result<Self, PinnedError> {
        if !url.starts_with("https://") || path.is_empty() {
            return Err(PinnedError::Form);
        }
        let document = fs::read(path).map_err(|source| PinnedError::File {
            path: path.to_owned(),
            source,
        })?;
        Ok(Self {
            url: url.to_owned(),
            document: document.into(),
        })
    }

    /// The address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Whether it holds a key for `scheme`.
    pub(crate) fn is_for(&self, scheme: &Scheme) -> bool {
        Keyring::parse(scheme, &self.document).is_ok()
    }
}

impl FromStr for PinnedKeys {
    type Err = PinnedError;

    /// No address of a key document has an `=`; a path may.
    fn from_str(text: &str) -> Result<Self, PinnedError> {
        let (url, path) = text.split_once('=').ok_or(PinnedError::Form)?;
        Self::read(url, path)
    }
}

/// All of them, as a source of keys.
pub(crate) fn source(pinned: &[PinnedKeys]) -> StaticKeys {
    pinned.iter().fold(StaticKeys::new(), |keys, one| {
        keys.with(one.url.as_str(), one.document.clone())
    })
}
