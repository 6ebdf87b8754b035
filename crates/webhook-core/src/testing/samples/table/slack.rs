//! Slack.

use super::super::Sample;

pub(super) const SAMPLES: &[Sample] = &[
    Sample {
        provider: "slack",
        name: "app_mention",
        event_type: None,
        content_type: "application/json",
        headers: &[],
        body: include_str!("../slack/app_mention.json"),
    },
    Sample {
        provider: "slack",
        name: "message",
        event_type: None,
        content_type: "application/json",
        headers: &[],
        body: include_str!("../slack/message.json"),
    },
    Sample {
        provider: "slack",
        name: "reaction_added",
        event_type: None,
        content_type: "application/json",
        headers: &[],
        body: include_str!("../slack/reaction_added.json"),
    },
    Sample {
        provider: "slack",
        name: "slash_command",
        event_type: None,
        content_type: "application/x-www-form-urlencoded",
        headers: &[],
        body: include_str!("../slack/slash_command.form"),
    },
    Sample {
        provider: "slack",
        name: "block_actions",
        event_type: None,
        content_type: "application/x-www-form-urlencoded",
        headers: &[],
        body: include_str!("../slack/block_actions.form"),
    },
];
