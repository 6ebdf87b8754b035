//! A server that is stopped, tables that are missing, rows that somebody locks, callers that go.

mod server;

use std::time::{Duration, Instant};

use futures_util::{FutureExt as _, future::join_all};
use webhook_core::store::{Claim, DedupeStore as _, Settled};
use webhook_postgres::PostgresStore;
use webhook_test_servers::Postgres;

use self::server::{KEEP, LEASE, fresh, key, store, until};

#[tokio::test]
async fn t_32_done_survives_a_server_that_is_stopped_at_once_and_the_store_finds_it_again() {
    let Some(mut server) = Postgres::start() else {
        return;
    };
    let store = PostgresStore::connect(&server.url()).await.unwrap();
    store.migrate().await.unwrap();
    let (done, held) = (key("done"), key("held"));
    let lease = fresh(&store, &done).await;
    let settled = store.complete(&done, lease.owner(), KEEP).await.unwrap();
    assert_eq!(settled, Settled::Yes);
    let lease = fresh(&store, &held).await;

    server.stop_immediately();
    let start = Instant::now();
    assert!(store.claim(&done, LEASE).await.is_err());
    assert!(store.renew(&held, lease.owner(), LEASE).await.is_err());
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );

    server.restart();
    assert!(matches!(
        store.claim(&done, LEASE).await.unwrap(),
        Claim::Done
    ));
    assert!(matches!(
        store.claim(&held, LEASE).await.unwrap(),
        Claim::InFlight { .. }
    ));
    let settled = store.complete(&held, lease.owner(), KEEP).await.unwrap();
    assert_eq!(settled, Settled::Yes);
}

#[tokio::test]
async fn row_that_an_open_transaction_holds_is_in_flight_and_holds_up_no_other() {
    let Some((store, pool)) = store("locked").await else {
        return;
    };
    let locked = key("locked");
    drop(fresh(&store, &locked).await);
    let mut transaction = pool.begin().await.unwrap();
    sqlx::query("UPDATE webhook_claims SET done = done WHERE key = $1")
        .bind(locked.as_bytes())
        .execute(&mut *transaction)
        .await
        .unwrap();

    let others: Vec<_> = (0..20).map(|i| key(&format!("other {i}"))).collect();
    let claims = others
        .iter()
        .chain([&locked])
        .map(|key| store.claim(key, LEASE));
    let mut answers = join_all(claims).await;
    let retry = Duration::from_secs(1);
    let last = answers.pop().unwrap().unwrap();
    assert!(
        matches!(last, Claim::InFlight { retry_after } if retry_after == retry),
        "{last:?}"
    );
    for answer in answers {
        assert!(matches!(answer.unwrap(), Claim::Fresh(_)));
    }
    // The time-out was the statement's alone.
    let timeout: String = sqlx::query_scalar("SHOW lock_timeout")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(timeout, "0");
    transaction.rollback().await.unwrap();
}

#[tokio::test]
async fn claims_that_come_together_share_their_commits() {
    let Some((store, pool)) = store("grouped").await else {
        return;
    };
    let writers = || async {
        // Each statement that writes is one transaction, which the server numbers.
        let number: String =
            sqlx::query_scalar("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
                .fetch_one(&pool)
                .await
                .unwrap();
        number.parse::<u64>().unwrap()
    };
    let before = writers().await;
    let keys: Vec<_> = (0..512).map(|i| key(&format!("group {i}"))).collect();
    for answer in join_all(keys.iter().map(|key| store.claim(key, LEASE))).await {
        assert!(matches!(answer.unwrap(), Claim::Fresh(_)));
    }
    let transactions = writers().await - before;
    assert!(transactions <= 32, "{transactions} for 512 claims");
}

#[tokio::test]
async fn claim_whose_caller_went_away_is_given_back() {
    let Some((store, _pool)) = store("dropped").await else {
        return;
    };
    let key = key("dropped");
    // One poll sends it.
    assert!(store.claim(&key, LEASE).now_or_never().is_none());
    until(
        "it is claimable long before its lease is over",
        async || matches!(store.claim(&key, LEASE).await.unwrap(), Claim::Fresh(_)),
    )
    .await;
}

#[tokio::test]
async fn missing_tables_are_named_with_what_makes_them_and_many_nodes_may_make_them() {
    let Some((pool, url)) = server::database("empty").await else {
        return;
    };
    let store = PostgresStore::new(pool);
    let error = store.claim(&key("any"), LEASE).await.unwrap_err();
    assert!(
        error.to_string().contains("PostgresStore::migrate()"),
        "{error}"
    );
    assert!(!format!("{store:?} {error:?}").contains("test@"));
    let nodes = join_all((0..8).map(|_| PostgresStore::connect(&url))).await;
    let nodes: Vec<_> = nodes.into_iter().map(Result::unwrap).collect();
    for made in join_all(nodes.iter().map(PostgresStore::migrate)).await {
        made.unwrap();
    }
    drop(fresh(&store, &key("any")).await);
}

#[tokio::test]
async fn endless_times_do_not_overflow() {
    let Some((store, _pool)) = store("endless").await else {
        return;
    };
    let key = key("endless");
    let Claim::Fresh(held) = store.claim(&key, Duration::MAX).await.unwrap() else {
        panic!("never seen");
    };
    for _ in 0..2 {
        let renewed = store.renew(&key, held.owner(), Duration::MAX).await;
        assert_eq!(renewed.unwrap(), Settled::Yes);
    }
    let settled = store.complete(&key, held.owner(), Duration::MAX).await;
    assert_eq!(settled.unwrap(), Settled::Yes);
    assert!(matches!(
        store.claim(&key, LEASE).await.unwrap(),
        Claim::Done
    ));
}
