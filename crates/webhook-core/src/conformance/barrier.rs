//! [`Barrier`]: tasks that start together, on any runtime.

use std::{
    sync::{Mutex, PoisonError},
    task::{Poll, Waker},
};

/// Lets a fixed number of tasks go on when all of them have arrived, again and again.
pub(super) struct Barrier {
    tasks: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    round: usize,
    arrived: usize,
    waiting: Vec<Waker>,
}

impl Barrier {
    /// For `tasks` tasks.
    pub(super) fn new(tasks: usize) -> Self {
        Self {
            tasks,
            state: Mutex::default(),
        }
    }

    /// Waits for the others.
    pub(super) async fn wait(&self) {
        let mut joined = None;
        std::future::poll_fn(|context| {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            let round = *joined.get_or_insert_with(|| {
                state.arrived += 1;
                state.round
            });
            if state.round == round && state.arrived == self.tasks {
                state.round += 1;
                state.arrived = 0;
                state.waiting.drain(..).for_each(Waker::wake);
            }
            if state.round != round {
                return Poll::Ready(());
            }
            state.waiting.push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}
