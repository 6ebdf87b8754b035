//! The suite that every store must pass.

mod common;

use webhook_redis::RedisStore;

async fn address() -> Option<String> {
    common::url()
}

async fn open(address: String) -> RedisStore {
    RedisStore::connect(&address).await.unwrap()
}

webhook_core::store_conformance!(conformance, shared: address, open);
