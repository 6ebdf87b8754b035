//! T-59: a flood of genuine, unique deliveries through the layer, over a small memory store.

use http_body_util::Full;
use tower::{Layer as _, ServiceExt as _};
use tower_webhook::{MemoryStore, WebhookLayer};
use webhook_core::{Refusal, providers, testing};
use webhook_tests::{
    STRIPE_SECRET,
    handler::{Act, Handler},
    stripe_event, wait,
};

#[tokio::test]
async fn t_59_a_flood_evicts_no_delivery_in_flight_and_fresh_ids_are_still_deduped() {
    const CAPACITY: usize = 500;
    let store = MemoryStore::with_capacity(CAPACITY);
    let handler = Handler::script([Act::Wait(200)]);
    let layer = WebhookLayer::stripe(STRIPE_SECRET).dedupe(store.clone());
    let service = layer.layer(handler.clone());
    let send = async |id: &str| {
        let request = testing::request(providers::STRIPE, STRIPE_SECRET)
            .body(stripe_event(id))
            .build()
            .map(Full::new);
        service.clone().oneshot(request).await.unwrap()
    };
    let held = tokio::spawn({
        let request = testing::request(providers::STRIPE, STRIPE_SECRET)
            .body(stripe_event("evt_held"))
            .build()
            .map(Full::new);
        service.clone().oneshot(request)
    });
    wait::until("the handler runs", || handler.started() == 1).await;

    for flood in 0..10 * CAPACITY {
        let id = format!("evt_flood_{flood}");
        assert_eq!(send(&id).await.status(), 200);
        // The newest is remembered, however full the store is.
        assert_eq!(send(&id).await.status(), 200);
        assert_eq!(handler.started(), flood + 2, "{id} ran twice");
    }
    assert!(store.evicted() > 0, "the flood must exceed the store");

    let copy = send("evt_held").await;
    assert_eq!(
        copy.extensions().get().map(Refusal::code),
        Some("in_flight")
    );
    handler.let_go(1);
    assert_eq!(held.await.unwrap().unwrap().status(), 200);
    assert_eq!(send("evt_held").await.status(), 200);
    assert_eq!(handler.started(), 10 * CAPACITY + 1);
}
