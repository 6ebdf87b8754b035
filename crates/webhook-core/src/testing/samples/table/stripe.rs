//! Stripe: every type of snapshot event around an object of its kind, and thin events.
//!
//! `scripts/generate-stripe-samples` writes what they are made of. An object is of the right kind,
//! in whatever state Stripe's fixture has.

use std::{collections::BTreeMap, sync::LazyLock};

use serde_json::value::RawValue;

use super::{super::Sample, json};

/// The most usual first; then all others by name.
const USUAL: [&str; 12] = [
    "invoice.paid",
    "payment_intent.succeeded",
    "charge.refunded",
    "customer.subscription.deleted",
    "checkout.session.completed",
    "customer.subscription.created",
    "customer.subscription.updated",
    "invoice.payment_failed",
    "payment_intent.payment_failed",
    "charge.dispute.created",
    "payout.paid",
    "account.updated",
];

const THIN: [Sample; 2] = [
    json(
        "stripe",
        "v1.billing.meter.error_report_triggered",
        include_str!("../stripe/v1.billing.meter.error_report_triggered.json"),
    ),
    json(
        "stripe",
        "v2.core.event_destination.ping",
        include_str!("../stripe/v2.core.event_destination.ping.json"),
    ),
];

pub(super) static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
    let types: BTreeMap<&'static str, &str> =
        serde_json::from_str(include_str!("../stripe/types.json")).unwrap_or_default();
    let objects: BTreeMap<&str, &RawValue> =
        serde_json::from_str(include_str!("../stripe/objects.json")).unwrap_or_default();
    let of = |name: &'static str| -> Option<Sample> {
        let object = objects.get(types.get(name)?)?.get();
        // For the life of the process, once.
        let body: &'static str = Box::leak(snapshot(name, object).into_boxed_str());
        Some(json("stripe", name, body))
    };
    let others = types.keys().filter(|name| !USUAL.contains(name));
    let names = USUAL.iter().chain(others).copied();
    names.filter_map(of).chain(THIN).collect()
});

/// In the order in which Stripe sends the members.
fn snapshot(name: &str, object: &str) -> String {
    format!(
        concat!(
            r#"{{"id":"evt_1SampleOfStripe000000","object":"event","api_version":"2026-10-28.endive","#,
            r#""created":1795000108,"data":{{"object":{}}},"livemode":false,"pending_webhooks":1,"#,
            r#""request":{{"id":"req_SampleOfStripe","idempotency_key":null}},"type":"{}"}}"#,
        ),
        object, name
    )
}
