//! PayPal.

use super::{super::Sample, json};

pub(super) const SAMPLES: &[Sample] = &[
    json(
        "paypal",
        "PAYMENT.CAPTURE.COMPLETED",
        include_str!("../paypal/PAYMENT.CAPTURE.COMPLETED.json"),
    ),
    json(
        "paypal",
        "CHECKOUT.ORDER.APPROVED",
        include_str!("../paypal/CHECKOUT.ORDER.APPROVED.json"),
    ),
    json(
        "paypal",
        "BILLING.SUBSCRIPTION.ACTIVATED",
        include_str!("../paypal/BILLING.SUBSCRIPTION.ACTIVATED.json"),
    ),
    json(
        "paypal",
        "PAYMENT.SALE.COMPLETED",
        include_str!("../paypal/PAYMENT.SALE.COMPLETED.json"),
    ),
];
