//! One private server for each test binary.

#![allow(dead_code, reason = "not every binary needs all of it")]

use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};

use sqlx::{PgPool, postgres::PgPoolOptions};
use webhook_core::store::{Claim, DedupeKey, DedupeStore as _, Lease};
use webhook_postgres::PostgresStore;
use webhook_test_servers::Postgres;

pub(crate) const LEASE: Duration = Duration::from_secs(60);
pub(crate) const KEEP: Duration = Duration::from_secs(3600);

/// Where it listens; `None` if there is none here.
pub(crate) fn url() -> Option<&'static str> {
    static SERVER: OnceLock<Option<(Postgres, String)>> = OnceLock::new();
    let server = SERVER.get_or_init(|| {
        let postgres = Postgres::start()?;
        let url = postgres.url();
        Some((postgres, url))
    });
    server.as_ref().map(|(_, url)| url.as_str())
}

/// A pool on a database of this test alone, and its URL.
pub(crate) async fn database(name: &str) -> Option<(PgPool, String)> {
    let url = url()?;
    let admin = PgPool::connect(url).await.expect("a pool");
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&admin)
        .await
        .expect("a database");
    admin.close().await;
    let url = match url.strip_suffix("/postgres") {
        Some(server) => format!("{server}/{name}"),
        None => panic!("another database than usual: {url}"),
    };
    Some((pool(&url).await, url))
}

pub(crate) async fn pool(url: &str) -> PgPool {
    let options = PgPoolOptions::new().max_connections(16);
    options.connect(url).await.expect("a pool")
}

/// A store on a database of this test alone, and the test's own pool.
pub(crate) async fn store(name: &str) -> Option<(PostgresStore, PgPool)> {
    let (pool, url) = database(name).await?;
    let store = PostgresStore::connect(&url).await.expect("a pool");
    store.migrate().await.expect("the tables");
    Some((store, pool))
}

pub(crate) fn key(name: &str) -> DedupeKey {
    DedupeKey::new("test", None, "none", name.as_bytes())
}

pub(crate) async fn fresh(store: &PostgresStore, key: &DedupeKey) -> Lease {
    match store.claim(key, LEASE).await.expect("a claim") {
        Claim::Fresh(lease) => lease,
        other => panic!("should be fresh: {other:?}"),
    }
}

/// Polls until it is so.
pub(crate) async fn until(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(10);
    while !condition().await {
        assert!(Instant::now() < end, "never came: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
