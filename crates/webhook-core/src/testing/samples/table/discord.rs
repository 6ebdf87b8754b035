//! Discord: interactions and webhook events.

use super::{super::Sample, json};

pub(super) const SAMPLES: &[Sample] = &[
    json(
        "discord",
        "ApplicationCommand",
        include_str!("../discord/ApplicationCommand.json"),
    ),
    json(
        "discord",
        "MessageComponent",
        include_str!("../discord/MessageComponent.json"),
    ),
    json(
        "discord",
        "ApplicationCommandAutocomplete",
        include_str!("../discord/ApplicationCommandAutocomplete.json"),
    ),
    json(
        "discord",
        "ModalSubmit",
        include_str!("../discord/ModalSubmit.json"),
    ),
    json(
        "discord-events",
        "APPLICATION_AUTHORIZED",
        include_str!("../discord-events/APPLICATION_AUTHORIZED.json"),
    ),
    json(
        "discord-events",
        "APPLICATION_DEAUTHORIZED",
        include_str!("../discord-events/APPLICATION_DEAUTHORIZED.json"),
    ),
    json(
        "discord-events",
        "ENTITLEMENT_CREATE",
        include_str!("../discord-events/ENTITLEMENT_CREATE.json"),
    ),
    json(
        "discord-events",
        "LOBBY_MESSAGE_CREATE",
        include_str!("../discord-events/LOBBY_MESSAGE_CREATE.json"),
    ),
];
