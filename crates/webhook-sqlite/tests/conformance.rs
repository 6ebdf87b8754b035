//! The suite that every store passes.

use std::sync::OnceLock;

use webhook_sqlite::SqliteStore;

/// Where the store lives.
async fn address() -> Option<String> {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| tempfile::tempdir().expect("a temporary folder"));
    Some(folder.path().join("claims.sqlite").display().to_string())
}

/// A store there.
async fn open(address: String) -> SqliteStore {
    SqliteStore::open(address).expect("a local file")
}

webhook_core::store_conformance!(conformance, async {
    open(address().await.expect("a path")).await
});
