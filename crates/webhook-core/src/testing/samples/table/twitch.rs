//! Twitch: the message's type stands in a header, that of its subscription in the body.

use super::{super::Sample, json};

type Headers = &'static [(&'static str, &'static str)];

const NOTIFICATION: Headers = &[
    ("twitch-eventsub-message-type", "notification"),
    ("twitch-eventsub-message-retry", "0"),
];
const REVOCATION: Headers = &[
    ("twitch-eventsub-message-type", "revocation"),
    ("twitch-eventsub-message-retry", "0"),
];

pub(super) const SAMPLES: &[Sample] = &[
    twitch(
        "stream.online",
        NOTIFICATION,
        include_str!("../twitch/stream.online.json"),
    ),
    twitch(
        "channel.follow",
        NOTIFICATION,
        include_str!("../twitch/channel.follow.json"),
    ),
    twitch(
        "channel.subscribe",
        NOTIFICATION,
        include_str!("../twitch/channel.subscribe.json"),
    ),
    twitch(
        "channel.raid",
        NOTIFICATION,
        include_str!("../twitch/channel.raid.json"),
    ),
    twitch(
        "drop.entitlement.grant",
        NOTIFICATION,
        include_str!("../twitch/drop.entitlement.grant.json"),
    ),
    twitch(
        "revocation",
        REVOCATION,
        include_str!("../twitch/revocation.json"),
    ),
];

const fn twitch(name: &'static str, headers: Headers, body: &'static str) -> Sample {
    Sample {
        headers,
        ..json("twitch", name, body)
    }
}
