//! [`Link`]: the connection of a store, whatever its type.

use std::sync::Arc;

use redis::{
    Cmd, FromRedisValue, RedisFuture, RedisResult, Value, aio::ConnectionLike, from_redis_value,
};

use crate::reconnecting::Reconnecting;

/// Our own connection, called directly, or any other through a box.
#[derive(Clone)]
pub(crate) enum Link {
    Own(Reconnecting),
    Other(Arc<dyn Shared>),
}

impl Link {
    pub(crate) fn other(connection: impl ConnectionLike + Clone + Send + Sync + 'static) -> Self {
        Self::Other(Arc::new(connection))
    }

    /// Sends a command and reads its answer. One that the server cannot have refused, because the
    /// connection broke, is sent once more: a server that restarted since the last command is found
    /// again by the next one.
    pub(crate) async fn ask<T: FromRedisValue>(&self, command: &Cmd) -> RedisResult<T> {
        let answer = match self.send(command).await {
            Err(error) if is_worth_another_try(&error) => self.send(command).await,
            answer => answer,
        };
        Ok(from_redis_value(answer?)?)
    }

    async fn send(&self, command: &Cmd) -> RedisResult<Value> {
        match self {
            Self::Own(connection) => connection.send(command).await,
            Self::Other(connection) => connection.send(command).await?.extract_error(),
        }
    }
}

/// Not after a time-out: the caller has waited long enough. A server that became a replica is a
/// connection to be made anew.
fn is_worth_another_try(error: &redis::RedisError) -> bool {
    error.is_connection_dropped() || is_read_only(error)
}

/// Whether the server says that it is a replica.
pub(crate) fn is_read_only(error: &redis::RedisError) -> bool {
    error.kind() == redis::ErrorKind::Server(redis::ServerErrorKind::ReadOnly)
}

/// A connection that many callers share.
pub(crate) trait Shared: Send + Sync {
    fn send<'a>(&'a self, command: &'a Cmd) -> RedisFuture<'a, Value>;
}

impl<C: ConnectionLike + Clone + Send + Sync + 'static> Shared for C {
    fn send<'a>(&'a self, command: &'a Cmd) -> RedisFuture<'a, Value> {
        let mut connection = self.clone();
        Box::pin(async move { connection.req_packed_command(command).await })
    }
}
