//! [`Running`]: a handler that survives its client.
//!
//! Nothing is spawned for the usual request. Only when the response future is dropped half-way, by
//! a disconnect or an outer timeout, does the handler's box move into a task of its own. A handler
//! that is to be cancelled moves there too: its claim has to be given back in peace.

use std::{
    mem,
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

type Work<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Claim, handler and settlement of one delivery.
pub(crate) struct Running<T> {
    work: State<T>,
    shared: Option<Arc<Shared>>,
    /// Known where the bounds are known, so that neither this type nor its `Drop` needs them.
    spawn: fn(Work<T>, &Shared),
    /// Tells the work that its client is gone, where it wants to know.
    cancel: Option<CancellationToken>,
    /// When to answer 503 and let the work go on alone.
    deadline: Option<Pin<Box<Sleep>>>,
}

enum State<T> {
    Ready(T),
    Working(Work<T>),
    Gone,
}

impl<T> Running<T> {
    pub(crate) fn new(
        shared: &Arc<Shared>,
        work: Work<T>,
        cancel: Option<CancellationToken>,
    ) -> Self
    where
        T: 'static,
    {
        Self {
            work: State::Working(work),
            deadline: shared
                .answer_within
                .map(|limit| Box::pin(sleep_until(Instant::now() + limit))),
            shared: Some(shared.clone()),
            spawn,
            cancel,
        }
    }

    /// An outcome without any work.
    pub(crate) fn ready(outcome: T) -> Self {
        Self {
            work: State::Ready(outcome),
            shared: None,
            spawn: |_, _| (),
            cancel: None,
            deadline: None,
        }
    }

    /// The work's outcome, or the refusal of a handler that takes too long.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<T, Refusal>> {
        // Taken out while it is polled: if it panics it must be gone, not be started again.
        match mem::replace(&mut self.work, State::Gone) {
            State::Ready(outcome) => Poll::Ready(Ok(outcome)),
            State::Working(mut work) => {
                if let Poll::Ready(outcome) = work.as_mut().poll(cx) {
                    return Poll::Ready(Ok(outcome));
                }
                self.work = State::Working(work);
                let Some(deadline) = &mut self.deadline else {
                    return Poll::Pending;
                };
                ready!(deadline.as_mut().poll(cx));
                self.detach();
                let limit = self.shared.as_ref().and_then(|shared| shared.answer_within);
                Poll::Ready(Err(Refusal::HandlerLate {
                    deadline: limit.unwrap_or_default(),
                }))
            }
            State::Gone => Poll::Pending,
        }
    }

    /// Lets unfinished work go on in a task of its own. Without a runtime it is dropped, which
    /// releases its claim.
    fn detach(&mut self) {
        let work = mem::replace(&mut self.work, State::Gone);
        if let (State::Working(work), Some(shared)) = (work, &self.shared) {
            (self.spawn)(work, shared);
        }
    }
}

fn spawn<T: 'static>(work: Work<T>, shared: &Shared) {
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
