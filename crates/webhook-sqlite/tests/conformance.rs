//! The suite that every store passes.

use std::{
    path::{Path, PathBuf},
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use webhook_sqlite::SqliteStore;

/// Where the store lives: a file of its own for each check.
async fn address() -> Option<String> {
    static FILES: AtomicUsize = AtomicUsize::new(0);
    let file = format!("{}.sqlite", FILES.fetch_add(1, Relaxed));
    Some(folder().join(file).display().to_string())
}

/// A store there.
async fn open(address: String) -> SqliteStore {
    SqliteStore::open(address).expect("a local file")
}

/// This run's folder. It must outlive every check, so the next run takes it away.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let runs = Path::new(env!("CARGO_TARGET_TMPDIR")).join("webhook-sqlite-conformance");
        std::fs::create_dir_all(&runs).expect("a folder in the build's output");
        for run in std::fs::read_dir(&runs).expect("a folder").flatten() {
            let age = run.metadata().and_then(|run| run.modified());
            if age.is_ok_and(|age| {
                age.elapsed()
                    .is_ok_and(|age| age > Duration::from_secs(3600))
            }) {
                // Another run may have been faster.
                let _ = std::fs::remove_dir_all(run.path());
            }
        }
        let folder = tempfile::tempdir_in(&runs).expect("a folder");
        folder.keep()
    })
}

webhook_core::store_conformance!(conformance, one_machine: address, open);
