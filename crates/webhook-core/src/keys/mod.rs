//! Keys that a provider publishes: what is wanted, who brings it, and what is read out of it.
//!
//! A scheme with [`fetched_keys`](crate::Scheme::fetched_keys) verifies in three steps: the head, the
//! body, then the keys. Only the last one needs somebody who can wait, a [`KeySource`];
//! `tower-webhook` has one over HTTPS, and keeps what it returned.
//!
//! ```
//! use webhook_core::{keys::{KeyRequest, KeySource, StaticKeys}, source::SourceError};
//! use bytes::Bytes;
//!
//! /// Asks for eBay's keys with a token of one's own.
//! struct WithToken<S>(S);
//!
//! impl<S: KeySource> KeySource for WithToken<S> {
//!     async fn document(&self, request: &KeyRequest) -> Result<Bytes, SourceError> {
//!         let token = "Bearer …"; // from wherever tokens come
//!         self.0.document(&request.clone().header("authorization", token)).await
//!     }
//! }
//!
//! let pinned = StaticKeys::new().with("https://keys.example/jwks.json", r#"{"keys":[]}"#);
//! # let _ = WithToken(pinned);
//! ```

pub mod address;
mod certificate;
mod jwk;
mod keyring;

use std::{collections::HashMap, fmt};

use bytes::Bytes;
use zeroize::Zeroizing;

pub(crate) use jwk::Numbers;
pub use keyring::Keyring;

use crate::source::SourceError;

/// Where key documents come from.
///
/// The caller keeps what was returned, asks once for any number of concurrent deliveries, and never
/// asks for an address that the scheme does not allow.
pub trait KeySource: Send + Sync + 'static {
    /// The document at the request's address, unchanged: JSON Web Keys, PEM, a certificate.
    ///
    /// Unauthenticated peers can cause this call, so it must be bounded in time and size, follow no
    /// redirect, and authenticate whoever answers (HTTPS).
    ///
    /// # Errors
    /// [`SourceError`] if it cannot be had now: the provider is asked to retry.
    fn document(
        &self,
        request: &KeyRequest,
    ) -> impl Future<Output = Result<Bytes, SourceError>> + Send;
}

/// A key document that is wanted.
#[derive(Clone)]
pub struct KeyRequest {
    pub(crate) provider: &'static str,
    pub(crate) url: String,
    pub(crate) post: Option<String>,
    pub(crate) key_id: Option<String>,
    headers: Vec<(&'static str, Zeroizing<String>)>,
}

impl KeyRequest {
    pub(crate) fn new(
        provider: &'static str,
        url: String,
        post: Option<String>,
        key_id: Option<String>,
    ) -> Self {
        Self {
            provider,
            url,
            post,
            key_id,
            headers: Vec::new(),
        }
    }

    /// The provider's slug.
    pub fn provider(&self) -> &'static str {
        self.provider
    }

    /// The address, `https` unless somebody configured another.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The JSON to send, of a document that is asked for with a `POST`.
    pub fn post(&self) -> Option<&str> {
        self.post.as_deref()
    }

    /// Which key the delivery names.
    pub fn key_id(&self) -> Option<&str> {
        self.key_id.as_deref()
    }

    /// The headers to send, credentials among them.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let headers = self.headers.iter();
        headers.map(|(name, value)| (*name, value.as_str()))
    }

    /// With a header, named in lower case, for a provider whose key endpoint wants credentials. The
    /// value is wiped when dropped and never printed.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, Zeroizing::new(value.into())));
        self
    }
}

impl fmt::Debug for KeyRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyRequest")
            .field("provider", &self.provider)
            .field("url", &self.url)
            .field("post", &self.post)
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

/// Documents that are pinned: what a service without outgoing connections uses, and tests.
#[derive(Clone, Debug, Default)]
pub struct StaticKeys(HashMap<String, Bytes>);

impl StaticKeys {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// With the document of an address.
    #[must_use]
    pub fn with(mut self, url: impl Into<String>, document: impl Into<Bytes>) -> Self {
        self.0.insert(url.into(), document.into());
        self
    }

    /// The documents, with their addresses, in no order.
    pub fn documents(&self) -> impl Iterator<Item = (&str, &Bytes)> {
        self.0.iter().map(|(url, document)| (&**url, document))
    }

    /// The document of an address.
    ///
    /// # Errors
    /// [`SourceError`] if none was pinned for it.
    pub fn get(&self, request: &KeyRequest) -> Result<Bytes, SourceError> {
        let document = self.0.get(&request.url).cloned();
        document.ok_or_else(|| SourceError::new("no key document is pinned for this address"))
    }
}

impl KeySource for StaticKeys {
    async fn document(&self, request: &KeyRequest) -> Result<Bytes, SourceError> {
        self.get(request)
    }
}
