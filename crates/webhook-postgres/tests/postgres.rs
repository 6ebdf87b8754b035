//! What holds for the store on Postgres beyond the conformance suite, each group on a server that all of
//! its tests share, or one of its own that it stops.

#[path = "postgres/connections.rs"]
mod connections;
#[path = "postgres/effects.rs"]
mod effects;
#[path = "postgres/expiry.rs"]
mod expiry;
#[path = "postgres/groups.rs"]
mod groups;
#[path = "postgres/layer.rs"]
mod layer;
#[path = "postgres/locks.rs"]
mod locks;
#[path = "postgres/migrations.rs"]
mod migrations;
#[path = "postgres/outages.rs"]
mod outages;
mod server;
#[path = "postgres/times.rs"]
mod times;
