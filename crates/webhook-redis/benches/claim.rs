//! A claim beside the client's bare `SET key value NX PX`, in one run:
//! `cargo bench -p webhook-redis`.
//!
//! Both go to one server without persistence, the worst case for us: a server that writes to its
//! disk answers later, and hides what this side costs. Bare commands have their keys ready; ours are
//! made from the delivery's digest, with a random owner for each.

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use webhook_core::store::{Claim, DedupeKey, DedupeStore as _};
use webhook_redis::RedisStore;
use webhook_test_servers::Redis;

/// What a claim must reach of the bare command's throughput at 64 in flight.
const BUDGET: f64 = 0.95;

/// How often each side is measured, in turns. Many short rounds: on a busy machine few long ones
/// say more about the machine.
const ROUNDS: usize = 151;

const LEASE: Duration = Duration::from_secs(60);

#[derive(Clone)]
enum Side {
    Bare(ConnectionManager),
    Store(RedisStore),
}

impl Side {
    /// Claims one delivery, which must be new.
    async fn claim(&mut self, key: &DedupeKey, name: &str) {
        match self {
            Self::Bare(connection) => {
                let mut command = redis::cmd("SET");
                command
                    .arg(name)
                    .arg(&[7_u8; 17])
                    .arg("NX")
                    .arg("PX")
                    .arg(60_000);
                let set: Option<String> = command.query_async(connection).await.expect("SET");
                assert!(set.is_some(), "should be new");
            }
            Self::Store(store) => {
                let claim = store.claim(key, LEASE).await.expect("claim");
                assert!(matches!(claim, Claim::Fresh(_)), "should be new");
            }
        }
    }
}

/// How long all deliveries take with so many in flight.
async fn round(side: &Side, deliveries: &'static [(DedupeKey, String)], in_flight: usize) -> f64 {
    let share = deliveries.len() / in_flight;
    let start = Instant::now();
    let tasks: Vec<_> = deliveries
        .chunks(share)
        .map(|deliveries| {
            let mut side = side.clone();
            tokio::spawn(async move {
                for (key, name) in deliveries {
                    side.claim(key, name).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("a round");
    }
    start.elapsed().as_secs_f64()
}

fn deliveries(number: usize) -> &'static [(DedupeKey, String)] {
    let made = (0..number).map(|id| {
        let key = DedupeKey::new("endpoint", None, "provider", &id.to_be_bytes());
        (key, format!("webhook:{{{key}}}"))
    });
    made.collect::<Vec<_>>().leak()
}

#[tokio::main]
async fn main() -> ExitCode {
    let Some(server) = Redis::start() else {
        return ExitCode::SUCCESS;
    };
    let client = redis::Client::open(server.url()).expect("a URL");
    let settings = ConnectionManagerConfig::new().set_pipeline_buffer_size(1_024);
    let mut manager = ConnectionManager::new_with_config(client, settings)
        .await
        .expect("Redis");
    ask(&mut manager, &["CONFIG", "SET", "appendonly", "no"]).await;
    let store = RedisStore::connect(&server.url()).await.expect("Redis");

    let bare = Side::Bare(manager.clone());
    let mut within = true;
    for (in_flight, number) in [(1, 300), (64, 3_200)] {
        let deliveries = deliveries(number);
        for (name, side) in [
            ("store of connect()", Side::Store(store.clone())),
            (
                "store on the same connection",
                Side::Store(RedisStore::new(manager.clone())),
            ),
        ] {
            let mut ratios = Vec::new();
            let mut bare_rate = 0.0;
            for turn in 0..ROUNDS {
                let mut times = [0.0; 2];
                // Each goes first every other time.
                for which in [turn % 2, 1 - turn % 2] {
                    ask(&mut manager, &["FLUSHALL"]).await;
                    times[which] = round([&bare, &side][which], deliveries, in_flight).await;
                }
                ratios.push(times[0] / times[1]);
                bare_rate = number as f64 / times[0];
            }
            ratios.sort_by(f64::total_cmp);
            let median = ratios[ROUNDS / 2];
            println!(
                "{in_flight:>2} in flight, {name}: {:.3} / {median:.3} / {:.3} of bare \
                 (min / median / max; bare {bare_rate:.0} a second)",
                ratios[0],
                ratios[ROUNDS - 1],
            );
            within &= in_flight < 64 || median >= BUDGET;
        }
    }
    if within {
        return ExitCode::SUCCESS;
    }
    println!("below the budget of {BUDGET} at 64 in flight");
    ExitCode::FAILURE
}

async fn ask(connection: &mut ConnectionManager, words: &[&str]) {
    let mut command = redis::cmd(words[0]);
    command.arg(&words[1..]);
    let answer: redis::RedisResult<String> = command.query_async(connection).await;
    answer.expect("an answer");
}
