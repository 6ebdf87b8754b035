//! `MemoryStore` beside a bare moka insert, in one run: `cargo bench -p tower-webhook`.
//!
//! The bare cache has the same policy and capacity, a 128-bit key that hashes to itself and four
//! bytes of value. It decides nothing: the difference is what an atomic claim with an owner costs.

use std::{
    hash::{BuildHasherDefault, Hash, Hasher},
    hint::black_box,
    time::{Duration, Instant},
};

use criterion::{Bencher, Criterion, Throughput, criterion_group, criterion_main};
use futures_util::FutureExt as _;
use moka::{policy::EvictionPolicy, sync::Cache};
use tower_webhook::MemoryStore;
use webhook_core::store::{Claim, DedupeKey, DedupeStore as _, Lease};

const CAPACITY: usize = 100_000;

/// Deliveries until a store that should not be full is replaced.
const CHUNK: usize = CAPACITY / 2;

/// So many keys that one has long been forgotten when it comes round again.
const KEYS: usize = 4 * CAPACITY;

const LEASE: Duration = Duration::from_secs(60);
const KEEP: Duration = Duration::from_secs(24 * 3600);

fn keys() -> Vec<DedupeKey> {
    (0..KEYS)
        .map(|id| DedupeKey::new("endpoint", None, "provider", &id.to_be_bytes()))
        .collect()
}

fn claim(store: &MemoryStore, key: &DedupeKey) -> Claim {
    let claim = store.claim(key, LEASE).now_or_never();
    claim.expect("no await").expect("memory")
}

fn fresh(store: &MemoryStore, key: &DedupeKey) -> Lease {
    match claim(store, key) {
        Claim::Fresh(lease) => lease,
        other => panic!("should be fresh: {other:?}"),
    }
}

fn deliver(store: &MemoryStore, key: &DedupeKey) {
    let held = fresh(store, key);
    let settled = store.complete(key, held.owner(), KEEP).now_or_never();
    black_box(settled.expect("no await").expect("memory"));
}

/// Half of a key, as wide as a fingerprint.
#[derive(PartialEq, Eq)]
struct Half([u64; 2]);

impl Half {
    fn of(key: &DedupeKey) -> Self {
        let bytes = key.as_bytes();
        Self([&bytes[..8], &bytes[8..16]].map(|half| {
            let half = half.try_into().expect("eight bytes");
            u64::from_be_bytes(half)
        }))
    }
}

impl Hash for Half {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0[0]);
    }
}

#[derive(Default)]
struct PassThrough(u64);

impl Hasher for PassThrough {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write_u64(&mut self, half: u64) {
        self.0 = half;
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("only halves are hashed");
    }
}

type Bare = Cache<Half, u32, BuildHasherDefault<PassThrough>>;

fn bare() -> Bare {
    Cache::builder()
        .max_capacity(CAPACITY as u64)
        .eviction_policy(EvictionPolicy::lru())
        .build_with_hasher(BuildHasherDefault::default())
}

/// Times `one` over keys that are new to a store with room, whose making and dropping do not count.
fn with_room<S>(
    bencher: &mut Bencher<'_>,
    make: fn() -> S,
    keys: &[DedupeKey],
    one: fn(&S, &DedupeKey),
) {
    bencher.iter_custom(|mut left| {
        let mut time = Duration::ZERO;
        while left > 0 {
            let chunk = left.min(CHUNK as u64);
            let store = make();
            let start = Instant::now();
            for key in &keys[..usize::try_from(chunk).expect("at most a chunk")] {
                one(&store, key);
            }
            time += start.elapsed();
            left -= chunk;
        }
        time
    });
}

/// Times `one` over keys that each push another out.
fn when_full<S>(
    bencher: &mut Bencher<'_>,
    make: fn() -> S,
    keys: &[DedupeKey],
    one: fn(&S, &DedupeKey),
) {
    let store = make();
    let mut keys = keys.iter().cycle();
    for _ in 0..2 * CAPACITY {
        one(&store, keys.next().expect("endless"));
    }
    bencher.iter(|| one(&store, keys.next().expect("endless")));
}

fn insert(cache: &Bare, key: &DedupeKey) {
    cache.insert(Half::of(key), 1);
}

fn benches(criterion: &mut Criterion) {
    let keys = keys();

    let mut group = criterion.benchmark_group("room");
    group.throughput(Throughput::Elements(1));
    group.bench_function("claim + complete", |b| {
        with_room(b, MemoryStore::new, &keys, deliver);
    });
    group.bench_function("bare moka insert", |b| with_room(b, bare, &keys, insert));
    group.bench_function("claim + release by drop", |b| {
        let store = MemoryStore::new();
        let mut keys = keys.iter().cycle();
        b.iter(|| drop(fresh(&store, keys.next().expect("endless"))));
    });
    group.finish();

    let mut group = criterion.benchmark_group("full");
    group.throughput(Throughput::Elements(1));
    group.bench_function("claim + complete", |b| {
        when_full(b, MemoryStore::new, &keys, deliver);
    });
    group.bench_function("bare moka insert", |b| when_full(b, bare, &keys, insert));
    group.finish();

    let mut group = criterion.benchmark_group("duplicate");
    group.throughput(Throughput::Elements(1));
    let store = MemoryStore::new();
    keys[..CHUNK].iter().for_each(|key| deliver(&store, key));
    group.bench_function("done", |b| {
        let mut keys = keys[..CHUNK].iter().cycle();
        b.iter(|| claim(&store, keys.next().expect("endless")));
    });
    let _held = fresh(&store, &keys[CHUNK]);
    group.bench_function("in flight", |b| b.iter(|| claim(&store, &keys[CHUNK])));
    group.finish();
}

criterion_group!(memory_store, benches);
criterion_main!(memory_store);
