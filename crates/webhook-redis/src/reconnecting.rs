//! [`Reconnecting`]: one multiplexed connection, made anew when it breaks.
//!
//! The client's own `ConnectionManager` would do for a plain server, but not for us: it keeps a
//! failed attempt's error for the next caller, keeps a connection to a primary that became a replica
//! or to a host that went silent, and cannot ask a sentinel.

use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures_util::{FutureExt as _, future::Shared};
use redis::{Cmd, RedisError, RedisResult, Value, aio::MultiplexedConnection};

use crate::link::is_read_only;

type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// How a connection is made.
pub(crate) trait Dial: Send + Sync + 'static {
    fn dial(self: Arc<Self>) -> BoxFuture<RedisResult<MultiplexedConnection>>;
}

/// A connection that clones share.
#[derive(Clone)]
pub(crate) struct Reconnecting(Arc<Inner>);

struct Inner {
    dial: Arc<dyn Dial>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Which connection this is; tells whether somebody has replaced the one that broke.
    number: u64,
    now: Now,
}

#[derive(Default)]
enum Now {
    #[default]
    Absent,
    /// All who need it wait for one attempt.
    Dialling(Shared<BoxFuture<RedisResult<Numbered>>>),
    Present(MultiplexedConnection),
}

type Numbered = (u64, MultiplexedConnection);

impl Reconnecting {
    /// Connects at the first command.
    pub(crate) fn new(dial: impl Dial) -> Self {
        Self(Arc::new(Inner {
            dial: Arc::new(dial),
            state: Mutex::default(),
        }))
    }

    /// Sends a command. If the connection is the reason that it fails, the next command gets a new
    /// one.
    pub(crate) async fn send(&self, command: &Cmd) -> RedisResult<Value> {
        let (number, mut connection) = self.connection().await?;
        let answer = connection.send_packed_command(command).await;
        let answer = answer.and_then(Value::extract_error);
        if let Err(error) = &answer
            && is_over(error)
        {
            self.0.forget(number);
        }
        answer
    }

    async fn connection(&self) -> RedisResult<Numbered> {
        let dialling = {
            let mut state = self.0.state();
            match &state.now {
                Now::Present(connection) => return Ok((state.number, connection.clone())),
                Now::Dialling(dialling) => dialling.clone(),
                Now::Absent => {
                    let dialling = self.0.clone().dial().boxed().shared();
                    state.now = Now::Dialling(dialling.clone());
                    // It goes on though all who wait for it give up.
                    tokio::spawn(dialling.clone());
                    dialling
                }
            }
        };
        dialling.await
    }
}

impl Inner {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn dial(self: Arc<Self>) -> RedisResult<Numbered> {
        let dialled = self.dial.clone().dial().await;
        let mut state = self.state();
        match dialled {
            Ok(connection) => {
                state.number = state.number.wrapping_add(1);
                state.now = Now::Present(connection.clone());
                Ok((state.number, connection))
            }
            Err(error) => {
                // The next caller tries again instead of hearing of this one.
                state.now = Now::Absent;
                Err(error)
            }
        }
    }

    fn forget(&self, number: u64) {
        let mut state = self.state();
        if state.number == number && matches!(state.now, Now::Present(_)) {
            state.now = Now::Absent;
        }
    }
}

/// Whether a connection that gave this error is to be replaced: it broke, its host went silent, or
/// its server is the primary no more.
fn is_over(error: &RedisError) -> bool {
    error.is_unrecoverable_error() || error.is_io_error() || is_read_only(error)
}
