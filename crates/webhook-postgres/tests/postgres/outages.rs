//! A server that goes away and comes back. Each test has its own.

use std::time::{Duration, Instant};

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
};
use webhook_core::store::{Claim, DedupeStore as _, Settled};
use webhook_postgres::PostgresStore;
use webhook_test_servers::Postgres;

use crate::server::{KEEP, LEASE, database, fresh, key, store, until};

#[tokio::test]
async fn t_32_restart_between_two_copies_loses_no_record() {
    let Some(mut server) = Postgres::start() else {
        return;
    };
    let store = PostgresStore::connect(&server.url()).await.expect("a pool");
    store.migrate().await.expect("the tables");
    let (done, held) = (key("done"), key("held"));
    let lease = fresh(&store, &done).await;
    assert_eq!(
        store.complete(&done, lease.owner(), KEEP).await.unwrap(),
        Settled::Yes
    );
    let lease = fresh(&store, &held).await;

    server.restart();

    // The same store, whose connections are all dead.
    assert!(matches!(
        store.claim(&done, LEASE).await.unwrap(),
        Claim::Done
    ));
    assert!(matches!(
        store.claim(&held, LEASE).await.unwrap(),
        Claim::InFlight { .. }
    ));
    assert_eq!(
        store.complete(&held, lease.owner(), KEEP).await.unwrap(),
        Settled::Yes
    );
}

#[tokio::test]
async fn calls_fail_while_the_server_is_down_and_work_when_it_is_back() {
    let Some(mut server) = Postgres::start() else {
        return;
    };
    let store = PostgresStore::connect(&server.url()).await.expect("a pool");
    store.migrate().await.expect("the tables");
    let key = key("any");
    let owner = fresh(&store, &key).await.owner();

    server.stop_immediately();
    let (claim, renew, complete, release) = tokio::join!(
        store.claim(&key, LEASE),
        store.renew(&key, owner, LEASE),
        store.complete(&key, owner, KEEP),
        store.release(&key, owner),
    );
    let errors = [
        ("claim", claim.err()),
        ("renew", renew.err()),
        ("complete", complete.err()),
        ("release", release.err()),
        ("expire", store.expire().await.err()),
    ];
    for (operation, error) in errors {
        let error = error.unwrap_or_else(|| panic!("{operation} works without a server"));
        let error = error.to_string();
        assert!(
            error.contains("up?") || error.contains("is the server up"),
            "{operation}: {error}"
        );
    }

    server.restart();
    assert_eq!(
        store.complete(&key, owner, KEEP).await.unwrap(),
        Settled::Yes
    );
    assert!(matches!(
        store.claim(&key, LEASE).await.unwrap(),
        Claim::Done
    ));
}

#[tokio::test]
async fn connections_that_the_server_cut_are_replaced_unnoticed() {
    let Some((store, pool)) = store("cut").await else {
        return;
    };
    for round in 0..3 {
        let keys: Vec<_> = (0..6).map(|i| key(&format!("{round} {i}"))).collect();
        let claims = keys.iter().map(|key| fresh(&store, key));
        let held = futures_util::future::join_all(claims).await;
        let cut: Vec<bool> = sqlx::query_scalar(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = 'cut' AND pid <> pg_backend_pid()",
        )
        .fetch_all(&pool)
        .await
        .expect("a superuser");
        assert!(!cut.is_empty());
        let owner = held[0].owner();
        assert_eq!(
            store.renew(&keys[0], owner, LEASE).await.unwrap(),
            Settled::Yes
        );
        assert_eq!(
            store.complete(&keys[0], owner, KEEP).await.unwrap(),
            Settled::Yes
        );
    }
}

/// Passes on what comes, until it is told to go silent without a word, as a firewall that forgets its
/// connections does. Those that come later it passes on again.
async fn proxy(server: String, silent: watch::Receiver<()>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("its address").port();
    tokio::spawn(async move {
        loop {
            let (mut client, _) = listener.accept().await.expect("a connection");
            let mut server = TcpStream::connect(&server).await.expect("the server");
            let mut silent = silent.clone();
            silent.mark_unchanged();
            tokio::spawn(async move {
                tokio::select! {
                    _ = copy_bidirectional(&mut client, &mut server) => {}
                    // Both stay open, and nothing passes.
                    _ = silent.changed() => std::future::pending().await,
                }
            });
        }
    });
    port
}

#[tokio::test]
async fn connections_that_went_silent_are_replaced() {
    let Some((_, url)) = database("silent").await else {
        return;
    };
    let server = url
        .split(['@', '/'])
        .nth(3)
        .expect("host and port")
        .to_owned();
    let (silence, silent) = watch::channel(());
    let port = proxy(server.clone(), silent).await;
    let url = url.replace(&server, &format!("127.0.0.1:{port}"));
    let store = PostgresStore::connect(&url).await.expect("a pool");
    store.migrate().await.expect("the tables");
    // Several connections.
    let keys: Vec<_> = (0..8).map(|i| key(&format!("{i}"))).collect();
    let held = futures_util::future::join_all(keys.iter().map(|key| fresh(&store, key))).await;
    let owner = held[0].owner();
    futures_util::future::join_all(keys.iter().map(|key| store.renew(key, owner, LEASE))).await;

    let start = Instant::now();
    silence.send(()).expect("the proxy listens");
    let error = store
        .renew(&keys[0], owner, LEASE)
        .await
        .expect_err("no answer");
    assert!(error.to_string().contains("does not answer"), "{error}");
    until("it answers again", async || {
        let renewed = store.renew(&keys[0], owner, LEASE).await;
        renewed.is_ok_and(|settled| settled == Settled::Yes)
    })
    .await;
    // One time-out, not one for each connection.
    assert!(
        start.elapsed() < Duration::from_secs(6),
        "{:?}",
        start.elapsed()
    );
}
