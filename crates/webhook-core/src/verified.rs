//! [`Verified`]: the proof that a request came from its provider.

use std::{
    borrow::Cow,
    fmt,
    sync::{Arc, OnceLock},
};

use bytes::Bytes;
use http::HeaderValue;
use sha2::{Digest as _, Sha256};
use smallvec::SmallVec;

use crate::{
    Refusal, UnixTime, form,
    identity::hash_field,
    json, jws,
    key::Key,
    mac::Mac,
    multipart,
    scheme::{At, Identity, Part, Scheme},
    verifier::Compiled,
};

/// A request whose signature, timestamp and form were accepted.
///
/// Only a [`Verifier`](crate::Verifier) makes one (and [`danger`](crate::danger), which says so in
/// its name); whoever holds a `Verified` or the [`Delivery`](crate::Delivery) made from it needs
/// no further check.
pub struct Verified {
    pub(crate) facts: Facts,
    timestamp: Option<UnixTime>,
    key: (u8, Option<Arc<str>>),
    /// The key that matched, where the endpoint check is to be signed with it.
    pub(crate) signing: Option<Box<Mac>>,
    /// Digest of the signed content, once it was asked for.
    content_digest: OnceLock<[u8; 32]>,
}

impl Verified {
    pub(crate) fn new(
        facts: Facts,
        timestamp: Option<UnixTime>,
        key: (u8, Option<Arc<str>>),
        content_digest: Option<[u8; 32]>,
    ) -> Self {
        Self {
            facts,
            timestamp,
            key,
            signing: None,
            content_digest: content_digest.map_or_else(OnceLock::new, OnceLock::from),
        }
    }

    /// Refuses what is about somebody else than what is configured; the key then is the one that is
    /// about it.
    pub(crate) fn bind(&mut self, at: At, keys: &[Key], now: UnixTime) -> Result<(), Refusal> {
        let about = self.facts.first(&[at]);
        let is_about =
            |key: &Key| key.validity.covers(now) && key.configured.as_deref() == about.as_deref();
        let found = (0..)
            .zip(keys)
            .find(|(_, key)| about.is_some() && is_about(key));
        let Some((index, key)) = found else {
            return Err(Refusal::NotExpected {
                what: "it is about another account than the one that is configured",
            });
        };
        self.key = (index, key.label.clone());
        Ok(())
    }

    /// The scheme that verified it.
    pub fn scheme(&self) -> &Scheme {
        self.facts.scheme()
    }

    /// Whether the signature covers the body: *verified*, not merely *authenticated*. Of Adyen, Amazon
    /// SNS and Braintree it covers those members that say what happened; their pages name the rest.
    pub fn is_body_signed(&self) -> bool {
        self.scheme().signs_body()
    }

    /// The signed timestamp, if the scheme has one.
    pub fn timestamp(&self) -> Option<UnixTime> {
        self.timestamp
    }

    /// Which of the secrets matched, counting from 0 in the order they were given.
    pub fn secret_index(&self) -> usize {
        usize::from(self.key.0)
    }

    /// The label of the secret that matched.
    pub fn secret_label(&self) -> Option<&str> {
        self.key.1.as_deref()
    }

    /// The body's bytes.
    pub fn body(&self) -> &Bytes {
        &self.facts.body
    }

    /// The event's id, where the provider gives one.
    pub fn event_id(&self) -> Option<Cow<'_, str>> {
        self.facts.first(self.scheme().event_id)
    }

    /// The event's type, where the provider gives one.
    pub fn event_type(&self) -> Option<Cow<'_, str>> {
        self.facts.first(self.scheme().event_type)
    }

    /// What happened to the thing that the type names, where the provider says so apart.
    pub fn action(&self) -> Option<Cow<'_, str>> {
        self.facts.first(self.scheme().action)
    }

    /// The bytes that identify this delivery, by the given axis or the scheme's own.
    pub(crate) fn identity(&self, identity: Identity) -> SmallVec<[u8; 128]> {
        let (tag, id, with): (u8, _, &[At]) = match identity {
            Identity::SignedId(at) => (1, self.facts.first(&[at]), &[]),
            Identity::IdAndContent(at, with) => (2, self.facts.first(&[at]), with),
            Identity::Content => (3, None, &[]),
        };
        let id = id.filter(|id| !id.is_empty());
        let mut bytes = SmallVec::from_slice(&[tag]);
        if let Some(id) = &id {
            bytes.extend_from_slice(&(id.len() as u64).to_be_bytes());
            bytes.extend_from_slice(id.as_bytes());
        }
        if tag == 1 && id.is_some() {
            return bytes;
        }
        bytes.extend_from_slice(&self.content_digest());
        for at in with {
            // Absent and empty differ from each other and from every text.
            match self.facts.first(&[*at]) {
                Some(text) => {
                    bytes.push(1);
                    bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
                    bytes.extend_from_slice(text.as_bytes());
                }
                None => bytes.push(0),
            }
        }
        bytes
    }

    /// Digest of what identifies this delivery by the given axis.
    pub fn identity_digest(&self, identity: Identity) -> [u8; 32] {
        Sha256::digest(self.identity(identity)).into()
    }

    /// Digest of the signed content without the per-attempt timestamp: equal for a retry, and for
    /// a capture that is replayed under a forged id. Computed on first use.
    pub fn content_digest(&self) -> [u8; 32] {
        *self.content_digest.get_or_init(|| self.digest_content())
    }

    fn digest_content(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        if let crate::scheme::Content::Template(parts) = self.scheme().content {
            for part in parts {
                match part {
                    Part::Header(name) => hash_field(&mut hash, self.facts.header_bytes(name)),
                    Part::Id => {
                        let id = self.event_id();
                        hash_field(&mut hash, id.as_deref().unwrap_or_default().as_bytes());
                    }
                    Part::Url | Part::UrlUnescaped(_) | Part::PathAndQuery => {
                        let query = self.facts.query.as_deref().unwrap_or_default();
                        hash_field(&mut hash, query.as_bytes());
                    }
                    Part::NamedHeaders { must, .. } => {
                        for name in *must {
                            hash_field(&mut hash, self.facts.header_bytes(name));
                        }
                    }
                    // Fixed, per attempt, or part of the body itself. A method that is signed
                    // belongs to one endpoint and never tells two deliveries apart.
                    Part::Lit(_)
                    | Part::Secret
                    | Part::KeyId(_)
                    | Part::InSignature(_)
                    | Part::Timestamp
                    | Part::Method
                    | Part::Body
                    | Part::BodySha256Hex
                    | Part::BodySha256Raw
                    | Part::BodyBase64Url
                    | Part::BodyCrc32 => {}
                    Part::BodySha512Base64 | Part::BodyMd5Base64 => {}
                }
            }
        }
        if let crate::scheme::Content::MessageSignature(rules) = self.scheme().content {
            if rules.reads_query() {
                let query = self.facts.query.as_deref().unwrap_or_default();
                hash_field(&mut hash, query.as_bytes());
            }
            // The date is of the attempt, and the digest is the body's.
            let own = |name: &&str| !["date", "content-digest"].contains(name);
            for name in rules.fields().filter(own) {
                hash_field(&mut hash, self.facts.header_bytes(name));
            }
        }
        hash_field(&mut hash, &self.facts.body);
        hash.finalize().into()
    }
}

impl fmt::Debug for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified")
            .field("scheme", &self.scheme().name)
            .field("timestamp", &self.timestamp)
            .field("secret_label", &self.key.1)
            .field("body_len", &self.facts.body.len())
            .finish_non_exhaustive()
    }
}

/// What a verified request says, read on demand.
pub(crate) struct Facts {
    pub(crate) compiled: Arc<Compiled>,
    pub(crate) kept: Vec<(&'static str, HeaderValue)>,
    pub(crate) content_type: Option<HeaderValue>,
    pub(crate) query: Option<Box<str>>,
    /// What a message signature says of itself, by the parameters' names.
    pub(crate) in_signature: Vec<(&'static str, Box<str>)>,
    pub(crate) body: Bytes,
}

impl Facts {
    pub(crate) fn scheme(&self) -> &Scheme {
        &self.compiled.scheme
    }

    pub(crate) fn content_type(&self) -> Option<&str> {
        self.content_type.as_ref()?.to_str().ok()
    }

    /// By the `Content-Type`. That is not signed, so it makes no form of a JSON text: `&payload=` in
    /// one of its strings must not turn into another document.
    pub(crate) fn is_form(&self) -> bool {
        form::is_form(self.content_type()) && !json::looks_like_one(&self.body)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.kept.iter().find(|(kept, _)| *kept == name)?;
        value.to_str().ok()
    }

    fn header_bytes(&self, name: &str) -> &[u8] {
        self.header(name).unwrap_or_default().as_bytes()
    }

    /// The text at the first place that holds one. All JSON places cost one pass together.
    pub(crate) fn first(&self, places: &[At]) -> Option<Cow<'_, str>> {
        let pointers: SmallVec<[&str; 4]> = places
            .iter()
            .flat_map(|at| match at {
                At::Json(pointer) | At::JsonText(pointer, _) | At::JsonState(pointer, _, _) => {
                    [Some(*pointer), None]
                }
                At::JsonJoin(first, second) => [Some(*first), Some(*second)],
                _ => [None, None],
            })
            .flatten()
            .collect();
        let mut found = None;
        let mut slots = 0..;
        // Called once per JSON place, in order: several places may read the same member.
        let mut next_in_json = || -> Option<Cow<'_, str>> {
            let found = found.get_or_insert_with(|| json::find(&self.body, &pointers));
            found.get_mut(slots.next()?)?.take()
        };
        let is_form = self.is_form();
        let is_multipart = multipart::is_multipart(self.content_type());
        places.iter().find_map(|at| match *at {
            At::Header(name) => self.header(name).map(Cow::Borrowed),
            At::Json(_) => next_in_json(),
            At::JsonState(_, states, value) => next_in_json()
                .filter(|state| states.contains(&&**state))
                .map(|_| Cow::Borrowed(value)),
            At::JsonJoin(..) => {
                let (first, second) = (next_in_json(), next_in_json());
                Some(Cow::Owned(format!("{}.{}", first?, second?)))
            }
            At::JsonMember(known) => json::known_member(&self.body, known).map(Cow::Borrowed),
            At::JsonText(_, pointer) => json_in(&next_in_json()?, pointer),
            At::Claim(pointer) => {
                jws::claims(&self.body).and_then(|claims| json_in(&claims, pointer))
            }
            At::ClaimText(claim, pointer) => jws::claims(&self.body)
                .and_then(|claims| json_in(&claims, claim))
                .and_then(|text| json_in(&text, pointer)),
            At::Fixed(text) => Some(Cow::Borrowed(text)),
            At::Form(name) if is_form => form::find(&self.body, name).map(Cow::Owned),
            At::FormJson(name, pointer) if is_form => {
                json_in(&form::find(&self.body, name)?, pointer)
            }
            At::FormJson(name, pointer) if is_multipart => {
                let payload = multipart::field(&self.body, name)?;
                json::find(payload.as_bytes(), &[pointer]).pop().flatten()
            }
            At::Query(name) => form::find(self.query.as_deref()?.as_bytes(), name).map(Cow::Owned),
            At::FormXml(name, element) if is_form => form::find(&self.body, name)
                .and_then(|payload| form::xml_text(&payload, element))
                .map(Cow::Owned),
            At::InSignature(name) => {
                let (_, text) = self.in_signature.iter().find(|(kept, _)| *kept == name)?;
                Some(Cow::Borrowed(&**text))
            }
            At::Form(_) | At::FormXml(..) | At::FormJson(..) => None,
        })
    }
}

/// The text at a pointer into JSON that was found elsewhere.
fn json_in(text: &str, pointer: &str) -> Option<Cow<'static, str>> {
    let found = json::find(text.as_bytes(), &[pointer]).pop().flatten();
    found.map(|text| Cow::Owned(text.into_owned()))
}
