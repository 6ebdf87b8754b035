//! What `MemoryStore` takes of the heap, counted; fails above the budget of 255 bytes an id (P11).
//!
//! `cargo bench -p tower-webhook --bench memory_store_bytes`

use std::time::Duration;

use allocation_counter::{AllocationInfo, measure};
use futures_util::FutureExt as _;
use tower_webhook::MemoryStore;
use webhook_core::store::{Claim, DedupeKey, DedupeStore as _};

const CAPACITY: usize = 100_000;

/// P11.
const BUDGET: f64 = 255.0;

fn deliver(store: &MemoryStore, id: usize) {
    let key = DedupeKey::new("endpoint", None, "provider", &id.to_be_bytes());
    let claim = store.claim(&key, Duration::from_secs(60)).now_or_never();
    let Some(Ok(Claim::Fresh(held))) = claim else {
        panic!("should be fresh: {claim:?}");
    };
    let settled = store.complete(&key, held.owner(), Duration::from_secs(24 * 3600));
    assert!(matches!(settled.now_or_never(), Some(Ok(_))));
}

fn main() {
    let mut kept = None;
    let empty = measure(|| kept = Some(MemoryStore::with_capacity(CAPACITY)));
    let store = kept.expect("made above");
    println!("empty store: {} bytes", empty.bytes_current);

    let mut held = empty.bytes_current;
    let mut count = |what: &str, ids: std::ops::Range<usize>| {
        let number = ids.len() as f64;
        let info: AllocationInfo = measure(|| {
            ids.for_each(|id| deliver(&store, id));
            // Moves on what the cache has not tidied up yet.
            assert_eq!(store.remembered(), CAPACITY as u64);
        });
        held += info.bytes_current;
        let each = held as f64 / CAPACITY as f64;
        println!(
            "{what}: {each:.1} bytes an id held, {:.2} allocations a delivery",
            info.count_total as f64 / number,
        );
        assert!(
            each <= BUDGET,
            "{each:.1} bytes an id are over the budget of {BUDGET}"
        );
    };
    count("filled once", 0..CAPACITY);
    count("turned over three times", CAPACITY..4 * CAPACITY);
}
