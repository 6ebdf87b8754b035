//! The step between body and verdict, of a scheme whose keys are fetched: which document is wanted,
//! and the keys that it held.

use std::sync::Arc;

use http::{HeaderMap, HeaderName};

use super::Verification;
use crate::{
    Keyring, Refusal, UnixTime,
    candidates::{self, Candidates},
    jws,
    keys::KeyRequest,
    public_key::PublicKey,
    scheme::{KeyFetch, KeyHints, KeyId, KeyUrl},
};

/// A longer key id is none.
const MAX_KEY_ID: usize = 256;

/// Which key signed a request, and the keys of the document that should have it.
#[derive(Clone, Debug, Default)]
pub(crate) struct NamedKeys {
    key_id: Option<String>,
    ring: Option<Arc<Keyring>>,
}

impl NamedKeys {
    /// What the head of a request names.
    pub(super) fn begin(
        fetch: &KeyFetch,
        signature: Option<&str>,
        candidates: &Candidates,
        headers: &HeaderMap,
    ) -> Result<Self, Refusal> {
        let key_id = match fetch.key_id {
            KeyId::None => None,
            KeyId::Header(name) => Some(header(headers, name)?),
            // One in the body is read with the body.
            KeyId::Token => candidates.first().and_then(jws::key_id),
            KeyId::InSignature(member) => {
                signature.and_then(|text| candidates::json_in_base64(text, member))
            }
        };
        check_length(key_id.as_deref())?;
        Ok(Self { key_id, ring: None })
    }

    /// The keys to try.
    pub(crate) fn candidates(&self, now: UnixTime) -> impl Iterator<Item = &PublicKey> {
        let ring = self.ring.iter();
        ring.flat_map(move |ring| ring.candidates(self.key_id.as_deref(), now))
    }

    /// Whether the keys have arrived.
    pub(super) fn are_there(&self) -> bool {
        self.ring.is_some()
    }
}

impl Verification {
    /// Which key document this request's signature is to be held against; `None` for a scheme whose
    /// keys are configured. `body` is the whole body.
    ///
    /// # Errors
    /// [`Refusal`] if the request names no key, or one that is not the provider's: nothing is to be
    /// fetched then.
    pub fn key_request(&mut self, body: &[u8]) -> Result<Option<KeyRequest>, Refusal> {
        let Some(named) = &mut self.named else {
            return Ok(None);
        };
        let scheme = &self.compiled.scheme;
        let Some(fetch) = scheme.fetched_keys() else {
            return Ok(None);
        };
        if fetch.key_id == KeyId::Token && scheme.header.is_empty() {
            named.key_id = jws::key_id(body.trim_ascii());
            check_length(named.key_id.as_deref())?;
        }
        let key_id = named.key_id.clone();
        let id = || match key_id.as_deref() {
            Some(id) if is_plain(id) => Ok(id),
            _ => Err(Refusal::Malformed {
                what: "the request names no key, or not by letters, digits and - _ . alone",
            }),
        };
        let configured: Vec<&str> = self
            .keys
            .iter()
            .filter(|key| key.validity.covers(self.now))
            .filter_map(|key| key.configured.as_deref())
            .collect();
        let url = match fetch.url {
            KeyUrl::Fixed(url) => url.to_owned(),
            KeyUrl::Configured(path) => {
                // There is none once its time is over.
                let base = configured.first().ok_or(Refusal::BadSignature)?;
                format!("{}{path}", base.trim_end_matches('/'))
            }
            KeyUrl::ById(base) => format!("{base}{}", id()?),
            KeyUrl::Named(url) => {
                let mut headers = HeaderMap::new();
                for (name, value) in &self.kept {
                    headers.insert(HeaderName::from_static(name), value.clone());
                }
                url(&KeyHints {
                    headers: &headers,
                    body,
                    configured: &configured,
                })?
            }
        };
        let post = match fetch.post {
            Some(template) => Some(template.replace("{kid}", id()?)),
            None => None,
        };
        Ok(Some(KeyRequest::new(scheme.name, url, post, key_id)))
    }

    /// Brings the keys. Without them [`finish`](Verification::finish) refuses.
    pub fn provide_keys(&mut self, keys: Arc<Keyring>) {
        if let Some(named) = &mut self.named {
            named.ring = Some(keys);
        }
    }
}

fn check_length(key_id: Option<&str>) -> Result<(), Refusal> {
    match key_id {
        Some(id) if id.len() > MAX_KEY_ID => Err(Refusal::Malformed {
            what: "the key id is longer than 256 bytes",
        }),
        _ => Ok(()),
    }
}

/// What can stand in a URL and in JSON as it is.
fn is_plain(id: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    !id.is_empty() && id.bytes().all(plain) && !id.starts_with('.')
}

fn header(headers: &HeaderMap, name: &'static str) -> Result<String, Refusal> {
    let mut values = headers.get_all(name).iter();
    let (first, second) = (values.next(), values.next());
    if second.is_some() {
        return Err(Refusal::DuplicateHeader { header: name });
    }
    let text = first.and_then(|value| value.to_str().ok()).unwrap_or("");
    if text.is_empty() {
        return Err(Refusal::MissingHeader { header: name });
    }
    Ok(text.to_owned())
}
