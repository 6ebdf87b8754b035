//! GitHub: webhook payloads of octocrab, by `event.payload()`.

use axum::extract::State;
use axum_webhook::{GitHubEvent, GitHubEventType};
use octocrab::models::webhook_events::payload::{
    IssuesWebhookEventPayload, PushWebhookEventPayload,
};

use crate::Misfits;

/// GitHub does not repeat by itself: what does not fit is kept here, and answered with 200.
pub async fn handle(State(misfits): State<Misfits>, event: GitHubEvent) -> String {
    let handled = match event.event_type() {
        GitHubEventType::Push => event
            .payload::<PushWebhookEventPayload>()
            .map(|push| format!("{} is at {}\n", push.r#ref, push.after)),
        GitHubEventType::Issues => event
            .payload::<IssuesWebhookEventPayload>()
            .map(|issues| format!("#{} {}\n", issues.issue.number, issues.issue.title)),
        other => Ok(format!("nothing to do for {other}\n")),
    };
    handled.unwrap_or_else(|error| {
        misfits.keep(&error, event.raw());
        "kept\n".to_owned()
    })
}
