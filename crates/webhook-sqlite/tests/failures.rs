//! What goes wrong is said, in bounded time, and is over when its cause is.

mod common;

use std::time::{Duration, Instant};

use common::*;
use rusqlite::Connection;
use tokio::task::JoinSet;
use webhook_core::store::{Claim, DedupeStore as _, StoreError};
use webhook_sqlite::SqliteStore;

/// What `open` says.
fn refusal(file: &File) -> String {
    SqliteStore::open(file.path()).unwrap_err().to_string()
}

async fn claim_many(store: &SqliteStore, number: usize) -> Vec<Result<Claim, StoreError>> {
    let mut tasks = JoinSet::new();
    for id in 0..number {
        let store = store.clone();
        tasks.spawn(async move { (id, store.claim(&key(id), LEASE).await) });
    }
    let mut claims = tasks.join_all().await;
    claims.sort_by_key(|(id, _)| *id);
    claims.into_iter().map(|(_, claim)| claim).collect()
}

#[tokio::test]
async fn locked_file_fails_calls_in_bounded_time_and_recovers() {
    let file = File::new();
    let (store, other) = (file.store(), file.connect());
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let start = Instant::now();
    for claim in claim_many(&store, 64).await {
        let error = claim.expect_err("locked").to_string();
        assert!(error.contains("write lock"), "{error}");
    }
    // Two groups of 200 ms, and a slow machine.
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );

    other.execute_batch("ROLLBACK").unwrap();
    assert!(claim_many(&store, 64).await.iter().all(is_fresh));
}

#[tokio::test]
async fn operation_that_fails_by_itself_fails_alone() {
    for action in ["ABORT", "FAIL", "ROLLBACK"] {
        let file = File::new();
        let (store, other) = (file.store(), file.connect());
        other
            .execute_batch(&format!(
                "CREATE TRIGGER refuse BEFORE INSERT ON webhook_claims
                 WHEN NEW.key = x'{}' BEGIN SELECT RAISE({action}, 'refused'); END;",
                key(7)
            ))
            .unwrap();
        let claims = claim_many(&store, 32).await;
        for (id, claim) in claims.iter().enumerate() {
            assert_eq!(is_fresh(claim), id != 7, "{action}, {id}: {claim:?}");
        }
        assert!(store.commits() < 16, "they were one group, or a few");

        other.execute_batch("DROP TRIGGER refuse").unwrap();
        fresh(&store, 7).await;
    }
}

#[tokio::test]
async fn operations_that_all_fail_fail_soon() {
    let file = File::new();
    let (store, other) = (file.store(), file.connect());
    other
        .execute_batch(
            "CREATE TRIGGER refuse BEFORE INSERT ON webhook_claims
             BEGIN SELECT RAISE(ABORT, 'refused'); END;",
        )
        .unwrap();
    assert!(claim_many(&store, 64).await.iter().all(Result::is_err));
    assert_eq!(store.commits(), 0);
}

#[test]
fn file_of_another_application_is_refused_and_left_alone() {
    for theirs in [
        "CREATE TABLE orders (id INTEGER PRIMARY KEY)",
        "PRAGMA user_version = 3",
        "PRAGMA application_id = 1",
    ] {
        let file = File::new();
        file.connect().execute_batch(theirs).unwrap();
        let before = std::fs::read(file.path()).unwrap();
        let error = refusal(&file);
        assert!(error.contains("another application"), "{theirs}: {error}");
        assert_eq!(std::fs::read(file.path()).unwrap(), before, "{theirs}");
    }
}

#[tokio::test]
async fn file_is_shared_where_its_owner_asked_for_it() {
    let file = File::new();
    let theirs = file.connect();
    theirs
        .execute_batch("CREATE TABLE orders (id INTEGER PRIMARY KEY); PRAGMA user_version = 3;")
        .unwrap();
    SqliteStore::migrate(&theirs).unwrap();
    SqliteStore::migrate(&theirs).expect("twice is once");
    fresh(&file.store(), 1).await;
    let version: i64 = theirs
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap();
    assert_eq!(version, 3);
}

#[test]
fn migration_is_part_of_the_transaction_that_is_open() {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch("BEGIN").unwrap();
    SqliteStore::migrate(&connection).unwrap();
    connection.execute_batch("ROLLBACK").unwrap();
    assert!(!connection.table_exists(None, "webhook_claims").unwrap());
}

#[test]
fn newer_tables_are_refused() {
    let file = File::new();
    let connection = file.connect();
    SqliteStore::migrate(&connection).unwrap();
    connection
        .execute_batch("UPDATE webhook_schema SET version = 1000")
        .unwrap();
    for error in [
        refusal(&file),
        SqliteStore::migrate(&connection).unwrap_err().to_string(),
    ] {
        assert!(error.contains("newer"), "{error}");
    }
}

#[test]
fn tables_of_somebody_else_with_our_names_are_not_touched() {
    let file = File::new();
    let theirs = file.connect();
    theirs
        .execute_batch(
            "CREATE TABLE webhook_effects (what TEXT); INSERT INTO webhook_effects VALUES ('a');",
        )
        .unwrap();
    assert!(SqliteStore::migrate(&theirs).is_err());
    let left: i64 = theirs
        .query_row("SELECT count(*) FROM webhook_effects", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 1);
    assert!(!theirs.table_exists(None, "webhook_claims").unwrap());
}

#[test]
fn path_that_cannot_be_used_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for (path, said) in [
        (
            folder.path().join("missing/webhooks.sqlite"),
            "its folder must exist",
        ),
        (folder.path().to_owned(), "cannot be opened"),
        (":memory:".into(), "write-ahead log"),
        ("".into(), "write-ahead log"),
    ] {
        let error = SqliteStore::open(&path).unwrap_err().to_string();
        assert!(error.contains(said), "{}: {error}", path.display());
    }
    let file = File::new();
    std::fs::write(
        file.path(),
        "no database, but long enough to look at".repeat(50),
    )
    .unwrap();
    assert!(refusal(&file).contains("no SQLite database"));
}

#[test]
fn many_open_a_new_file_at_once() {
    let file = File::new();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..16)
            .map(|_| scope.spawn(|| SqliteStore::open(file.path()).map(drop)))
            .collect();
        for thread in threads {
            thread.join().unwrap().unwrap();
        }
    });
}
