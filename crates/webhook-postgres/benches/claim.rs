//! A claim beside a raw insert on the same pool, in one run: `cargo bench -p webhook-postgres`.
//!
//! The raw side is the least that deduplicates: a prepared `INSERT … ON CONFLICT DO NOTHING` into a table
//! of the same columns and indexes, one statement for each key. It answers neither who holds a key nor
//! until when. Rounds alternate between the sides, so that a noisy machine is noisy for both. Exits with 1
//! if the median misses the budget P12; what the machine's disk costs is in both sides.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use sqlx::{PgPool, postgres::PgPoolOptions};
use webhook_core::store::{Claim, DedupeKey, DedupeStore as _};
use webhook_postgres::PostgresStore;
use webhook_test_servers::Postgres;

const CONNECTIONS: u32 = 16;
const LEASE: Duration = Duration::from_secs(60);

const RAW: &str = "\
INSERT INTO raw_claims (key, owner, done, until) \
VALUES ($1, $2, false, clock_timestamp() + $3 * interval '1 millisecond') \
ON CONFLICT (key) DO NOTHING";

/// How many at once, keys a round and rounds, and the ratio that is asked for.
const RUNS: [(usize, u64, usize, f64); 2] = [(1, 100, 40, 0.95), (64, 1_600, 40, 2.0)];

static NEXT: AtomicU64 = AtomicU64::new(0);

fn key() -> DedupeKey {
    let id = NEXT.fetch_add(1, Relaxed);
    DedupeKey::new("bench", None, "none", &id.to_be_bytes())
}

async fn claim(store: &PostgresStore) {
    let answer = store.claim(&key(), LEASE).await.expect("a claim");
    assert!(matches!(answer, Claim::Fresh(_)), "{answer:?}");
}

async fn insert(pool: &PgPool) {
    let inserted = sqlx::query(RAW)
        .bind(key().as_bytes())
        .bind([7_u8; 16])
        .bind(60_000_i64)
        .execute(pool)
        .await
        .expect("an insert");
    assert_eq!(inserted.rows_affected(), 1);
}

/// Calls a second, of `at_once` tasks that make `calls` between them.
async fn rate<F>(at_once: usize, calls: u64, one: impl Fn() -> F + Send + Sync + 'static) -> f64
where
    F: Future<Output = ()> + Send,
{
    let (one, left) = (Arc::new(one), Arc::new(AtomicU64::new(calls)));
    let start = Instant::now();
    let tasks: Vec<_> = (0..at_once)
        .map(|_| {
            let (one, left) = (one.clone(), left.clone());
            tokio::spawn(async move {
                while left
                    .try_update(Relaxed, Relaxed, |left| left.checked_sub(1))
                    .is_ok()
                {
                    one().await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("a task");
    }
    calls as f64 / start.elapsed().as_secs_f64()
}

fn spread(mut values: Vec<f64>) -> (f64, f64, f64) {
    values.sort_by(f64::total_cmp);
    (
        values[0],
        values[values.len() / 2],
        values[values.len() - 1],
    )
}

#[tokio::main(flavor = "multi_thread")]
async fn main() {
    // `cargo test` runs benches too, in debug and with other arguments: no place for timings.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let Some(server) = Postgres::start() else {
        return;
    };
    let options = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .test_before_acquire(false);
    let pool = options.connect(&server.url()).await.expect("a pool");
    let store = PostgresStore::new(pool.clone());
    store.migrate().await.expect("the tables");
    sqlx::raw_sql("CREATE TABLE raw_claims (LIKE webhook_claims INCLUDING ALL)")
        .execute(&pool)
        .await
        .expect("a table");

    let mut missed = false;
    for (at_once, calls, rounds, budget) in RUNS {
        let (mut raw, mut ours, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        // The first round opens connections and prepares statements.
        for round in 0..=rounds {
            let (pool, store) = (pool.clone(), store.clone());
            let insert = move || {
                let pool = pool.clone();
                async move { insert(&pool).await }
            };
            let claim = move || {
                let store = store.clone();
                async move { claim(&store).await }
            };
            // Whoever goes second finds a warmer disk, so they take turns.
            let (inserts, claims);
            if round % 2 == 0 {
                inserts = rate(at_once, calls, insert).await;
                claims = rate(at_once, calls, claim).await;
            } else {
                claims = rate(at_once, calls, claim).await;
                inserts = rate(at_once, calls, insert).await;
            }
            if round > 0 {
                raw.push(inserts);
                ours.push(claims);
                ratios.push(claims / inserts);
            }
        }
        println!("{at_once} in flight, {rounds} rounds of {calls}: min / median / max");
        for (side, (low, median, high)) in [("raw insert", spread(raw)), ("claim", spread(ours))] {
            println!("  {side:10} {low:9.0} {median:9.0} {high:9.0} a second");
        }
        let (low, median, high) = spread(ratios);
        println!(
            "  {:10} {low:9.2} {median:9.2} {high:9.2}, budget {budget}",
            "ratio"
        );
        missed |= median < budget;
    }
    if missed {
        eprintln!("the budget is missed");
        std::process::exit(1);
    }
}
