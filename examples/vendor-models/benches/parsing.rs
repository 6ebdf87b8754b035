//! What knowing an event costs beside its vendor's model of it, and beside `serde_json::Value`.
//!
//! Prints medians and ratios of interleaved rounds, of events of 64 KiB.

use std::{hint::black_box, time::Instant};

use axum_webhook::{
    Delivery, GitHubEvent, StripeEvent, providers,
    testing::{self, RequestBuilder},
};
use octocrab::models::webhook_events::payload::PushWebhookEventPayload;
use serde_json::Value;
use stripe_shared::Charge;

const ROUNDS: usize = 31;
const REPEATS: u32 = 32;
const SIZE: usize = 64 << 10;
const SECRET: &str = "a secret of some length";

type Read = fn(&Delivery);

/// A sample made large by what its vendor's model keeps: metadata, or commits.
fn large(provider: &str, name: &str, grow: impl Fn(&mut Value, usize)) -> String {
    let sample = testing::sample(provider, name).expect("a sample");
    let mut event: Value = serde_json::from_str(sample.body).expect("JSON");
    let mut grown = 0;
    while event.to_string().len() < SIZE {
        grow(&mut event, grown);
        grown += 1;
    }
    event.to_string()
}

fn compare(title: &str, request: &RequestBuilder, reads: &[(&str, Read)]) {
    println!("{title}, {} bytes", request.delivery().body().len());
    let mut rounds: Vec<Vec<f64>> = Vec::new();
    for round in 0..=ROUNDS {
        let mut times = vec![0.0; reads.len()];
        for index in 0..reads.len() {
            let index = (index + round) % reads.len();
            // Of each delivery type and id are found once, so each read has its own.
            let deliveries: Vec<_> = (0..REPEATS).map(|_| request.delivery()).collect();
            let start = Instant::now();
            for delivery in &deliveries {
                reads[index].1(delivery);
            }
            times[index] = start.elapsed().as_secs_f64() * 1e6 / f64::from(REPEATS);
        }
        // The first round warms up.
        if round > 0 {
            rounds.push(times);
        }
    }
    let median = |figure: &dyn Fn(&Vec<f64>) -> f64| {
        let mut figures: Vec<f64> = rounds.iter().map(figure).collect();
        figures.sort_unstable_by(f64::total_cmp);
        figures[figures.len() / 2]
    };
    for (index, (name, _)) in reads.iter().enumerate() {
        let time = median(&|times| times[index]);
        let ratio = median(&|times| times[0] / times[index]);
        println!("  {name:32} {time:8.1} us   id and type cost {ratio:.3} of it");
    }
}

fn value(delivery: &Delivery) {
    black_box(serde_json::from_slice::<Value>(delivery.body()).expect("JSON"));
}

fn main() {
    let charge = large("stripe", "charge.refunded", |event, number| {
        event["data"]["object"]["metadata"][format!("order_{number}")] =
            "a note of the shop's".into();
    });
    let request = testing::request(providers::STRIPE, SECRET).body(charge);
    compare(
        "Stripe, a charge",
        &request,
        &[
            ("id and type", |delivery| {
                let event = StripeEvent::new(delivery.clone());
                black_box((event.id(), event.event_type()));
            }),
            ("async-stripe's Charge", |delivery| {
                let event = StripeEvent::new(delivery.clone());
                black_box(event.object::<Charge>().expect("a charge"));
            }),
            ("serde_json::Value", value),
        ],
    );
    let push = large("github", "push", |event, _| {
        let commit = serde_json::json!({
            "id": "000d5ce93a3bfae5d6c6bb8a2b6c9f7c3d2e1f00",
            "tree_id": "f9d2a07e9488b91af2641b26b9407fe22a451433",
            "distinct": true,
            "message": "Update README.md",
            "timestamp": "2019-05-15T15:20:41Z",
            "url": "https://github.com/octo/hello/commit/000d5ce9",
            "author": {"name": "Octo", "email": "octo@example.com", "username": "octo"},
            "committer": {"name": "Octo", "email": "octo@example.com", "username": "octo"},
            "added": [], "removed": [], "modified": ["README.md"],
        });
        event["commits"]
            .as_array_mut()
            .expect("commits")
            .push(commit);
    });
    let request = testing::request(providers::GITHUB, SECRET)
        .event_type("push")
        .body(push);
    compare(
        "GitHub, a push",
        &request,
        &[
            ("id, type, repository and sender", |delivery| {
                let event = GitHubEvent::new(delivery.clone());
                black_box((
                    event.id(),
                    event.event_type(),
                    event.repository(),
                    event.sender(),
                ));
            }),
            ("octocrab's push", |delivery| {
                let event = GitHubEvent::new(delivery.clone());
                black_box(event.payload::<PushWebhookEventPayload>().expect("a push"));
            }),
            ("serde_json::Value", value),
        ],
    );
}
