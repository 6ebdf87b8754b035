//! The stores, opened by a process that starts while their servers may be away.

use std::time::Duration;

use sqlx::{PgPool, postgres::PgPoolOptions};
use tokio::time::{Instant, sleep};
use webhook_core::store::StoreError;
use webhook_postgres::PostgresStore;
use webhook_redis::RedisStore;
use webhook_sqlite::SqliteStore;

use crate::Error;

/// How long a server may be away.
const PATIENCE: Duration = Duration::from_secs(20);

/// Claims in Redis.
pub(crate) async fn redis(url: &str) -> Result<RedisStore, Error> {
    patiently(async || RedisStore::connect(url).await).await
}

/// Claims in Postgres.
pub(crate) async fn postgres(url: &str) -> Result<PostgresStore, Error> {
    patiently(async || {
        let store = PostgresStore::connect(url).await?;
        store.migrate().await?;
        Ok(store)
    })
    .await
}

/// Claims in a file.
pub(crate) fn sqlite(path: &str) -> Result<SqliteStore, Error> {
    Ok(SqliteStore::open(path)?)
}

/// Connections for handlers' transactions.
pub(crate) fn pool(url: &str) -> Result<PgPool, Error> {
    let options = PgPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(Duration::from_secs(1));
    Ok(options.connect_lazy(url)?)
}

async fn patiently<T>(connect: impl AsyncFn() -> Result<T, StoreError>) -> Result<T, Error> {
    let end = Instant::now() + PATIENCE;
    loop {
        match connect().await {
            Ok(store) => return Ok(store),
            Err(error) if Instant::now() > end => return Err(error.into()),
            Err(_) => sleep(Duration::from_millis(20)).await,
        }
    }
}
