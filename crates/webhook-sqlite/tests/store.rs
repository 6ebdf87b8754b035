//! What holds for `SqliteStore` alone: groups, callers that go away, its end, its sweep.

mod common;

use std::{
    future::Future as _,
    pin::pin,
    task::{Context, Waker},
    time::Duration,
};

use common::*;
use rusqlite::Connection;
use tokio::task::JoinSet;
use webhook_core::store::{Claim, DedupeStore as _, Owner, Settled};
use webhook_sqlite::SqliteStore;

/// Runs `call` for each id at once.
async fn at_once<T: Send + 'static, F: Future<Output = T> + Send + 'static>(
    store: &SqliteStore,
    ids: std::ops::Range<usize>,
    call: impl Fn(SqliteStore, usize) -> F,
) -> Vec<T> {
    let mut tasks = JoinSet::new();
    for id in ids {
        tasks.spawn(call(store.clone(), id));
    }
    tasks.join_all().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_claims_share_commits() {
    let file = File::new();
    let store = file.store();
    let claims = at_once(&store, 0..64, |store, id| async move {
        store.claim(&key(id), LEASE).await
    });
    assert!(claims.await.iter().all(is_fresh));
    let commits = store.commits();
    assert!(
        (1..=16).contains(&commits),
        "{commits} commits of 64 claims"
    );
}

#[tokio::test]
async fn one_claim_after_another_is_a_commit_each() {
    let file = File::new();
    let store = file.store();
    for id in 0..5 {
        fresh(&store, id).await;
    }
    assert_eq!(store.commits(), 5);
}

#[tokio::test]
async fn answer_is_in_the_file_before_it_is_given() {
    let file = File::new();
    let (store, reader) = (file.store(), file.connect());
    for id in 0..20 {
        let held = fresh(&store, id).await;
        let state = || {
            let row = "SELECT owner, done FROM webhook_claims WHERE key = ?1";
            reader.query_row(row, [key(id).as_bytes()], |row| {
                Ok((row.get::<_, [u8; 16]>(0)?, row.get::<_, bool>(1)?))
            })
        };
        assert_eq!(state(), Ok((*held.owner().as_bytes(), false)));
        let settled = store.complete(&key(id), held.owner(), KEEP).await.unwrap();
        assert_eq!(settled, Settled::Yes);
        assert_eq!(state(), Ok((*held.owner().as_bytes(), true)));
    }
}

/// Claims, and goes away when `left` says so. False if the answer was faster than that.
fn give_up(store: &SqliteStore, id: usize, left: impl FnOnce()) -> bool {
    let key = key(id);
    let mut call = pin!(store.claim(&key, LEASE));
    let mut context = Context::from_waker(Waker::noop());
    let pending = call.as_mut().poll(&mut context).is_pending();
    if pending {
        left();
    }
    pending
}

#[tokio::test]
async fn claim_given_up_before_its_answer_frees_its_key() {
    let file = File::new();
    let store = file.store();
    let mut given_up = 0;
    for id in 0..20 {
        if give_up(&store, id, || {}) {
            fresh_soon(&store, id).await;
            given_up += 1;
        }
    }
    assert!(given_up > 0);
}

#[tokio::test]
async fn claim_given_up_after_its_answer_frees_its_key() {
    let file = File::new();
    let store = file.store();
    let mut given_up = 0;
    for id in 0..20 {
        let commits = store.commits();
        if give_up(&store, id, || {
            soon("its commit", || store.commits() > commits);
        }) {
            fresh_soon(&store, id).await;
            given_up += 1;
        }
    }
    assert!(given_up > 0);
}

#[tokio::test]
async fn endless_times_do_not_overflow() {
    let file = File::new();
    let store = file.store();
    let Ok(Claim::Fresh(held)) = store.claim(&key(1), Duration::MAX).await else {
        panic!("never seen");
    };
    let owner = held.owner();
    let renewed = store.renew(&key(1), owner, Duration::MAX).await.unwrap();
    assert_eq!(renewed, Settled::Yes);
    let claim = store.claim(&key(1), LEASE).await.unwrap();
    let Claim::InFlight { retry_after } = claim else {
        panic!("held, but {claim:?}");
    };
    assert!(retry_after > Duration::from_secs(99 * 365 * 24 * 3600));
    let completed = store.complete(&key(1), owner, Duration::MAX).await.unwrap();
    assert_eq!(completed, Settled::Yes);
    assert!(is_done(&store, 1).await);
}

#[tokio::test]
async fn last_handle_ends_the_thread_and_frees_the_file() {
    let file = File::new();
    let store = file.store();
    let clone = store.clone();
    let held = fresh(&store, 1).await;
    drop(store);
    let settled = clone.complete(&key(1), held.owner(), KEEP).await.unwrap();
    assert_eq!(settled, Settled::Yes);

    // SQLite takes its log away when the last connection closes.
    let log = file.path().with_extension("sqlite-wal");
    assert!(log.exists());
    drop(clone);
    soon("the file is closed", || !log.exists());
    std::fs::rename(file.path(), file.path().with_extension("moved")).unwrap();
    assert!(is_fresh(&file.store().claim(&key(1), LEASE).await));
}

/// So many rows whose time is over, and one in each table whose is not.
fn write_old_rows(connection: &Connection, number: usize) {
    for (table, columns, values) in [
        (
            "webhook_claims",
            "key, owner, done, until",
            "?1, x'00', 1, ?2",
        ),
        ("webhook_effects", "key, until", "?1, ?2"),
    ] {
        let insert = format!("INSERT OR REPLACE INTO {table} ({columns}) VALUES ({values})");
        let transaction = connection.unchecked_transaction().unwrap();
        for id in 0..number {
            let until = if id == 0 { i64::MAX } else { 1 };
            transaction
                .execute(&insert, (key(id).as_bytes(), until))
                .unwrap();
        }
        transaction.commit().unwrap();
    }
}

/// Rows in either table.
fn rows(connection: &Connection) -> (i64, i64) {
    let rows =
        "SELECT (SELECT count(*) FROM webhook_claims), (SELECT count(*) FROM webhook_effects)";
    connection
        .query_row(rows, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
}

#[tokio::test]
async fn rows_that_are_over_are_swept_when_idle_and_under_load() {
    let file = File::new();
    let other = file.connect();
    SqliteStore::migrate(&other).unwrap();
    write_old_rows(&other, 1_201);
    let store = file.store();
    soon("the idle thread sweeps", || rows(&other) == (1, 1));

    // Its walk is over: only traffic starts another before minutes have passed.
    write_old_rows(&other, 101);
    assert_eq!(rows(&other), (101, 101));
    let nobody = Owner::from_bytes([9; 16]);
    let releases = at_once(&store, 10_000..10_600, move |store, id| async move {
        store.release(&key(id), nobody).await.unwrap()
    });
    assert_eq!(releases.await, [Settled::Lost; 600]);
    soon("traffic starts a walk", || rows(&other) == (1, 1));
}
