//! The body of a request, and the verdict.

use std::{fmt, mem, sync::Arc};

use bytes::Bytes;
use http::HeaderValue;

use super::{
    Compiled,
    content::{Content, Macs},
};
use crate::{Refusal, UnixTime, Verified, candidates::Candidates, key::Key, verified::Facts};

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
        let candidates = &self.candidates;
        let (key_index, content_digest) = self
            .content
            .finish(&mut self.macs, &body, |tag| candidates.contains(tag))?;
        let label = self
            .keys
            .get(usize::from(key_index))
            .and_then(|key| key.label.clone());
        Ok(Verified::new(
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
        ))
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
