//! Every member of every payload, however deep, removed, nulled, retyped, and with a new one before
//! it: the event still arrives with its bytes, and only what was changed is lost from its envelope.
//! Cut off anywhere, it arrives as well.

use axum_webhook::{Delivery, GitHubEvent, SlackEvent, StripeEvent, providers};
use serde_json::Value;

use crate::{
    corpus::{Row, delivery, rows},
    document::{CHANGES, Change, Document},
    tables::{self, Table, scalar},
};

/// Calls `check` with each changed document, the pointer to what was changed, and how.
fn drift(payload: &Value, check: &mut dyn FnMut(String, &str, Change)) {
    let document = Document::of(payload);
    for field in &document.fields {
        for change in CHANGES {
            check(document.with(field, change), &field.pointer, change);
        }
    }
}

/// The table of a changed document: nothing at and below the change, all else as it was.
fn assert_only_that_is_lost(table: &Table, payload: &Value, changed: &str, change: Change) {
    for (pointer, read) in table {
        let below = change != Change::Added
            && pointer
                .strip_prefix(changed)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let expected = if below {
            None
        } else {
            scalar(payload, pointer)
        };
        assert_eq!(*read, expected, "{pointer}, after {changed} drifted");
    }
}

/// Drifts all rows and has each delivery checked; returns how many there were.
fn all(
    rows: Vec<Row>,
    deliver: impl Fn(&str, String) -> Delivery,
    table: impl Fn(Delivery) -> Table,
) -> usize {
    let mut count = 0;
    for Row { name, payload } in rows {
        drift(&payload, &mut |body, changed, change| {
            let delivery = deliver(&name, body.clone());
            assert_eq!(*delivery.body(), body);
            assert_only_that_is_lost(&table(delivery), &payload, changed, change);
            count += 1;
        });
    }
    count
}

#[test]
fn stripes_events_survive_drift() {
    let count = all(
        rows("stripe/events.jsonl.gz"),
        |_, body| delivery(providers::STRIPE, &[], body),
        |delivery| {
            let event = StripeEvent::new(delivery);
            // Whatever is left of them, asking for the parts is an answer or an error.
            let _ = (
                event.object::<Value>(),
                event.previous_attributes::<Value>(),
            );
            assert_eq!(
                event.event_type().as_str(),
                event.delivery().event_type().unwrap_or("")
            );
            tables::stripe(&event)
        },
    );
    assert_eq!(count, 52_260);
}

fn github(file: &str) -> usize {
    all(
        rows(file),
        |name, body| delivery(providers::GITHUB, &[("x-github-event", name)], body),
        |delivery| {
            let event = GitHubEvent::new(delivery);
            assert_eq!(
                event.event_type().as_str(),
                event.delivery().event_type().unwrap()
            );
            tables::github(&event)
        },
    )
}

#[test]
fn githubs_events_survive_drift() {
    assert_eq!(github("github/payloads.jsonl.gz"), 186_476);
}

#[test]
fn enterprise_servers_events_survive_drift() {
    assert_eq!(github("github/payloads-ghes35.jsonl.gz"), 30_824);
}

#[test]
fn slacks_events_survive_drift() {
    let count = all(
        rows("slack/events.jsonl.gz"),
        |_, body| delivery(providers::SLACK, &[], body),
        |delivery| {
            let event = SlackEvent::new(delivery);
            let _ = (event.kind(), event.event::<Value>());
            tables::slack(&event)
        },
    );
    assert_eq!(count, 36_892);
}

/// Deliveries that end too early, inside a character even.
#[test]
fn what_is_cut_off_arrives_without_a_panic() {
    for Row { name, payload } in rows("github/payloads-ghes35.jsonl.gz") {
        let text = payload.to_string().into_bytes();
        for end in (0..text.len()).step_by(text.len() / 100 + 1) {
            let cut = &text[..end];
            let headers = [("x-github-event", &*name)];
            let github = GitHubEvent::new(delivery(providers::GITHUB, &headers, cut.to_vec()));
            let stripe = StripeEvent::new(delivery(providers::STRIPE, &[], cut.to_vec()));
            let slack = SlackEvent::new(delivery(providers::SLACK, &[], cut.to_vec()));
            assert_eq!(github.raw(), cut);
            let _ = (
                tables::github(&github),
                tables::stripe(&stripe),
                tables::slack(&slack),
            );
            assert!(github.payload::<Value>().is_err());
            assert!(stripe.object::<Value>().is_err());
            assert!(slack.event::<Value>().is_err());
        }
    }
}
