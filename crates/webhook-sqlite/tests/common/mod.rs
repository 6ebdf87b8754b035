//! What the suites share: a file for each test, keys, and what must be so soon.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each suite is a crate of its own and uses its own part of this"
)]

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use rusqlite::Connection;
use tempfile::TempDir;
use webhook_core::store::{Claim, DedupeKey, DedupeStore as _, Lease, StoreError};
use webhook_sqlite::SqliteStore;

pub const LEASE: Duration = Duration::from_secs(300);
pub const KEEP: Duration = Duration::from_secs(24 * 3600);

/// How long anything may take that is to happen soon.
const SOON: Duration = Duration::from_secs(20);

/// A file in a folder of its own, on the disk that temporary files are on.
pub struct File(TempDir);

impl File {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    pub fn path(&self) -> PathBuf {
        self.0.path().join("webhooks.sqlite")
    }

    pub fn store(&self) -> SqliteStore {
        SqliteStore::open(self.path()).expect("a local file")
    }

    /// A connection of somebody else.
    pub fn connect(&self) -> Connection {
        Connection::open(self.path()).expect("a local file")
    }
}

pub fn key(id: usize) -> DedupeKey {
    DedupeKey::new("endpoint", None, "provider", &id.to_be_bytes())
}

pub fn is_fresh(claim: &Result<Claim, StoreError>) -> bool {
    matches!(claim, Ok(Claim::Fresh(_)))
}

pub async fn fresh(store: &SqliteStore, id: usize) -> Lease {
    match store.claim(&key(id), LEASE).await {
        Ok(Claim::Fresh(lease)) => lease,
        other => panic!("{id} should be fresh, is {other:?}"),
    }
}

pub async fn is_done(store: &SqliteStore, id: usize) -> bool {
    matches!(store.claim(&key(id), LEASE).await, Ok(Claim::Done))
}

/// Asks again and again until it is so.
pub fn soon(what: &str, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + SOON;
    while !is_so() {
        assert!(Instant::now() < end, "never came: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Claims again and again until it is free.
pub async fn fresh_soon(store: &SqliteStore, id: usize) -> Lease {
    let end = Instant::now() + SOON;
    loop {
        if let Claim::Fresh(lease) = store.claim(&key(id), LEASE).await.expect("a claim") {
            return lease;
        }
        assert!(Instant::now() < end, "{id} is never free");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
