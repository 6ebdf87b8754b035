//! A runtime of one thread a task, on a clock that moves when somebody waits.

use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
    task::{Context, Poll, Wake},
    thread::Thread,
    time::Duration,
};

use super::super::{BoxFuture, Runtime};

/// The runtime. Clones show the same time.
#[derive(Clone, Default)]
pub(super) struct Threads(Arc<AtomicU64>);

impl Runtime for Threads {
    fn spawn(&self, task: BoxFuture) -> BoxFuture {
        let thread = std::thread::spawn(|| block_on(task));
        Box::pin(async { thread.join().unwrap() })
    }

    fn pause(&self, time: Duration) -> BoxFuture {
        let clock = self.0.clone();
        Box::pin(async move {
            clock.fetch_add(u64::try_from(time.as_nanos()).unwrap(), SeqCst);
        })
    }

    fn elapsed(&self) -> Duration {
        Duration::from_nanos(self.0.load(SeqCst))
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Runs `future` on this thread.
pub(super) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let waker = Arc::new(Unpark(std::thread::current())).into();
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return value;
        }
        std::thread::park();
    }
}
