//! [`ResponseFuture`]: one request on its way through the layer.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use http_body_util::Full;
use pin_project::pin_project;
use tokio_util::sync::CancellationToken;
use tower_service::Service;
use webhook_core::{Delivery, DeliveryContext, Refusal, Verifier};

use crate::{
    ResponseBody, answer,
    detach::Running,
    observe,
    reading::{Head, Judged, Reading},
    run,
    shared::Shared,
    tenants::{Tenants, build_verifier},
};

/// What the handler's side of the layer comes to.
pub(crate) type Outcome<S, R> =
    Result<Response<ResponseBody<R>>, <S as Service<Request<Full<Bytes>>>>::Error>;

type Lookup = Pin<Box<dyn Future<Output = Result<Verifier, Refusal>> + Send>>;

/// The future of [`WebhookService`](crate::WebhookService).
///
/// Dropped before the delivery is verified, it leaves nothing behind; dropped after that, its
/// handler finishes in a task of its own and settles the claim.
#[pin_project]
#[must_use = "futures do nothing unless polled"]
pub struct ResponseFuture<S, B, R>
where
    S: Service<Request<Full<Bytes>>>,
{
    shared: Arc<Shared>,
    #[pin]
    body: Option<B>,
    phase: Phase<S, R>,
}

#[allow(
    clippy::large_enum_variant,
    reason = "boxing the usual phase would cost every request an allocation"
)]
enum Phase<S, R>
where
    S: Service<Request<Full<Bytes>>>,
{
    Refused(Refusal),
    LookingUp(Lookup, Head<S>, Arc<str>),
    Reading(Reading<S>),
    Running(Running<Outcome<S, R>>),
    Done,
}

impl<S, B, R> ResponseFuture<S, B, R>
where
    S: Service<Request<Full<Bytes>>>,
    B: Body,
{
    pub(crate) fn refused(shared: Arc<Shared>, refusal: Refusal) -> Self {
        Self {
            shared,
            body: None,
            phase: Phase::Refused(refusal),
        }
    }

    pub(crate) fn reading(
        shared: Arc<Shared>,
        head: Head<S>,
        body: B,
        tenant: Option<Arc<str>>,
        verifier: Result<&Verifier, Refusal>,
    ) -> Self {
        match Reading::begin(&shared, head, &body, tenant, verifier) {
            Ok(reading) => Self {
                shared,
                body: Some(body),
                phase: Phase::Reading(reading),
            },
            Err(refusal) => Self::refused(shared, refusal),
        }
    }

    pub(crate) fn looking_up(
        shared: Arc<Shared>,
        head: Head<S>,
        body: B,
        tenants: Arc<Tenants>,
        tenant: Arc<str>,
    ) -> Self {
        let settings = shared.clone();
        let name = tenant.clone();
        let lookup = Box::pin(async move {
            tenants
                .look_up(&name, |secrets| {
                    build_verifier(
                        settings.scheme,
                        secrets,
                        settings.public_url.as_deref(),
                        settings.tolerance,
                    )
                })
                .await
        });
        Self {
            shared,
            body: Some(body),
            phase: Phase::LookingUp(lookup, head, tenant),
        }
    }
}

impl<S, B, R> Future for ResponseFuture<S, B, R>
where
    S: Service<Request<Full<Bytes>>, Response = Response<R>> + Send + 'static,
    S::Future: Send,
    S::Error: Send + 'static,
    B: Body,
    R: Send + 'static,
{
    type Output = Outcome<S, R>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        loop {
            match this.phase {
                Phase::LookingUp(lookup, ..) => {
                    let verifier = ready!(lookup.as_mut().poll(cx));
                    let Phase::LookingUp(_, head, tenant) =
                        std::mem::replace(this.phase, Phase::Done)
                    else {
                        continue;
                    };
                    let Some(body) = this.body.as_ref().as_pin_ref() else {
                        continue;
                    };
                    let verifier = verifier.as_ref().map_err(Clone::clone);
                    let begun = Reading::begin(this.shared, head, &*body, Some(tenant), verifier);
                    *this.phase = match begun {
                        Ok(reading) => Phase::Reading(reading),
                        Err(refusal) => Phase::Refused(refusal),
                    };
                }
                Phase::Reading(reading) => {
                    let Some(body) = this.body.as_mut().as_pin_mut() else {
                        return Poll::Pending;
                    };
                    let complete = ready!(reading.poll_body(this.shared, body, cx));
                    this.body.set(None);
                    let Phase::Reading(reading) = std::mem::replace(this.phase, Phase::Done) else {
                        continue;
                    };
                    *this.phase = match complete {
                        Ok(()) => hand_over(this.shared, reading.finish()),
                        Err(refusal) => Phase::Refused(refusal),
                    };
                }
                Phase::Running(running) => {
                    let outcome = ready!(running.poll(cx));
                    *this.phase = Phase::Done;
                    return Poll::Ready(outcome.unwrap_or_else(|refusal| {
                        observe::refused(this.shared, None, &refusal);
                        Ok(answer::refusal(this.shared, refusal))
                    }));
                }
                Phase::Refused(_) => {
                    this.body.set(None);
                    let Phase::Refused(refusal) = std::mem::replace(this.phase, Phase::Done) else {
                        continue;
                    };
                    observe::refused(this.shared, None, &refusal);
                    return Poll::Ready(Ok(answer::refusal(this.shared, refusal)));
                }
                Phase::Done => panic!("ResponseFuture polled after it was ready"),
            }
        }
    }
}

/// From the verdict to the handler.
fn hand_over<S, R>(shared: &Arc<Shared>, judged: Judged<S>) -> Phase<S, R>
where
    S: Service<Request<Full<Bytes>>, Response = Response<R>> + Send + 'static,
    S::Future: Send,
    S::Error: Send + 'static,
    R: Send + 'static,
{
    let Judged {
        head,
        tenant,
        body,
        verdict,
    } = judged;
    let mut request = Request::from_parts(head.parts, Full::new(body));
    let delivery = match verdict {
        Ok(verified) => {
            if let Some(challenge) = verified.handshake() {
                observe::handshake(shared);
                let answer = answer::handshake(challenge);
                return Phase::Running(Running::ready(Ok(answer)));
            }
            let context = DeliveryContext {
                endpoint: shared.endpoint.clone(),
                tenant,
                received_at: head.received_at,
                dedupe: shared.dedupe_by(),
                suspected_replay: shared.replays.suspects(&verified, shared.dedupe_by()),
            };
            let delivery = Delivery::new(verified, context);
            request.extensions_mut().insert(delivery.clone());
            Some(delivery)
        }
        Err(refusal) if shared.observe_only => {
            observe::passed_unverified(shared, &refusal);
            None
        }
        Err(refusal) => return Phase::Refused(refusal),
    };
    let cancel = shared.cancel_on_disconnect.then(CancellationToken::new);
    let work = run::run(
        shared.clone(),
        head.inner,
        request,
        delivery,
        cancel.clone(),
    );
    Phase::Running(Running::new(shared, Box::pin(work), cancel))
}
