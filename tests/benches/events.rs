//! What it costs to know what an event is: its id and type, beside a parse of the whole.
//!
//! Prints medians and ratios of interleaved rounds, and allocations, counted.

use std::{collections::HashMap, hint::black_box, time::Instant};

use bytes::Bytes;
use http::HeaderMap;
use serde::Deserialize;
use serde_json::Value;
use webhook_core::{DedupeBy, Delivery, DeliveryContext, Scheme, UnixTime, danger, providers};
use webhook_events::{GitHubEvent, StripeEvent};

const ROUNDS: usize = 51;
const REPEATS: u32 = 64;
/// The size that the budget is about.
const SIZE: usize = 64 << 10;

/// What is measured, each from a delivery that nobody has looked into.
type Read = fn(&Delivery);

/// A Stripe event in the order of members that Stripe sends: the type comes last.
fn stripe() -> String {
    let line = r#"{"id":"il_1Pgc6s","object":"line_item","amount":1000,"currency":"usd","description":"My First Invoice Item","discountable":true,"discounts":[],"livemode":false,"metadata":{"order":"6735"},"period":{"end":1721954054,"start":1721954054},"proration":false,"quantity":1,"subscription":null}"#;
    let lines = vec![line; (SIZE - 700) / (line.len() + 1)].join(",");
    format!(
        r#"{{"id":"evt_1","object":"event","api_version":"2026-10-28.endive","created":1795000000,"data":{{"object":{{"id":"in_1","object":"invoice","amount_due":1000,"amount_paid":1000,"currency":"usd","customer":"cus_1","customer_email":null,"lines":{{"object":"list","data":[{lines}],"has_more":false,"url":"/v1/invoices/in_1/lines"}},"status":"paid","total":1000}}}},"livemode":true,"pending_webhooks":1,"request":{{"id":"req_1","idempotency_key":null}},"type":"invoice.paid"}}"#
    )
}

/// A GitHub push, whose commits are most of it.
fn github() -> String {
    let commit = r#"{"id":"000d5ce93a3bfae5d6c6bb8a2b6c9f7c3d2e1f00","tree_id":"f9d2a07e9488b91af2641b26b9407fe22a451433","distinct":true,"message":"Update README.md","timestamp":"2019-05-15T15:20:41Z","url":"https://github.com/octo/hello/commit/000d5ce9","author":{"name":"Octo","email":"octo@example.com","username":"octo"},"added":[],"removed":[],"modified":["README.md"]}"#;
    let commits = vec![commit; (SIZE - 300) / (commit.len() + 1)].join(",");
    format!(
        r#"{{"ref":"refs/heads/main","before":"6113728f","after":"0000000a","repository":{{"id":186853002,"full_name":"octo/hello","private":false}},"sender":{{"login":"octo","id":21031067}},"created":false,"deleted":false,"forced":false,"commits":[{commits}]}}"#
    )
}

/// A model of the whole event, owned as vendors' models are.
#[derive(Deserialize)]
#[allow(dead_code, reason = "only the parse counts")]
struct Model {
    id: String,
    api_version: Option<String>,
    created: i64,
    data: Data,
    livemode: bool,
    #[serde(rename = "type")]
    event_type: String,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "only the parse counts")]
struct Data {
    object: Invoice,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "only the parse counts")]
struct Invoice {
    id: String,
    amount_due: i64,
    currency: String,
    customer: String,
    customer_email: Option<String>,
    lines: Lines,
    status: String,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "only the parse counts")]
struct Lines {
    data: Vec<Line>,
    has_more: bool,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "only the parse counts")]
struct Line {
    id: String,
    amount: i64,
    currency: String,
    description: Option<String>,
    metadata: HashMap<String, String>,
    quantity: Option<i64>,
    subscription: Option<String>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "only the parse counts")]
struct Push {
    r#ref: String,
    before: String,
    after: String,
    commits: Vec<Commit>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "only the parse counts")]
struct Commit {
    id: String,
    message: String,
    timestamp: String,
    url: String,
    author: HashMap<String, String>,
    modified: Vec<String>,
}

fn delivery(scheme: Scheme, headers: &HeaderMap, body: &Bytes) -> Delivery {
    let verified = danger::assume_verified(scheme, headers, body.clone()).expect("a delivery");
    let mut context = DeliveryContext::new("bench", UnixTime::from_secs(0));
    context.dedupe = DedupeBy::Off;
    Delivery::new(verified, context)
}

fn compare(title: &str, scheme: Scheme, headers: &HeaderMap, body: String, reads: &[(&str, Read)]) {
    println!("{title}, {} bytes", body.len());
    let body = Bytes::from(body);
    let fresh = || delivery(scheme, headers, &body);
    let mut rounds: Vec<Vec<f64>> = Vec::new();
    for round in 0..=ROUNDS {
        let mut times = vec![0.0; reads.len()];
        for index in 0..reads.len() {
            let index = (index + round) % reads.len();
            let deliveries: Vec<_> = (0..REPEATS).map(|_| fresh()).collect();
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
    for (index, (name, read)) in reads.iter().enumerate() {
        let delivery = fresh();
        let counted = allocation_counter::measure(|| read(&delivery));
        println!(
            "  {name:42} {:8.1} us  {:6.3}x  {:6} allocations, {:8} bytes",
            median(&|times| times[index]),
            median(&|times| times[index] / times[reads.len() - 1]),
            counted.count_total,
            counted.bytes_total,
        );
    }
}

fn value(delivery: &Delivery) {
    black_box(serde_json::from_slice::<Value>(delivery.body()).expect("JSON"));
}

fn main() {
    println!("medians of {ROUNDS} interleaved rounds; ratios to serde_json::Value");
    compare(
        "Stripe, the type at the end",
        providers::STRIPE,
        &HeaderMap::new(),
        stripe(),
        &[
            ("id and type", |delivery| {
                let event = StripeEvent::new(delivery.clone());
                assert_eq!(black_box(event.id()), Some("evt_1"));
                assert_eq!(black_box(event.event_type()).as_str(), "invoice.paid");
            }),
            ("id, type and the rest of the envelope", |delivery| {
                let event = StripeEvent::new(delivery.clone());
                assert_eq!(black_box(event.event_type()).as_str(), "invoice.paid");
                assert_eq!(black_box(event.object_id()), Some("in_1"));
            }),
            ("the object, borrowed: two of its members", |delivery| {
                #[derive(Deserialize)]
                struct Few<'a> {
                    id: &'a str,
                    amount_due: i64,
                }
                let event = StripeEvent::new(delivery.clone());
                let few: Few<'_> = event.object().expect("an invoice");
                black_box((few.id, few.amount_due));
            }),
            ("a model of the whole, owned", |delivery| {
                let event = StripeEvent::new(delivery.clone());
                black_box(
                    event
                        .payload::<Model>()
                        .expect("the model")
                        .data
                        .object
                        .id
                        .len(),
                );
            }),
            ("serde_json::Value", value),
        ],
    );
    let mut headers = HeaderMap::new();
    headers.insert("x-github-event", "push".parse().expect("a value"));
    headers.insert("x-github-delivery", "guid".parse().expect("a value"));
    compare(
        "GitHub, a push",
        providers::GITHUB,
        &headers,
        github(),
        &[
            ("id and type", |delivery| {
                let event = GitHubEvent::new(delivery.clone());
                assert_eq!(black_box(event.id()), Some("guid"));
                assert_eq!(black_box(event.event_type()).as_str(), "push");
            }),
            ("id, type and the rest of the envelope", |delivery| {
                let event = GitHubEvent::new(delivery.clone());
                assert_eq!(black_box(event.event_type()).as_str(), "push");
                assert_eq!(black_box(event.repository()), Some("octo/hello"));
                assert_eq!(black_box(event.action()), None);
            }),
            ("a model of the whole, owned", |delivery| {
                let event = GitHubEvent::new(delivery.clone());
                black_box(event.payload::<Push>().expect("the model").commits.len());
            }),
            ("serde_json::Value", value),
        ],
    );
}
