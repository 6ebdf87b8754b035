//! GitLab: project, group and system hooks.
//!
//! - Events and what `X-Gitlab-Event` says of them:
//!   <https://docs.gitlab.com/user/project/integrations/webhook_events/>
//! - System hooks: <https://docs.gitlab.com/administration/system_hooks/>
//! - Headers: <https://docs.gitlab.com/user/project/integrations/webhooks/#delivery-headers>
//! - How they are made: GitHub `gitlabhq/gitlabhq`, `app/services/web_hook_service.rb` and
//!   `lib/gitlab/web_hooks/recursion_detection/uuid.rb`

mod event_type;

use serde::Deserialize;

pub use event_type::GitLabEventType;

use crate::{EventError, json_event::json_event, payload};

json_event! {
    /// An event of GitLab, sent with a signing token or a secret token.
    ///
    /// ```
    /// use serde::Deserialize;
    /// use webhook_events::{GitLabEvent, GitLabEventType};
    ///
    /// #[derive(Deserialize)]
    /// struct MergeRequest {
    ///     iid: u64,
    ///     title: String,
    /// }
    ///
    /// fn handle(event: &GitLabEvent) -> Result<(), webhook_events::EventError> {
    ///     match (event.event_type(), event.action()) {
    ///         (GitLabEventType::MergeRequestHook, Some("open")) => {
    ///             let opened: MergeRequest = event.object_attributes()?;
    ///             println!("{}!{} {}", event.project_path().unwrap_or("?"), opened.iid, opened.title);
    ///         }
    ///         (GitLabEventType::SystemHook, _) => println!("{:?}", event.event_name()),
    ///         _ => {}
    ///     }
    ///     Ok(())
    /// }
    /// # let body = webhook_core::testing::sample("gitlab", "Merge Request Hook.open").unwrap().body;
    /// # let mut headers = http::HeaderMap::new();
    /// # headers.insert("x-gitlab-event", "Merge Request Hook".parse()?);
    /// # let verified = webhook_core::danger::assume_verified(
    /// #     webhook_core::providers::GITLAB, &headers, body)?;
    /// # let event = GitLabEvent::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
    /// # handle(&event)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct GitLabEvent: GitLabEventType of &["gitlab", "gitlab-token"];

    /// The event's type. It stands in a header that no signature covers: where it decides about
    /// more than which payload to parse, compare [`object_kind`](Self::object_kind).
    fn event_type;

    /// What the body is about: `push`, `merge_request`, `build`. Member, project and subgroup
    /// events and most system hooks have none.
    pub object_kind: text = ["object_kind"];

    /// What happened, where that is not an action: of system hooks (`project_create`), members,
    /// projects, subgroups, access tokens, and pushes.
    pub event_name: text = ["event_name"];

    /// What was done to an issue, merge request, comment …: `open`, `update`, `merge`.
    pub action: text = ["object_attributes", "action"];

    /// The project's path: `example/website`.
    pub project_path: text = ["project", "path_with_namespace"];

    /// The project's id.
    pub project_id: unsigned = ["project", "id"];

    username_within: text = ["user", "username"];

    username_beside: text = ["user_username"];
}

impl GitLabEvent {
    /// The delivery's id, the same on every attempt: `webhook-id`, which a signing token's
    /// signature covers, or, of a hook with a secret token, the
    /// [`idempotency_key`](Self::idempotency_key).
    pub fn id(&self) -> Option<&str> {
        self.delivery.id()
    }

    /// Who caused it, by user name: `user.username`, or `user_username` as pushes have it.
    pub fn username(&self) -> Option<&str> {
        self.username_within().or_else(|| self.username_beside())
    }

    /// What stays the same when GitLab sends the event again. Not signed.
    pub fn idempotency_key(&self) -> Option<&str> {
        self.delivery.header("idempotency-key")
    }

    /// What events that caused one another share: a hook that a hook's call of GitLab's API set off
    /// has the first one's. Otherwise it is new for each request, so it neither deduplicates nor
    /// repeats on a retry. Not signed.
    pub fn event_uuid(&self) -> Option<&str> {
        self.delivery.header("x-gitlab-event-uuid")
    }

    /// The address of the GitLab that sent it: `https://gitlab.com`. Not signed.
    pub fn instance(&self) -> Option<&str> {
        self.delivery.header("x-gitlab-instance")
    }

    /// The issue, merge request, comment, pipeline … itself, `object_attributes`, as your own type.
    /// Borrows from the event where that type does.
    ///
    /// # Errors
    /// [`EventError::Absent`] for events without it (pushes, jobs, deployments, members, system
    /// hooks), whose members stand at the top: read them with [`payload`](Self::payload).
    /// [`EventError::Payload`] if it does not fit.
    pub fn object_attributes<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::required(self.raw(), &["object_attributes"], "/object_attributes")
    }
}

#[cfg(test)]
mod tests;
