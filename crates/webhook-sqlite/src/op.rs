//! [`Op`]: what a caller asks of the writer thread, and where the answer goes.

use tokio::sync::oneshot;
use webhook_core::store::{Claim, DedupeKey, Owner, Settled, StoreError};

/// One operation on one record.
pub(crate) enum Op {
    /// Claims the key for `lease` milliseconds.
    Claim {
        key: DedupeKey,
        lease: u64,
        task: Task<Claim>,
    },
    /// Changes what `owner` holds.
    Settle {
        key: DedupeKey,
        owner: Owner,
        change: Change,
        task: Task<Settled>,
    },
}

/// What an owner may do, for how many milliseconds.
#[derive(Clone, Copy)]
pub(crate) enum Change {
    Renew(u64),
    Complete(u64),
    Release,
}

/// An answer on its way: found in a transaction, sent after its commit.
pub(crate) struct Task<T> {
    reply: oneshot::Sender<Result<T, StoreError>>,
    pub(crate) found: Option<T>,
}

/// Where the caller waits.
pub(crate) type Waiting<T> = oneshot::Receiver<Result<T, StoreError>>;

impl<T> Task<T> {
    /// A task, and where its answer arrives.
    pub(crate) fn new() -> (Self, Waiting<T>) {
        let (reply, waiting) = oneshot::channel();
        (Self { reply, found: None }, waiting)
    }

    /// Gives the answer back if nobody waits for it any more.
    fn send(self) -> Option<T> {
        // A task without an answer tells its caller so by closing the channel.
        self.reply.send(Ok(self.found?)).err()?.ok()
    }
}

impl Op {
    /// Gives up a claim that nobody will ever use.
    pub(crate) fn release(key: DedupeKey, owner: Owner) -> Self {
        Self::Settle {
            key,
            owner,
            change: Change::Release,
            task: Task::new().0,
        }
    }

    /// A claim whose caller is gone. Other operations happen all the same: they are about work that
    /// was done or given up.
    pub(crate) fn is_moot(&self) -> bool {
        matches!(self, Self::Claim { task, .. } if task.reply.is_closed())
    }

    /// Tells the caller what was found. If that was a fresh claim and the caller is gone, returns
    /// the operation that gives the claim up.
    pub(crate) fn answer(self) -> Option<Self> {
        match self {
            Self::Claim { key, task, .. } => match task.send()? {
                Claim::Fresh(lease) => Some(Self::release(key, lease.owner())),
                Claim::InFlight { .. } | Claim::Done => None,
            },
            Self::Settle { task, .. } => {
                task.send();
                None
            }
        }
    }

    /// Tells the caller that it failed.
    pub(crate) fn fail(self, error: StoreError) {
        // A caller that is gone needs no answer.
        match self {
            Self::Claim { task, .. } => _ = task.reply.send(Err(error)),
            Self::Settle { task, .. } => _ = task.reply.send(Err(error)),
        }
    }
}
