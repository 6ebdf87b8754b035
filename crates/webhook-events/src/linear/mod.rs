//! Linear: data changes, agent sessions, an app user's notifications, revoked authorizations.
//!
//! - Webhooks, their headers and retries: <https://linear.app/developers/webhooks>
//! - Agent sessions: <https://linear.app/developers/agent-interaction>
//! - Members of each form: the npm package `@linear/sdk` 98.0.0, `EntityWebhookPayload` and the
//!   other types of that name's end

mod action;
mod event_type;

use serde::Deserialize;

pub use action::LinearAction;
pub use event_type::LinearEventType;

use crate::{EventError, json_event::json_event, payload};

json_event! {
    /// An event of Linear.
    ///
    /// ```
    /// use serde::Deserialize;
    /// use webhook_events::{LinearAction, LinearEvent, LinearEventType};
    ///
    /// #[derive(Deserialize)]
    /// struct Issue {
    ///     identifier: String,
    ///     title: String,
    /// }
    ///
    /// fn handle(event: &LinearEvent) -> Result<(), webhook_events::EventError> {
    ///     match (event.event_type(), event.action()) {
    ///         (LinearEventType::Issue, LinearAction::Create) => {
    ///             let issue: Issue = event.data()?;
    ///             println!("{} {} by {:?}", issue.identifier, issue.title, event.actor_name());
    ///         }
    ///         (LinearEventType::OAuthApp, LinearAction::Revoked) => {
    ///             println!("{:?} is gone", event.organization_id());
    ///         }
    ///         _ => {}
    ///     }
    ///     Ok(())
    /// }
    /// # let body = webhook_core::testing::sample("linear", "Issue.create").unwrap().body;
    /// # let verified = webhook_core::danger::assume_verified(
    /// #     webhook_core::providers::LINEAR, &http::HeaderMap::new(), body)?;
    /// # let event = LinearEvent::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
    /// # handle(&event)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// Not all events have [`data`](Self::data): agent sessions hold `agentSession` and
    /// `agentActivity`, notifications `notification`, `IssueSLA` holds `issueData`. Read those with
    /// [`agent_session`](Self::agent_session), [`notification`](Self::notification) or
    /// [`payload`](Self::payload).
    pub struct LinearEvent: LinearEventType of &["linear"];

    /// The event's type: what was changed (`Issue`), or what kind of event it is otherwise
    /// (`AgentSessionEvent`). It is the signed body's; only where that has none, the header's.
    fn event_type;

    action_name: text = ["action"];

    /// The workspace.
    pub organization_id: text = ["organizationId"];

    /// The id of the webhook itself, the same for all its deliveries.
    pub webhook_id: text = ["webhookId"];

    /// When this was sent, to the millisecond. Signed, and what is checked against replays.
    pub webhook_timestamp: time = ["webhookTimestamp"];

    /// When the event happened.
    pub created_at: time = ["createdAt"];

    /// Where the entity is to be seen in Linear.
    pub url: text = ["url"];

    /// The id of whoever caused a data change: a user, an OAuth client or an integration.
    pub actor_id: text = ["actor", "id"];

    /// The name of whoever caused a data change. Integrations have none.
    pub actor_name: text = ["actor", "name"];

    /// Which kind of actor caused a data change: `user`, `integration`.
    pub actor_type: text = ["actor", "type"];

    /// The app user that an agent session, a notification or a change of access is about.
    pub app_user_id: text = ["appUserId"];

    /// The OAuth client that the event is about, where it is about one.
    pub oauth_client_id: text = ["oauthClientId"];
}

impl LinearEvent {
    /// The delivery's id, from a header that is not signed: the same on every attempt.
    pub fn id(&self) -> Option<&str> {
        self.delivery.id()
    }

    /// What happened; of a notification, its type. One that this version does not know keeps its
    /// name.
    pub fn action(&self) -> LinearAction {
        self.action_name().unwrap_or_default().into()
    }

    /// The entity that was changed, `data`, as your own type. Borrows from the event where that
    /// type does.
    ///
    /// # Errors
    /// [`EventError::Absent`] for events that are no data change, [`EventError::Payload`] if it
    /// does not fit.
    pub fn data<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::required(self.raw(), &["data"], "/data")
    }

    /// What the members that an update changed were before, `updatedFrom`, as your own type; `None`
    /// for everything but updates. Members that did not change are not in it.
    ///
    /// # Errors
    /// [`EventError::Payload`] if it does not fit.
    pub fn updated_from<'a, T: Deserialize<'a>>(&'a self) -> Result<Option<T>, EventError> {
        let member = payload::member::<Option<T>>(self.raw(), &["updatedFrom"])?;
        Ok(member.flatten())
    }

    /// The session of an `AgentSessionEvent`, `agentSession`, as your own type.
    ///
    /// # Errors
    /// [`EventError::Absent`] for other events, [`EventError::Payload`] if it does not fit.
    pub fn agent_session<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::required(self.raw(), &["agentSession"], "/agentSession")
    }

    /// An `AppUserNotification`'s content, `notification`, as your own type.
    ///
    /// # Errors
    /// [`EventError::Absent`] for other events, [`EventError::Payload`] if it does not fit.
    pub fn notification<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::required(self.raw(), &["notification"], "/notification")
    }
}

#[cfg(test)]
mod tests;
