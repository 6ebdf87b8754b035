//! `claim_in`: exactly one effect, whatever happens to the transactions.

mod server;

use futures_util::future::join_all;
use sqlx::PgPool;
use webhook_core::{Delivery, providers, store::Settled, testing};
use webhook_postgres::{Effect, PostgresStore};

use self::server::{KEEP, fresh, store};

fn delivery(id: &str) -> Delivery {
    let request = testing::request(providers::STRIPE, "whsec_0123456789abcdef");
    request.body(format!(r#"{{"id":"{id}"}}"#)).delivery()
}

async fn table(pool: &PgPool) {
    let made = sqlx::query("CREATE TABLE work (id text)");
    made.execute(pool).await.expect("a table");
}

/// A handler: records and works in one transaction.
async fn handle(store: &PostgresStore, pool: &PgPool, delivery: &Delivery) -> Effect {
    let mut tx = pool.begin().await.expect("a transaction");
    let effect = store.claim_in(&mut tx, delivery).await.expect("an answer");
    if effect == Effect::Fresh {
        let worked = sqlx::query("INSERT INTO work VALUES ('done')");
        worked.execute(&mut *tx).await.expect("work");
    }
    tx.commit().await.expect("a commit");
    effect
}

async fn effects(pool: &PgPool) -> i64 {
    let count = sqlx::query_scalar("SELECT count(*) FROM work");
    count.fetch_one(pool).await.expect("a count")
}

#[tokio::test]
async fn of_64_handlers_of_one_delivery_one_takes_effect() {
    let Some((store, pool)) = store("many").await else {
        return;
    };
    table(&pool).await;
    let delivery = delivery("evt_1");
    let handlers = (0..64).map(|_| handle(&store, &pool, &delivery));
    let answers = join_all(handlers).await;
    let fresh = answers.iter().filter(|effect| **effect == Effect::Fresh);
    assert_eq!((fresh.count(), effects(&pool).await), (1, 1));
}

#[tokio::test]
async fn transaction_that_is_rolled_back_or_killed_leaves_no_record() {
    let Some((store, pool)) = store("undone").await else {
        return;
    };
    table(&pool).await;
    let delivery = delivery("evt_1");
    let mut tx = pool.begin().await.unwrap();
    assert_eq!(
        store.claim_in(&mut tx, &delivery).await.unwrap(),
        Effect::Fresh
    );
    tx.rollback().await.unwrap();

    let mut tx = pool.begin().await.unwrap();
    assert_eq!(
        store.claim_in(&mut tx, &delivery).await.unwrap(),
        Effect::Fresh
    );
    let backend: i32 = sqlx::query_scalar("SELECT pg_backend_pid()")
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    let killed = sqlx::query("SELECT pg_terminate_backend($1)").bind(backend);
    killed.execute(&pool).await.unwrap();
    assert!(tx.commit().await.is_err());

    assert_eq!(handle(&store, &pool, &delivery).await, Effect::Fresh);
    assert_eq!(handle(&store, &pool, &delivery).await, Effect::Duplicate);
    assert_eq!(effects(&pool).await, 1);
}

#[tokio::test]
async fn claim_of_a_layer_on_the_same_store_is_no_effect() {
    let Some((store, pool)) = store("both").await else {
        return;
    };
    table(&pool).await;
    let delivery = delivery("evt_1");
    let key = delivery.dedupe_key().unwrap();
    // As the layer does: the handler runs while its delivery is claimed.
    let held = fresh(&store, key).await;
    assert_eq!(handle(&store, &pool, &delivery).await, Effect::Fresh);
    let settled = webhook_core::DedupeStore::complete(&store, key, held.owner(), KEEP).await;
    assert_eq!(settled.unwrap(), Settled::Yes);
    assert_eq!(handle(&store, &pool, &delivery).await, Effect::Duplicate);
}

#[tokio::test]
async fn record_whose_time_is_over_is_none_and_is_deleted() {
    let Some((store, pool)) = store("over").await else {
        return;
    };
    let key = server::key("over");
    let mut connection = pool.acquire().await.unwrap();
    let brief = std::time::Duration::from_millis(1);
    for _ in 0..2 {
        let effect = store.claim_key_in(&mut connection, &key, brief).await;
        assert_eq!(effect.unwrap(), Effect::Fresh);
        server::until("its time is over", async || {
            let over = "SELECT bool_and(until <= clock_timestamp()) FROM webhook_effects";
            sqlx::query_scalar(over).fetch_one(&pool).await.unwrap()
        })
        .await;
    }
    let stays = server::key("stays");
    let effect = store.claim_key_in(&mut connection, &stays, KEEP);
    assert_eq!(effect.await.unwrap(), Effect::Fresh);
    let deleted = tokio::join!(store.expire(), store.expire());
    assert_eq!(deleted.0.unwrap() + deleted.1.unwrap(), 1);
}
