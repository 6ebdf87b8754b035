//! [`Adopted`]: work that outlives its caller.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    task::Poll,
};

use tokio::{
    runtime::Handle,
    sync::oneshot::{
        Receiver,
        error::{RecvError, TryRecvError},
    },
};

/// Work that its caller does itself, which spares switches between tasks, until it has its own answer or
/// goes away; a task then does the rest.
pub(crate) struct Adopted(Option<Pin<Box<dyn Future<Output = ()> + Send>>>);

impl Adopted {
    pub(crate) fn new(work: impl Future<Output = ()> + Send + 'static) -> Self {
        Self(Some(Box::pin(work)))
    }

    /// Works until `answered`, by this work or, if it is over, by another's.
    pub(crate) async fn until<T>(mut self, answered: Receiver<T>) -> Result<T, RecvError> {
        let mut answered = pin!(answered);
        poll_fn(|context| {
            if let Some(work) = &mut self.0 {
                if work.as_mut().poll(context).is_pending() {
                    // Not polled: it would wake this task, and with it an idle thread, for an answer that
                    // is given while the task runs. That switch was a tenth of a claim's time.
                    match answered.try_recv() {
                        Ok(answer) => return Poll::Ready(Ok(answer)),
                        Err(TryRecvError::Empty) => return Poll::Pending,
                        Err(TryRecvError::Closed) => {}
                    }
                } else {
                    self.0 = None;
                }
            }
            answered.as_mut().poll(context)
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
            let (_never, answered) = oneshot::channel::<()>();
            let mut caller = pin!(work.until(answered));
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
        let (answer, answered) = oneshot::channel();
        answer.send(7).expect("somebody waits");
        assert_eq!(work.until(answered).await, Ok(7));
        go.send(()).expect("the work waits");
        seen.await.expect("the work was done");
    }
}
