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

use pin_project::pin_project;
use tokio::{
    runtime::Handle,
    time::{Instant, Sleep, sleep_until},
};
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;
use webhook_core::Refusal;

use crate::shared::Shared;

/// Work in a box of its own: it may outlive its request, and moves cheaply. The only box of a request
/// but for those of the store.
type Boxed<T> = Pin<Box<dyn Work<Output = T> + Send>>;

/// The work on one request.
pub(crate) struct Running<T> {
    /// `None` once it is done, or has gone on alone.
    work: Option<Boxed<T>>,
    shared: Arc<Shared>,
    /// Known where the bounds are known, so that neither this type nor its `Drop` needs them.
    spawn: fn(Boxed<T>, &Shared),
    /// Tells the work that its client is gone, where it wants to know.
    cancel: Option<CancellationToken>,
    /// When to answer 503 and let the work go on alone.
    deadline: Option<Pin<Box<Sleep>>>,
}

impl<T: 'static> Running<T> {
    /// Runs `reading`, which ends with the outcome, or with what must come to its end.
    pub(crate) fn new<R, H>(
        shared: Arc<Shared>,
        reading: R,
        cancel: Option<CancellationToken>,
    ) -> Self
    where
        R: Future<Output = Result<H, T>> + Send + 'static,
        H: Future<Output = T> + Send + 'static,
    {
        Self {
            work: Some(Box::pin(Stage::Reading(reading))),
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
        // Taken out while it is polled: if it panics it must be gone, not be started again.
        let Some(mut work) = self.work.take() else {
            return Poll::Pending;
        };
        let outcome = work.as_mut().poll(cx);
        if outcome.is_pending() {
            self.work = Some(work);
        }
        outcome
    }

    fn detach(&mut self) {
        if let Some(work) = self.work.take().filter(|work| work.must_finish()) {
            (self.spawn)(work, &self.shared);
        }
    }
}

/// Work that tells how far it is.
trait Work: Future {
    /// Whether the verdict is there, so that it must come to its end; until then dropping it leaves
    /// nothing behind.
    fn must_finish(&self) -> bool;
}

/// The stages of the work, one after another in the same place.
#[pin_project(project = StageProj)]
enum Stage<R, H> {
    /// Before the verdict.
    Reading(#[pin] R),
    /// After it.
    Handling(#[pin] H),
    Done,
}

impl<R, H, T> Future for Stage<R, H>
where
    R: Future<Output = Result<H, T>>,
    H: Future<Output = T>,
{
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        loop {
            match self.as_mut().project() {
                StageProj::Reading(reading) => match ready!(reading.poll(cx)) {
                    Ok(handling) => self.set(Self::Handling(handling)),
                    Err(outcome) => {
                        self.set(Self::Done);
                        return Poll::Ready(outcome);
                    }
                },
                StageProj::Handling(handling) => {
                    let outcome = ready!(handling.poll(cx));
                    self.set(Self::Done);
                    return Poll::Ready(outcome);
                }
                // Nobody polls it again.
                StageProj::Done => return Poll::Pending,
            }
        }
    }
}

impl<R, H, T> Work for Stage<R, H>
where
    R: Future<Output = Result<H, T>>,
    H: Future<Output = T>,
{
    fn must_finish(&self) -> bool {
        matches!(self, Self::Handling(_))
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
