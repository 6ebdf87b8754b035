//! The project's corpora, with the models: what fits, and that errors lead to a place in what does not.

use std::{io::Read as _, path::Path};

use axum_webhook::{
    Delivery, EventError, GitHubEvent, Scheme, SlackEvent, StripeEvent,
    core::{DeliveryContext, UnixTime, danger},
    providers,
};
use octocrab::models::webhook_events::{WebhookEvent, payload as github};
use serde::de::DeserializeOwned;
use serde_json::Value;
use slack_morphism::prelude::SlackEventCallbackBody;

/// One JSON document a line.
fn corpus(file: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpora");
    let file = std::fs::File::open(path.join(file)).expect("the corpus");
    let mut lines = String::new();
    let read = flate2::read::GzDecoder::new(file).read_to_string(&mut lines);
    read.expect("UTF-8 in gzip");
    let documents = lines.lines().map(serde_json::from_str);
    documents.collect::<Result<_, _>>().expect("JSON lines")
}

fn delivery(scheme: Scheme, event_type: &str, payload: &Value) -> Delivery {
    let mut headers = axum::http::HeaderMap::new();
    headers.insert("x-github-event", event_type.parse().expect("a header"));
    let verified = danger::assume_verified(scheme, &headers, payload.to_string());
    let context = DeliveryContext::new("corpus", UnixTime::from_secs(0));
    Delivery::new(verified.expect("an envelope"), context)
}

/// Counts, and looks whether an error leads to a place in the payload.
#[derive(Default)]
struct Tally {
    fit: usize,
    of: usize,
}

impl Tally {
    fn add<T>(&mut self, name: &str, payload: &Value, parsed: Result<T, EventError>) {
        self.of += 1;
        match parsed {
            Ok(_) => self.fit += 1,
            Err(EventError::Payload(error)) => {
                let place = payload.pointer(error.path());
                assert!(place.is_some(), "{name}: {error}");
                println!("{name}: {error}");
            }
            Err(other) => panic!("{name}: {other}"),
        }
    }

    /// The page says so.
    fn assert_written(&self, of_what: &str) {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/vendor-models.md");
        let page = std::fs::read_to_string(page).expect("the page");
        let written = format!("{} of {} {of_what}", self.fit, self.of);
        assert!(page.contains(&written), "the page does not say: {written}");
    }
}

fn object<T: DeserializeOwned>(event: &StripeEvent) -> Result<(), EventError> {
    event.object::<T>().map(drop)
}

#[test]
fn stripe() {
    let mut tally = Tally::default();
    for row in corpus("stripe/events.jsonl.gz") {
        let payload = &row["payload"];
        let event = StripeEvent::new(delivery(providers::STRIPE, "", payload));
        let resource = row["resource"].as_str().expect("a resource");
        let parsed = match resource {
            "account" => object::<stripe_shared::Account>(&event),
            "charge" => object::<stripe_shared::Charge>(&event),
            "checkout.session" => object::<stripe_shared::CheckoutSession>(&event),
            "customer" => object::<stripe_shared::Customer>(&event),
            "dispute" => object::<stripe_shared::Dispute>(&event),
            "invoice" => object::<stripe_shared::Invoice>(&event),
            "payment_intent" => object::<stripe_shared::PaymentIntent>(&event),
            "payment_method" => object::<stripe_shared::PaymentMethod>(&event),
            "payout" => object::<stripe_shared::Payout>(&event),
            "price" => object::<stripe_shared::Price>(&event),
            "product" => object::<stripe_shared::Product>(&event),
            "refund" => object::<stripe_shared::Refund>(&event),
            "setup_intent" => object::<stripe_shared::SetupIntent>(&event),
            "subscription" => object::<stripe_shared::Subscription>(&event),
            _ => continue,
        };
        tally.add(event.event_type().as_str(), payload, parsed);
    }
    tally.assert_written("Stripe events");
}

#[test]
fn github() {
    let (mut whole, mut tally) = (Tally::default(), Tally::default());
    for row in corpus("github/payloads.jsonl.gz") {
        let (name, payload) = (row["event"].as_str().expect("a name"), &row["payload"]);
        let event = GitHubEvent::new(delivery(providers::GITHUB, name, payload));
        whole.of += 1;
        // Not `Deserialize`: it is made of the header and the body.
        match WebhookEvent::try_from_header_and_body(event.event_type().as_str(), event.raw()) {
            Ok(_) => whole.fit += 1,
            Err(error) => println!("{name}, whole: {error}"),
        }
        let parsed = match name {
            "check_run" => event
                .payload::<github::CheckRunWebhookEventPayload>()
                .map(drop),
            "issue_comment" => event
                .payload::<github::IssueCommentWebhookEventPayload>()
                .map(drop),
            "issues" => event
                .payload::<github::IssuesWebhookEventPayload>()
                .map(drop),
            "pull_request" => event
                .payload::<github::PullRequestWebhookEventPayload>()
                .map(drop),
            "push" => event.payload::<github::PushWebhookEventPayload>().map(drop),
            "release" => event
                .payload::<github::ReleaseWebhookEventPayload>()
                .map(drop),
            "workflow_run" => event
                .payload::<github::WorkflowRunWebhookEventPayload>()
                .map(drop),
            _ => continue,
        };
        tally.add(name, payload, parsed);
    }
    tally.assert_written("payloads of these events");
    whole.assert_written("GitHub payloads");
}

#[test]
fn slack() {
    let mut tally = Tally::default();
    for row in corpus("slack/events.jsonl.gz") {
        let payload = &row["payload"];
        let event = SlackEvent::new(delivery(providers::SLACK, "", payload));
        let name = row["type"].as_str().expect("a type");
        tally.of += 1;
        match event.event::<SlackEventCallbackBody>() {
            Ok(SlackEventCallbackBody::Unknown(_)) => println!("{name}: unknown"),
            Ok(_) => tally.fit += 1,
            Err(error) => println!("{name}: {error}"),
        }
    }
    tally.assert_written("Slack events");
}
