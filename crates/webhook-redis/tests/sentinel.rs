//! A primary, its replica, a sentinel and a failover.

#![cfg(feature = "sentinel")]

mod common;

use common::{
    KEEP, LEASE, fresh, key,
    process::{Process, ask, free_port, until},
};
use redis::{
    ConnectionAddr,
    sentinel::{SentinelClientBuilder, SentinelServerType},
};
use webhook_core::store::{Claim, DedupeStore as _, Settled};
use webhook_redis::RedisStore;
use webhook_test_servers::Redis;

#[tokio::test]
async fn the_store_follows_a_failover() {
    let (Some(primary), Some(replica)) = (Redis::start(), Redis::start()) else {
        return;
    };
    let mut on_replica = common::connection(&replica.url()).await;
    let follow = format!("REPLICAOF 127.0.0.1 {}", primary.port());
    ask::<()>(&mut on_replica, &follow).await.unwrap();
    until(async || {
        let info: String = ask(&mut on_replica, "INFO replication").await.unwrap();
        info.contains("master_link_status:up")
    })
    .await;

    let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
    let settings = folder.path().join("sentinel.conf");
    let text = format!(
        "port {port}\nbind 127.0.0.1\nsentinel monitor main 127.0.0.1 {} 1\n\
         sentinel down-after-milliseconds main 1000\n",
        primary.port()
    );
    std::fs::write(&settings, text).unwrap();
    let arguments = [settings.display().to_string(), "--sentinel".to_owned()];
    let url = format!("redis://127.0.0.1:{port}");
    let _sentinel = Process::start(&arguments, &url).await;
    let mut on_sentinel = common::connection(&url).await;

    let sentinels = [ConnectionAddr::Tcp("127.0.0.1".into(), port)];
    let client = SentinelClientBuilder::new(sentinels, "main", SentinelServerType::Master);
    let store = RedisStore::connect_sentinel(client.unwrap().build().unwrap())
        .await
        .unwrap();
    let before = key("before");
    let held = fresh(&store, &before, LEASE).await;
    let settled = store.complete(&before, held.owner(), KEEP).await.unwrap();
    assert_eq!(settled, Settled::Yes);
    until(async || ask::<u64>(&mut on_replica, "DBSIZE").await.unwrap() > 0).await;

    // Refused until the sentinel has heard of the replica.
    until(async || {
        ask::<()>(&mut on_sentinel, "SENTINEL FAILOVER main")
            .await
            .is_ok()
    })
    .await;
    let after = key("after");
    let after_name = format!("EXISTS webhook:{{{after}}}");
    until(async || {
        // Fails or reaches the old primary while the roles change.
        let _ = store.claim(&after, LEASE).await;
        // A new connection each time: the sentinel closes those that stood before.
        let mut on_replica = common::connection(&replica.url()).await;
        let info: String = ask(&mut on_replica, "INFO replication").await.unwrap();
        info.contains("role:master") && ask(&mut on_replica, &after_name).await.unwrap()
    })
    .await;
    let claim = store.claim(&before, LEASE).await.unwrap();
    assert!(matches!(claim, Claim::Done), "{claim:?}");
    let next = key("next");
    let held = fresh(&store, &next, LEASE).await;
    let settled = store.complete(&next, held.owner(), KEEP).await.unwrap();
    assert_eq!(settled, Settled::Yes);
}
