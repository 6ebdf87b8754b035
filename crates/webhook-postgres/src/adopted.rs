//! [`Adopted`]: work that outlives its caller.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
};

use tokio::runtime::Handle;

/// Work that its caller does itself, which spares two switches between tasks, until it has its own answer
/// or goes away; a task then does the rest.
pub(crate) struct Adopted(Option<Pin<Box<dyn Future<Output = ()> + Send>>>);

impl Adopted {
    pub(crate) fn new(work: impl Future<Output = ()> + Send + 'static) -> Self {
        Self(Some(Box::pin(work)))
    }

    /// Works until `answer` is there.
    pub(crate) async fn until<T>(mut self, answer: impl Future<Output = T>) -> T {
        let mut answer = pin!(answer);
        poll_fn(|context| {
            if let Some(work) = &mut self.0
                && work.as_mut().poll(context).is_ready()
            {
                self.0 = None;
            }
            answer.as_mut().poll(context)
        })
        .await
    }
}

impl Drop for Adopted {
    fn drop(&mut self) {
        if let Some(work) = self.0.take()
            && let Ok(runtime) = Handle::try_current()
        {
            runtime.spawn(work);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::task::{Context, Waker};

    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test]
    async fn work_goes_on_when_its_caller_is_gone() {
        let (go, gone) = oneshot::channel::<()>();
        let (done, seen) = oneshot::channel();
        let work = Adopted::new(async {
            gone.await.expect("a word");
            done.send(()).expect("somebody waits");
        });
        {
            let mut caller = pin!(work.until(std::future::pending::<()>()));
            let mut context = Context::from_waker(Waker::noop());
            assert!(caller.as_mut().poll(&mut context).is_pending());
        }
        go.send(()).expect("the work waits");
        seen.await.expect("the work was done");
    }

    #[tokio::test]
    async fn caller_with_an_answer_does_not_wait_for_the_rest() {
        let (go, gone) = oneshot::channel::<()>();
        let (done, seen) = oneshot::channel();
        let work = Adopted::new(async {
            gone.await.expect("a word");
            done.send(()).expect("somebody waits");
        });
        assert_eq!(work.until(std::future::ready(7)).await, 7);
        go.send(()).expect("the work waits");
        seen.await.expect("the work was done");
    }
}
