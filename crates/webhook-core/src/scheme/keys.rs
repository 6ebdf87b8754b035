//! Keys that the provider publishes: where they stand, and which of them a request names.

use http::HeaderMap;

use super::{At, Configured, Scheme, check};
use crate::Refusal;

/// How the keys of a provider are found that publishes them, instead of showing them at set-up.
///
/// The core fetches nothing. It says what is wanted ([`KeyRequest`](crate::keys::KeyRequest)), reads
/// the document that a [`KeySource`](crate::keys::KeySource) returns, and verifies with the keys in
/// it: always under the scheme's algorithm, whatever document or message say.
#[derive(Clone, Copy, Debug)]
pub struct KeyFetch {
    pub(crate) url: KeyUrl,
    pub(crate) post: Option<&'static str>,
    pub(crate) key_id: KeyId,
    pub(crate) form: KeyForm,
}

/// The address of a key document.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum KeyUrl {
    /// Always this one.
    Fixed(&'static str),
    /// What is configured as the secret, an `https` URL, and this after it.
    Configured(&'static str),
    /// This, and the key id after it.
    ById(&'static str),
    /// What the request names, through a function that lets only the provider's own through.
    Named(KeyUrlFn),
}

/// Finds the address that a request names. It sees unverified input and must refuse every address
/// but the provider's own: this is where a forger would have a key of his fetched.
pub type KeyUrlFn = fn(&KeyHints<'_>) -> Result<String, Refusal>;

/// What a [`KeyUrlFn`] sees of an unverified request.
#[derive(Clone, Copy, Debug)]
pub struct KeyHints<'a> {
    /// The headers that the scheme keeps: those named in its content and its
    /// [`facts`](super::Scheme::facts).
    pub headers: &'a HeaderMap,
    /// The body.
    pub body: &'a [u8],
    /// What is configured instead of secrets: topics, webhook ids.
    pub configured: &'a [&'a str],
}

/// Where a request says which key signed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyId {
    /// Nowhere: every key of the document is tried, sixteen at most.
    None,
    /// In this header, named in lower case.
    Header(&'static str),
    /// In the token's header, as `kid`.
    Token,
    /// In the signature header's own JSON ([`Grammar::Base64Json`](super::Grammar::Base64Json)), under
    /// this name.
    InSignature(&'static str),
}

/// What a key document looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyForm {
    /// A JSON Web Key Set (RFC 7517, section 5).
    Jwks,
    /// One JSON Web Key, at this pointer into a JSON document.
    Jwk(&'static str),
    /// One public key as PEM or base64 DER, at this pointer into a JSON document; the whole document
    /// where that is empty.
    PublicKey(&'static str),
    /// An X.509 certificate as PEM, the signer's own first (feature `x509`). Its chain is not
    /// checked: whose it is follows from where it was fetched.
    Certificate {
        /// Whether it must be valid at the time of the request. SNS's own validators do not ask.
        dated: bool,
    },
}

impl KeyFetch {
    /// A document at `url`.
    pub const fn new(url: KeyUrl, form: KeyForm) -> Self {
        Self {
            url,
            post: None,
            key_id: KeyId::None,
            form,
        }
    }

    /// Which key of it a request names.
    pub const fn named(mut self, key_id: KeyId) -> Self {
        self.key_id = key_id;
        self
    }

    /// Asked for with a `POST` of this JSON, in which `{kid}` stands for the key id (Plaid).
    pub const fn post(mut self, body: &'static str) -> Self {
        self.post = Some(body);
        self
    }

    /// Where the document stands.
    pub const fn url(&self) -> KeyUrl {
        self.url
    }

    /// What it looks like.
    pub const fn form(&self) -> KeyForm {
        self.form
    }

    /// Where a request says which of its keys it was signed with.
    pub const fn key_id(&self) -> KeyId {
        self.key_id
    }
}

impl Scheme {
    /// Where the keys come from, of a provider that publishes them. What is configured in a secret's
    /// place is then [`Scheme::configured`], or nothing.
    ///
    /// # Panics
    /// For an algorithm that has no public keys.
    pub const fn fetches_keys(mut self, keys: KeyFetch) -> Self {
        assert!(
            self.algorithm.is_public_key(),
            "the algorithm has no public keys"
        );
        self.keys = Some(keys);
        self
    }

    /// Fetches keys from another address, for a provider that has several (a sandbox, a region).
    ///
    /// # Panics
    /// For a scheme that fetches none, or whose address is not fixed.
    pub const fn keys_at(mut self, url: &'static str) -> Self {
        assert!(self.keys.is_some(), "the scheme fetches no keys");
        if let Some(mut keys) = self.keys {
            let fixed = matches!(keys.url, KeyUrl::Fixed(_));
            let by_id = matches!(keys.url, KeyUrl::ById(_));
            assert!(fixed || by_id, "the address of the keys is not fixed");
            keys.url = if fixed {
                KeyUrl::Fixed(url)
            } else {
                KeyUrl::ById(url)
            };
            self.keys = Some(keys);
        }
        self
    }

    /// What is configured in a secret's place: required, and part of what is verified.
    pub const fn configured(mut self, configured: Configured) -> Self {
        self.configured = Some(configured);
        self
    }

    /// Where a delivery says whom it is about, which must be what is
    /// [configured](Scheme::configured): a provider that signs everybody's deliveries with one key
    /// signs those of strangers as well.
    pub const fn bound(mut self, at: At) -> Self {
        check::place(at);
        self.bound = Some(at);
        self
    }
}
