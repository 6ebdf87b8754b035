//! Several processes on one file, and what is left when one is killed.
//!
//! The other processes are this binary, told to run one of the ignored tests.

mod common;

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use common::*;
use tokio::task::JoinSet;
use webhook_core::store::{Claim, DedupeStore as _, Settled};
use webhook_sqlite::SqliteStore;

const PATH: &str = "WEBHOOK_SQLITE_TEST_PATH";
const SHORT: Duration = Duration::from_secs(1);

/// A process that runs one test on the file at `path`.
struct Process {
    child: Child,
    lines: BufReader<std::process::ChildStdout>,
}

impl Process {
    fn start(mut command: Command, test: &str, path: &Path) -> Self {
        let mut child = command
            .args(["--ignored", "--exact", test, "--nocapture"])
            .env(PATH, path)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Self {
            lines: BufReader::new(child.stdout.take().unwrap()),
            child,
        }
    }

    fn this(test: &str, path: &Path) -> Self {
        Self::start(Command::new(std::env::current_exe().unwrap()), test, path)
    }

    /// The number of the next line that says `what` and one.
    fn next(&mut self, what: &str) -> Option<usize> {
        let mut line = String::new();
        while self.lines.read_line(&mut line).unwrap() > 0 {
            // The harness writes to the same pipe, and a killed process may leave half a line.
            let said = line
                .strip_suffix('\n')
                .and_then(|line| line.split_once(what));
            if let Some((_, number)) = said {
                return Some(number.trim().parse().unwrap());
            }
            line.clear();
        }
        None
    }

    /// SIGKILL.
    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Waits for its end, which must be a good one.
    fn end(mut self) {
        assert!(self.child.wait().unwrap().success());
    }
}

/// The other process's side.
fn opened() -> SqliteStore {
    SqliteStore::open(std::env::var_os(PATH).unwrap()).unwrap()
}

async fn deliver(store: &SqliteStore, id: usize) {
    let held = fresh(store, id).await;
    let settled = store.complete(&key(id), held.owner(), KEEP).await.unwrap();
    assert_eq!(settled, Settled::Yes);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by t_37_claims_of_a_killed_process_are_taken_over_and_its_work_stays_done"]
async fn deliver_without_end_and_hold_one() {
    let store = opened();
    let held = store.claim(&key(usize::MAX), SHORT).await.unwrap();
    assert!(matches!(held, Claim::Fresh(_)));
    println!("held 1");
    let mut tasks = JoinSet::new();
    for task in 0..16 {
        let store = store.clone();
        tasks.spawn(async move {
            for id in (task..).step_by(16) {
                deliver(&store, id).await;
                println!("done {id}");
            }
        });
    }
    tasks.join_all().await;
}

#[tokio::test]
async fn t_37_claims_of_a_killed_process_are_taken_over_and_its_work_stays_done() {
    let file = File::new();
    let mut process = Process::this("deliver_without_end_and_hold_one", &file.path());
    assert_eq!(process.next("held "), Some(1));
    let mut done: BTreeSet<_> = (0..100).map_while(|_| process.next("done ")).collect();
    assert_eq!(done.len(), 100);
    process.kill();
    let killed = Instant::now();
    done.extend(std::iter::from_fn(|| process.next("done ")));

    let store = file.store();
    fresh_soon(&store, usize::MAX).await;
    let taken = killed.elapsed();
    assert!(
        taken < SHORT + Duration::from_secs(1),
        "taken over after {taken:?}"
    );
    for id in done {
        assert!(is_done(&store, id).await, "{id} was acknowledged");
    }
}

#[tokio::test]
#[ignore = "run by t_32_restart_between_two_copies_runs_one"]
async fn deliver_one_and_hold_one() {
    let store = opened();
    deliver(&store, 1).await;
    fresh(&store, 2).await;
}

#[tokio::test]
async fn t_32_restart_between_two_copies_runs_one() {
    let file = File::new();
    Process::this("deliver_one_and_hold_one", &file.path()).end();
    let store = file.store();
    assert!(is_done(&store, 1).await);
    let claim = store.claim(&key(2), LEASE).await;
    assert!(matches!(claim, Ok(Claim::InFlight { .. })), "{claim:?}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
#[ignore = "run by full_disk_fails_calls_until_there_is_space_again"]
async fn fill_the_disk() {
    use rlimit::Resource;

    let store = opened();
    fresh(&store, 0).await;
    let (_, hard) = Resource::FSIZE.get().unwrap();
    Resource::FSIZE.set(256 * 1024, hard).unwrap();
    let mut id = 0;
    let error = loop {
        id += 1;
        match store.claim(&key(id), LEASE).await {
            Ok(claim) => assert!(matches!(claim, Claim::Fresh(_)), "{id}: {claim:?}"),
            Err(error) => break error.to_string(),
        }
    };
    assert!(error.contains("check the disk"), "{error}");
    assert!(
        store.claim(&key(0), LEASE).await.is_ok(),
        "a duplicate writes nothing"
    );

    Resource::FSIZE.set(hard, hard).unwrap();
    fresh(&store, id).await;
    println!("wrote {id}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn full_disk_fails_calls_until_there_is_space_again() {
    let file = File::new();
    // A write past the limit is to fail, not to kill.
    let mut command = Command::new("sh");
    command
        .args(["-c", r#"trap "" XFSZ; exec "$@""#, "sh"])
        .arg(std::env::current_exe().unwrap());
    let mut process = Process::start(command, "fill_the_disk", &file.path());
    let last = process.next("wrote ").expect("an error, then a claim");
    process.end();
    let store = file.store();
    for id in 0..=last {
        let claim = store.claim(&key(id), LEASE).await;
        assert!(
            matches!(claim, Ok(Claim::InFlight { .. })),
            "{id}: {claim:?}"
        );
    }
}
