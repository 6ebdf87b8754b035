//! `Tiered`: the conformance suite, and what holds for it alone.

use std::time::Duration;

use tower_webhook::{MemoryStore, Tiered};
use webhook_core::{
    store::{Claim, DedupeKey, DedupeStore as _, Settled},
    testing::{Call, RecordingStore},
};

webhook_core::store_conformance!(conformance, async { Tiered::new(MemoryStore::new()) });

const LEASE: Duration = Duration::from_secs(60);
const KEEP: Duration = Duration::from_secs(3600);

fn key(id: &str) -> DedupeKey {
    DedupeKey::new("endpoint", None, "provider", id.as_bytes())
}

#[tokio::test]
async fn only_what_this_process_completed_is_answered_without_the_store() {
    let shared = RecordingStore::new(MemoryStore::new());
    let [here, there] = [(); 2].map(|()| Tiered::new(shared.clone()));
    let (key, other) = (key("a"), key("b"));

    let Claim::Fresh(held) = here.claim(&key, LEASE).await.unwrap() else {
        panic!("never seen");
    };
    // A claim is the store's business, also a second one.
    for tier in [&here, &there] {
        assert!(matches!(
            tier.claim(&key, LEASE).await,
            Ok(Claim::InFlight { .. })
        ));
    }
    assert_eq!(
        here.complete(&key, held.owner(), KEEP).await.unwrap(),
        Settled::Yes
    );
    let asked = shared.calls().len();
    assert!(matches!(here.claim(&key, LEASE).await, Ok(Claim::Done)));
    assert_eq!(shared.calls().len(), asked);
    assert!(matches!(there.claim(&key, LEASE).await, Ok(Claim::Done)));
    assert_eq!(shared.calls()[asked..], [Call::Claim(key)]);

    // What was released or never completed is not remembered.
    let Claim::Fresh(held) = here.claim(&other, LEASE).await.unwrap() else {
        panic!("never seen");
    };
    assert_eq!(
        here.release(&other, held.owner()).await.unwrap(),
        Settled::Yes
    );
    assert!(matches!(
        there.claim(&other, LEASE).await,
        Ok(Claim::Fresh(_))
    ));
}

#[tokio::test]
async fn completion_that_the_store_refused_is_not_remembered() {
    let store = Tiered::new(MemoryStore::new());
    let key = key("a");
    let Claim::Fresh(_held) = store.claim(&key, LEASE).await.unwrap() else {
        panic!("never seen");
    };
    let stranger = webhook_core::store::Owner::from_bytes([7; 16]);
    assert_eq!(
        store.complete(&key, stranger, KEEP).await.unwrap(),
        Settled::Lost
    );
    assert!(matches!(
        store.claim(&key, LEASE).await,
        Ok(Claim::InFlight { .. })
    ));
}

#[test]
#[should_panic(expected = "use the store by itself")]
fn capacity_of_zero_is_refused() {
    drop(Tiered::with_capacity(MemoryStore::new(), 0));
}
