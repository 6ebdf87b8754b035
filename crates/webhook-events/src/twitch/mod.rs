//! Twitch's EventSub over webhooks.
//!
//! - Headers, notifications, revocations: <https://dev.twitch.tv/docs/eventsub/handling-webhook-events/>
//! - The subscription in every body: <https://dev.twitch.tv/docs/eventsub/eventsub-reference/>
//! - Types, their conditions and events: <https://dev.twitch.tv/docs/eventsub/eventsub-subscription-types/>
//! - Batches of entitlements: the same, `drop.entitlement.grant`

mod event_type;

use std::time::SystemTime;

use serde::Deserialize;
use webhook_core::UnixTime;

pub use event_type::TwitchEventType;

use crate::{EventError, json_event::json_event, payload};

json_event! {
    /// A notification of Twitch, or the revocation of a subscription.
    ///
    /// ```
    /// use serde::Deserialize;
    /// use webhook_events::{TwitchEvent, TwitchEventType};
    ///
    /// #[derive(Deserialize)]
    /// struct Follow<'a> {
    ///     user_name: &'a str,
    /// }
    ///
    /// fn handle(event: &TwitchEvent) -> Result<(), webhook_events::EventError> {
    ///     match event.event_type() {
    ///         TwitchEventType::ChannelFollow => {
    ///             println!("{} follows", event.event::<Follow<'_>>()?.user_name);
    ///         }
    ///         TwitchEventType::Revocation => {
    ///             println!("{} ended: {:?}", event.subscription_type(), event.status());
    ///         }
    ///         _ => {}
    ///     }
    ///     Ok(())
    /// }
    /// # for name in ["channel.follow", "revocation"] {
    /// #     let body = webhook_core::testing::sample("twitch", name).unwrap().body;
    /// #     let verified = webhook_core::danger::assume_verified(
    /// #         webhook_core::providers::TWITCH, &http::HeaderMap::new(), body)?;
    /// #     let event = TwitchEvent::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
    /// #     handle(&event)?;
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct TwitchEvent: TwitchEventType of &["twitch"];

    /// The type: that of the subscription, or `revocation` where its status says that Twitch ended
    /// it. Both are signed, as the header of the message's type is not.
    fn event_type;

    /// The subscription's id: the one that the API gave when it was made.
    pub subscription_id: text = ["subscription", "id"];

    /// The version of the subscription's type, which decides about the form of
    /// [`condition`](TwitchEvent::condition) and [`event`](TwitchEvent::event).
    pub version: text = ["subscription", "version"];

    /// The subscription's status: `enabled`, or why it was revoked.
    pub status: text = ["subscription", "status"];

    /// What the subscription counts for against the limit on subscriptions.
    pub cost: unsigned = ["subscription", "cost"];

    /// When the subscription was made.
    pub subscription_created_at: time = ["subscription", "created_at"];

    /// The channel that the event happened in, by its broadcaster's id. Some types name several
    /// (raids) or none (users, drops); revocations have it in their condition only.
    pub broadcaster_user_id: text = ["event", "broadcaster_user_id"];

    /// As [`broadcaster_user_id`](TwitchEvent::broadcaster_user_id), by the broadcaster's login.
    pub broadcaster_user_login: text = ["event", "broadcaster_user_login"];

    type_name: text = ["subscription", "type"];
}

impl TwitchEvent {
    /// The message's id, signed and the same where Twitch sends a message again: what deduplicates.
    pub fn id(&self) -> Option<&str> {
        self.delivery.id()
    }

    /// When the message was sent, by the signed header.
    pub fn sent_at(&self) -> Option<SystemTime> {
        self.delivery.timestamp().and_then(UnixTime::to_system_time)
    }

    /// The subscription's type, that of a revoked one too.
    pub fn subscription_type(&self) -> TwitchEventType {
        self.type_name().unwrap_or_default().into()
    }

    /// Whether Twitch ended the subscription: the reason is its [`status`](TwitchEvent::status),
    /// and nothing comes of it any more. By the signed status.
    pub fn is_revocation(&self) -> bool {
        *self.event_type() == TwitchEventType::Revocation
    }

    /// What the message is: `notification`, `revocation`. Not signed.
    pub fn message_type(&self) -> Option<&str> {
        self.delivery.header("twitch-eventsub-message-type")
    }

    /// The attempt by Twitch's count, 0 for the first. Not signed.
    pub fn message_retry(&self) -> Option<u32> {
        let retry = self.delivery.header("twitch-eventsub-message-retry")?;
        retry.parse().ok()
    }

    /// What the subscription is restricted to, `subscription.condition`, as your own type. Borrows
    /// from the event where that type does.
    ///
    /// # Errors
    /// [`EventError::Absent`] if there is none, [`EventError::Payload`] if it does not fit.
    pub fn condition<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::required(
            self.raw(),
            &["subscription", "condition"],
            "/subscription/condition",
        )
    }

    /// What happened, `event`, as your own type. Borrows from the event where that type does.
    ///
    /// # Errors
    /// [`EventError::Absent`] for a revocation or a batch, [`EventError::Payload`] if it does not
    /// fit.
    pub fn event<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::member(self.raw(), &["event"])?.ok_or(EventError::Absent {
            pointer: "/event",
            hint: "a revocation has none, see is_revocation(); a batch (drop.entitlement.grant) has events()",
        })
    }

    /// What happened, of types that come in batches (`drop.entitlement.grant`): each of `events`,
    /// an object of `id` and `data`, as your own type. Borrows from the event where that type does.
    ///
    /// # Errors
    /// [`EventError::Absent`] for every other type, [`EventError::Payload`] if one does not fit.
    pub fn events<'a, T: Deserialize<'a>>(&'a self) -> Result<Vec<T>, EventError> {
        payload::member(self.raw(), &["events"])?.ok_or(EventError::Absent {
            pointer: "/events",
            hint: "only batches (drop.entitlement.grant) have several, see event()",
        })
    }
}

#[cfg(test)]
mod tests;
