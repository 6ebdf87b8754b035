//! Effects in the handler's own transaction.

use std::time::Duration;

use futures_util::future::join_all;
use sqlx::{PgConnection, PgPool};
use webhook_core::{Delivery, providers, testing};
use webhook_postgres::{Effect, PostgresStore};

use crate::server::{KEEP, key, store, until};

/// A delivery that was never sent before.
fn delivery() -> Delivery {
    testing::delivery(providers::STRIPE, "invoice.paid")
}

pub(crate) async fn journal(pool: &PgPool) {
    sqlx::query("CREATE TABLE journal (entry text)")
        .execute(pool)
        .await
        .expect("a table");
}

pub(crate) async fn entries(pool: &PgPool) -> i64 {
    let sql = "SELECT count(*) FROM journal";
    sqlx::query_scalar(sql)
        .fetch_one(pool)
        .await
        .expect("a number")
}

/// What a handler does before its commit.
async fn work(store: &PostgresStore, connection: &mut PgConnection, delivery: &Delivery) -> Effect {
    let effect = store
        .claim_in(connection, delivery)
        .await
        .expect("an answer");
    if effect == Effect::Fresh {
        let sql = "INSERT INTO journal VALUES ('paid')";
        sqlx::query(sql)
            .execute(connection)
            .await
            .expect("an entry");
    }
    effect
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_64_handlers_of_one_delivery_one_has_its_effect() {
    let Some((store, pool)) = store("concurrent").await else {
        return;
    };
    journal(&pool).await;
    let delivery = delivery();
    let handlers = (0..64).map(|_| {
        let (store, pool, delivery) = (store.clone(), pool.clone(), delivery.clone());
        tokio::spawn(async move {
            let mut tx = pool.begin().await.expect("a transaction");
            let effect = work(&store, &mut tx, &delivery).await;
            tx.commit().await.expect("a commit");
            effect == Effect::Fresh
        })
    });
    let fresh = join_all(handlers)
        .await
        .into_iter()
        .filter(|fresh| *fresh.as_ref().unwrap());
    assert_eq!((fresh.count(), entries(&pool).await), (1, 1));
}

#[tokio::test]
async fn work_that_was_rolled_back_is_still_to_be_done() {
    let Some((store, pool)) = store("rollback").await else {
        return;
    };
    journal(&pool).await;
    let delivery = delivery();
    for (commit, effect, after) in [
        (false, Effect::Fresh, 0),
        (true, Effect::Fresh, 1),
        (true, Effect::Duplicate, 1),
    ] {
        let mut tx = pool.begin().await.expect("a transaction");
        assert_eq!(work(&store, &mut tx, &delivery).await, effect);
        if commit {
            tx.commit().await.expect("a commit");
        } else {
            drop(tx);
        }
        assert_eq!(entries(&pool).await, after);
    }
}

#[tokio::test]
async fn handler_that_waits_gets_what_became_of_the_first() {
    let Some((store, pool)) = store("waits").await else {
        return;
    };
    journal(&pool).await;
    for (commit, expected, after) in [(false, Effect::Fresh, 1), (true, Effect::Duplicate, 2)] {
        let delivery = delivery();
        let mut first = pool.begin().await.expect("a transaction");
        assert_eq!(work(&store, &mut first, &delivery).await, Effect::Fresh);
        let second = tokio::spawn({
            let (store, pool) = (store.clone(), pool.clone());
            async move {
                let mut tx = pool.begin().await.expect("a transaction");
                let effect = work(&store, &mut tx, &delivery).await;
                tx.commit().await.expect("a commit");
                effect
            }
        });
        until("the second waits for the first", async || {
            waiting(&pool, "waits").await == 1
        })
        .await;
        if commit {
            first.commit().await.expect("a commit");
        } else {
            first.rollback().await.expect("a rollback");
        }
        assert_eq!(second.await.expect("no panic"), expected);
        assert_eq!(entries(&pool).await, after);
    }
}

/// How many connections to this database wait for a lock.
async fn waiting(pool: &PgPool, database: &str) -> i64 {
    sqlx::query_scalar(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = $1 AND wait_event_type = 'Lock'",
    )
    .bind(database)
    .fetch_one(pool)
    .await
    .expect("a number")
}

#[tokio::test]
async fn handler_that_crashed_left_nothing() {
    let Some((store, pool)) = store("crash").await else {
        return;
    };
    journal(&pool).await;
    let delivery = delivery();
    let mut crashed = pool.begin().await.expect("a transaction");
    let process: i32 = sqlx::query_scalar("SELECT pg_backend_pid()")
        .fetch_one(&mut *crashed)
        .await
        .expect("a number");
    assert_eq!(work(&store, &mut crashed, &delivery).await, Effect::Fresh);
    sqlx::query("SELECT pg_terminate_backend($1)")
        .bind(process)
        .execute(&pool)
        .await
        .expect("cut");

    let mut tx = pool.begin().await.expect("a transaction");
    assert_eq!(work(&store, &mut tx, &delivery).await, Effect::Fresh);
    tx.commit().await.expect("a commit");
    crashed.commit().await.expect_err("its connection is gone");
    assert_eq!(entries(&pool).await, 1);
}

#[tokio::test]
async fn effect_whose_time_is_over_is_fresh_again() {
    let Some((store, pool)) = store("over").await else {
        return;
    };
    let key = key("any");
    let mut connection = pool.acquire().await.expect("a connection");
    let brief = Duration::from_millis(1);
    let effect = store.claim_key_in(&mut connection, &key, brief).await;
    assert_eq!(effect.expect("an answer"), Effect::Fresh);
    until("its time is over by the server's clock", async || {
        let over = "SELECT bool_and(until < clock_timestamp()) FROM webhook_effects";
        let over = sqlx::query_scalar(over).fetch_one(&pool).await;
        over.expect("an answer")
    })
    .await;
    for expected in [Effect::Fresh, Effect::Duplicate] {
        let effect = store.claim_key_in(&mut connection, &key, KEEP).await;
        assert_eq!(effect.expect("an answer"), expected);
    }
}

#[tokio::test]
async fn stricter_isolation_answers_on_the_next_attempt() {
    let Some((store, pool)) = store("isolation").await else {
        return;
    };
    let delivery = delivery();
    for level in ["REPEATABLE READ", "SERIALIZABLE"] {
        let mut early = pool.begin().await.expect("a transaction");
        let set = format!("SET TRANSACTION ISOLATION LEVEL {level}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(set))
            .execute(&mut *early)
            .await
            .expect("a level");
        sqlx::query("SELECT FROM webhook_effects")
            .execute(&mut *early)
            .await
            .expect("a snapshot");

        let key = key(level);
        let mut other = pool.begin().await.expect("a transaction");
        let effect = store
            .claim_key_in(&mut other, &key, KEEP)
            .await
            .expect("an answer");
        assert_eq!(effect, Effect::Fresh);
        other.commit().await.expect("a commit");

        let error = store
            .claim_key_in(&mut early, &key, KEEP)
            .await
            .expect_err(level);
        assert!(
            error.to_string().contains("let the sender retry"),
            "{level}: {error}"
        );
        early.rollback().await.expect("a rollback");
        let mut retry = pool.begin().await.expect("a transaction");
        let effect = store
            .claim_key_in(&mut retry, &key, KEEP)
            .await
            .expect("an answer");
        assert_eq!(effect, Effect::Duplicate);
    }
    let mut tx = pool.begin().await.expect("a transaction");
    assert_eq!(
        store.claim_in(&mut tx, &delivery).await.expect("an answer"),
        Effect::Fresh
    );
}
