//! The body of a request, and the verdict.

use std::{borrow::Cow, fmt, mem, sync::Arc, time::Duration};

use bytes::Bytes;
use http::HeaderValue;

use super::{
    Compiled,
    content::{Content, Macs},
    timestamp,
};
use crate::{
    Refusal, UnixTime, Verified,
    candidates::Candidates,
    json,
    key::Key,
    scheme::{self, At, Handshake},
    verified::Facts,
};

/// A request whose head was accepted and whose body is arriving.
#[must_use = "nothing is verified until finish() says so"]
pub struct Verification {
    pub(super) compiled: Arc<Compiled>,
    pub(super) keys: Arc<[Key]>,
    pub(super) candidates: Candidates,
    pub(super) macs: Macs,
    pub(super) content: Content,
    pub(super) timestamp: Option<UnixTime>,
    pub(super) kept: Vec<(&'static str, HeaderValue)>,
    pub(super) content_type: Option<HeaderValue>,
    pub(super) query: Option<Box<str>>,
    /// The public URL, where a token names it.
    #[cfg_attr(not(feature = "jwt"), allow(dead_code))]
    pub(super) url: Option<Box<str>>,
    /// When the request came, and how far its time may be off.
    pub(super) now: UnixTime,
    pub(super) tolerance: Option<Duration>,
    /// How many bytes went through `update`.
    pub(super) hashed: usize,
}

impl Verification {
    /// Hashes the next piece of the body.
    pub fn update(&mut self, frame: &[u8]) {
        self.hashed = self.hashed.saturating_add(frame.len());
        self.content.update(&mut self.macs, frame);
    }

    /// Decides. `body` is the whole body, the very bytes that went through
    /// [`update`](Verification::update): it is what the handler will read.
    ///
    /// # Errors
    /// [`Refusal::BadSignature`] unless an active secret made one of the signatures, and
    /// [`Refusal::Malformed`] for a body of another length than what was hashed.
    pub fn finish(mut self, body: Bytes) -> Result<Verified, Refusal> {
        self.conclude(body)
    }

    /// [`Verification::finish`], without moving the states.
    pub(super) fn conclude(&mut self, body: Bytes) -> Result<Verified, Refusal> {
        if self.hashed != body.len() {
            return Err(Refusal::Malformed {
                what: "the body is not the one that was hashed",
            });
        }
        let (key_index, content_digest) = match self.compiled.scheme.content {
            scheme::Content::Jwt(rules) => (self.conclude_token(&rules, &body)?, None),
            scheme::Content::InBody { verify, .. } => (self.conclude_in_body(verify, &body)?, None),
            _ => {
                let candidates = &self.candidates;
                self.content
                    .finish(&mut self.macs, &body, |mac| mac.accepts(candidates))?
            }
        };
        if let Some(At::Json(pointer)) = self.compiled.scheme.timestamp {
            self.timestamp = self.timestamp_in(&body, pointer)?;
        }
        let label = self
            .keys
            .get(usize::from(key_index))
            .and_then(|key| key.label.clone());
        let mut verified = Verified::new(
            Facts {
                compiled: self.compiled.clone(),
                kept: mem::take(&mut self.kept),
                content_type: self.content_type.take(),
                query: self.query.take(),
                body,
            },
            self.timestamp,
            (key_index, label),
            content_digest,
        );
        if let Some(Handshake::SignJson { .. }) = verified.scheme().handshake {
            let key = self.keys.get(usize::from(key_index));
            verified.signing = key.map(|key| Box::new(key.mac.clone()));
        }
        Ok(verified)
    }
}

impl Verification {
    /// Which key signed a token that is about this very request.
    #[cfg(feature = "jwt")]
    fn conclude_token(&mut self, rules: &scheme::JwtRules, body: &[u8]) -> Result<u8, Refusal> {
        let bound = crate::jwt::Bound {
            rules,
            body,
            url: self.url.as_deref(),
            now: self.now,
            tolerance: self.tolerance.unwrap_or(Duration::MAX),
        };
        for (index, mac) in &self.macs {
            let crate::mac::Mac::Jwt(key) = mac else {
                continue;
            };
            for token in self.candidates.iter() {
                match key.check(token, &bound) {
                    Ok(time) => {
                        self.timestamp = time;
                        return Ok(*index);
                    }
                    Err(Refusal::BadSignature) => {}
                    Err(refusal) => return Err(refusal),
                }
            }
        }
        Err(Refusal::BadSignature)
    }

    /// No key can have been configured.
    #[cfg(not(feature = "jwt"))]
    fn conclude_token(&mut self, _: &scheme::JwtRules, _: &[u8]) -> Result<u8, Refusal> {
        Err(Refusal::BadSignature)
    }

    /// Which key made the signatures inside the body.
    fn conclude_in_body(&self, verify: scheme::InBodyFn, body: &[u8]) -> Result<u8, Refusal> {
        for (index, mac) in &self.macs {
            let key = self.keys.get(usize::from(*index));
            let keyed = scheme::Keyed {
                scheme: &self.compiled.scheme,
                mac,
                key_id: key.and_then(|key| key.id.as_deref()),
                time: self.now,
            };
            if verify(&keyed, body)? {
                return Ok(*index);
            }
        }
        Err(Refusal::BadSignature)
    }

    /// The time that the signed body holds.
    fn timestamp_in(&self, body: &[u8], pointer: &str) -> Result<Option<UnixTime>, Refusal> {
        let text = json::find(body, &[pointer]).pop().flatten();
        let text = text.ok_or(Refusal::Malformed {
            what: "the body holds no timestamp",
        });
        let unit = self.compiled.scheme.time_unit;
        let time = |text: Cow<'_, str>| timestamp::fresh(&text, unit, self.now, self.tolerance);
        match self.tolerance {
            Some(_) => time(text?),
            // Only told to the handler: without it the delivery is as good.
            None => Ok(text.and_then(time).unwrap_or_default()),
        }
    }
}

impl fmt::Debug for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verification")
            .field("scheme", &self.compiled.scheme.name)
            .field("timestamp", &self.timestamp)
            .finish_non_exhaustive()
    }
}
