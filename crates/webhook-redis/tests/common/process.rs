//! Servers that the shared helpers do not start: nodes of a cluster, and a sentinel.

use std::{
    net::TcpListener,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use redis::{FromRedisValue, RedisResult, aio::MultiplexedConnection};

/// Ends the server when its owner closes the pipe, which the owner's own end does.
const GUARD: &str = r#"redis-server "$@" >/dev/null 2>&1 & cat >/dev/null; kill -9 $!; wait"#;

/// A `redis-server` that ends with this process.
pub(crate) struct Process(Child);

impl Process {
    /// Starts it and waits until it answers.
    pub(crate) async fn start(arguments: &[String], url: &str) -> Self {
        let guard = Command::new("sh")
            .args(["-c", GUARD, "guard"])
            .args(arguments)
            .stdin(Stdio::piped())
            .spawn()
            .expect("sh");
        let process = Self(guard);
        until(async || {
            let client = redis::Client::open(url).unwrap();
            client.get_multiplexed_async_connection().await.is_ok()
        })
        .await;
        process
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

/// A port that was free a moment ago.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// Sends a command given in one line.
pub(crate) async fn ask<T: FromRedisValue>(
    connection: &mut MultiplexedConnection,
    line: &str,
) -> RedisResult<T> {
    let mut words = line.split(' ');
    let mut command = redis::cmd(words.next().unwrap());
    command.arg(words.collect::<Vec<_>>());
    command.query_async(connection).await
}

/// Waits until `condition` holds.
pub(crate) async fn until(mut condition: impl AsyncFnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(30);
    while !condition().await {
        assert!(Instant::now() < end, "the condition never held");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
