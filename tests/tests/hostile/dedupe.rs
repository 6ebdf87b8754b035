//! Claims: one for each key, settled by its owner only.

use std::{sync::Arc, time::Duration};

use http_body_util::Full;
use tokio::sync::Barrier;
use tower::{Layer as _, ServiceExt as _};
use tower_webhook::{MemoryStore, WebhookLayer};
use webhook_core::{
    DedupeKey, DedupeStore as _, providers,
    store::{Claim, Settled},
    testing,
};
use webhook_tests::{STRIPE_SECRET, handler::Handler, stripe_event};

/// How many race for each key.
const TASKS: usize = 64;

/// 2,000 keys; `STORE_CONFORMANCE_KEYS` asks for more.
fn keys() -> usize {
    std::env::var("STORE_CONFORMANCE_KEYS").map_or(2_000, |text| text.parse().expect("a number"))
}

#[tokio::test(flavor = "multi_thread")]
async fn t_35_of_64_copies_at_once_one_runs_for_each_key() {
    let handler = Handler::default();
    let layer = WebhookLayer::stripe(STRIPE_SECRET)
        .max_in_flight(std::num::NonZeroUsize::new(2 * TASKS).unwrap());
    let service = layer.layer(handler.clone());
    // The handler keeps what it saw: many keys in several rounds of a store of their own.
    let keys = keys().min(20_000);
    let barrier = Arc::new(Barrier::new(TASKS));
    let racers: Vec<_> = (0..TASKS)
        .map(|_| {
            let (service, barrier) = (service.clone(), barrier.clone());
            tokio::spawn(async move {
                for key in 0..keys {
                    let request = testing::request(providers::STRIPE, STRIPE_SECRET)
                        .body(stripe_event(&format!("evt_{key}")))
                        .build();
                    barrier.wait().await;
                    let response = service
                        .clone()
                        .oneshot(request.map(Full::new))
                        .await
                        .unwrap();
                    let status = response.status().as_u16();
                    assert!([200, 503].contains(&status), "{status}");
                }
            })
        })
        .collect();
    for racer in racers {
        racer.await.unwrap();
    }
    assert_eq!(handler.started(), keys);
}

#[tokio::test]
async fn t_36_a_holder_whose_claim_was_taken_over_settles_nothing() {
    let store = MemoryStore::new();
    let day = Duration::from_secs(86_400);
    for settles_late in ["complete", "release", "renew"] {
        let key = DedupeKey::new("endpoint", None, "stripe", settles_late.as_bytes());
        let Claim::Fresh(first) = store.claim(&key, day).await.unwrap() else {
            panic!("the first claim is fresh");
        };
        // In memory a lease ends with whoever holds it: here the holder vanishes, all but its name.
        let owner = first.owner();
        drop(first);
        let Claim::Fresh(second) = store.claim(&key, day).await.unwrap() else {
            panic!("the second takes over");
        };
        let late = match settles_late {
            "complete" => store.complete(&key, owner, day).await,
            "release" => store.release(&key, owner).await,
            _ => store.renew(&key, owner, day).await,
        };
        assert_eq!(late.unwrap(), Settled::Lost, "{settles_late}");
        // The second holder's claim stands, and is theirs to settle.
        let third = store.claim(&key, day).await.unwrap();
        assert!(
            matches!(third, Claim::InFlight { .. }),
            "{settles_late}: {third:?}"
        );
        let own = store.complete(&key, second.owner(), day).await.unwrap();
        assert_ne!(own, Settled::Lost, "{settles_late}");
        assert!(matches!(store.claim(&key, day).await.unwrap(), Claim::Done));
    }
}
