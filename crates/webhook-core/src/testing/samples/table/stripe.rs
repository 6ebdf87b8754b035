//! Stripe.

use super::super::Sample;

pub(super) const SAMPLES: &[Sample] = &[
    Sample {
        provider: "stripe",
        name: "invoice.paid",
        event_type: None,
        content_type: "application/json",
        headers: &[],
        body: include_str!("../stripe/invoice.paid.json"),
    },
    Sample {
        provider: "stripe",
        name: "payment_intent.succeeded",
        event_type: None,
        content_type: "application/json",
        headers: &[],
        body: include_str!("../stripe/payment_intent.succeeded.json"),
    },
    Sample {
        provider: "stripe",
        name: "charge.refunded",
        event_type: None,
        content_type: "application/json",
        headers: &[],
        body: include_str!("../stripe/charge.refunded.json"),
    },
    Sample {
        provider: "stripe",
        name: "customer.subscription.deleted",
        event_type: None,
        content_type: "application/json",
        headers: &[],
        body: include_str!("../stripe/customer.subscription.deleted.json"),
    },
];
