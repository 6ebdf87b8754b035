//! The suite that every store passes.

mod server;

use webhook_postgres::PostgresStore;

async fn address() -> Option<String> {
    server::url().map(str::to_owned)
}

async fn open(address: String) -> PostgresStore {
    let store = PostgresStore::connect(&address).await.expect("a pool");
    store.migrate().await.expect("the tables");
    store
}

webhook_core::store_conformance!(conformance, shared: address, open);
