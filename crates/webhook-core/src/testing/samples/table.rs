//! The table of samples: one row per event, its body in a file of its own.

use super::Sample;

pub(super) const SAMPLES: &[Sample] = &[
    Sample {
        provider: "stripe",
        name: "invoice.paid",
        event_type: None,
        content_type: "application/json",
        headers: &[],
        body: include_str!("stripe/invoice.paid.json"),
    },
    Sample {
        provider: "github",
        name: "push",
        event_type: Some("push"),
        content_type: "application/json",
        headers: &[("user-agent", "GitHub-Hookshot/044aadd")],
        body: include_str!("github/push.json"),
    },
];
