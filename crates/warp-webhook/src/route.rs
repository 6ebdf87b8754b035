//! Off warp's route: where a filter inside of a filter may run.
//!
//! While warp polls a filter, the request that it is about is a thread-local, and a debug build panics
//! if another filter is started in there. So the layer's work is polled inside of warp's route, where
//! everything that is refused ends without a task of its own, until the inner filter's turn comes.
//! Then the whole work moves into a task and goes on there.

use std::{
    cell::Cell,
    future::poll_fn,
    panic::resume_unwind,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project::pin_project;
use tokio_util::task::AbortOnDropHandle;
use tower_service::Service;
use tracing::Instrument as _;

/// What this thread is doing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing that would be in a filter's way.
    Elsewhere,
    /// Polling a guard, and so inside of warp's route.
    OnRoute,
    /// As [`Place::OnRoute`], and an inner filter waits to get off it.
    Wanted,
}

thread_local! {
    static PLACE: Cell<Place> = const { Cell::new(Place::Elsewhere) };
}

/// Polls on the route; whether an inner filter has to get off it comes with the answer.
fn poll_on_route<F: Future + Unpin>(work: &mut F, cx: &mut Context<'_>) -> (Poll<F::Output>, bool) {
    /// Puts the place back, after a panic too.
    struct Back(Place);
    impl Drop for Back {
        fn drop(&mut self) {
            PLACE.set(self.0);
        }
    }
    let back = Back(PLACE.replace(Place::OnRoute));
    let polled = Pin::new(work).poll(cx);
    let wanted = PLACE.get() == Place::Wanted;
    drop(back);
    (polled, wanted)
}

/// Runs `work` from inside of warp's route, and in a task of its own from where an [`OffRoute`] in it
/// is called. Dropped, it drops `work`, in the task as well. `None` if the runtime is going down.
///
/// # Panics
/// If `work` does.
pub(crate) async fn run<F>(mut work: F) -> Option<F::Output>
where
    F: Future<Output: Send> + Send + Unpin + 'static,
{
    let here = poll_fn(|cx| match poll_on_route(&mut work, cx) {
        (Poll::Ready(output), _) => Poll::Ready(Some(output)),
        // Nobody would wake it here: the task polls it anew.
        (Poll::Pending, true) => Poll::Ready(None),
        (Poll::Pending, false) => Poll::Pending,
    });
    if let Some(output) = here.await {
        return Some(output);
    }
    let task = tokio::spawn(work.in_current_span());
    match AbortOnDropHandle::new(task).await {
        Ok(output) => Some(output),
        Err(error) => error
            .try_into_panic()
            .map_or(None, |panic| resume_unwind(panic)),
    }
}

/// Calls `S` off the route only. Whoever polls its futures has to poll them again elsewhere if that is
/// where they are: [`run`] does, and so does the layer with the work that outlives its client.
#[derive(Clone, Debug)]
pub(crate) struct OffRoute<S>(pub(crate) S);

impl<S, Q> Service<Q> for OffRoute<S>
where
    S: Service<Q> + Clone,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Deferred<S, Q>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: Q) -> Self::Future {
        // The instance that was polled ready is the one to call.
        let clone = self.0.clone();
        let service = std::mem::replace(&mut self.0, clone);
        Deferred::Waiting(Some((service, request)))
    }
}

/// The future of [`OffRoute`].
#[pin_project(project = DeferredProj)]
pub(crate) enum Deferred<S: Service<Q>, Q> {
    Waiting(Option<(S, Q)>),
    Called(#[pin] S::Future),
}

impl<S: Service<Q>, Q> Future for Deferred<S, Q> {
    type Output = Result<S::Response, S::Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            let called = match self.as_mut().project() {
                DeferredProj::Called(future) => {
                    return Poll::Ready(ready!(future.poll(cx)));
                }
                DeferredProj::Waiting(waiting) => {
                    if PLACE.get() != Place::Elsewhere {
                        PLACE.set(Place::Wanted);
                        return Poll::Pending;
                    }
                    match waiting.take() {
                        Some((mut service, request)) => service.call(request),
                        // Its call panicked, and it is polled all the same.
                        None => return Poll::Pending,
                    }
                }
            };
            self.set(Self::Called(called));
        }
    }
}
