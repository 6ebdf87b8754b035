//! `MemoryStore`: the conformance suite, and what holds for it alone.

#[path = "memory_store/model.rs"]
mod model;

use std::{
    sync::{
        Barrier,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use futures_util::FutureExt as _;
use tokio::time::advance;
use tower_webhook::MemoryStore;
use webhook_core::store::{Claim, DedupeKey, DedupeStore as _, Lease, Owner, Settled};

webhook_core::store_conformance!(conformance, async { MemoryStore::new() });

const LEASE: Duration = Duration::from_secs(60);
const KEEP: Duration = Duration::from_secs(24 * 3600);

fn key(id: usize) -> DedupeKey {
    DedupeKey::new("endpoint", None, "provider", &id.to_be_bytes())
}

/// Every operation of the store finishes in its first poll, which the helpers below check too.
fn claim(store: &MemoryStore, id: usize) -> Claim {
    let claim = store.claim(&key(id), LEASE).now_or_never();
    claim.expect("no await").unwrap()
}

fn fresh(store: &MemoryStore, id: usize) -> Lease {
    match claim(store, id) {
        Claim::Fresh(lease) => lease,
        other => panic!("{id} should be fresh, is {other:?}"),
    }
}

fn complete(store: &MemoryStore, id: usize, owner: Owner) -> Settled {
    let settled = store.complete(&key(id), owner, KEEP).now_or_never();
    settled.expect("no await").unwrap()
}

/// Claims and completes, as one delivery does.
fn deliver(store: &MemoryStore, id: usize) {
    let held = fresh(store, id);
    assert_eq!(complete(store, id, held.owner()), Settled::Yes);
}

fn is_done(store: &MemoryStore, id: usize) -> bool {
    matches!(claim(store, id), Claim::Done)
}

// ---- what a full store does -----------------------------------------------

/// T-59: whoever can send any number of valid deliveries evicts no claim.
#[test]
fn flood_evicts_no_claim_in_flight() {
    let store = MemoryStore::with_capacity(1_000);
    let held: Vec<_> = (0..2_000).map(|id| fresh(&store, id)).collect();
    (10_000..30_000).for_each(|id| deliver(&store, id));

    assert_eq!(store.in_flight(), 2_000);
    for (id, lease) in held.iter().enumerate() {
        assert!(matches!(claim(&store, id), Claim::InFlight { .. }), "{id}");
        assert_eq!(complete(&store, id, lease.owner()), Settled::Yes);
        assert!(is_done(&store, id), "{id}");
    }
    drop(held);
    assert_eq!(store.in_flight(), 0);
}

/// P11: also where every old id was seen twice, which makes moka's default policy refuse newcomers.
#[test]
fn full_store_remembers_the_newest() {
    let store = MemoryStore::new();
    let full = usize::try_from(store.capacity()).unwrap();
    (0..full).for_each(|id| deliver(&store, id));
    assert!((0..full).all(|id| is_done(&store, id)));

    let newest = full..full + 10_000;
    for id in newest.clone() {
        deliver(&store, id);
        assert!(is_done(&store, id), "{id} was forgotten at once");
    }
    let forgotten = newest.filter(|id| !is_done(&store, *id)).count();
    assert_eq!(forgotten, 0);
    assert_eq!(store.remembered(), store.capacity());
}

#[tokio::test(start_paused = true)]
async fn figures_say_what_was_forgotten_and_how_old_it_was() {
    let store = MemoryStore::with_capacity(640);
    (0..640).for_each(|id| deliver(&store, id));
    assert_eq!((store.evicted(), store.effective_horizon()), (0, None));
    assert_eq!(store.remembered(), 640);

    advance(Duration::from_secs(600)).await;
    (1_000..1_320).for_each(|id| deliver(&store, id));
    assert_eq!(store.evicted(), 320);
    assert_eq!(store.effective_horizon(), Some(Duration::from_secs(600)));

    // The account agrees with the cache: the older half of the first ids is gone.
    assert_eq!(store.remembered(), 640);
    let gone = (0..640).filter(|id| !is_done(&store, *id)).count();
    assert_eq!(gone, 320);
    assert!((1_000..1_320).all(|id| is_done(&store, id)));
}

#[tokio::test(start_paused = true)]
async fn records_whose_time_is_over_are_no_loss() {
    let store = MemoryStore::with_capacity(640);
    (0..640).for_each(|id| deliver(&store, id));
    advance(KEEP).await;
    (1_000..1_640).for_each(|id| deliver(&store, id));
    assert_eq!((store.evicted(), store.effective_horizon()), (0, None));
}

#[test]
#[should_panic(expected = "would remember no delivery")]
fn capacity_of_zero_is_refused() {
    let _ = MemoryStore::with_capacity(0);
}

#[test]
fn clones_share_records() {
    let store = MemoryStore::new();
    deliver(&store.clone(), 1);
    assert!(is_done(&store, 1));
}

// ---- claims live as long as their lease is held ---------------------------

#[test]
fn vanished_holder_frees_its_key_at_once() {
    let store = MemoryStore::new();
    let held = fresh(&store, 1);
    let late = held.owner();
    drop(held);
    let next = fresh(&store, 1);
    assert_eq!(complete(&store, 1, late), Settled::Lost);
    assert_eq!(complete(&store, 1, next.owner()), Settled::Yes);
}

#[tokio::test(start_paused = true)]
async fn running_holder_never_loses_its_claim_to_time() {
    let store = MemoryStore::new();
    let held = fresh(&store, 1);
    advance(LEASE * 1_000).await;
    assert!(matches!(claim(&store, 1), Claim::InFlight { .. }));
    assert_eq!(complete(&store, 1, held.owner()), Settled::Yes);
}

#[tokio::test(start_paused = true)]
async fn retry_after_counts_down_and_is_a_second_once_overdue() {
    let store = MemoryStore::new();
    let held = fresh(&store, 1);
    let retry_after = || match claim(&store, 1) {
        Claim::InFlight { retry_after } => retry_after,
        other => panic!("{other:?}"),
    };
    assert_eq!(retry_after(), LEASE);
    advance(Duration::from_millis(59_500)).await;
    assert_eq!(retry_after(), Duration::from_millis(500));
    for _ in 0..2 {
        advance(LEASE).await;
        assert_eq!(retry_after(), Duration::from_secs(1));
    }
    let renewed = store.renew(&key(1), held.owner(), LEASE).await.unwrap();
    assert_eq!(renewed, Settled::Yes);
    assert_eq!(retry_after(), LEASE);
}

#[tokio::test(start_paused = true)]
async fn lease_of_a_settled_claim_leaves_the_next_alone() {
    let store = MemoryStore::new();
    let first = fresh(&store, 1);
    assert_eq!(complete(&store, 1, first.owner()), Settled::Yes);
    advance(KEEP).await;
    let second = fresh(&store, 1);
    drop(first);
    assert!(matches!(claim(&store, 1), Claim::InFlight { .. }));
    assert_eq!(complete(&store, 1, second.owner()), Settled::Yes);
}

#[test]
fn lease_may_outlive_the_store() {
    let store = MemoryStore::new();
    let held = fresh(&store, 1);
    drop(store);
    drop(held);
}

// ---- time -----------------------------------------------------------------

#[tokio::test(start_paused = true)]
async fn done_is_kept_for_its_time_and_no_second_longer() {
    let store = MemoryStore::new();
    deliver(&store, 1);
    advance(KEEP - Duration::from_millis(1)).await;
    assert!(is_done(&store, 1));
    advance(Duration::from_millis(1)).await;
    // Done anew, for as long again.
    deliver(&store, 1);
    advance(KEEP - Duration::from_millis(1)).await;
    assert!(is_done(&store, 1));
}

#[test]
fn endless_times_do_not_overflow() {
    let store = MemoryStore::new();
    let claim = store.claim(&key(1), Duration::MAX).now_or_never();
    let Some(Ok(Claim::Fresh(held))) = claim else {
        panic!("{claim:?}");
    };
    let key = key(1);
    let settled = store.complete(&key, held.owner(), Duration::MAX);
    assert_eq!(settled.now_or_never().unwrap().unwrap(), Settled::Yes);
    assert!(is_done(&store, 1));
}

// ---- races ----------------------------------------------------------------

/// T-35 on threads that start each key together: tighter than tasks, which the suite races.
#[test]
fn threads_that_race_for_a_key_claim_it_once() {
    const THREADS: usize = 8;
    let keys = match std::env::var("STORE_CONFORMANCE_KEYS") {
        Ok(keys) => keys.parse().unwrap(),
        Err(_) => 2_000,
    };
    let store = MemoryStore::with_capacity(keys);
    let barrier = Barrier::new(THREADS);
    let claimed: Vec<_> = (0..keys).map(|_| AtomicUsize::new(0)).collect();
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                for (id, claimed) in claimed.iter().enumerate() {
                    barrier.wait();
                    // Two tries: the second meets the winner's complete half-way.
                    for _ in 0..2 {
                        if let Claim::Fresh(held) = claim(&store, id) {
                            claimed.fetch_add(1, SeqCst);
                            complete(&store, id, held.owner());
                        }
                    }
                }
            });
        }
    });
    for (id, claimed) in claimed.iter().enumerate() {
        assert_eq!(claimed.load(SeqCst), 1, "fresh claims of {id}");
    }
}
