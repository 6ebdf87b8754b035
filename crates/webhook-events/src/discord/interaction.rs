//! Interactions: <https://docs.discord.com/developers/interactions/receiving-and-responding>.

use serde::Deserialize;

use super::DiscordInteractionType;
use crate::{EventError, json_event::json_event, payload};

json_event! {
    /// An interaction of Discord: a command, a button, a form that a user submitted.
    ///
    /// The answer to it is what the user sees; Discord waits three seconds for it.
    ///
    /// ```
    /// use serde::Deserialize;
    /// use webhook_events::{DiscordInteraction, DiscordInteractionType};
    ///
    /// #[derive(Deserialize)]
    /// struct Command<'a> {
    ///     id: &'a str,
    ///     name: &'a str,
    /// }
    ///
    /// fn handle(interaction: &DiscordInteraction) -> Result<(), webhook_events::EventError> {
    ///     if *interaction.event_type() == DiscordInteractionType::ApplicationCommand {
    ///         let command: Command<'_> = interaction.data()?;
    ///         println!("{:?} runs /{}", interaction.user_id(), command.name);
    ///     }
    ///     Ok(())
    /// }
    /// # let body = webhook_core::testing::sample("discord", "ApplicationCommand").unwrap().body;
    /// # let verified = webhook_core::danger::assume_verified(
    /// #     webhook_core::providers::DISCORD, &http::HeaderMap::new(), body)?;
    /// # let interaction = DiscordInteraction::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
    /// # assert_eq!(interaction.command_name(), Some("forecast"));
    /// # handle(&interaction)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct DiscordInteraction: DiscordInteractionType of &["discord"];

    /// What the user did. The name of a type is its number, as Discord sends it.
    fn event_type;

    /// The application that the interaction is for.
    pub application_id: text = ["application_id"];

    /// What later answers and edits are sent with, valid for 15 minutes. Whoever knows it can
    /// answer in the application's name.
    pub token: text = ["token"];

    /// The server that it happened in; `None` in a direct message.
    pub guild_id: text = ["guild_id"];

    deprecated_channel_id: text = ["channel_id"];
    channel_object_id: text = ["channel", "id"];
    member_user_id: text = ["member", "user", "id"];
    direct_user_id: text = ["user", "id"];

    /// The language that the user has chosen: `pt-BR`. Every interaction but a ping has one.
    pub locale: text = ["locale"];

    /// The server's preferred language.
    pub guild_locale: text = ["guild_locale"];

    /// What the application may do in the channel: a bit set, written as a decimal number.
    pub app_permissions: text = ["app_permissions"];

    /// The command's name, without a slash: of a command, and of its autocompletion.
    pub command_name: text = ["data", "name"];

    /// What the application named the component or the form.
    pub custom_id: text = ["data", "custom_id"];
}

impl DiscordInteraction {
    /// The interaction's id, a snowflake. Discord sends an interaction once.
    pub fn id(&self) -> Option<&str> {
        self.delivery.id()
    }

    /// The channel that it happened in, where there is one.
    pub fn channel_id(&self) -> Option<&str> {
        self.deprecated_channel_id()
            .or_else(|| self.channel_object_id())
    }

    /// The user who acted: in a server that of the `member`, in a direct message the `user`.
    pub fn user_id(&self) -> Option<&str> {
        self.member_user_id().or_else(|| self.direct_user_id())
    }

    /// What the user did in detail, `data`, as your own type. Borrows from the interaction where
    /// that type does.
    ///
    /// # Errors
    /// [`EventError::Absent`] if there is none, as in a ping; [`EventError::Payload`] if it does
    /// not fit.
    pub fn data<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::required(self.raw(), &["data"], "/data")
    }
}

#[cfg(test)]
mod tests {
    use webhook_core::{providers, testing};

    use super::*;
    use crate::test_support::{Read, Table, delivery, part, table};

    fn interaction(body: &'static str) -> DiscordInteraction {
        DiscordInteraction::new(delivery(providers::DISCORD, &[], body))
    }

    #[test]
    fn the_envelope_is_what_the_json_says() {
        type Event = DiscordInteraction;
        Table::<Event> {
            type_of: |_, json| json["type"].to_string(),
            parts: &[part!("/data", data)],
            members: &[
                ("/id", Read::Id(Event::id)),
                ("/application_id", Read::Text(Event::application_id)),
                ("/token", Read::Text(Event::token)),
                ("/guild_id", Read::Text(Event::guild_id)),
                ("/channel_id", Read::Text(Event::deprecated_channel_id)),
                ("/channel/id", Read::Text(Event::channel_object_id)),
                ("/member/user/id", Read::Text(Event::member_user_id)),
                ("/user/id", Read::Text(Event::direct_user_id)),
                ("/locale", Read::Text(Event::locale)),
                ("/guild_locale", Read::Text(Event::guild_locale)),
                ("/app_permissions", Read::Text(Event::app_permissions)),
                ("/data/name", Read::Text(Event::command_name)),
                ("/data/custom_id", Read::Text(Event::custom_id)),
            ],
            ..table!("discord")
        }
        .check();
    }

    #[test]
    fn every_sample_is_of_the_type_that_names_it() {
        for sample in testing::samples("discord") {
            let interaction = interaction(sample.body);
            assert_eq!(format!("{:?}", interaction.event_type()), sample.name);
            assert_eq!(interaction.user_id(), Some("1290000000000000004"));
            assert_eq!(interaction.channel_id(), Some("1290000000000000003"));
        }
    }

    #[test]
    fn a_ping_has_nothing_and_what_is_new_keeps_its_number() {
        let ping = interaction(r#"{"id":"1","type":1,"channel":{"id":"2"}}"#);
        assert_eq!(*ping.event_type(), DiscordInteractionType::Ping);
        assert_eq!((ping.user_id(), ping.channel_id()), (None, Some("2")));
        let new = interaction(r#"{"id":"1","type":6,"user":{"id":"3"}}"#);
        assert_eq!(
            *new.event_type(),
            DiscordInteractionType::Unknown("6".into())
        );
        assert_eq!(new.user_id(), Some("3"));
    }

    /// Whoever reads the log cannot answer in the application's name.
    #[test]
    fn debug_does_not_show_the_token() {
        let sample = testing::sample("discord", "ModalSubmit").unwrap();
        let interaction = interaction(sample.body);
        assert!(interaction.token().is_some());
        assert!(!format!("{interaction:?}").contains(interaction.token().unwrap()));
    }
}
