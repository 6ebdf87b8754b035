//! Webhook deduplication on Postgres.
//!
//! [`PostgresStore`] remembers which deliveries were handled, for all nodes of a service. Give it to the
//! layer, and a retry that reaches another node, or comes after a restart, does not run again:
//!
//! ```no_run
//! use webhook_postgres::PostgresStore;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), webhook_core::store::StoreError> {
//! let store = PostgresStore::connect(&std::env::var("DATABASE_URL").unwrap()).await?;
//! store.migrate().await?;
//! // WebhookLayer::stripe(secret).dedupe(store)
//! # Ok(())
//! # }
//! ```
//!
//! # Twice or once
//!
//! With the layer alone a handler runs at least once: one that crashes after its work and before its
//! answer runs again. Where the work is in this database, [`PostgresStore::claim_in`] records the delivery
//! in the handler's own transaction, and work and record are there together or not at all: exactly once.
//! Use both: the layer keeps duplicates from the handler cheaply, the transaction settles the rest.
//!
//! # TLS
//!
//! With the feature `tls` connections are encrypted by rustls on aws-lc-rs, the one crypto provider of
//! these crates: rustls panics where two are compiled in. Add `?sslmode=verify-full` to the URL: sqlx's
//! default, `prefer`, encrypts if the server will, and checks neither its certificate nor its name.

#![warn(missing_docs)]
#![cfg_attr(
    not(test),
    warn(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

mod adopted;
mod claims;
mod completes;
mod connection;
mod effect;
mod error;
mod expiry;
mod group;
mod migrate;
mod settle;
mod store;
mod time;

pub use effect::Effect;
pub use store::PostgresStore;
