//! [`ResponseFuture`]: one request on its way through the layer.

use std::{
    fmt,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures_util::future::{BoxFuture, Either};
use http::{Request, Response};
use http_body::Body;
use http_body_util::Full;
use tokio_util::sync::CancellationToken;
use tower_service::Service;
use webhook_core::{Delivery, DeliveryContext, Refusal, Verifier, handshake::HandshakeAnswer};

use crate::{
    ItemDedupe, ResponseBody, answer, checks,
    detach::Running,
    observe,
    reading::{Head, Judged, Reading},
    run,
    shared::Shared,
    sns,
    tenants::{Tenants, build_verifier},
};

/// What a request comes to.
pub(crate) type Outcome<R, E> = Result<Response<ResponseBody<R>>, E>;

/// The future of [`WebhookService`](crate::WebhookService).
///
/// Dropped before the delivery is verified, it leaves nothing behind; dropped after that, its
/// handler finishes in a task of its own and settles the claim.
#[must_use = "futures do nothing unless polled"]
pub struct ResponseFuture<R, E>(State<R, E>);

enum State<R, E> {
    /// By the head alone: nothing was allocated.
    Refused(Arc<Shared>, Refusal),
    /// An endpoint check that came unsigned. In a box, which the futures of deliveries have no room for.
    Greeted(Box<HandshakeAnswer>),
    Running(Running<Outcome<R, E>>),
    Done,
}

impl<R, E> ResponseFuture<R, E> {
    pub(crate) fn refused(shared: Arc<Shared>, refusal: Refusal) -> Self {
        Self(State::Refused(shared, refusal))
    }
}

impl<R: Send + 'static, E: Send + 'static> ResponseFuture<R, E> {
    /// For a request whose verifier is at hand.
    pub(crate) fn reading<S, B>(
        shared: Arc<Shared>,
        head: Head<S>,
        body: B,
        tenant: Option<Arc<str>>,
        verifier: Result<&Verifier, Refusal>,
    ) -> Self
    where
        S: Service<Request<Full<Bytes>>, Response = Response<R>, Error = E> + Send + 'static,
        S::Future: Send,
        B: Body<Data: Send> + Send + 'static,
    {
        if let Some(answer) = checks::greeting(&shared, &head.parts, head.received_at, &verifier) {
            return Self(State::Greeted(Box::new(answer)));
        }
        let reading = match Reading::begin(&shared, head, &body, tenant, verifier) {
            Ok(reading) => reading,
            Err(refusal) => return Self::refused(shared, refusal),
        };
        let cancel = shared.cancel_on_disconnect.then(CancellationToken::new);
        let (settings, token) = (shared.clone(), cancel.clone());
        let mut reading = reading;
        let work = async move {
            let complete = reading.complete(&settings, body).await;
            hand_over(&settings, complete.map(|()| reading.judge()), token)
        };
        Self(State::Running(Running::new(shared, work, cancel)))
    }

    /// For a request whose tenant's secrets are to be looked up first.
    pub(crate) fn looking_up<S, B>(
        shared: Arc<Shared>,
        head: Head<S>,
        body: B,
        tenants: Arc<Tenants>,
        tenant: Arc<str>,
    ) -> Self
    where
        S: Service<Request<Full<Bytes>>, Response = Response<R>, Error = E> + Send + 'static,
        S::Future: Send,
        B: Body<Data: Send> + Send + 'static,
    {
        let cancel = shared.cancel_on_disconnect.then(CancellationToken::new);
        let (settings, token) = (shared.clone(), cancel.clone());
        let work = async move {
            let build = |secrets| {
                let url = settings.public_url.as_deref();
                build_verifier(settings.scheme, secrets, url, settings.tolerance)
            };
            let verifier = tenants.look_up(&tenant, build).await;
            let verifier = verifier.as_ref().map_err(Clone::clone);
            let (parts, now) = (&head.parts, head.received_at);
            if let Some(answer) = checks::greeting(&settings, parts, now, &verifier) {
                return Err(Ok(answer::handshake(answer)));
            }
            let judged = match Reading::begin(&settings, head, &body, Some(tenant), verifier) {
                Ok(mut reading) => {
                    let complete = reading.complete(&settings, body).await;
                    complete.map(|()| reading.judge())
                }
                Err(refusal) => Err(refusal),
            };
            hand_over(&settings, judged, token)
        };
        Self(State::Running(Running::new(shared, work, cancel)))
    }
}

/// The handler at work, or, in a box of its own, what is seldom done in its place; or an answer at once.
type HandedOver<H, R, E> = Result<Either<H, BoxFuture<'static, Outcome<R, E>>>, Outcome<R, E>>;

/// From the verdict to the handler, or to the answer.
#[allow(
    clippy::result_large_err,
    reason = "the answer is as usual as the handler, and a box would cost an allocation"
)]
fn hand_over<S, R, E>(
    shared: &Arc<Shared>,
    judged: Result<Judged<S>, Refusal>,
    cancel: Option<CancellationToken>,
) -> HandedOver<impl Future<Output = Outcome<R, E>> + Send + use<S, R, E>, R, E>
where
    S: Service<Request<Full<Bytes>>, Response = Response<R>, Error = E> + Send + 'static,
    S::Future: Send,
    R: Send + 'static,
    E: Send + 'static,
{
    let refuse = |refusal: Refusal| {
        observe::refused(shared, None, &refusal);
        Err(Ok(answer::refusal(shared, refusal)))
    };
    let Judged {
        head,
        tenant,
        body,
        verdict,
        unsigned,
    } = match judged {
        Ok(judged) => judged,
        Err(refusal) => return refuse(refusal),
    };
    let check = unsigned
        .and_then(|unsigned| unsigned.by_body(shared, &head.parts, &body, head.received_at));
    if let Some(check) = check {
        let answer = check.answer(shared.clone(), tenant);
        return Ok(Either::Right(Box::pin(async { Ok(answer.await) })));
    }
    let mut answer_header = None;
    let mut request = Request::from_parts(head.parts, Full::new(body));
    let delivery = match verdict {
        Ok(verified) => {
            if let Some(answer) = verified.handshake() {
                observe::handshake(shared);
                return Err(Ok(answer::handshake(answer)));
            }
            answer_header = verified.answer_header();
            let context = DeliveryContext {
                endpoint: shared.endpoint.clone(),
                tenant,
                received_at: head.received_at,
                dedupe: shared.dedupe_by(),
                window: shared.dedupe.as_ref().map(|dedupe| dedupe.window),
                suspected_replay: shared.replays.suspects(&verified, shared.dedupe_by()),
            };
            let delivery = Delivery::new(verified, context);
            if let Some(confirmation) = sns::confirmation(shared, &delivery) {
                return Ok(Either::Right(confirmation));
            }
            if !shared.wanted.takes(&delivery) {
                observe::unhandled(shared, &delivery);
                let answer = answer::about(answer::success(&shared.scheme), Some(&delivery));
                return Err(Ok(match answer_header {
                    Some(header) => answer::with_header(answer, header),
                    None => answer,
                }));
            }
            if let Some(items) = ItemDedupe::new(shared, &delivery) {
                request.extensions_mut().insert(items);
            }
            request.extensions_mut().insert(delivery.clone());
            Some(delivery)
        }
        Err(refusal) if shared.observe_only => {
            observe::passed_unverified(shared, &refusal);
            None
        }
        Err(refusal) => return refuse(refusal),
    };
    let work = run::run(shared.clone(), head.inner, request, delivery, cancel);
    Ok(match answer_header {
        None => Either::Left(work),
        Some(header) => Either::Right(Box::pin(async {
            Ok(answer::with_header(work.await?, header))
        })),
    })
}

impl<R, E> Future for ResponseFuture<R, E> {
    type Output = Outcome<R, E>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = match &mut self.0 {
            State::Running(running) => {
                let outcome = ready!(running.poll(cx));
                outcome.unwrap_or_else(|refusal| {
                    let shared = running.shared();
                    observe::refused(shared, None, &refusal);
                    Ok(answer::refusal(shared, refusal))
                })
            }
            State::Greeted(answer) => Ok(answer::handshake((**answer).clone())),
            State::Refused(shared, refusal) => {
                observe::refused(shared, None, refusal);
                Ok(answer::refusal(shared, refusal.clone()))
            }
            State::Done => panic!("ResponseFuture polled after it was ready"),
        };
        self.0 = State::Done;
        Poll::Ready(outcome)
    }
}

// Nothing in it is pinned in place: the work has a box of its own.
impl<R, E> Unpin for ResponseFuture<R, E> {}

impl<R, E> fmt::Debug for ResponseFuture<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResponseFuture")
    }
}
