//! Square.

use super::{super::Sample, json};

pub(super) const SAMPLES: &[Sample] = &[
    json(
        "square",
        "payment.updated",
        include_str!("../square/payment.updated.json"),
    ),
    json(
        "square",
        "order.created",
        include_str!("../square/order.created.json"),
    ),
    json(
        "square",
        "customer.created",
        include_str!("../square/customer.created.json"),
    ),
    json(
        "square",
        "invoice.deleted",
        include_str!("../square/invoice.deleted.json"),
    ),
    json(
        "square",
        "catalog.version.updated",
        include_str!("../square/catalog.version.updated.json"),
    ),
];
