//! The signed content on its way through the MACs.

use std::sync::Arc;

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use md5::Md5;
use sha2::{Digest as _, Sha256, Sha512};
use smallvec::SmallVec;

use super::render::{TemplateInput, render};
use crate::{
    Refusal,
    identity::hash_field,
    key::Key,
    mac::Mac,
    scheme::{self, Part, Scheme, SecretPlace, TailFn},
};

/// A MAC under way, with the index of its key.
type KeyedMac = (u8, Mac);

/// The MACs of one request. They are large and stay where they are made.
pub(crate) type Macs = SmallVec<[KeyedMac; 1]>;

/// How the content goes on, between head and body.
pub(crate) enum Content {
    /// The body goes straight into the MACs as it arrives.
    Streaming { tail: Vec<Tail> },
    /// The content holds nothing of the body.
    HeadOnly,
    /// The content holds the body in another form, which is made when it is complete.
    AtEnd { tail: Vec<Tail> },
    /// The signature was good, and covers a digest that the body has yet to have.
    #[cfg(feature = "message-signatures")]
    Opened(Box<crate::message_signature::Opened>),
    /// The content holds the body's hash: the hash is what runs along.
    Hashing { hash: Box<Sha256>, tail: Vec<Tail> },
    /// A function wants to see the whole body.
    Whole {
        heads: Vec<String>,
        /// Taken when it is called.
        tail: Option<TailFn>,
        identity: Option<String>,
        /// Whether the secret follows.
        secret_last: bool,
    },
}

/// What follows the first mention of the body in a template.
pub(super) enum Tail {
    Text(String),
    Secret,
    /// Each key's own id, in the order of the keys.
    KeyId(Box<[Option<Arc<str>>]>),
    Body,
    BodySha512,
    BodyMd5,
    BodyHashHex,
    BodyHashRaw,
    BodyBase64Url,
    BodyCrc32,
}

impl Content {
    /// Feeds the head of the content to the MACs.
    pub(crate) fn begin(
        scheme: &Scheme,
        macs: &mut Macs,
        input: &TemplateInput<'_>,
    ) -> Result<Self, Refusal> {
        let parts = match scheme.content {
            scheme::Content::Template(parts) => parts,
            // Everything is in the token, or in the body.
            scheme::Content::Jwt(_)
            | scheme::Content::MessageSignature(_)
            | scheme::Content::InBody { .. } => return Ok(Self::HeadOnly),
            scheme::Content::Custom { begin, .. } => {
                let custom = begin(input.request, input.timestamp)?;
                return Ok(Self::Whole {
                    heads: custom.heads,
                    tail: Some(custom.tail),
                    identity: custom.identity,
                    secret_last: scheme.secret_in_content == Some(SecretPlace::Last),
                });
            }
        };
        let first = parts
            .iter()
            .position(|part| part.is_body())
            .unwrap_or(parts.len());
        let (head, rest) = parts.split_at(first);
        for part in head {
            for (index, mac) in &mut *macs {
                match part {
                    Part::Secret => mac.update_secret(),
                    Part::KeyId(_) => update_id(mac, key_ids(input.keys), *index),
                    _ => {}
                }
            }
            render(scheme, *part, input, &mut |text| {
                for (_, mac) in &mut *macs {
                    mac.update(text.as_bytes());
                }
            })?;
        }
        if rest.is_empty() {
            return Ok(Self::HeadOnly);
        }
        let mut tail = Vec::new();
        let streaming = rest.first() == Some(&Part::Body);
        for part in rest.get(usize::from(streaming)..).unwrap_or_default() {
            match part {
                Part::Secret => tail.push(Tail::Secret),
                Part::KeyId(_) => tail.push(Tail::KeyId(key_ids(input.keys).cloned().collect())),
                Part::Body => tail.push(Tail::Body),
                Part::BodySha512Base64 => tail.push(Tail::BodySha512),
                Part::BodyMd5Base64 => tail.push(Tail::BodyMd5),
                Part::BodySha256Hex => tail.push(Tail::BodyHashHex),
                Part::BodySha256Raw => tail.push(Tail::BodyHashRaw),
                Part::BodyBase64Url => tail.push(Tail::BodyBase64Url),
                Part::BodyCrc32 => tail.push(Tail::BodyCrc32),
                other => render(scheme, *other, input, &mut |text| {
                    tail.push(Tail::Text(text.to_owned()));
                })?,
            }
        }
        Ok(match rest.first() {
            Some(Part::Body) => Self::Streaming { tail },
            Some(Part::BodySha256Hex | Part::BodySha256Raw) => Self::Hashing {
                hash: Box::new(Sha256::new()),
                tail,
            },
            _ => Self::AtEnd { tail },
        })
    }

    pub(crate) fn update(&mut self, macs: &mut Macs, frame: &[u8]) {
        match self {
            Self::Streaming { .. } => {
                for (_, mac) in macs {
                    if !mac.takes_whole_body() {
                        mac.update(frame);
                    }
                }
            }
            Self::Hashing { hash, .. } => hash.update(frame),
            #[cfg(feature = "message-signatures")]
            Self::Opened(opened) => opened.update(frame),
            Self::HeadOnly | Self::AtEnd { .. } | Self::Whole { .. } => {}
        }
    }

    /// Ends the content with the complete body and hands every MAC to `accepts` until one is
    /// accepted: its key's index, and the canonical content's digest where a function made it.
    /// In place, and once only: the MACs are used up.
    pub(crate) fn finish(
        &mut self,
        macs: &mut Macs,
        body: &[u8],
        mut accepts: impl FnMut(Mac) -> bool,
    ) -> Result<(u8, Option<[u8; 32]>), Refusal> {
        let streaming = matches!(self, Self::Streaming { .. });
        let (tail, hash) = match self {
            Self::Streaming { tail } | Self::AtEnd { tail } => (&**tail, None),
            Self::HeadOnly => (&[][..], None),
            // Judged without a MAC over the body.
            #[cfg(feature = "message-signatures")]
            Self::Opened(_) => return Err(Refusal::BadSignature),
            Self::Hashing { hash, tail } => (&**tail, Some(hash.finalize_reset())),
            Self::Whole {
                heads,
                tail,
                identity,
                secret_last,
            } => {
                let mut end = Vec::new();
                let tail = tail.take().ok_or(Refusal::BadSignature)?;
                tail(body, &mut end)?;
                for head in &*heads {
                    for (index, mac) in &*macs {
                        let mut mac = mac.clone();
                        mac.update(head.as_bytes());
                        mac.update(&end);
                        if *secret_last {
                            mac.update_secret();
                        }
                        if accepts(mac) {
                            let head = identity.as_ref().or(heads.first());
                            let (head, end) = match (head, identity.is_some()) {
                                (Some(text), true) => (&**text, body),
                                (Some(text), false) => (&**text, &*end),
                                (None, _) => ("", &*end),
                            };
                            return Ok((*index, Some(custom_identity(head, end))));
                        }
                    }
                }
                return Err(Refusal::BadSignature);
            }
        };
        for (index, mut mac) in macs.drain(..) {
            if streaming && mac.takes_whole_body() {
                mac.update(body);
            }
            for piece in tail {
                match piece {
                    Tail::Text(text) => mac.update(text.as_bytes()),
                    Tail::Secret => mac.update_secret(),
                    Tail::KeyId(ids) => update_id(&mut mac, ids.iter(), index),
                    Tail::BodySha512 => {
                        mac.update(STANDARD.encode(Sha512::digest(body)).as_bytes());
                    }
                    Tail::BodyMd5 => mac.update(STANDARD.encode(Md5::digest(body)).as_bytes()),
                    Tail::Body => mac.update(body),
                    Tail::BodyHashHex => {
                        let hash = hash.unwrap_or_else(|| Sha256::digest(body));
                        mac.update(const_hex::encode(hash).as_bytes());
                    }
                    Tail::BodyHashRaw => {
                        mac.update(&hash.unwrap_or_else(|| Sha256::digest(body)));
                    }
                    Tail::BodyBase64Url => mac.update(URL_SAFE_NO_PAD.encode(body).as_bytes()),
                    Tail::BodyCrc32 => {
                        mac.update(crc32fast::hash(body).to_string().as_bytes());
                    }
                }
            }
            if accepts(mac) {
                return Ok((index, None));
            }
        }
        Err(Refusal::BadSignature)
    }
}

/// The key ids, in the order of the keys.
fn key_ids(keys: &[Key]) -> impl Iterator<Item = &Option<Arc<str>>> {
    keys.iter().map(|key| &key.id)
}

/// Feeds the id of this MAC's key to it.
fn update_id<'k>(mac: &mut Mac, mut ids: impl Iterator<Item = &'k Option<Arc<str>>>, index: u8) {
    if let Some(Some(id)) = ids.nth(usize::from(index)) {
        mac.update(id.as_bytes());
    }
}

/// The digest of a function's canonical content, which identifies a delivery without an id; or of
/// what the function names in its place, and the body.
fn custom_identity(head: &str, tail: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash_field(&mut hash, head.as_bytes());
    hash_field(&mut hash, tail);
    hash.finalize().into()
}
