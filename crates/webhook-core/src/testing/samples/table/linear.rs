//! Linear.

use super::{super::Sample, json};

pub(super) const SAMPLES: &[Sample] = &[
    json(
        "linear",
        "Issue.create",
        include_str!("../linear/Issue.create.json"),
    ),
    json(
        "linear",
        "Issue.update",
        include_str!("../linear/Issue.update.json"),
    ),
    json(
        "linear",
        "Comment.create",
        include_str!("../linear/Comment.create.json"),
    ),
    json(
        "linear",
        "AgentSessionEvent.created",
        include_str!("../linear/AgentSessionEvent.created.json"),
    ),
    json(
        "linear",
        "AppUserNotification.issueMention",
        include_str!("../linear/AppUserNotification.issueMention.json"),
    ),
    json(
        "linear",
        "OAuthApp.revoked",
        include_str!("../linear/OAuthApp.revoked.json"),
    ),
];
