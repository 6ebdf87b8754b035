//! The counters of the feature `metrics`: one per outcome, labelled by provider and endpoint.

use std::collections::BTreeMap;

use bytes::Bytes;
use http_body_util::Full;
use metrics_util::debugging::{DebugValue, DebuggingRecorder};
use tower::{Layer as _, ServiceExt as _};
use tower_webhook::WebhookLayer;
use webhook_core::{providers, testing};
use webhook_tests::{
    STRIPE_SECRET,
    handler::{Act, Handler},
    stripe_event,
};

#[test]
fn outcomes_are_counted_by_provider_and_endpoint() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    metrics::with_local_recorder(&recorder, || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.unwrap().block_on(async {
            let handler = Handler::script([
                Act::Status(500),
                Act::Status(200),
                Act::Panic,
                Act::PassOver,
            ]);
            let layer = WebhookLayer::stripe(STRIPE_SECRET)
                .endpoint("billing")
                .allow_events(["invoice.paid", "charge.failed"]);
            let service = layer.layer(handler);
            let genuine = |id| {
                let request = testing::request(providers::STRIPE, STRIPE_SECRET);
                request
                    .body(stripe_event(id))
                    .build()
                    .map(Full::<Bytes>::new)
            };
            let of_type = |name: &str| {
                let body = format!(r#"{{"id":"evt_{name}","type":"{name}"}}"#);
                let request = testing::request(providers::STRIPE, STRIPE_SECRET).body(body);
                request.build().map(Full::<Bytes>::new)
            };
            let forged = genuine("evt_1").map(|_| Full::from("{}"));
            for request in [
                genuine("evt_1"),
                genuine("evt_1"),
                genuine("evt_1"),
                genuine("evt_2"),
                forged,
                // A type that the layer does not take, and one that the handler passes over.
                of_type("invoice.created"),
                of_type("charge.failed"),
            ] {
                service.clone().oneshot(request).await.unwrap();
            }
        });
    });
    let counted: BTreeMap<_, _> = snapshotter
        .snapshot()
        .into_vec()
        .into_iter()
        .map(|(key, _, _, value)| {
            let labels: Vec<_> = key
                .key()
                .labels()
                .map(|label| label.value().to_owned())
                .collect();
            assert_eq!(key.key().name(), "webhook_deliveries_total");
            let DebugValue::Counter(count) = value else {
                panic!("not a counter");
            };
            (labels.join(" "), count)
        })
        .collect();
    let expected = [
        ("stripe billing bad_signature", 1),
        ("stripe billing duplicate", 1),
        ("stripe billing handled", 1),
        ("stripe billing handler_failed", 1),
        ("stripe billing handler_panicked", 1),
        ("stripe billing unhandled", 2),
    ];
    let expected = expected.map(|(labels, count)| (labels.to_owned(), count));
    assert_eq!(counted, BTreeMap::from(expected));
}
