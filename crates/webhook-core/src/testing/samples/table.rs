//! The table of samples: one row for each event, its body in a file of its own.

mod discord;
mod github;
mod in_body;
mod meta;
mod paddle;
mod sendgrid;
mod shopify;
mod slack;
mod sns;
mod standard_webhooks;
mod stripe;
mod telegram;
mod twilio;
mod usps;

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
    discord::SAMPLES,
    meta::SAMPLES,
    sendgrid::SAMPLES,
    telegram::SAMPLES,
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
