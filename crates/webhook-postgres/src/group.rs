//! [`Queue`]: calls that arrive while a statement is under way go into the next one together.
//!
//! There is no timer: a call that finds nothing under way is sent at once. A commit costs one flush of
//! the log however many rows it writes, so a group costs little more than a single call.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use sqlx::PgPool;

use crate::connection::Connection;

/// How many calls one statement carries at most.
const LARGEST: usize = 256;

/// How many statements of a queue are under way at once.
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

    /// Sends `call` with the next statement, at once if there may be one more. That happens in a task, so
    /// that a caller who goes away neither breaks a connection nor takes others along.
    pub(crate) fn push(&self, call: C) {
        let mut state = self.0.lock();
        state.waiting.push_back(call);
        if state.running < AT_ONCE {
            state.running = state.running.saturating_add(1);
            drop(state);
            let sender = Sender {
                queue: self.0.clone(),
                counted: true,
            };
            tokio::spawn(sender.run());
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
        while let Some(calls) = self.next() {
            let again = C::run(calls, &mut connection).await;
            self.queue.put_back(again);
            // Whoever was just answered may have the next call, for the same statement as all others.
            tokio::task::yield_now().await;
        }
    }

    /// The next calls to send together. Once there are none this sender ends, under the same lock: a
    /// call that comes later starts another.
    fn next(&mut self) -> Option<Vec<C>> {
        let mut state = self.queue.lock();
        let mut calls = Vec::new();
        while calls.len() < LARGEST
            && let Some(call) = state.waiting.pop_front()
        {
            if call.is_wanted() {
                calls.push(call);
            }
        }
        if calls.is_empty() {
            state.running = state.running.saturating_sub(1);
            self.counted = false;
            return None;
        }
        Some(calls)
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
