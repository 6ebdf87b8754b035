use std::time::{Duration, UNIX_EPOCH};

use serde::Deserialize;
use webhook_core::providers;

use super::*;
use crate::{Event as _, test_support::delivery};

fn event(json: &str) -> StripeEvent {
    StripeEvent::from_delivery(&delivery(providers::STRIPE, &[], json.to_owned())).unwrap()
}

const SNAPSHOT: &str = r#"{"id":"evt_1","object":"event","api_version":"2026-10-28.endive","created":1795000000,"data":{"object":{"id":"sub_1","object":"subscription","quantity":3},"previous_attributes":{"quantity":2}},"livemode":false,"type":"customer.subscription.updated","account":"acct_1","request":{"id":"req_1","idempotency_key":"key_1"}}"#;
const THIN: &str = r#"{"id":"evt_2","object":"v2.core.event","type":"v1.billing.meter.error_report_triggered","livemode":true,"created":"2026-11-18T15:33:20.000Z","context":"acct_2","related_object":{"id":"mtr_1","type":"billing.meter","url":"/v1/billing/meters/mtr_1"},"reason":{"type":"request","request":{"id":"req_2"}}}"#;

#[derive(Debug, Deserialize, PartialEq)]
struct Subscription<'a> {
    id: &'a str,
    quantity: u32,
}

#[test]
fn snapshot_events_hold_their_object() {
    let event = event(SNAPSHOT);
    assert_eq!(event.id(), Some("evt_1"));
    assert_eq!(
        *event.event_type(),
        StripeEventType::CustomerSubscriptionUpdated
    );
    assert_eq!(
        event.created(),
        Some(UNIX_EPOCH + Duration::from_secs(1_795_000_000))
    );
    assert_eq!(event.livemode(), Some(false));
    assert_eq!(event.api_version(), Some("2026-10-28.endive"));
    assert_eq!(event.account(), Some("acct_1"));
    assert_eq!(event.request_id(), Some("req_1"));
    assert_eq!(event.idempotency_key(), Some("key_1"));
    assert_eq!(event.object_id(), Some("sub_1"));
    assert_eq!(event.object_type(), Some("subscription"));
    assert!(!event.is_thin());
    assert_eq!(event.related_object(), None);
    let object: Subscription<'_> = event.object().unwrap();
    assert_eq!(
        object,
        Subscription {
            id: "sub_1",
            quantity: 3
        }
    );
    let previous: Option<serde_json::Value> = event.previous_attributes().unwrap();
    assert_eq!(previous, Some(serde_json::json!({"quantity": 2})));
    assert_eq!(event.raw(), SNAPSHOT.as_bytes());
}

#[test]
fn thin_events_name_theirs() {
    let event = event(THIN);
    assert!(event.is_thin());
    assert_eq!(
        *event.event_type(),
        StripeEventType::V1BillingMeterErrorReportTriggered
    );
    assert!(event.event_type() == "v1.billing.meter.error_report_triggered");
    assert_eq!(
        event.created(),
        Some(UNIX_EPOCH + Duration::from_secs(1_795_016_000))
    );
    assert_eq!(event.account(), Some("acct_2"));
    assert_eq!(event.api_version(), None);
    assert_eq!(event.request_id(), Some("req_2"));
    assert_eq!(event.object_id(), Some("mtr_1"));
    assert_eq!(event.object_type(), Some("billing.meter"));
    let related = event.related_object().unwrap();
    assert_eq!(
        (related.id, related.kind, related.url),
        (
            "mtr_1",
            Some("billing.meter"),
            Some("/v1/billing/meters/mtr_1")
        )
    );
    let error = event.object::<Subscription<'_>>().unwrap_err();
    assert!(error.to_string().contains("related_object()"), "{error}");
    assert_eq!(
        event.previous_attributes::<Subscription<'_>>().unwrap(),
        None
    );
}

#[test]
fn each_member_drifts_alone() {
    let event = event(
        r#"{"id":"evt_3","created":"soon","livemode":"yes","api_version":7,"type":{"new":"shape"},"account":"acct_3","data":"gone"}"#,
    );
    assert_eq!(*event.event_type(), StripeEventType::Unknown("".into()));
    assert_eq!(
        (event.created(), event.livemode(), event.api_version()),
        (None, None, None)
    );
    assert_eq!(
        (event.id(), event.account()),
        (Some("evt_3"), Some("acct_3"))
    );
    assert!(matches!(
        event.object::<Subscription<'_>>(),
        Err(EventError::Absent { .. })
    ));
}

#[test]
fn a_retyped_object_says_where() {
    let event = event(r#"{"data":{"object":{"id":"sub_1","quantity":"3"}}}"#);
    let error = event.object::<Subscription<'_>>().unwrap_err();
    assert!(
        error.to_string().contains("/data/object/quantity"),
        "{error}"
    );
    let value: serde_json::Value = event.object().unwrap();
    assert_eq!(value["quantity"], "3");
}

#[test]
fn what_is_not_json_arrives_all_the_same() {
    for body in ["", "not json", "[]", "{\"id\":", "\u{0}"] {
        let event = event(body);
        assert_eq!(event.raw(), body.as_bytes());
        assert_eq!((event.id(), event.created()), (None, None));
        assert!(!event.event_type().is_known());
        assert!(event.payload::<Subscription<'_>>().is_err());
        assert!(event.object::<Subscription<'_>>().is_err());
    }
}

#[test]
fn debug_leaves_the_payload_out() {
    let text = format!("{:?}", event(SNAPSHOT));
    assert!(
        text.contains("evt_1") && !text.contains("quantity"),
        "{text}"
    );
}

/// What deduplicates, what dispatches and what a handler reads are one value each.
#[test]
fn t_17_of_keys_that_occur_twice_the_first_counts_everywhere() {
    let event = event(
        r#"{"id":"evt_1","id":"evt_2","type":"invoice.paid","type":"payout.paid","created":1,"created":2,"data":{"object":{"id":"sub_1","quantity":1},"object":{"id":"sub_2","quantity":2}},"data":{"object":{"id":"sub_3","quantity":3}}}"#,
    );
    assert_eq!(event.id(), Some("evt_1"));
    assert_eq!(*event.event_type(), StripeEventType::InvoicePaid);
    assert_eq!(event.created(), Some(UNIX_EPOCH + Duration::from_secs(1)));
    assert_eq!(event.object::<Subscription<'_>>().unwrap().id, "sub_1");
    // Derived types refuse what serde_json::Value would settle by taking the last.
    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only the error matters")]
    struct Whole<'a> {
        id: &'a str,
    }
    assert!(event.payload::<Whole<'_>>().is_err());
}

#[test]
fn t_61_a_payload_nested_without_end_is_an_error_and_no_overflow() {
    let json = format!(r#"{{"id":"evt_1","data":{{"object":{}"#, "[".repeat(60_000));
    let event = event(&json);
    assert_eq!((event.id(), event.created()), (Some("evt_1"), None));
    assert!(event.object::<serde_json::Value>().is_err());
    assert!(event.payload::<serde_json::Value>().is_err());
}
