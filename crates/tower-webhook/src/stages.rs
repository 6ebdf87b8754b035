//! The two stages of a request in one allocation: before the verdict, when dropping it leaves
//! nothing behind, and after it, when it must come to its end.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use pin_project::pin_project;
use tokio::runtime::Handle;
use tokio_util::task::TaskTracker;
use tracing::Instrument as _;

/// A request's work, whatever its type.
pub(crate) trait Stages<T>: Send {
    /// As [`Future::poll`].
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T>;

    /// Lets the second stage go on in a task of its own. In the first stage, or without a runtime,
    /// the work is dropped.
    fn detach(self: Pin<Box<Self>>, tasks: &TaskTracker);
}

/// A first future that ends with the outcome, or with the second future.
#[pin_project(project = Project)]
enum Work<F, G> {
    First(#[pin] F),
    Second(#[pin] G),
}

/// Boxes both stages.
pub(crate) fn boxed<F, G, T>(first: F) -> Pin<Box<dyn Stages<T>>>
where
    F: Future<Output = Result<G, T>> + Send + 'static,
    G: Future<Output = T> + Send + 'static,
    T: 'static,
{
    Box::pin(Work::First(first))
}

impl<F, G, T> Stages<T> for Work<F, G>
where
    F: Future<Output = Result<G, T>> + Send + 'static,
    G: Future<Output = T> + Send + 'static,
    T: 'static,
{
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        if let Project::First(first) = self.as_mut().project() {
            match first.poll(cx) {
                Poll::Ready(Ok(second)) => self.set(Self::Second(second)),
                Poll::Ready(Err(outcome)) => return Poll::Ready(outcome),
                Poll::Pending => return Poll::Pending,
            }
        }
        match self.project() {
            Project::Second(second) => second.poll(cx),
            Project::First(_) => Poll::Pending,
        }
    }

    fn detach(mut self: Pin<Box<Self>>, tasks: &TaskTracker) {
        let is_second = matches!(self.as_mut().project(), Project::Second(_));
        if let (true, Ok(runtime)) = (is_second, Handle::try_current()) {
            let finish = async move {
                std::future::poll_fn(|cx| Stages::poll(self.as_mut(), cx)).await;
            };
            tasks.spawn_on(finish.in_current_span(), &runtime);
        }
    }
}
