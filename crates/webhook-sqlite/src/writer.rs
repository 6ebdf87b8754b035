//! [`Writer`]: the one thread that writes, many operations to a transaction.
//!
//! While one transaction is synced to the disk, the operations of the next gather in the queue. Each
//! is answered after the commit, never before.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, RecvTimeoutError},
    },
    time::Instant,
};

use rusqlite::Connection;
use webhook_core::store::{Owners, StoreError};

use crate::{
    error::failed,
    group::{Failure, commit},
    op::Op,
    queue,
    sweep::Sweeper,
};

/// How many operations of a group may fail by themselves before the whole group does: each costs a
/// transaction.
const SINGLE_FAILURES: usize = 3;

/// What the thread owns.
pub(crate) struct Writer {
    connection: Connection,
    owners: Owners,
    sweeper: Sweeper,
    /// Releases of claims whose callers went away.
    abandoned: Vec<Op>,
    commits: Arc<AtomicU64>,
}

impl Writer {
    /// Counts its transactions in `commits`.
    pub(crate) fn new(connection: Connection, commits: Arc<AtomicU64>) -> Self {
        Self {
            connection,
            owners: Owners::default(),
            sweeper: Sweeper::new(Instant::now()),
            abandoned: Vec::new(),
            commits,
        }
    }

    /// Works until nobody can send any more and all that was sent is settled.
    pub(crate) fn run(mut self, ops: &Receiver<Op>) {
        while let Some(group) = self.gather(ops) {
            let number = group.len();
            if number > 0 {
                self.settle(group);
            }
            self.sweeper.after(number, &self.connection);
        }
    }

    /// What has arrived, empty when it is time to sweep; `None` at the end.
    fn gather(&mut self, ops: &Receiver<Op>) -> Option<Vec<Op>> {
        let mut group = std::mem::take(&mut self.abandoned);
        if group.is_empty() {
            match ops.recv_timeout(self.sweeper.rest(Instant::now())) {
                Ok(op) => group.push(op),
                Err(RecvTimeoutError::Timeout) => return Some(group),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        group.extend(ops.try_iter().take(queue::LENGTH));
        group.retain(|op| !op.is_moot());
        Some(group)
    }

    /// Commits and answers. An operation that fails by itself, on a damaged page say, takes nobody
    /// with it: the others are tried again without it.
    fn settle(&mut self, mut group: Vec<Op>) {
        for _ in 0..SINGLE_FAILURES {
            if group.is_empty() {
                return;
            }
            match commit(&self.connection, &mut self.owners, &mut group) {
                Ok(()) => {
                    self.commits.fetch_add(1, Ordering::Relaxed);
                    self.abandoned
                        .extend(group.into_iter().filter_map(Op::answer));
                    return;
                }
                Err(Failure::One { index, error }) => group.remove(index).fail(error),
                Err(Failure::All(cause)) => {
                    let cause = Arc::new(cause);
                    for op in group {
                        op.fail(failed("nothing could be written", cause.clone()));
                    }
                    return;
                }
            }
        }
        for op in group {
            op.fail(StoreError::new(
                "too many operations failed beside this one; check the file's integrity",
            ));
        }
    }
}
