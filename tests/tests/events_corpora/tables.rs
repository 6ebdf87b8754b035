//! Each event's envelope as a table: where a member stands, and what the event says of it.

use std::time::UNIX_EPOCH;

use axum_webhook::{GitHubEvent, SlackEvent, SnsMessage, StripeEvent};
use serde_json::Value;

pub(crate) type Table = Vec<(&'static str, Option<String>)>;

/// What a parse of the whole document gives at a pointer.
pub(crate) fn scalar(payload: &Value, pointer: &str) -> Option<String> {
    match payload.pointer(pointer)? {
        Value::String(text) => Some(text.clone()),
        scalar @ (Value::Number(_) | Value::Bool(_)) => Some(scalar.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

pub(crate) fn assert_same(table: &Table, payload: &Value) {
    for (pointer, read) in table {
        assert_eq!(*read, scalar(payload, pointer), "{pointer} of {payload}");
    }
}

fn text(value: Option<&str>) -> Option<String> {
    value.map(Into::into)
}

fn seconds(time: Option<std::time::SystemTime>) -> Option<String> {
    let since = time?.duration_since(UNIX_EPOCH).unwrap();
    Some(since.as_secs().to_string())
}

pub(crate) fn stripe(event: &StripeEvent) -> Table {
    vec![
        ("/id", text(event.id())),
        ("/created", seconds(event.created())),
        ("/livemode", event.livemode().map(|live| live.to_string())),
        ("/api_version", text(event.api_version())),
        ("/account", text(event.account())),
        ("/request/id", text(event.request_id())),
        ("/request/idempotency_key", text(event.idempotency_key())),
        ("/data/object/id", text(event.object_id())),
        ("/data/object/object", text(event.object_type())),
    ]
}

pub(crate) fn github(event: &GitHubEvent) -> Table {
    vec![
        ("/action", text(event.action())),
        ("/repository/full_name", text(event.repository())),
        ("/organization/login", text(event.organization())),
        ("/sender/login", text(event.sender())),
        (
            "/installation/id",
            event.installation_id().map(|id| id.to_string()),
        ),
    ]
}

pub(crate) fn slack(event: &SlackEvent) -> Table {
    vec![
        ("/event_id", text(event.event_id())),
        ("/event_time", seconds(event.event_time())),
        ("/team_id", text(event.team_id())),
        ("/api_app_id", text(event.api_app_id())),
        ("/event/user", text(event.user_id())),
        ("/event/channel", text(event.channel_id())),
    ]
}

pub(crate) fn sns(event: &SnsMessage) -> Table {
    vec![
        ("/MessageId", text(event.id())),
        ("/TopicArn", text(event.topic_arn())),
        ("/Subject", text(event.subject())),
        ("/Message", text(event.message())),
    ]
}
