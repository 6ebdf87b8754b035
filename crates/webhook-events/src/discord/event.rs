//! Webhook events: <https://docs.discord.com/developers/events/webhook-events>.

use std::time::SystemTime;

use serde::Deserialize;

use super::DiscordEventType;
use crate::{EventError, json_event::json_event, payload, time};

json_event! {
    /// A webhook event of Discord.
    ///
    /// Discord gives events no id, repeats them for up to ten minutes, and sends them in no order.
    ///
    /// ```
    /// use serde::Deserialize;
    /// use webhook_events::{DiscordEvent, DiscordEventType};
    ///
    /// #[derive(Deserialize)]
    /// struct Entitlement<'a> {
    ///     id: &'a str,
    ///     sku_id: &'a str,
    /// }
    ///
    /// fn handle(event: &DiscordEvent) -> Result<(), webhook_events::EventError> {
    ///     if *event.event_type() == DiscordEventType::EntitlementCreate {
    ///         let entitlement: Entitlement<'_> = event.data()?;
    ///         println!("{} for {}", entitlement.id, entitlement.sku_id);
    ///     }
    ///     Ok(())
    /// }
    /// # let body = webhook_core::testing::sample("discord-events", "ENTITLEMENT_CREATE").unwrap().body;
    /// # let verified = webhook_core::danger::assume_verified(
    /// #     webhook_core::providers::DISCORD_EVENTS, &http::HeaderMap::new(), body)?;
    /// # let event = DiscordEvent::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
    /// # assert_eq!(*event.event_type(), DiscordEventType::EntitlementCreate);
    /// # handle(&event)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct DiscordEvent: DiscordEventType of &["discord-events"];

    /// The event's type; unknown and empty for a ping.
    fn event_type;

    /// The application that the event is for.
    pub application_id: text = ["application_id"];

    /// The version of the format, `1` so far.
    pub version: unsigned = ["version"];

    raw_timestamp: text = ["event", "timestamp"];
}

impl DiscordEvent {
    /// When the event happened: UTC, which Discord does not say in its text.
    pub fn timestamp(&self) -> Option<SystemTime> {
        self.raw_timestamp().and_then(time::iso_or_utc)
    }

    /// What the event is about, `event.data`, as your own type. Borrows from the event where that
    /// type does.
    ///
    /// # Errors
    /// [`EventError::Absent`] if there is none, [`EventError::Payload`] if it does not fit.
    pub fn data<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::required(self.raw(), &["event", "data"], "/event/data")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::{Read, Table, TypeAt, part, table};

    #[test]
    fn the_envelope_is_what_the_json_says() {
        Table::<DiscordEvent> {
            type_at: TypeAt::Body(&["/event/type"]),
            parts: &[part!("/event/data", data)],
            members: &[
                ("/application_id", Read::Text(DiscordEvent::application_id)),
                ("/version", Read::Unsigned(DiscordEvent::version)),
                ("/event/timestamp", Read::UtcTime(DiscordEvent::timestamp)),
            ],
            ..table!("discord-events")
        }
        .check();
    }
}
