//! The first half of a request: its head is accepted, its body arrives, the verdict falls.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http::{header, request::Parts};
use http_body::Body;
use tokio::time::Sleep;
use webhook_core::{Inbound, Refusal, UnixTime, Verification, Verified, Verifier};

use crate::{read::Buffer, shared::Shared};

/// A request without its body, and the service that is ready for it.
pub(crate) struct Head<S> {
    pub(crate) inner: S,
    pub(crate) parts: Parts,
    pub(crate) received_at: UnixTime,
}

/// A request whose body is arriving.
pub(crate) struct Reading<S> {
    pub(crate) head: Head<S>,
    pub(crate) tenant: Option<Arc<str>>,
    /// A refusal here is only observed: the body is read for the handler.
    verification: Result<Verification, Refusal>,
    buffer: Buffer,
    /// Set when the body first keeps us waiting.
    deadline: Option<Pin<Box<Sleep>>>,
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
        let verification = verifier.and_then(|verifier| verifier.begin(&request, head.received_at));
        let verification = match verification {
            Err(refusal) if !shared.observe_only => return Err(refusal),
            outcome => outcome,
        };
        let announced = announced_length(&head.parts, body);
        Ok(Self {
            buffer: Buffer::new(shared.body_limit, announced, &shared.budget)?,
            head,
            tenant,
            verification,
            deadline: None,
        })
    }

    /// Reads on; ready once the body is complete or cannot be.
    pub(crate) fn poll_body<B: Body>(
        &mut self,
        shared: &Shared,
        mut body: Pin<&mut B>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), Refusal>> {
        loop {
            match body.as_mut().poll_frame(cx) {
                Poll::Ready(Some(Ok(frame))) => {
                    let Ok(data) = frame.into_data() else {
                        continue;
                    };
                    let verification = &mut self.verification;
                    self.buffer.push(data, |bytes| {
                        if let Ok(verification) = verification {
                            verification.update(bytes);
                        }
                    })?;
                }
                Poll::Ready(Some(Err(_))) => return Poll::Ready(Err(Refusal::BodyRead)),
                Poll::Ready(None) => return Poll::Ready(Ok(())),
                Poll::Pending => {
                    let deadline = shared.read_timeout;
                    let sleep = self
                        .deadline
                        .get_or_insert_with(|| Box::pin(tokio::time::sleep(deadline)));
                    ready!(sleep.as_mut().poll(cx));
                    return Poll::Ready(Err(Refusal::BodyTimeout { deadline }));
                }
            }
        }
    }

    /// The verdict over the complete body.
    pub(crate) fn finish(self) -> Judged<S> {
        let body = self.buffer.finish();
        let verdict = self
            .verification
            .and_then(|verification| verification.finish(body.clone()));
        Judged {
            head: self.head,
            tenant: self.tenant,
            body,
            verdict,
        }
    }
}

/// A complete request, and what came of it.
pub(crate) struct Judged<S> {
    pub(crate) head: Head<S>,
    pub(crate) tenant: Option<Arc<str>>,
    pub(crate) body: Bytes,
    pub(crate) verdict: Result<Verified, Refusal>,
}

/// The length a body says it has, at least.
fn announced_length(parts: &Parts, body: &impl Body) -> u64 {
    // Layers in between may hide the hint, never the header.
    let header = parts
        .headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse().ok())
        .unwrap_or(0);
    body.size_hint().lower().max(header)
}
