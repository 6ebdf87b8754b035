//! What the server is asked to do, as it counts it itself.

mod common;

use std::{collections::BTreeMap, time::Duration};

use common::{KEEP, LEASE, fresh, fresh_soon, key};
use redis::{AsyncCommands as _, aio::MultiplexedConnection};
use webhook_core::store::{Claim, DedupeStore as _, Owner, Settled};
use webhook_redis::RedisStore;
use webhook_test_servers::Redis;

/// The calls of each command since the server started, those of scripts included. The counting and
/// what connections say when they are made is left out.
async fn calls(connection: &mut MultiplexedConnection) -> BTreeMap<String, u64> {
    let said: String = redis::cmd("INFO")
        .arg("commandstats")
        .query_async(connection)
        .await
        .unwrap();
    said.lines()
        .filter_map(|line| line.strip_prefix("cmdstat_")?.split_once(":calls="))
        .filter(|(name, _)| !["info", "ping", "quit"].contains(name) && !name.contains('|'))
        .map(|(name, rest)| {
            let calls = rest.split(',').next().unwrap().parse().unwrap();
            (name.to_owned(), calls)
        })
        .collect()
}

/// What came on top since `before`.
async fn since(
    before: &BTreeMap<String, u64>,
    connection: &mut MultiplexedConnection,
) -> Vec<(String, u64)> {
    let now = calls(connection).await.into_iter();
    now.map(|(name, calls)| {
        let earlier = before.get(&name).unwrap_or(&0);
        (name, calls - earlier)
    })
    .filter(|(_, calls)| *calls > 0)
    .collect()
}

#[tokio::test]
async fn each_operation_sends_exactly_what_it_needs() {
    // Of its own: the figures are the whole server's.
    let Some(server) = Redis::start() else { return };
    let store = RedisStore::connect(&server.url()).await.unwrap();
    let mut counter = common::connection(&server.url()).await;
    let key = key("counted");
    let mut before = calls(&mut counter).await;

    let held = fresh(&store, &key, LEASE).await;
    assert_eq!(since(&before, &mut counter).await, [("set".into(), 1)]);

    before = calls(&mut counter).await;
    let claim = store.claim(&key, LEASE).await.unwrap();
    assert!(matches!(claim, Claim::InFlight { .. }), "{claim:?}");
    let sent = [("pttl".into(), 1), ("set".into(), 1)];
    assert_eq!(since(&before, &mut counter).await, sent);

    // The first use of a script teaches it to the server.
    store.renew(&key, held.owner(), LEASE).await.unwrap();
    before = calls(&mut counter).await;
    store.renew(&key, held.owner(), LEASE).await.unwrap();
    let sent = [
        ("evalsha".into(), 1),
        ("get".into(), 1),
        ("pexpire".into(), 1),
    ];
    assert_eq!(since(&before, &mut counter).await, sent);

    store.complete(&key, held.owner(), KEEP).await.unwrap();
    before = calls(&mut counter).await;
    assert!(matches!(
        store.claim(&key, LEASE).await.unwrap(),
        Claim::Done
    ));
    assert_eq!(since(&before, &mut counter).await, [("set".into(), 1)]);
}

#[tokio::test]
async fn scripts_that_the_server_forgot_are_sent_again() {
    let Some(url) = common::url() else { return };
    let store = RedisStore::connect(&url).await.unwrap();
    let mut other = common::connection(&url).await;
    for id in ["flush 1", "flush 2"] {
        let held = fresh(&store, &key(id), LEASE).await;
        let flush = async |other: &mut MultiplexedConnection| {
            let flushed: RedisString = redis::cmd("SCRIPT").arg("FLUSH").query_async(other).await;
            flushed.unwrap();
        };
        flush(&mut other).await;
        let settled = store.renew(&key(id), held.owner(), LEASE).await.unwrap();
        assert_eq!(settled, Settled::Yes);
        flush(&mut other).await;
        let settled = store.complete(&key(id), held.owner(), KEEP).await.unwrap();
        assert_eq!(settled, Settled::Yes);
    }
}

type RedisString = redis::RedisResult<String>;

#[tokio::test]
async fn stores_with_different_prefixes_share_nothing() {
    let Some(url) = common::url() else { return };
    let store = RedisStore::connect(&url).await.unwrap();
    let (one, other) = (store.clone().prefix("one"), store.prefix("other"));
    let key = key("prefixed");
    let held = fresh(&one, &key, LEASE).await;
    fresh(&other, &key, LEASE).await;
    one.complete(&key, held.owner(), KEEP).await.unwrap();
    assert!(matches!(
        other.claim(&key, LEASE).await.unwrap(),
        Claim::InFlight { .. }
    ));

    let mut connection = common::connection(&url).await;
    for prefix in ["one", "other"] {
        let exists: bool = connection
            .exists(format!("{prefix}:{{{key}}}"))
            .await
            .unwrap();
        assert!(exists, "{prefix}");
    }
}

#[tokio::test]
async fn the_owner_is_compared_after_a_takeover_too() {
    let Some(url) = common::url() else { return };
    let store = RedisStore::connect(&url).await.unwrap();
    let key = key("takeover");
    let late = fresh(&store, &key, Duration::from_millis(20)).await;
    let held = fresh_soon(&store, &key).await;
    for settled in [
        store.renew(&key, late.owner(), LEASE).await.unwrap(),
        store.complete(&key, late.owner(), KEEP).await.unwrap(),
        store.release(&key, late.owner()).await.unwrap(),
    ] {
        assert_eq!(settled, Settled::Lost);
    }
    let settled = store.complete(&key, held.owner(), KEEP).await.unwrap();
    assert_eq!(settled, Settled::Yes);
}

#[tokio::test]
async fn times_beyond_reason_neither_overflow_nor_vanish() {
    let Some(url) = common::url() else { return };
    let store = RedisStore::connect(&url).await.unwrap();
    let key = key("for ever");
    let held = fresh(&store, &key, Duration::MAX).await;
    let settled = store
        .renew(&key, held.owner(), Duration::MAX)
        .await
        .unwrap();
    assert_eq!(settled, Settled::Yes);
    let settled = store
        .complete(&key, held.owner(), Duration::MAX)
        .await
        .unwrap();
    assert_eq!(settled, Settled::Yes);
    assert!(matches!(
        store.claim(&key, LEASE).await.unwrap(),
        Claim::Done
    ));
}

#[tokio::test]
async fn a_full_server_refuses_claims_but_lets_handlers_complete() {
    // Of its own: it is full for everybody.
    let Some(server) = Redis::start() else { return };
    let store = RedisStore::connect(&server.url()).await.unwrap();
    let (running, failing) = (key("running"), key("failing"));
    let held = fresh(&store, &running, LEASE).await;
    let failed = fresh(&store, &failing, LEASE).await;
    let mut connection = common::connection(&server.url()).await;
    let full: redis::RedisResult<String> = redis::cmd("CONFIG")
        .arg(&["SET", "maxmemory", "1"])
        .query_async(&mut connection)
        .await;
    full.unwrap();

    let error = store.claim(&key("refused"), LEASE).await.unwrap_err();
    assert!(error.to_string().contains("maxmemory"), "{error}");
    let settled = store.complete(&running, held.owner(), KEEP).await.unwrap();
    assert_eq!(settled, Settled::Yes);
    let settled = store.release(&failing, failed.owner()).await.unwrap();
    assert_eq!(settled, Settled::Yes);
}

#[tokio::test]
async fn a_key_that_holds_something_else_is_an_error_not_a_claim() {
    let Some(url) = common::url() else { return };
    let store = RedisStore::connect(&url).await.unwrap();
    let mut connection = common::connection(&url).await;
    for (id, value) in [("a string", "something"), ("an owner too short", "oooo")] {
        let name = format!("webhook:{{{}}}", key(id));
        let _: () = connection.set(name, value).await.unwrap();
        let error = store.claim(&key(id), LEASE).await.unwrap_err();
        assert!(error.to_string().contains("prefix"), "{error}");
        let stranger = Owner::from_bytes([9; 16]);
        let settled = store.complete(&key(id), stranger, KEEP).await.unwrap();
        assert_eq!(settled, Settled::Lost);
    }
}
