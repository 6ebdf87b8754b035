//! [`Queue`]: calls that arrive while a statement is under way go into the next one together.
//!
//! There is no timer: a call that finds nothing under way is sent at once, by its own caller. A commit
//! costs one flush of the log however many rows it writes, so a group costs little more than one call.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use sqlx::PgPool;
use tokio::sync::oneshot;

use crate::{adopted::Adopted, connection::Connection};

/// How many calls one statement carries at most.
const LARGEST: usize = 256;

/// How many statements of a queue are under way at once. Two keep the server busy while the answers of
/// one are handed out; four made the groups smaller and the whole slower.
const AT_ONCE: usize = 2;

/// A call that may share a statement with others.
pub(crate) trait Call: Send + Sized + 'static {
    /// Whether anybody still wants its answer.
    fn is_wanted(&self) -> bool;

    /// Sends these calls and answers them. Those that may not share a statement come back.
    fn run(calls: Vec<Self>, connection: &mut Connection)
    -> impl Future<Output = Vec<Self>> + Send;
}

/// Calls that wait for the next statement.
pub(crate) struct Queue<C>(Arc<Inner<C>>);

struct Inner<C> {
    pool: PgPool,
    state: Mutex<State<C>>,
}

struct State<C> {
    waiting: VecDeque<C>,
    running: usize,
}

impl<C: Call> Queue<C> {
    pub(crate) fn new(pool: PgPool) -> Self {
        Self(Arc::new(Inner {
            pool,
            state: Mutex::new(State {
                waiting: VecDeque::new(),
                running: 0,
            }),
        }))
    }

    /// Sends `call` with the next statement and waits for what it is `answered`. A caller who goes away
    /// neither breaks a connection nor takes others along: a task goes on with what it had begun.
    pub(crate) async fn send<T>(
        &self,
        call: C,
        answered: oneshot::Receiver<T>,
    ) -> Result<T, oneshot::error::RecvError> {
        let sender = {
            let mut state = self.0.lock();
            state.waiting.push_back(call);
            (state.running < AT_ONCE).then(|| {
                state.running = state.running.saturating_add(1);
                Sender {
                    queue: self.0.clone(),
                    counted: true,
                }
            })
        };
        match sender {
            Some(sender) => Adopted::new(sender.run()).until(answered).await,
            None => answered.await,
        }
    }
}

impl<C> Inner<C> {
    fn put_back(&self, calls: Vec<C>) {
        let mut state = self.lock();
        for call in calls.into_iter().rev() {
            state.waiting.push_front(call);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<C>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One that sends statements until nothing waits.
struct Sender<C> {
    queue: Arc<Inner<C>>,
    counted: bool,
}

impl<C: Call> Sender<C> {
    async fn run(mut self) {
        let mut connection = Connection::of(&self.queue.pool);
        while self.has_next() {
            let calls = self.next();
            if !calls.is_empty() {
                let again = C::run(calls, &mut connection).await;
                self.queue.put_back(again);
            }
            if self.has_next() {
                // Whoever was just answered may have the next call, for the same statement as others.
                tokio::task::yield_now().await;
            }
        }
    }

    /// Whether calls wait. If none does, this sender ends under the same lock: a call that comes later
    /// starts another.
    fn has_next(&mut self) -> bool {
        let mut state = self.queue.lock();
        if self.counted && state.waiting.is_empty() {
            state.running = state.running.saturating_sub(1);
            self.counted = false;
        }
        self.counted
    }

    /// The next calls to send together, without those that nobody waits for any more.
    fn next(&self) -> Vec<C> {
        let mut state = self.queue.lock();
        let mut calls = Vec::new();
        while calls.len() < LARGEST
            && let Some(call) = state.waiting.pop_front()
        {
            if call.is_wanted() {
                calls.push(call);
            }
        }
        calls
    }
}

impl<C> Drop for Sender<C> {
    fn drop(&mut self) {
        // A runtime that ends drops its tasks where they stand.
        if self.counted {
            let mut state = self.queue.lock();
            state.running = state.running.saturating_sub(1);
        }
    }
}
