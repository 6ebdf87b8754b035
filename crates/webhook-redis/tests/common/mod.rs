//! What the tests share: a server, keys, and conditions to wait for.

#![allow(dead_code, reason = "each test binary uses what it needs")]

#[cfg(any(feature = "cluster", feature = "sentinel"))]
pub(crate) mod process;

use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};

use redis::aio::MultiplexedConnection;
use webhook_core::store::{Claim, DedupeKey, DedupeStore as _, Lease};
use webhook_redis::RedisStore;
use webhook_test_servers::Redis;

pub(crate) const LEASE: Duration = Duration::from_secs(60);
pub(crate) const KEEP: Duration = Duration::from_secs(3_600);

/// The URL of the server of this test binary.
pub(crate) fn url() -> Option<String> {
    static SERVER: OnceLock<Option<Redis>> = OnceLock::new();
    SERVER.get_or_init(Redis::start).as_ref().map(Redis::url)
}

/// A key by its name.
pub(crate) fn key(id: &str) -> DedupeKey {
    DedupeKey::new("test", None, "none", id.as_bytes())
}

/// A connection beside the store's.
pub(crate) async fn connection(url: &str) -> MultiplexedConnection {
    let client = redis::Client::open(url).unwrap();
    client.get_multiplexed_async_connection().await.unwrap()
}

/// Claims what must be claimable.
pub(crate) async fn fresh(store: &RedisStore, key: &DedupeKey, lease: Duration) -> Lease {
    match store.claim(key, lease).await.unwrap() {
        Claim::Fresh(lease) => lease,
        other => panic!("expected a fresh claim, got {other:?}"),
    }
}

/// Claims what must become claimable.
pub(crate) async fn fresh_soon(store: &RedisStore, key: &DedupeKey) -> Lease {
    let end = Instant::now() + Duration::from_secs(5);
    loop {
        match store.claim(key, LEASE).await.unwrap() {
            Claim::Fresh(lease) => return lease,
            other if Instant::now() > end => panic!("still {other:?}"),
            _ => tokio::time::sleep(Duration::from_millis(5)).await,
        }
    }
}
