//! [`Running`]: work that survives its client.
//!
//! Nothing is spawned for the usual request. Only when the response future is dropped half-way, by
//! a disconnect or an outer timeout, does the handler's box move into a task of its own. A handler
//! that is to be cancelled moves there too: its claim has to be given back in peace.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use tokio::{
    runtime::Handle,
    time::{Instant, Sleep, sleep_until},
};
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;
use webhook_core::Refusal;

use crate::shared::Shared;

/// Work in a box of its own: it may outlive its request, and moves cheaply.
pub(crate) type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// The work on one request.
pub(crate) struct Running<T> {
    stage: Stage<T>,
    shared: Arc<Shared>,
    /// Known where the bounds are known, so that neither this type nor its `Drop` needs them.
    spawn: fn(Boxed<T>, &Shared),
    /// Tells the work that its client is gone, where it wants to know.
    cancel: Option<CancellationToken>,
    /// When to answer 503 and let the work go on alone.
    deadline: Option<Pin<Box<Sleep>>>,
}

enum Stage<T> {
    /// Before the verdict: dropping it leaves nothing behind. Ends with the outcome, or with what
    /// must come to its end.
    Reading(Boxed<Result<Boxed<T>, T>>),
    /// After it.
    Handling(Boxed<T>),
    Gone,
}

impl<T: 'static> Running<T> {
    pub(crate) fn new(
        shared: Arc<Shared>,
        reading: Boxed<Result<Boxed<T>, T>>,
        cancel: Option<CancellationToken>,
    ) -> Self {
        Self {
            stage: Stage::Reading(reading),
            deadline: shared
                .answer_within
                .map(|limit| Box::pin(sleep_until(Instant::now() + limit))),
            shared,
            spawn,
            cancel,
        }
    }
}

impl<T> Running<T> {
    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }

    /// The work's outcome, or the refusal of a handler that takes too long.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<T, Refusal>> {
        if let Poll::Ready(outcome) = self.poll_work(cx) {
            return Poll::Ready(Ok(outcome));
        }
        let Some(deadline) = &mut self.deadline else {
            return Poll::Pending;
        };
        ready!(deadline.as_mut().poll(cx));
        self.detach();
        Poll::Ready(Err(Refusal::HandlerLate {
            deadline: self.shared.answer_within.unwrap_or_default(),
        }))
    }

    fn poll_work(&mut self, cx: &mut Context<'_>) -> Poll<T> {
        if let Stage::Reading(reading) = &mut self.stage {
            match ready!(reading.as_mut().poll(cx)) {
                Ok(handling) => self.stage = Stage::Handling(handling),
                Err(outcome) => {
                    self.stage = Stage::Gone;
                    return Poll::Ready(outcome);
                }
            }
        }
        // Taken out while it is polled: if it panics it must be gone, not be started again.
        let Stage::Handling(mut handling) = std::mem::replace(&mut self.stage, Stage::Gone) else {
            return Poll::Pending;
        };
        let outcome = handling.as_mut().poll(cx);
        if outcome.is_pending() {
            self.stage = Stage::Handling(handling);
        }
        outcome
    }

    fn detach(&mut self) {
        let stage = std::mem::replace(&mut self.stage, Stage::Gone);
        if let Stage::Handling(handling) = stage {
            (self.spawn)(handling, &self.shared);
        }
    }
}

/// Lets the work go on in a task of its own. Without a runtime it is dropped, which releases its
/// claim.
fn spawn<T: 'static>(work: Boxed<T>, shared: &Shared) {
    if let Ok(runtime) = Handle::try_current() {
        let finish = async move {
            work.await;
        };
        shared.running.spawn_on(finish.in_current_span(), &runtime);
    }
}

impl<T> Drop for Running<T> {
    fn drop(&mut self) {
        if let Some(cancel) = &self.cancel {
            cancel.cancel();
        }
        self.detach();
    }
}
