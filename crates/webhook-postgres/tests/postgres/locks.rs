//! Records that a transaction of somebody else has locked.

use std::time::Duration;

use futures_util::future::{join, join_all};
use sqlx::postgres::PgPoolOptions;
use webhook_core::store::{Claim, DedupeStore as _};
use webhook_postgres::PostgresStore;

use crate::server::{KEEP, LEASE, database, fresh, key, store};

const LOCK: &str = "SELECT FROM webhook_claims WHERE key = $1 FOR UPDATE";

#[tokio::test]
async fn claim_of_a_locked_record_is_in_flight_and_holds_nobody_up() {
    let Some((store, pool)) = store("locked").await else {
        return;
    };
    let (locked, free) = (
        key("locked"),
        [key("a"), key("b"), key("c"), key("d"), key("e")],
    );
    let held = fresh(&store, &locked).await;
    let mut tx = pool.begin().await.expect("a transaction");
    sqlx::query(LOCK)
        .bind(locked.as_bytes())
        .execute(&mut *tx)
        .await
        .expect("the lock");

    // By itself, and in one statement with others.
    for others in [&free[..0], &free[..]] {
        let others = join_all(others.iter().map(|key| store.claim(key, LEASE)));
        let (others, claim) = join(others, store.claim(&locked, LEASE)).await;
        match claim.expect("an answer") {
            Claim::InFlight { retry_after } => assert_eq!(retry_after, Duration::from_secs(1)),
            other => panic!("somebody holds it: {other:?}"),
        }
        for other in others {
            assert!(matches!(other.expect("an answer"), Claim::Fresh(_)));
        }
    }

    let owner = held.owner();
    for (operation, answer) in [
        ("renew", store.renew(&locked, owner, LEASE).await),
        ("complete", store.complete(&locked, owner, KEEP).await),
        ("release", store.release(&locked, owner).await),
    ] {
        let error = answer.expect_err(operation).to_string();
        assert!(
            error.contains("another transaction holds the record"),
            "{operation}: {error}"
        );
    }

    tx.rollback().await.expect("a rollback");
    store.release(&locked, owner).await.expect("free again");
    drop(fresh(&store, &locked).await);
}

#[tokio::test]
async fn lock_timeout_stays_off_the_users_connections() {
    let Some((_, url)) = database("settings").await else {
        return;
    };
    let options = PgPoolOptions::new().max_connections(1);
    let pool = options.connect(&url).await.expect("a pool");
    let store = PostgresStore::new(pool.clone());
    store.migrate().await.expect("the tables");
    let key = key("any");
    let held = fresh(&store, &key).await;
    store
        .renew(&key, held.owner(), LEASE)
        .await
        .expect("an answer");
    store
        .complete(&key, held.owner(), KEEP)
        .await
        .expect("an answer");
    let set: String = sqlx::query_scalar("SHOW lock_timeout")
        .fetch_one(&pool)
        .await
        .expect("the setting");
    assert_eq!(set, "0");
}
