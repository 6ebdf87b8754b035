//! The table of samples: one row for each event, its body in a file of its own.

mod discord;
mod github;
mod gitlab;
mod in_body;
mod line;
mod linear;
mod meta;
mod paddle;
mod paypal;
mod sendgrid;
mod shopify;
mod slack;
mod sns;
mod square;
mod standard_webhooks;
mod stripe;
mod telegram;
mod twilio;
mod twitch;
mod usps;
mod zoom;

use super::Sample;

/// The samples that are written down for this provider.
pub(super) fn of(provider: &str) -> impl Iterator<Item = &'static Sample> {
    let composed: &'static [Sample] = match provider {
        "stripe" => &stripe::SAMPLES,
        _ => &[],
    };
    let written = SAMPLES.iter().copied().flatten();
    written
        .filter(move |sample| sample.provider == provider)
        .chain(composed)
}

/// All samples that are in files of their own, by provider.
const SAMPLES: &[&[Sample]] = &[
    github::SAMPLES,
    shopify::SAMPLES,
    slack::SAMPLES,
    twilio::SAMPLES,
    standard_webhooks::SAMPLES,
    usps::SAMPLES,
    in_body::SAMPLES,
    sns::SAMPLES,
    paddle::SAMPLES,
    twitch::SAMPLES,
    line::SAMPLES,
    paypal::SAMPLES,
    square::SAMPLES,
    zoom::SAMPLES,
    linear::SAMPLES,
    gitlab::SAMPLES,
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
