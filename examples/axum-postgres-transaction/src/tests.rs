//! The account is credited exactly once.

use std::time::{Duration, Instant};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::StatusCode,
};
use axum_webhook::{StripeEvent, providers, testing};
use futures_util::future::join_all;
use sqlx::PgPool;
use tower::ServiceExt as _;
use webhook_test_servers::Postgres;

use crate::app::App;

const SECRET: &str = "whsec_for_this_test_only";

fn request(id: &str) -> testing::RequestBuilder {
    testing::request(providers::STRIPE, SECRET)
        .url("http://localhost/stripe")
        .body(format!(
            r#"{{"id":"{id}","type":"invoice.paid","data":{{"object":{{"customer":"cus_1","amount_paid":10}}}}}}"#
        ))
}

async fn send(node: &Router, id: &str) -> (StatusCode, String) {
    let request = request(id).build().map(Body::from);
    let response = node.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), 1024).await.unwrap();
    (status, String::from_utf8(body.into()).unwrap())
}

async fn number(pool: &PgPool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
}

async fn balance(pool: &PgPool) -> i64 {
    number(
        pool,
        "SELECT coalesce(sum(balance), 0)::bigint FROM accounts",
    )
    .await
}

fn balance_is(balance: i64) -> (StatusCode, String) {
    (
        StatusCode::OK,
        format!("the balance of cus_1 is {balance}\n"),
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn copies_on_two_nodes_credit_once() {
    let Some(server) = Postgres::start() else {
        return;
    };
    let nodes = [
        App::connect(&server.url()).await.unwrap(),
        App::connect(&server.url()).await.unwrap(),
    ];
    let pool = nodes[0].pool.clone();

    // Handlers without their layers: the transaction alone decides.
    let event = StripeEvent::new(request("evt_1").delivery());
    let copies = (0..32).map(|i| {
        let (node, event) = (nodes[i % 2].clone(), event.clone());
        tokio::spawn(async move { node.credit(&event).await.unwrap() })
    });
    let said = join_all(copies).await.into_iter().map(Result::unwrap);
    assert_eq!(said.filter(|said| *said != "credited before\n").count(), 1);
    assert_eq!(balance(&pool).await, 10);

    // Behind the layers, which ask for a later attempt while a copy is in flight.
    let nodes = nodes.map(|node| node.router(SECRET));
    let copies = (0..32).map(|i| {
        let node = nodes[i % 2].clone();
        tokio::spawn(async move { send(&node, "evt_2").await })
    });
    for copy in join_all(copies).await {
        let (status, said) = copy.unwrap();
        let expected = [StatusCode::OK, StatusCode::SERVICE_UNAVAILABLE];
        assert!(expected.contains(&status), "{status} {said}");
    }
    assert_eq!(balance(&pool).await, 20);
}

#[tokio::test]
async fn replay_after_success_changes_nothing() {
    let Some(server) = Postgres::start() else {
        return;
    };
    let app = App::connect(&server.url()).await.unwrap();
    let pool = app.pool.clone();
    let node = app.router(SECRET);
    assert_eq!(send(&node, "evt_1").await, balance_is(10));
    // The layer answers.
    assert_eq!(send(&node, "evt_1").await, (StatusCode::OK, String::new()));
    // The layer's record is gone, as if the node had crashed between its commit and its answer.
    sqlx::query("TRUNCATE webhook_claims")
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(
        send(&node, "evt_1").await,
        (StatusCode::OK, "credited before\n".to_owned())
    );
    assert_eq!(balance(&pool).await, 10);
    // And another event is another credit.
    assert_eq!(send(&node, "evt_2").await, balance_is(20));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn crash_between_effect_and_commit_leaves_nothing_and_the_retry_credits() {
    let Some(server) = Postgres::start() else {
        return;
    };
    let app = App::connect(&server.url()).await.unwrap();
    let pool = app.pool.clone();
    let node = app.router(SECRET);
    // A commit that has credited waits for this lock.
    sqlx::raw_sql(
        "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS \
         $$ BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN NULL; END $$; \
         CREATE CONSTRAINT TRIGGER wait AFTER INSERT OR UPDATE ON accounts \
         DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait();",
    )
    .execute(&pool)
    .await
    .unwrap();
    let mut holder = pool.begin().await.unwrap();
    sqlx::query("SELECT pg_advisory_xact_lock(1)")
        .execute(&mut *holder)
        .await
        .unwrap();

    let crashed = tokio::spawn({
        let node = node.clone();
        async move { send(&node, "evt_1").await }
    });
    let end = Instant::now() + Duration::from_secs(10);
    let waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory'";
    while number(&pool, waiting).await != 1 {
        assert!(Instant::now() < end, "the commit never came");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
               WHERE wait_event = 'advisory'";
    assert_eq!(number(&pool, cut).await, 1);
    let (status, _) = crashed.await.unwrap();
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(balance(&pool).await, 0);

    holder.rollback().await.unwrap();
    assert_eq!(send(&node, "evt_1").await, balance_is(10));
    assert_eq!(balance(&pool).await, 10);
}
