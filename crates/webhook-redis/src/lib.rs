//! Deduplication of webhooks on Redis or Valkey, for many nodes.
//!
//! [`RedisStore`] is a [`DedupeStore`](webhook_core::store::DedupeStore): give it to a layer, and a
//! delivery is handled once, whichever node it reaches.
//!
//! ```no_run
//! use webhook_redis::RedisStore;
//!
//! # async fn example() -> Result<(), webhook_core::store::StoreError> {
//! let store = RedisStore::connect("redis://127.0.0.1").await?;
//! // WebhookLayer::stripe(secret).dedupe(store)
//! # Ok(())
//! # }
//! ```
//!
//! # What is sent
//!
//! A claim is one plain command, `SET key owner NX PX lease GET`, which needs Redis 7.0 or any
//! Valkey. A claim that is answered "in flight" asks for the rest of the lease with `PTTL`. Complete,
//! renew and release are short Lua scripts that compare the owner on the server. Each operation
//! touches one key, `webhook:{digest}`, so all of it works in a cluster. Times are measured by the
//! clock of the server, never by a node's.
//!
//! A record takes about 200 bytes of the server's memory (Redis 7.0, 200,000 records) until its time
//! is over. The window of the layer times the deliveries a second is how many it must hold: ten
//! deliveries a second for five days are 4.3 million records, less than a gigabyte.
//!
//! # What a crash of the server forgets
//!
//! A record that is forgotten is a delivery that may run twice if its provider sends it again. It is
//! never a delivery that is lost.
//!
//! | setting | a crash of the server forgets |
//! |---|---|
//! | `appendonly yes`, `appendfsync always` | nothing that was acknowledged |
//! | `appendonly yes`, `appendfsync everysec` (the usual one) | the last second or two |
//! | `appendonly no`, snapshots (`save`) | all since the last snapshot, minutes as a rule |
//! | no persistence | everything |
//! | a failover to a replica (Sentinel, cluster, most hosted ones) | what the replica had not received: replication is asynchronous |
//!
//! `maxmemory-policy` must be `noeviction`, the default: with any other a full server throws records
//! away before their time. With it a full server refuses claims, which the layer answers with 503,
//! so that providers keep their deliveries; handlers that run can still complete.
//! [`RedisStore::diagnose`] reads these settings and says what is amiss.
//!
//! # Features
//!
//! - `tls`: `rediss://` URLs, with rustls on aws-lc-rs and the system's root certificates.
//! - `cluster`: `RedisStore::connect_cluster`.
//! - `sentinel`: `RedisStore::connect_sentinel`.

#![warn(missing_docs)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

mod abandoned;
#[cfg(feature = "cluster")]
mod cluster;
mod connect;
mod diagnose;
mod error;
mod link;
mod reconnecting;
mod record;
mod script;
#[cfg(feature = "sentinel")]
mod sentinel;
mod store;

pub use redis;

pub use self::{diagnose::Finding, store::RedisStore};
