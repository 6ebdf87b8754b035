//! The table of samples: one row for each event, its body in a file of its own.

mod github;
mod in_body;
mod shopify;
mod slack;
mod sns;
mod standard_webhooks;
mod stripe;
mod twilio;
mod usps;

use super::Sample;

/// All samples, by provider.
pub(super) const SAMPLES: [&[Sample]; 9] = [
    stripe::SAMPLES,
    github::SAMPLES,
    shopify::SAMPLES,
    slack::SAMPLES,
    twilio::SAMPLES,
    standard_webhooks::SAMPLES,
    usps::SAMPLES,
    in_body::SAMPLES,
    sns::SAMPLES,
];
