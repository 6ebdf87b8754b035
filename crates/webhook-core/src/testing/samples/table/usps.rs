//! USPS.

use super::super::Sample;

pub(super) const SAMPLES: &[Sample] = &[Sample {
    provider: "usps",
    name: "tracking",
    event_type: None,
    content_type: "application/json",
    headers: &[],
    body: r#"{"subscriptionId":"sample_000000000000","subscriptionType":"PACKAGE","timestamp":"2026-11-24T12:00:00Z","payload":"{\"trackingNumber\":\"9400100000000000000000\",\"delivery\":\"sample_000000000000\"}"}"#,
}];
