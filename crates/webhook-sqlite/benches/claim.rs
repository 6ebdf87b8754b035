//! Durable claims beside the bare client, in one run: `cargo bench -p webhook-sqlite`.
//!
//! Bare is one thread with one prepared insert, a transaction for each claim, on a table, a journal
//! and a sync like the store's: the least that a durable claim costs where each has its own
//! transaction. The store gets 64 deliveries at once. Both sides take turns in files of one folder,
//! so that neither has the disk to itself; `BENCH_DIR` names the folder (it must be on a real disk:
//! a sync that costs nothing leaves nothing to share), by default one beside the build's output.
//!
//! It fails if the median ratio is below the budget.

use std::{
    path::Path,
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use rusqlite::{Connection, params};
use tokio::{runtime::Runtime, task::JoinSet};
use webhook_core::store::{Claim, DedupeKey, DedupeStore as _};
use webhook_sqlite::SqliteStore;

/// What the store must be worth: its median ratio to the bare client's throughput.
const BUDGET: f64 = 10.0;

const ROUNDS: usize = 11;
const IN_FLIGHT: usize = 64;
/// Of each task in a round.
const CLAIMS: usize = 100;
/// Of the bare client in a round.
const BARE_CLAIMS: usize = 300;
const LEASE: Duration = Duration::from_secs(3600);

fn key(side: &str, round: usize, id: usize) -> DedupeKey {
    DedupeKey::new(side, None, "provider", format!("{round} {id}").as_bytes())
}

fn bare(folder: &Path) -> Connection {
    let connection = Connection::open(folder.join("bare.sqlite")).expect("a file");
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             CREATE TABLE claims (
                 key BLOB NOT NULL PRIMARY KEY, owner BLOB NOT NULL,
                 done INTEGER NOT NULL, until INTEGER NOT NULL
             ) STRICT, WITHOUT ROWID;",
        )
        .expect("a table");
    connection
}

/// Claims a second, one transaction each.
fn bare_round(connection: &Connection, round: usize) -> f64 {
    let mut insert = connection
        .prepare("INSERT INTO claims VALUES (?1, ?2, 0, ?3) ON CONFLICT DO NOTHING")
        .expect("a statement");
    let keys: Vec<_> = (0..BARE_CLAIMS).map(|id| key("bare", round, id)).collect();
    let start = Instant::now();
    for (key, until) in keys.iter().zip(0_i64..) {
        let fresh = insert.execute(params![key.as_bytes(), [7_u8; 16], until]);
        assert_eq!(fresh, Ok(1));
    }
    BARE_CLAIMS as f64 / start.elapsed().as_secs_f64()
}

/// Claims a second, 64 at once.
fn store_round(runtime: &Runtime, store: &SqliteStore, round: usize) -> f64 {
    let keys: Arc<[_]> = (0..IN_FLIGHT * CLAIMS)
        .map(|id| key("store", round, id))
        .collect();
    runtime.block_on(async {
        let start = Instant::now();
        let mut tasks = JoinSet::new();
        for task in 0..IN_FLIGHT {
            let (store, keys) = (store.clone(), keys.clone());
            tasks.spawn(async move {
                for key in &keys[task * CLAIMS..(task + 1) * CLAIMS] {
                    let claim = store.claim(key, LEASE).await;
                    assert!(matches!(claim, Ok(Claim::Fresh(_))), "{claim:?}");
                }
            });
        }
        while let Some(outcome) = tasks.join_next().await {
            outcome.expect("a task");
        }
        (IN_FLIGHT * CLAIMS) as f64 / start.elapsed().as_secs_f64()
    })
}

fn spread(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    [
        values[0],
        values[values.len() / 2],
        values[values.len() - 1],
    ]
}

fn main() -> ExitCode {
    let beside = std::env::current_exe().expect("a path");
    let parent = std::env::var_os("BENCH_DIR")
        .map_or_else(|| beside.parent().expect("a folder").into(), Into::into);
    let folder = tempfile::tempdir_in::<std::path::PathBuf>(parent).expect("a folder");
    let runtime = Runtime::new().expect("a runtime");
    let connection = bare(folder.path());
    let store = SqliteStore::open(folder.path().join("store.sqlite")).expect("a file");

    println!("in {}", folder.path().display());
    let (mut bares, mut stores, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let bare = bare_round(&connection, round);
        let commits = store.commits();
        let grouped = store_round(&runtime, &store, round);
        println!(
            "round {round}: {bare:.0} bare, {grouped:.0} grouped ({} commits), ratio {:.1}",
            store.commits() - commits,
            grouped / bare
        );
        bares.push(bare);
        stores.push(grouped);
        ratios.push(grouped / bare);
    }
    for (name, values) in [
        ("bare claims a second", bares),
        ("claims a second, 64 in flight", stores),
    ] {
        let [min, median, max] = spread(values);
        println!("{name}: min {min:.0}, median {median:.0}, max {max:.0}");
    }
    let [min, median, max] = spread(ratios);
    println!("ratio: min {min:.1}, median {median:.1}, max {max:.1}; budget {BUDGET:.1}");
    if median < BUDGET {
        eprintln!("below the budget");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
