//! The body of a request, and the verdict.

use std::{borrow::Cow, fmt, mem, sync::Arc, time::Duration};

use bytes::Bytes;
use http::HeaderValue;
use sha2::{Digest as _, Sha256};

use super::{
    Compiled,
    content::{Content, Macs},
    keys::NamedKeys,
    timestamp,
};
use crate::{
    Refusal, UnixTime, Verified,
    candidates::Candidates,
    handshake,
    key::Key,
    mac::Judge,
    placed,
    scheme::{self, At},
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
    /// What a message signature says of itself.
    pub(super) in_signature: Vec<(&'static str, Box<str>)>,
    /// The public URL, where a token names it, or what stands for it.
    #[cfg_attr(not(feature = "jwt"), allow(dead_code))]
    pub(super) url: Option<Box<str>>,
    /// Which key signed it, of a scheme whose keys are fetched.
    pub(super) named: Option<Box<NamedKeys>>,
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
        if self.named.as_ref().is_some_and(|named| !named.are_there()) {
            return Err(Refusal::KeyUnavailable);
        }
        if !self.compiled.scheme.signature_at.is_empty() {
            self.candidates = self.placed_signature(&body)?;
        }
        let (key_index, content_digest) = match self.compiled.scheme.content {
            scheme::Content::Jwt(rules) => {
                let index = self.conclude_token(&rules, &body)?;
                (index, self.token_digest(&body))
            }
            scheme::Content::MessageSignature(_) => (self.conclude_message()?, None),
            scheme::Content::InBody { verify, .. } => self.conclude_in_body(verify, &body)?,
            _ => {
                let candidates = &self.candidates;
                let judge = Judge::new(&self.compiled.scheme, self.named.as_deref(), self.now);
                self.content
                    .finish(&mut self.macs, &body, |mac| mac.accepts(candidates, &judge))?
            }
        };
        if let Some(form) = self.compiled.forbidden_body
            && str::from_utf8(&body).is_ok_and(|text| handshake::is_one(form, text))
        {
            return Err(Refusal::Malformed {
                what: "the body has the form of a challenge",
            });
        }
        if let Some(at @ (At::Json(_) | At::Form(_))) = self.compiled.scheme.timestamp {
            self.timestamp = self.timestamp_in(&body, at)?;
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
                in_signature: mem::take(&mut self.in_signature),
                body,
            },
            self.timestamp,
            (key_index, label),
            content_digest,
        );
        if let Some(at) = self.compiled.scheme.bound {
            verified.bind(at, &self.keys, self.now)?;
        }
        if self.compiled.signs_challenges {
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
            is_body: self.compiled.signature.is_none(),
            url: self.url.as_deref(),
            now: self.now,
            tolerance: self.tolerance.unwrap_or(Duration::MAX),
        };
        let judge = self.judge();
        let in_body;
        let candidates = if self.compiled.signature.is_some() {
            &self.candidates
        } else {
            in_body = Candidates::token(body.trim_ascii());
            &in_body
        };
        let mut reason = Refusal::BadSignature;
        for (index, mac) in &self.macs {
            let crate::mac::Mac::Jwt(key) = mac else {
                continue;
            };
            for token in candidates.iter() {
                match key.check(token, &bound, &judge) {
                    Ok(time) => {
                        self.timestamp = time;
                        return Ok(*index);
                    }
                    Err(Refusal::BadSignature) => {}
                    // Another audience may be the one that is meant.
                    Err(refusal @ Refusal::NotExpected { .. }) => reason = refusal,
                    Err(refusal) => return Err(refusal),
                }
            }
        }
        Err(reason)
    }

    /// No key can have been configured.
    #[cfg(not(feature = "jwt"))]
    fn conclude_token(&mut self, _: &scheme::JwtRules, _: &[u8]) -> Result<u8, Refusal> {
        Err(Refusal::BadSignature)
    }

    fn judge(&self) -> Judge<'_> {
        Judge::new(&self.compiled.scheme, self.named.as_deref(), self.now)
    }

    /// Which key signed the head, of a body that has the digest signed there.
    #[cfg(feature = "message-signatures")]
    fn conclude_message(&mut self) -> Result<u8, Refusal> {
        let Content::Opened(opened) = &mut self.content else {
            return Err(Refusal::BadSignature);
        };
        if !opened.holds(self.compiled.scheme.signs_body()) {
            return Err(Refusal::BadSignature);
        }
        self.in_signature = mem::take(&mut opened.params);
        Ok(opened.key_index)
    }

    /// No such scheme can have been compiled.
    #[cfg(not(feature = "message-signatures"))]
    fn conclude_message(&mut self) -> Result<u8, Refusal> {
        Err(Refusal::BadSignature)
    }

    /// What of a body that is a token identifies it: the part that is signed. Blanks around it are
    /// anybody's, and some signatures have several forms.
    fn token_digest(&self, body: &[u8]) -> Option<[u8; 32]> {
        if self.compiled.signature.is_some() || !self.compiled.scheme.signature_at.is_empty() {
            return None;
        }
        let token = body.trim_ascii();
        let signed = token.rsplitn(2, |b| *b == b'.').nth(1).unwrap_or(token);
        Some(Sha256::digest(signed).into())
    }

    /// Which key made the signatures inside the body, and the digest of what is signed there.
    fn conclude_in_body(
        &self,
        verify: scheme::InBodyFn,
        body: &[u8],
    ) -> Result<(u8, Option<[u8; 32]>), Refusal> {
        for (index, mac) in &self.macs {
            let signed = scheme::InBodySigned::default();
            let key = self.keys.get(usize::from(*index));
            let keyed = scheme::Keyed {
                scheme: &self.compiled.scheme,
                mac,
                key_id: key.and_then(|key| key.id.as_deref()),
                judge: self.judge(),
                text: None,
                signed: &signed,
            };
            if verify(&keyed, body)? {
                // Where the rest is the event, though unsigned, it tells two events apart.
                let digest = signed.digest();
                return Ok((*index, digest.filter(|_| self.compiled.scheme.signs_body())));
            }
        }
        Err(Refusal::BadSignature)
    }

    /// The candidates of a signature that stands in the body or the query.
    fn placed_signature(&self, body: &Bytes) -> Result<Candidates, Refusal> {
        placed::read(&self.compiled.scheme, &self.facts_of(body))
    }

    /// What body and query say, of a request that may yet be anybody's.
    fn facts_of(&self, body: &Bytes) -> Facts {
        Facts {
            compiled: self.compiled.clone(),
            in_signature: Vec::new(),
            kept: Vec::new(),
            content_type: self.content_type.clone(),
            query: self.query.clone(),
            body: body.clone(),
        }
    }

    /// The time that the signed body holds.
    fn timestamp_in(&self, body: &Bytes, at: At) -> Result<Option<UnixTime>, Refusal> {
        let facts = self.facts_of(body);
        let text = facts.first(&[at]).ok_or(Refusal::Malformed {
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
