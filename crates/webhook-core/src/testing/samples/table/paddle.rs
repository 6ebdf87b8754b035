//! Paddle.

use super::{super::Sample, json};

pub(super) const SAMPLES: &[Sample] = &[
    json(
        "paddle",
        "transaction.completed",
        include_str!("../paddle/transaction.completed.json"),
    ),
    json(
        "paddle",
        "subscription.activated",
        include_str!("../paddle/subscription.activated.json"),
    ),
    json(
        "paddle",
        "subscription.canceled",
        include_str!("../paddle/subscription.canceled.json"),
    ),
];
