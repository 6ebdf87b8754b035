//! Deleting what is over.

use std::time::Duration;

use futures_util::future::join;
use sqlx::PgPool;
use webhook_core::store::{Claim, DedupeStore as _};
use webhook_postgres::PostgresStore;

use crate::server::{KEEP, LEASE, database, fresh, key, store, until};

/// Records of both tables, of which so many are over and so many not.
async fn fill(pool: &PgPool, over: i64, live: i64) {
    for sql in [
        "INSERT INTO webhook_claims SELECT sha256(('c' || i)::bytea), '\\x00', i % 2 = 0, \
         now() + CASE WHEN i <= $1 THEN interval '-1 second' ELSE interval '1 hour' END \
         FROM generate_series(1, $1 + $2) i",
        "INSERT INTO webhook_effects SELECT sha256(('e' || i)::bytea), \
         now() + CASE WHEN i <= $1 THEN interval '-1 second' ELSE interval '1 hour' END \
         FROM generate_series(1, $1 + $2) i",
    ] {
        sqlx::query(sql)
            .bind(over)
            .bind(live)
            .execute(pool)
            .await
            .expect("rows");
    }
}

async fn rows(pool: &PgPool) -> i64 {
    sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM webhook_claims) + (SELECT count(*) FROM webhook_effects)",
    )
    .fetch_one(pool)
    .await
    .expect("a number")
}

#[tokio::test]
async fn only_what_is_over_is_deleted_and_by_one_node_each() {
    let Some((one, pool)) = store("expire").await else {
        return;
    };
    let other = PostgresStore::new(pool.clone());
    // More than a batch of each, and one that is exactly full.
    for (over, live) in [(2_500, 300), (1_000, 0), (0, 7)] {
        sqlx::query("TRUNCATE webhook_claims, webhook_effects")
            .execute(&pool)
            .await
            .unwrap();
        fill(&pool, over, live).await;
        let (here, there) = join(one.expire(), other.expire()).await;
        let expired = here.expect("an answer") + there.expect("an answer");
        assert_eq!(
            (expired.cast_signed(), rows(&pool).await),
            (2 * over, 2 * live)
        );
    }
}

#[tokio::test]
async fn rows_that_another_node_has_locked_are_skipped() {
    let Some((store, pool)) = store("skip").await else {
        return;
    };
    fill(&pool, 20, 0).await;
    let mut tx = pool.begin().await.expect("a transaction");
    sqlx::query("SELECT FROM webhook_claims LIMIT 5 FOR UPDATE")
        .execute(&mut *tx)
        .await
        .unwrap();
    assert_eq!(store.expire().await.expect("it does not wait"), 35);
    tx.rollback().await.expect("a rollback");
    assert_eq!(store.expire().await.expect("an answer"), 5);
}

#[tokio::test]
async fn store_expires_in_the_background_while_it_lives() {
    let Some((pool, url)) = database("background").await else {
        return;
    };
    let url = format!("{url}?application_name=the_store");
    let store = PostgresStore::connect(&url).await.expect("a pool");
    let store = store.expire_every(Duration::from_millis(10));
    store.migrate().await.expect("the tables");
    // Whatever the first claim is: it starts the task.
    let held = fresh(&store, &key("live")).await;
    fill(&pool, 50, 0).await;
    until("all that is over is deleted", async || {
        rows(&pool).await == 1
    })
    .await;
    store
        .complete(&key("live"), held.owner(), KEEP)
        .await
        .expect("an answer");
    assert!(matches!(
        store.claim(&key("live"), LEASE).await.unwrap(),
        Claim::Done
    ));

    // With its last clone gone, nothing of it is left on the server.
    drop(store);
    until("its connections are closed", async || {
        let others: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'the_store'",
        )
        .fetch_one(&pool)
        .await
        .expect("a number");
        others == 0
    })
    .await;
}

#[tokio::test]
async fn background_task_ends_with_the_last_clone() {
    let Some((_, url)) = database("last_clone").await else {
        return;
    };
    let tasks = || {
        tokio::runtime::Handle::current()
            .metrics()
            .num_alive_tasks()
    };
    until("the test's own pool is closed", async || tasks() == 0).await;
    let pool = crate::server::pool(&url).await;
    let store = PostgresStore::new(pool.clone());
    store.migrate().await.expect("the tables");
    let clone = store.clone();
    drop(fresh(&store, &key("any")).await);
    drop(store);
    drop(fresh(&clone, &key("other")).await);
    assert!(tasks() > 0, "it waits for its next turn");
    drop(clone);
    pool.close().await;
    until("no task is left", async || tasks() == 0).await;
}
