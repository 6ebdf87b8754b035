//! The signed content on its way through the MACs.

use http::HeaderValue;
use sha2::{Digest as _, Sha256};
use smallvec::SmallVec;

use super::compiled::id_header;
use crate::{
    Inbound, Refusal,
    identity::hash_field,
    mac::Mac,
    scheme::{self, Part, Scheme, SecretPlace, TailFn},
};

/// What a template reads from the head of a request.
pub(crate) struct TemplateInput<'a> {
    pub(crate) request: &'a Inbound<'a>,
    pub(crate) timestamp: Option<&'a str>,
    pub(crate) kept: &'a [(&'static str, HeaderValue)],
}

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
    Body,
    BodyHashHex,
    BodyHashRaw,
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
            scheme::Content::Jwt(_) | scheme::Content::InBody { .. } => return Ok(Self::HeadOnly),
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
            if *part == Part::Secret {
                macs.iter_mut().for_each(|(_, mac)| mac.update_secret());
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
                Part::Body => tail.push(Tail::Body),
                Part::BodySha256Hex => tail.push(Tail::BodyHashHex),
                Part::BodySha256Raw => tail.push(Tail::BodyHashRaw),
                other => render(scheme, *other, input, &mut |text| {
                    tail.push(Tail::Text(text.to_owned()));
                })?,
            }
        }
        Ok(if streaming {
            Self::Streaming { tail }
        } else {
            Self::Hashing {
                hash: Box::new(Sha256::new()),
                tail,
            }
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
            Self::HeadOnly | Self::Whole { .. } => {}
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
            Self::Streaming { tail } => (&**tail, None),
            Self::HeadOnly => (&[][..], None),
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
                    Tail::Body => mac.update(body),
                    Tail::BodyHashHex => {
                        let hash = hash.unwrap_or_else(|| Sha256::digest(body));
                        mac.update(const_hex::encode(hash).as_bytes());
                    }
                    Tail::BodyHashRaw => {
                        mac.update(&hash.unwrap_or_else(|| Sha256::digest(body)));
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

/// The digest of a function's canonical content, which identifies a delivery without an id; or of
/// what the function names in its place, and the body.
fn custom_identity(head: &str, tail: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash_field(&mut hash, head.as_bytes());
    hash_field(&mut hash, tail);
    hash.finalize().into()
}

/// Gives `emit` the text of a part that does not depend on the body.
pub(crate) fn render(
    scheme: &Scheme,
    part: Part,
    input: &TemplateInput<'_>,
    emit: &mut dyn FnMut(&str),
) -> Result<(), Refusal> {
    let header = |name: &'static str| {
        input
            .kept
            .iter()
            .find(|(kept, _)| *kept == name)
            .and_then(|(_, value)| value.to_str().ok())
            .ok_or(Refusal::MissingHeader { header: name })
    };
    match part {
        Part::Lit(text) => emit(text),
        Part::Timestamp => emit(input.timestamp.unwrap_or_default()),
        Part::Id => emit(header(id_header(scheme).unwrap_or_default())?),
        Part::Header(name) => emit(header(name)?),
        Part::Method => emit(input.request.method.as_str()),
        Part::Url => emit(&input.request.url().ok_or(Refusal::Malformed {
            what: "no public URL is known",
        })?),
        Part::UrlUnescaped(escapes) => {
            let mut url = input.request.url().ok_or(Refusal::Malformed {
                what: "no public URL is known",
            })?;
            for escape in escapes {
                let byte = escape
                    .strip_prefix('%')
                    .map(|hex| u8::from_str_radix(hex, 16));
                if let Some(Ok(byte)) = byte {
                    url = url.replace(escape, char::from(byte).encode_utf8(&mut [0; 4]));
                }
            }
            emit(&url);
        }
        Part::PathAndQuery => emit(&input.request.public_path_and_query().ok_or(
            Refusal::Malformed {
                what: "no public URL is known",
            },
        )?),
        Part::Secret | Part::Body | Part::BodySha256Hex | Part::BodySha256Raw => {}
    }
    Ok(())
}
