//! The first half of a request: its head is accepted, its body arrives, the verdict falls.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    sync::Arc,
    task::Poll,
};

use bytes::Bytes;
use http::request::Parts;
use http_body::Body;
use tokio::time::timeout;
use webhook_core::{Inbound, Refusal, UnixTime, Verification, Verified, Verifier};

use crate::{checks::Unsigned, read::Buffer, shared::Shared};

/// A request without its body, and the service that is ready for it.
pub(crate) struct Head<S> {
    pub(crate) inner: S,
    pub(crate) parts: Parts,
    pub(crate) received_at: UnixTime,
}

/// A request whose body is arriving.
pub(crate) struct Reading<S> {
    head: Head<S>,
    tenant: Option<Arc<str>>,
    /// A refusal here is only observed: the body is read for the handler, or for `unsigned`.
    verification: Result<Verification, Refusal>,
    /// Or it is an endpoint check that is not signed.
    unsigned: Option<Unsigned>,
    buffer: Buffer,
}

impl<S> Reading<S> {
    /// Everything that can be refused without touching the body.
    pub(crate) fn begin(
        shared: &Shared,
        head: Head<S>,
        body: &impl Body,
        tenant: Option<Arc<str>>,
        verifier: Result<&Verifier, Refusal>,
    ) -> Result<Self, Refusal> {
        let request = Inbound::from(&head.parts);
        let verification = match &verifier {
            Ok(verifier) => verifier.begin(&request, head.received_at),
            Err(refusal) => Err(refusal.clone()),
        };
        let announced = announced_length(&head.parts, body);
        let unsigned = verification.as_ref().err().and_then(|refusal| {
            Unsigned::by_head(shared, &head.parts, announced, verifier, refusal)
        });
        let limit = match (&verification, &unsigned) {
            (Err(refusal), None) if !shared.observe_only => return Err(refusal.clone()),
            (Err(_), Some(_)) if !shared.observe_only => Unsigned::BODY,
            _ => shared.body_limit,
        };
        Ok(Self {
            buffer: Buffer::new(limit, announced, &shared.budget)?,
            head,
            tenant,
            verification,
            unsigned,
        })
    }

    /// Everything that the verdict needs: the body, and the keys. Borrows, for an `async fn` stores
    /// its arguments twice.
    pub(crate) async fn complete(
        &mut self,
        shared: &Shared,
        body: impl Body,
    ) -> Result<(), Refusal> {
        self.read(shared, body).await?;
        self.fetch_keys(shared).await
    }

    /// Reads the body to its end, or to a reason to refuse it.
    async fn read(&mut self, shared: &Shared, body: impl Body) -> Result<(), Refusal> {
        let verification = self.verification.as_mut().ok();
        let mut read = pin!(read_body(&mut self.buffer, verification, body));
        // Most bodies are there already: no timer for them.
        match poll_fn(|cx| Poll::Ready(read.as_mut().poll(cx))).await {
            Poll::Ready(complete) => complete,
            Poll::Pending => {
                let deadline = shared.read_timeout;
                let late = Refusal::BodyTimeout { deadline };
                timeout(deadline, read).await.map_err(|_| late)?
            }
        }
    }

    /// Fetches the keys that the complete body is to be held against, if they are not configured.
    async fn fetch_keys(&mut self, shared: &Shared) -> Result<(), Refusal> {
        let Some(keys) = &shared.keys else {
            return Ok(());
        };
        let Ok(verification) = &mut self.verification else {
            return Ok(());
        };
        let fetched = match verification.key_request(self.buffer.bytes()) {
            Ok(None) => return Ok(()),
            // In a box: requests of other schemes do not carry room for it.
            Ok(Some(wanted)) => Box::pin(keys.get(&shared.scheme, &wanted)).await,
            Err(refusal) => Err(refusal),
        };
        match fetched {
            Ok(keys) => verification.provide_keys(keys),
            Err(refusal) if shared.observe_only => self.verification = Err(refusal),
            Err(refusal) => return Err(refusal),
        }
        Ok(())
    }

    /// The verdict over the complete body.
    pub(crate) fn judge(self) -> Judged<S> {
        let body = self.buffer.finish();
        let verdict = match self.verification {
            Ok(verification) => verification.finish(body.clone()),
            Err(refusal) => Err(refusal),
        };
        Judged {
            head: self.head,
            tenant: self.tenant,
            body,
            verdict,
            unsigned: self.unsigned,
        }
    }
}

async fn read_body(
    buffer: &mut Buffer,
    mut verification: Option<&mut Verification>,
    body: impl Body,
) -> Result<(), Refusal> {
    let mut body = pin!(body);
    loop {
        let next = poll_fn(|cx| Pin::as_mut(&mut body).poll_frame(cx)).await;
        match next {
            Some(Ok(frame)) => {
                // Trailers are none of the signed bytes.
                let Ok(data) = frame.into_data() else {
                    continue;
                };
                buffer.push(data, |bytes| {
                    if let Some(verification) = &mut verification {
                        verification.update(bytes);
                    }
                })?;
            }
            Some(Err(_)) => return Err(Refusal::BodyRead),
            None => return Ok(()),
        }
    }
}

/// A complete request, and what came of it.
pub(crate) struct Judged<S> {
    pub(crate) head: Head<S>,
    pub(crate) tenant: Option<Arc<str>>,
    pub(crate) body: Bytes,
    pub(crate) verdict: Result<Verified, Refusal>,
    pub(crate) unsigned: Option<Unsigned>,
}

/// The length a body says it has, at least.
fn announced_length(parts: &Parts, body: &impl Body) -> u64 {
    // Layers in between may hide the hint, never the header.
    let header = Inbound::from(parts).content_length().unwrap_or(0);
    body.size_hint().lower().max(header)
}
