//! The table of samples: one row for each event, its body in a file of its own.

mod github;
mod gitlab;
mod in_body;
mod linear;
mod paddle;
mod paypal;
mod shopify;
mod slack;
mod sns;
mod square;
mod standard_webhooks;
mod stripe;
mod twilio;
mod usps;
mod zoom;

use super::Sample;

/// All samples, by provider.
pub(super) const SAMPLES: &[&[Sample]] = &[
    stripe::SAMPLES,
    github::SAMPLES,
    shopify::SAMPLES,
    slack::SAMPLES,
    twilio::SAMPLES,
    standard_webhooks::SAMPLES,
    usps::SAMPLES,
    in_body::SAMPLES,
    sns::SAMPLES,
    paddle::SAMPLES,
    paypal::SAMPLES,
    square::SAMPLES,
    zoom::SAMPLES,
    linear::SAMPLES,
    gitlab::SAMPLES,
];

/// An event whose body is JSON and whose type stands in it.
const fn json(provider: &'static str, name: &'static str, body: &'static str) -> Sample {
    Sample {
        provider,
        name,
        event_type: None,
        content_type: "application/json",
        headers: &[],
        body,
    }
}
