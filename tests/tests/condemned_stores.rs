//! The suite for stores, on stores that two processes must not share: its checks can fail.

use std::{panic::AssertUnwindSafe, path::Path, time::Duration};

use futures_util::FutureExt as _;
use tokio::time::Instant;
use tower_webhook::MemoryStore;
use webhook_core::conformance::{
    ADDRESS, BoxFuture, OtherProcess, Runtime, Subject, clock_of_a_node_does_not_matter,
    one_fresh_claim_per_key_in_two_processes, other_process,
};
use webhook_core::store::AnyDedupeStore;
use webhook_sqlite::SqliteStore;

struct Tokio(Instant);

impl Runtime for Tokio {
    fn spawn(&self, task: BoxFuture) -> BoxFuture {
        let task = tokio::spawn(task);
        Box::pin(async { task.await.expect("a task of the check") })
    }

    fn pause(&self, time: Duration) -> BoxFuture {
        Box::pin(tokio::time::sleep(time))
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// A file of SQLite at the address, or this process's own memory where there is none.
fn subject(address: &str) -> Subject {
    let store = match address {
        "" => AnyDedupeStore::new(MemoryStore::new()),
        file => AnyDedupeStore::new(SqliteStore::open(file).expect("a file")),
    };
    Subject::new(store, Tokio(Instant::now()))
}

/// What the check says against the store, if anything.
async fn complaint(check: impl Future<Output = ()>) -> Option<String> {
    let panic = AssertUnwindSafe(check).catch_unwind().await.err()?;
    Some(*panic.downcast::<String>().expect("a message"))
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_of_each_process_is_condemned_by_two_processes() {
    let other = OtherProcess::new(concat!(module_path!(), "::peer"), "");
    let subject = subject("");
    let said = complaint(one_fresh_claim_per_key_in_two_processes(&subject, &other)).await;
    let said = said.expect("a complaint");
    assert!(said.contains("fresh claims here 1, there 1"), "{said}");
}

/// SQLite goes by the clock of the machine, which is why it is for one machine.
#[tokio::test(flavor = "multi_thread")]
async fn clock_of_each_node_is_condemned_by_a_clock_that_is_wrong() {
    let installed = std::fs::read_dir("/usr/lib")
        .into_iter()
        .flatten()
        .flatten();
    let mut installed = installed.map(|entry| entry.path().join("faketime/libfaketime.so.1"));
    if !installed.any(|library| Path::new(&library).is_file()) {
        println!("skipped: no libfaketime here");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("claims.sqlite");
    let file = file.to_str().expect("text");
    let other = OtherProcess::new(concat!(module_path!(), "::peer"), file);
    let subject = subject(file);
    let said = complaint(clock_of_a_node_does_not_matter(&subject, &other)).await;
    let said = said.expect("a complaint");
    assert!(said.contains(r#"left: "fresh""#), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by the other tests, in a process of its own"]
async fn peer() {
    let address = std::env::var(ADDRESS).expect("started by another test");
    other_process(&subject(&address)).await;
}
