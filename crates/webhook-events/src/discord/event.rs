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
    use serde_json::Value;
    use webhook_core::{providers, testing};

    use super::*;
    use crate::test_support::{Member, assert_envelope, delivery};

    fn event(body: &'static str) -> DiscordEvent {
        DiscordEvent::new(delivery(providers::DISCORD_EVENTS, &[], body))
    }

    #[test]
    fn the_envelope_is_read_and_drifts_alone() {
        assert_envelope::<DiscordEvent>(
            providers::DISCORD_EVENTS,
            &[
                Member::Text("/application_id", DiscordEvent::application_id),
                Member::Number("/version", |event| event.version().map(Into::into)),
                Member::Time("/event/timestamp", DiscordEvent::timestamp),
            ],
        );
    }

    #[test]
    fn every_sample_is_of_the_type_that_names_it() {
        for sample in testing::samples("discord-events") {
            let event = event(sample.body);
            assert!(event.event_type().is_known(), "{}", sample.name);
            assert_eq!(*event.event_type(), sample.name);
            let whole: Value = event.payload().unwrap();
            assert_eq!(event.data::<Value>().unwrap(), whole["event"]["data"]);
        }
    }

    #[test]
    fn a_ping_has_no_event_and_what_is_new_keeps_its_name() {
        let ping = event(r#"{"version":1,"application_id":"1","type":0}"#);
        assert_eq!(*ping.event_type(), DiscordEventType::Unknown("".into()));
        assert_eq!((ping.application_id(), ping.timestamp()), (Some("1"), None));
        assert!(matches!(
            ping.data::<Value>(),
            Err(EventError::Absent { .. })
        ));
        let new = event(r#"{"type":1,"event":{"type":"MOON_RISE","data":{"id":1}}}"#);
        assert_eq!(*new.event_type(), "MOON_RISE");
        assert!(
            new.data::<std::collections::HashMap<String, bool>>()
                .is_err()
        );
    }
}
