//! Durable claims beside the bare client, in one run: `cargo bench -p webhook-sqlite`.
//!
//! Bare is one thread with prepared statements, one transaction for each, on one table, with the
//! store's journal and sync: the least that a durable claim costs where each has its own. The store
//! gets 64 deliveries at once. Both start with 100,000 done records, or as many as `BENCH_DONE` says,
//! and take turns in files of one folder.
//!
//! What is shared is the sync, so the ratio grows with what a sync costs: `BENCH_DIR` names a folder
//! on the disk that is meant, by default the build's output. It must not be in memory.
//!
//! It fails if the claims' median ratio is below the budget.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use rusqlite::{Connection, params};
use tokio::{runtime::Runtime, task::JoinSet};
use webhook_core::store::{Claim, DedupeKey, DedupeStore as _, Owner, Settled};
use webhook_sqlite::SqliteStore;

/// What the store must be worth: the median ratio of its claims a second to the bare client's.
const BUDGET: f64 = 10.0;

const ROUNDS: usize = 11;
const IN_FLIGHT: usize = 64;
/// Of each task between two completions: a claim is not in flight for long.
const CLAIMS: usize = 10;
/// How often that is done in a round.
const TURNS: usize = 10;
/// Of the bare client in a round.
const BARE_CLAIMS: usize = 300;
const LEASE: Duration = Duration::from_secs(60);
const KEEP: Duration = Duration::from_secs(5 * 24 * 3600);
/// When bare records are over: never.
const UNTIL: i64 = i64::MAX;

/// Claims and completions a second.
struct Rates {
    claims: f64,
    completions: f64,
}

impl Rates {
    fn new(number: usize, claiming: Duration, completing: Duration) -> Self {
        let number = number as f64;
        Self {
            claims: number / claiming.as_secs_f64(),
            completions: number / completing.as_secs_f64(),
        }
    }

    fn deliveries(&self) -> f64 {
        1.0 / (1.0 / self.claims + 1.0 / self.completions)
    }
}

fn keys(what: &str, number: usize) -> Arc<[DedupeKey]> {
    (0..number)
        .map(|id| DedupeKey::new(what, None, "provider", &id.to_be_bytes()))
        .collect()
}

/// Writes what was done before.
fn fill(connection: &Connection, insert: &str, number: usize) {
    let transaction = connection.unchecked_transaction().expect("a transaction");
    {
        let mut insert = transaction.prepare(insert).expect("a statement");
        for key in keys("before", number).iter() {
            insert
                .execute(params![key.as_bytes(), UNTIL])
                .expect("a row");
        }
    }
    transaction.commit().expect("a commit");
}

fn bare(path: &Path, done: usize) -> Connection {
    let connection = Connection::open(path).expect("a file");
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
    fill(
        &connection,
        "INSERT INTO claims VALUES (?1, zeroblob(16), 1, ?2)",
        done,
    );
    connection
}

fn bare_round(connection: &Connection, round: usize) -> Rates {
    let keys = keys(&format!("round {round}"), BARE_CLAIMS);
    let prepare = |sql| connection.prepare(sql).expect("a statement");
    let mut insert = prepare("INSERT INTO claims VALUES (?1, ?2, 0, ?3) ON CONFLICT DO NOTHING");
    let mut update = prepare("UPDATE claims SET done = 1, until = ?2 WHERE key = ?1");
    let start = Instant::now();
    for key in keys.iter() {
        let fresh = insert.execute(params![key.as_bytes(), [7_u8; 16], UNTIL]);
        assert_eq!(fresh, Ok(1));
    }
    let claiming = start.elapsed();
    let start = Instant::now();
    for key in keys.iter() {
        assert_eq!(update.execute(params![key.as_bytes(), UNTIL]), Ok(1));
    }
    Rates::new(BARE_CLAIMS, claiming, start.elapsed())
}

/// Runs 64 tasks, and says how long they take.
async fn at_once<T: Send + 'static, F: Future<Output = T> + Send + 'static>(
    tasks: impl Iterator<Item = F>,
) -> (Vec<T>, Duration) {
    let start = Instant::now();
    let tasks: JoinSet<_> = tasks.collect();
    let outcomes = tasks.join_all().await;
    (outcomes, start.elapsed())
}

async fn claim_all(store: SqliteStore, keys: Vec<DedupeKey>) -> Vec<(DedupeKey, Owner)> {
    let mut held = Vec::with_capacity(keys.len());
    for key in keys {
        match store.claim(&key, LEASE).await {
            Ok(Claim::Fresh(lease)) => held.push((key, lease.owner())),
            other => panic!("should be fresh: {other:?}"),
        }
    }
    held
}

async fn complete_all(store: SqliteStore, held: Vec<(DedupeKey, Owner)>) {
    for (key, owner) in held {
        let settled = store.complete(&key, owner, KEEP).await;
        assert!(matches!(settled, Ok(Settled::Yes)), "{settled:?}");
    }
}

async fn store_round(store: &SqliteStore, round: usize) -> Rates {
    let keys = keys(&format!("round {round}"), IN_FLIGHT * CLAIMS * TURNS);
    let (mut claiming, mut completing) = (Duration::ZERO, Duration::ZERO);
    for turn in keys.chunks(IN_FLIGHT * CLAIMS) {
        let tasks = turn.chunks(CLAIMS).map(<[_]>::to_vec);
        let (held, time) = at_once(tasks.map(|keys| claim_all(store.clone(), keys))).await;
        claiming += time;
        let tasks = held.into_iter();
        let (_, time) = at_once(tasks.map(|held| complete_all(store.clone(), held))).await;
        completing += time;
    }
    Rates::new(keys.len(), claiming, completing)
}

fn print(what: &str, mut values: Vec<f64>, digits: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let (min, median, max) = (
        values[0],
        values[values.len() / 2],
        values[values.len() - 1],
    );
    println!("{what}: min {min:.digits$}, median {median:.digits$}, max {max:.digits$}");
    median
}

fn main() -> ExitCode {
    let program = std::env::current_exe().expect("a path");
    let parent = std::env::var_os("BENCH_DIR").map_or_else(
        || program.parent().expect("a folder").to_owned(),
        PathBuf::from,
    );
    let done = std::env::var("BENCH_DONE").map_or(100_000, |done| done.parse().expect("a number"));
    let folder = tempfile::tempdir_in(parent).expect("a folder");
    println!("{done} done records, in {}", folder.path().display());

    let connection = bare(&folder.path().join("bare.sqlite"), done);
    let path = folder.path().join("store.sqlite");
    let store = SqliteStore::open(&path).expect("a file");
    fill(
        &Connection::open(&path).expect("a file"),
        "INSERT INTO webhook_done VALUES (?1, ?2)",
        done,
    );

    let runtime = Runtime::new().expect("a runtime");
    let rounds: Vec<_> = (0..ROUNDS)
        .map(|round| {
            let bare = bare_round(&connection, round);
            let commits = store.commits();
            let grouped = runtime.block_on(store_round(&store, round));
            let commits = store.commits() - commits;
            let operations = 2 * IN_FLIGHT * CLAIMS * TURNS;
            println!("round {round}: {operations} operations in {commits} commits");
            (bare, grouped)
        })
        .collect();
    let figures = |of: fn(&Rates, &Rates) -> f64| {
        let figures = rounds.iter().map(|(bare, grouped)| of(bare, grouped));
        figures.collect::<Vec<_>>()
    };
    print("bare claims a second", figures(|bare, _| bare.claims), 0);
    print("claims a second", figures(|_, grouped| grouped.claims), 0);
    print(
        "ratio of whole deliveries",
        figures(|bare, grouped| grouped.deliveries() / bare.deliveries()),
        1,
    );
    let ratio = print(
        "ratio of claims",
        figures(|bare, grouped| grouped.claims / bare.claims),
        1,
    );
    println!("budget: {BUDGET:.1}");
    if ratio < BUDGET {
        eprintln!("below the budget");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
