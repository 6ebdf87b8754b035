//! Slack: the Events API, slash commands and interactions, which share one signing secret.
//!
//! - Events: <https://docs.slack.dev/apis/events-api>
//! - Commands: <https://docs.slack.dev/interactivity/implementing-slash-commands>
//! - Interactions: <https://docs.slack.dev/interactivity/handling-user-interaction>

mod envelope;
mod event_type;
mod interaction_type;

use std::{sync::OnceLock, time::SystemTime};

use serde::Deserialize;
use webhook_core::Delivery;

pub use event_type::SlackEventType;
pub use interaction_type::SlackInteractionType;

use crate::{
    EventError,
    payload::{self, Json},
    typed::typed_event,
};
use envelope::Envelope;

/// A delivery of Slack.
///
/// ```
/// use serde::Deserialize;
/// use webhook_events::{SlackEvent, SlackEventType, SlackKind};
///
/// #[derive(Deserialize)]
/// struct Mention<'a> {
///     channel: &'a str,
///     text: String,
/// }
///
/// fn handle(event: &SlackEvent) -> Result<(), webhook_events::EventError> {
///     match event.kind() {
///         SlackKind::EventCallback { event_type: SlackEventType::AppMention } => {
///             let mention: Mention<'_> = event.event()?;
///             println!("{} in {}", mention.text, mention.channel);
///         }
///         SlackKind::Command { name } if &**name == "/deploy" => {
///             println!("deploying {:?} for {:?}", event.text(), event.user_id());
///         }
///         _ => {}
///     }
///     Ok(())
/// }
/// # let body = r#"{"type":"event_callback","event":{"type":"app_mention","channel":"C1","text":"hi"}}"#;
/// # let verified = webhook_core::danger::assume_verified(
/// #     webhook_core::providers::SLACK, &http::HeaderMap::new(), body)?;
/// # let event = SlackEvent::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
/// # handle(&event)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct SlackEvent {
    delivery: Delivery,
    json: Json,
    params: OnceLock<Vec<(String, String)>>,
    envelope: OnceLock<Envelope>,
}

typed_event!(SlackEvent { json, params, envelope } of &["slack"]);

/// What a [`SlackEvent`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SlackKind {
    /// An event of the Events API.
    EventCallback {
        /// The inner event's type, or the outer one where there is no inner event
        /// (`app_rate_limited`).
        event_type: SlackEventType,
    },
    /// A slash command.
    Command {
        /// Its name, slash included: `/deploy`.
        name: Box<str>,
    },
    /// A click, a shortcut, a submitted view: its JSON comes in a form's field.
    Interaction {
        /// What the user did.
        interaction_type: SlackInteractionType,
    },
    /// None of these, as far as this version knows: read [`SlackEvent::raw`].
    Unknown,
}

impl SlackEvent {
    fn envelope(&self) -> &Envelope {
        self.envelope.get_or_init(|| {
            Envelope::read(
                self.raw(),
                self.json.or_empty(&self.delivery),
                self.params(),
            )
        })
    }

    /// What it is.
    pub fn kind(&self) -> &SlackKind {
        &self.envelope().kind
    }

    /// The id: the event's, or the trigger's of a command or interaction.
    pub fn id(&self) -> Option<&str> {
        self.delivery.id()
    }

    /// The event's id, `Ev…`: the same on every attempt, and what deduplicates.
    pub fn event_id(&self) -> Option<&str> {
        self.envelope().event_id.as_deref()
    }

    /// When the event happened.
    pub fn event_time(&self) -> Option<SystemTime> {
        self.envelope().event_time
    }

    /// The workspace.
    pub fn team_id(&self) -> Option<&str> {
        self.envelope().team_id.as_deref()
    }

    /// The app.
    pub fn api_app_id(&self) -> Option<&str> {
        self.envelope().api_app_id.as_deref()
    }

    /// The user who acted, where the delivery names one by id.
    pub fn user_id(&self) -> Option<&str> {
        self.envelope().user_id.as_deref()
    }

    /// The channel it happened in, where the delivery names one by id.
    pub fn channel_id(&self) -> Option<&str> {
        self.envelope().channel_id.as_deref()
    }

    /// What opens a view in answer to a command or interaction, within three seconds.
    pub fn trigger_id(&self) -> Option<&str> {
        self.envelope().trigger_id.as_deref()
    }

    /// Where to send later answers to a command or interaction. Whoever knows it can post there.
    pub fn response_url(&self) -> Option<&str> {
        self.envelope().response_url.as_deref()
    }

    /// A command's name, slash included: `/deploy`.
    pub fn command(&self) -> Option<&str> {
        match self.kind() {
            SlackKind::Command { name } => Some(name),
            _ => None,
        }
    }

    /// What the user typed after a command.
    pub fn text(&self) -> Option<&str> {
        self.param("text")
    }

    /// Which retry this is, from 1; `None` on the first attempt.
    pub fn retry_num(&self) -> Option<u32> {
        self.delivery.attempt()
    }

    /// Why Slack retries: `http_timeout`. Not signed.
    pub fn retry_reason(&self) -> Option<&str> {
        self.delivery.header("x-slack-retry-reason")
    }

    /// The fields of a command's form, in order; empty for everything else.
    pub fn params(&self) -> &[(String, String)] {
        self.params
            .get_or_init(|| self.delivery.form_fields().unwrap_or_default())
    }

    /// The first field of this name in a command's form.
    pub fn param(&self, name: &str) -> Option<&str> {
        crate::params::first(self.params(), name)
    }

    /// The inner event, `event`, as your own type. Borrows from the delivery where that type does.
    ///
    /// # Errors
    /// [`EventError::Absent`] for what is no event, [`EventError::Payload`] if it does not fit.
    pub fn event<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::member(self.raw(), &["event"])?.ok_or(EventError::Absent {
            pointer: "/event",
            hint: "only Events API deliveries have one, see kind()",
        })
    }

    /// The whole JSON as your own type: an event's body, or an interaction's payload.
    ///
    /// # Errors
    /// [`EventError::NoJson`] for a command, whose fields are [`params`](SlackEvent::params);
    /// [`EventError::Payload`] if it does not fit.
    pub fn payload<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::whole(self.json.of(&self.delivery)?)
    }
}

#[cfg(test)]
mod tests;
