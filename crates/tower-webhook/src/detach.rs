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

use tokio::time::{Instant, Sleep, sleep_until};
use tokio_util::sync::CancellationToken;
use webhook_core::Refusal;

use crate::{shared::Shared, stages::Stages};

/// The work on one request.
pub(crate) struct Running<T> {
    /// `None` once it came to its end or was let go.
    work: Option<Pin<Box<dyn Stages<T>>>>,
    shared: Arc<Shared>,
    /// Tells the work that its client is gone, where it wants to know.
    cancel: Option<CancellationToken>,
    /// When to answer 503 and let the work go on alone.
    deadline: Option<Pin<Box<Sleep>>>,
}

impl<T> Running<T> {
    pub(crate) fn new(
        shared: Arc<Shared>,
        work: Pin<Box<dyn Stages<T>>>,
        cancel: Option<CancellationToken>,
    ) -> Self {
        Self {
            work: Some(work),
            deadline: shared
                .answer_within
                .map(|limit| Box::pin(sleep_until(Instant::now() + limit))),
            shared,
            cancel,
        }
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }

    /// The work's outcome, or the refusal of a handler that takes too long.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<T, Refusal>> {
        // Taken out while it is polled: if it panics it must be gone, not be started again.
        let Some(mut work) = self.work.take() else {
            return Poll::Pending;
        };
        if let Poll::Ready(outcome) = work.as_mut().poll(cx) {
            return Poll::Ready(Ok(outcome));
        }
        self.work = Some(work);
        let Some(deadline) = &mut self.deadline else {
            return Poll::Pending;
        };
        ready!(deadline.as_mut().poll(cx));
        self.detach();
        Poll::Ready(Err(Refusal::HandlerLate {
            deadline: self.shared.answer_within.unwrap_or_default(),
        }))
    }

    fn detach(&mut self) {
        if let Some(work) = self.work.take() {
            work.detach(&self.shared.running);
        }
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
