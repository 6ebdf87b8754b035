//! The tables, and where they stand.

use futures_util::future::join_all;
use sqlx::{
    PgPool, SqlSafeStr as _,
    migrate::{Migration, MigrationType, Migrator},
};
use webhook_core::store::DedupeStore as _;
use webhook_postgres::PostgresStore;

use crate::server::{KEEP, LEASE, database, fresh, key};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_nodes_migrate_at_once_and_again() {
    let Some((_, url)) = database("many_nodes").await else {
        return;
    };
    let nodes = (0..6).map(|_| {
        let url = url.clone();
        tokio::spawn(async move {
            let store = PostgresStore::connect(&url).await?;
            store.migrate().await?;
            store.migrate().await?;
            store.claim(&key("any"), LEASE).await
        })
    });
    for node in join_all(nodes).await {
        node.expect("no panic").expect("tables");
    }
}

#[tokio::test]
async fn migrations_of_the_application_are_left_alone() {
    let Some((pool, url)) = database("application").await else {
        return;
    };
    let own = Migration::new(
        1,
        "accounts".into(),
        MigrationType::Simple,
        "CREATE TABLE accounts (id bigint)".into_sql_str(),
        false,
    );
    let own = Migrator::with_migrations(vec![own]);
    let store = PostgresStore::connect(&url).await.expect("a pool");
    for _ in 0..2 {
        own.run(&pool).await.expect("the application's");
        store.migrate().await.expect("ours");
    }
    assert_eq!(
        versions(&pool, "SELECT version FROM _sqlx_migrations").await,
        [1]
    );
    assert_eq!(
        versions(&pool, "SELECT version FROM webhook_migrations ORDER BY 1").await,
        [1, 2]
    );
}

async fn versions(pool: &PgPool, sql: &'static str) -> Vec<i64> {
    sqlx::query_scalar(sql)
        .fetch_all(pool)
        .await
        .expect("the table")
}

#[tokio::test]
async fn without_tables_every_call_says_what_to_run() {
    let Some((pool, url)) = database("no_tables").await else {
        return;
    };
    let store = PostgresStore::connect(&url).await.expect("a pool");
    let (key, owner) = (key("any"), webhook_core::store::Owner::from_bytes([1; 16]));
    let mut connection = pool.acquire().await.expect("a connection");
    let errors = [
        ("claim", store.claim(&key, LEASE).await.err()),
        ("renew", store.renew(&key, owner, LEASE).await.err()),
        ("complete", store.complete(&key, owner, KEEP).await.err()),
        ("release", store.release(&key, owner).await.err()),
        (
            "claim_key_in",
            store.claim_key_in(&mut connection, &key, KEEP).await.err(),
        ),
        ("expire", store.expire().await.err()),
    ];
    for (operation, error) in errors {
        let error = error.unwrap_or_else(|| panic!("{operation} works without tables"));
        let error = error.to_string();
        assert!(
            error.contains("run PostgresStore::migrate()"),
            "{operation}: {error}"
        );
    }
}

#[tokio::test]
async fn search_path_says_where_the_tables_are() {
    let Some((pool, url)) = database("schemas").await else {
        return;
    };
    sqlx::query("CREATE SCHEMA webhooks")
        .execute(&pool)
        .await
        .expect("a schema");
    let url = format!("{url}?options[search_path]=webhooks");
    let store = PostgresStore::connect(&url).await.expect("a pool");
    store.migrate().await.expect("the tables");
    drop(fresh(&store, &key("any")).await);
    let schemas: Vec<String> = sqlx::query_scalar(
        "SELECT schemaname::text FROM pg_tables WHERE tablename LIKE 'webhook_%'",
    )
    .fetch_all(&pool)
    .await
    .expect("the tables");
    assert_eq!(schemas, ["webhooks"; 3]);
}
