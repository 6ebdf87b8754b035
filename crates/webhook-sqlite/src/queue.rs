//! [`Queue`]: the way to the writer thread.

use std::{
    sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    thread,
};

use webhook_core::store::{Claim, DedupeKey, StoreError};

use crate::op::{Op, Waiting};

/// How many operations may wait, and how many a transaction takes at most: whoever finds a place is
/// in the next transaction. Twice the deliveries that a layer handles at once by default.
pub(crate) const LENGTH: usize = 2_048;

/// Operations on their way to a thread that ends when the last clone is dropped.
#[derive(Clone)]
pub(crate) struct Queue(SyncSender<Op>);

impl Queue {
    /// Starts the thread.
    pub(crate) fn start(
        work: impl FnOnce(&Receiver<Op>) + Send + 'static,
    ) -> Result<Self, StoreError> {
        let (sender, ops) = sync_channel(LENGTH);
        thread::Builder::new()
            .name("webhook-sqlite".into())
            .spawn(move || work(&ops))
            .map_err(|error| {
                StoreError::new("no thread for the writer; raise the process's limit")
                    .with_source(error)
            })?;
        Ok(Self(sender))
    }

    /// Hands an operation over, without waiting.
    pub(crate) fn send(&self, op: Op) -> Result<(), StoreError> {
        self.0.try_send(op).map_err(|error| match error {
            TrySendError::Full(_) => StoreError::new(format!(
                "{LENGTH} operations wait for the disk already; it is too slow for this load"
            )),
            TrySendError::Disconnected(_) => ended(),
        })
    }

    /// Hands a claim over and waits for its answer. A caller that leaves in between gives the claim
    /// up.
    pub(crate) async fn claim(
        &self,
        op: Op,
        key: DedupeKey,
        waiting: Waiting<Claim>,
    ) -> Result<Claim, StoreError> {
        self.send(op)?;
        let mut caller = Caller {
            queue: self,
            key,
            waiting,
        };
        answered((&mut caller.waiting).await)
    }

    /// Hands any other operation over and waits for its answer.
    pub(crate) async fn settle<T>(&self, op: Op, waiting: Waiting<T>) -> Result<T, StoreError> {
        self.send(op)?;
        answered(waiting.await)
    }
}

fn answered<T, E>(answer: Result<Result<T, StoreError>, E>) -> Result<T, StoreError> {
    answer.unwrap_or_else(|_| Err(ended()))
}

fn ended() -> StoreError {
    StoreError::new("the writer thread has panicked; restart the process and report the panic")
}

/// Somebody who waits for a claim.
struct Caller<'q> {
    queue: &'q Queue,
    key: DedupeKey,
    waiting: Waiting<Claim>,
}

impl Drop for Caller<'_> {
    fn drop(&mut self) {
        // From here on the writer keeps what it would have sent; what it sent just before is here.
        self.waiting.close();
        if let Ok(Ok(Claim::Fresh(lease))) = self.waiting.try_recv() {
            // If the queue is full, the claim ends with its lease.
            let _ = self.queue.send(Op::release(self.key, lease.owner()));
        }
    }
}

#[cfg(test)]
mod tests {
    use webhook_core::store::Owner;

    use super::*;
    use crate::op::Task;

    fn claim() -> (Op, DedupeKey, Waiting<Claim>) {
        let key = DedupeKey::new("endpoint", None, "provider", b"1");
        let (task, waiting) = Task::new();
        let op = Op::Claim {
            key,
            lease: 60_000,
            task,
        };
        (op, key, waiting)
    }

    #[tokio::test]
    async fn panicked_thread_fails_every_call() {
        let queue = Queue::start(|ops| {
            let _op = ops.recv();
            panic!("expected: a test of what a panic does");
        });
        let queue = queue.unwrap();
        for call in ["the one it panics in", "the next", "a late one"] {
            let (op, key, waiting) = claim();
            let error = queue.claim(op, key, waiting).await.unwrap_err();
            assert!(error.to_string().contains("panicked"), "{call}: {error}");
        }
    }

    #[test]
    fn full_queue_refuses_at_once() {
        let (release, held) = sync_channel::<()>(0);
        let queue = Queue::start(move |_| _ = held.recv()).unwrap();
        let owner = Owner::from_bytes([1; 16]);
        let (_, key, _) = claim();
        for _ in 0..LENGTH {
            queue.send(Op::release(key, owner)).unwrap();
        }
        let error = queue.send(Op::release(key, owner)).unwrap_err();
        assert!(error.to_string().contains("too slow"), "{error}");
        drop(release);
    }
}
