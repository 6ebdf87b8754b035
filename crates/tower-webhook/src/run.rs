//! The second half of a request: claim, handler, settlement. Rows of the state table are named
//! where they are decided.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use futures_util::{
    FutureExt as _,
    future::{Either, select},
};
use http::{Request, Response};
use http_body_util::Full;
use tokio_util::sync::CancellationToken;
use tower_service::Service;
use webhook_core::{
    DedupeKey, Delivery, Refusal,
    store::{Claim, StoreError},
};

use crate::{
    ResponseBody, answer,
    claim::{Completed, Gone, HeldClaim},
    future::Outcome,
    observe,
    policy::OnStoreError,
    shared::{Dedupe, Shared},
};

type Panic = Box<dyn Any + Send>;

/// Runs the handler for a verified delivery, once.
///
/// Not an `async fn`, and the handler is pinned once and lent from there: each would otherwise
/// store its arguments twice, in a future that is moved into its box.
#[allow(clippy::manual_async_fn, reason = "see above")]
pub(crate) fn run<S, R>(
    shared: Arc<Shared>,
    mut inner: S,
    request: Request<Full<Bytes>>,
    delivery: Option<Delivery>,
    cancel: Option<CancellationToken>,
) -> impl Future<Output = Outcome<R, S::Error>> + Send
where
    S: Service<Request<Full<Bytes>>, Response = Response<R>> + Send + 'static,
    S::Future: Send,
    S::Error: Send,
    R: Send,
{
    async move {
        let refuse = |refusal: Refusal| {
            observe::refused(&shared, delivery.as_ref(), &refusal);
            Ok(answer::about(
                answer::refusal(&shared, refusal),
                delivery.as_ref(),
            ))
        };
        let _admitted = match shared.admit() {
            Ok(admitted) => admitted,
            Err(refusal) => return refuse(refusal),
        };

        let duplicate = || {
            observe::duplicate(&shared, delivery.as_ref());
            let answer = answer::success(&shared.scheme);
            Ok(answer::about(answer, delivery.as_ref()))
        };
        let claim = match (&shared.dedupe, &delivery) {
            (Some(dedupe), Some(delivery)) => match delivery.dedupe_key() {
                Some(key) => claim(dedupe, delivery, key).await,
                None => Ok(None),
            },
            _ => Ok(None),
        };
        let mut held = match claim {
            Ok(held) => held,
            Err(NotClaimed::InFlight(retry_after)) => {
                return refuse(Refusal::InFlight { retry_after }); // row 2
            }
            Err(NotClaimed::Done) => return duplicate(), // row 3
            Err(NotClaimed::Unavailable) => return refuse(Refusal::StoreUnavailable), // row 11
        };

        // `call` itself may panic, too.
        let called = catch_unwind(AssertUnwindSafe(|| inner.call(request)));
        let outcome = match called {
            Ok(handler) => {
                let mut handler = pin!(AssertUnwindSafe(handler).catch_unwind());
                let handler = unless_cancelled(handler.as_mut(), cancel.as_ref());
                match &held {
                    Some(held) => held.renewing(handler).await, // row 14
                    None => Ok(handler.await),
                }
            }
            Err(panic) => Ok(Some(Err(panic))),
        };
        let outcome = match outcome {
            Ok(outcome) => outcome,
            // Row 9, before its end: the handler is dropped, for another may be at the same work.
            Err(gone) => {
                if let Some(held) = &mut held {
                    held.forget();
                }
                return match gone {
                    Gone::Lost => refuse(Refusal::LeaseLost),
                    Gone::Done => duplicate(),
                };
            }
        };
        let Some(outcome) = outcome else {
            if let Some(mut held) = held {
                held.release().await; // row 8, opted out of
            }
            return refuse(Refusal::Cancelled);
        };
        settle(&shared, delivery.as_ref(), held, outcome).await
    }
}

/// Turns the handler's outcome into the answer; the claim is settled before it is given.
async fn settle<R, E>(
    shared: &Shared,
    delivery: Option<&Delivery>,
    held: Option<HeldClaim>,
    outcome: Result<Result<Response<R>, E>, Panic>,
) -> Outcome<R, E> {
    let succeeded = matches!(&outcome, Ok(Ok(response)) if response.status().is_success());
    if let Some(mut held) = held {
        if succeeded {
            // Row 5: the record is done before the answer leaves.
            let refusal = match held.complete().await {
                Completed::Done => None,
                Completed::Lost => Some(Refusal::LeaseLost), // row 9
                Completed::Unavailable => Some(Refusal::StoreUnavailable), // row 12
            };
            if let Some(refusal) = refusal {
                observe::refused(shared, delivery, &refusal);
                return Ok(answer::refusal(shared, refusal));
            }
        } else {
            held.release().await; // rows 6 and 7
        }
    }
    match outcome {
        Ok(Ok(response)) => {
            observe::handled(shared, delivery, &response);
            Ok(response.map(ResponseBody::handler))
        }
        Ok(Err(error)) => Err(error),
        Err(panic) => {
            let refusal = Refusal::HandlerPanicked;
            observe::refused(shared, delivery, &refusal);
            if shared.propagate_panics {
                std::panic::resume_unwind(panic);
            }
            Ok(answer::refusal(shared, refusal))
        }
    }
}

/// Runs `handler` to its end, or drops it when its client is gone.
async fn unless_cancelled<T>(
    handler: impl Future<Output = T> + Unpin,
    cancel: Option<&CancellationToken>,
) -> Option<T> {
    let Some(cancel) = cancel else {
        return Some(handler.await);
    };
    match select(handler, pin!(cancel.cancelled())).await {
        Either::Left((outcome, _)) => Some(outcome),
        Either::Right(((), _)) => None,
    }
}

/// Why there is no claim.
pub(crate) enum NotClaimed {
    InFlight(Duration),
    Done,
    Unavailable,
}

/// Claims a delivery, or an item of it, by its key; `None` if the handler is to run without a claim.
pub(crate) async fn claim(
    dedupe: &Dedupe,
    delivery: &Delivery,
    key: &DedupeKey,
) -> Result<Option<HeldClaim>, NotClaimed> {
    let error = match ask(dedupe, key).await {
        Ok(Claim::Fresh(lease)) => return Ok(Some(HeldClaim::new(dedupe, *key, lease))),
        Ok(Claim::InFlight { retry_after }) => return Err(NotClaimed::InFlight(retry_after)),
        Ok(Claim::Done) => return Err(NotClaimed::Done),
        Err(error) => error,
    };
    observe::store_failed(delivery, "claim", &error);
    match dedupe.on_error {
        OnStoreError::FailClosed => Err(NotClaimed::Unavailable),
        OnStoreError::FailOpen => {
            observe::failed_open(delivery);
            Ok(None)
        }
    }
}

/// Asks the store, unless it failed time and again.
async fn ask(dedupe: &Dedupe, key: &DedupeKey) -> Result<Claim, StoreError> {
    if !dedupe.breaker.lets_through() {
        return Err(StoreError::new("not asked: it failed time and again"));
    }
    let limit = dedupe.claim_timeout;
    let answer = dedupe.store.claim_within(key, dedupe.lease, limit).await;
    match &answer {
        Ok(_) => dedupe.breaker.succeeded(),
        Err(_) => dedupe.breaker.failed(),
    }
    answer
}
