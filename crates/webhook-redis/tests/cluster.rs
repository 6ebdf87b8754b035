//! A cluster of two nodes, each with half of the slots.

#![cfg(feature = "cluster")]

mod common;

use common::{
    KEEP, LEASE, fresh, key,
    process::{Process, ask, free_port, until},
};
use redis::aio::MultiplexedConnection;
use webhook_core::store::{Claim, DedupeStore as _, Settled};
use webhook_redis::RedisStore;

struct Node {
    port: u16,
    bus: u16,
    connection: MultiplexedConnection,
    _process: Process,
    _folder: tempfile::TempDir,
}

impl Node {
    async fn start() -> Self {
        let (port, bus) = (free_port(), free_port());
        let folder = tempfile::tempdir().unwrap();
        let arguments = [
            ("--port", port.to_string()),
            ("--cluster-port", bus.to_string()),
            ("--cluster-enabled", "yes".to_owned()),
            ("--bind", "127.0.0.1".to_owned()),
            ("--dir", folder.path().display().to_string()),
            ("--save", String::new()),
        ];
        let arguments = arguments.map(|(name, value)| [name.to_owned(), value]);
        let url = format!("redis://127.0.0.1:{port}");
        Self {
            port,
            bus,
            _process: Process::start(arguments.as_flattened(), &url).await,
            connection: common::connection(&url).await,
            _folder: folder,
        }
    }

    async fn is_ready(&mut self) -> bool {
        let info: String = ask(&mut self.connection, "CLUSTER INFO").await.unwrap();
        info.contains("cluster_state:ok") && info.contains("cluster_slots_ok:16384")
    }
}

#[tokio::test]
async fn deliveries_are_handled_once_on_every_node_of_a_cluster() {
    if common::url().is_none() {
        return;
    }
    let (mut one, mut other) = (Node::start().await, Node::start().await);
    for (node, slots) in [(&mut one, "0 8191"), (&mut other, "8192 16383")] {
        let command = format!("CLUSTER ADDSLOTSRANGE {slots}");
        ask::<()>(&mut node.connection, &command).await.unwrap();
    }
    let meet = format!("CLUSTER MEET 127.0.0.1 {} {}", other.port, other.bus);
    ask::<()>(&mut one.connection, &meet).await.unwrap();
    until(async || one.is_ready().await && other.is_ready().await).await;

    // One node is named; the other is found.
    let url = format!("redis://127.0.0.1:{}", one.port);
    let store = RedisStore::connect_cluster([url.as_str()]).await.unwrap();
    for id in 0..40 {
        let key = key(&format!("cluster {id}"));
        let held = fresh(&store, &key, LEASE).await;
        let claim = store.claim(&key, LEASE).await.unwrap();
        assert!(matches!(claim, Claim::InFlight { .. }), "{claim:?}");
        let settled = store.renew(&key, held.owner(), LEASE).await.unwrap();
        assert_eq!(settled, Settled::Yes);
        let settled = store.complete(&key, held.owner(), KEEP).await.unwrap();
        assert_eq!(settled, Settled::Yes);
        assert!(matches!(
            store.claim(&key, LEASE).await.unwrap(),
            Claim::Done
        ));
    }
    for node in [&mut one, &mut other] {
        let records: u64 = ask(&mut node.connection, "DBSIZE").await.unwrap();
        assert!(records > 0, "a node has no record");
    }
    store.diagnose().await.unwrap();
}
