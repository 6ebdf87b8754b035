//! Zoom.

use super::{super::Sample, json};

pub(super) const SAMPLES: &[Sample] = &[
    json(
        "zoom",
        "meeting.started",
        include_str!("../zoom/meeting.started.json"),
    ),
    json(
        "zoom",
        "meeting.participant_joined",
        include_str!("../zoom/meeting.participant_joined.json"),
    ),
    json(
        "zoom",
        "recording.completed",
        include_str!("../zoom/recording.completed.json"),
    ),
    json(
        "zoom",
        "user.created",
        include_str!("../zoom/user.created.json"),
    ),
];
