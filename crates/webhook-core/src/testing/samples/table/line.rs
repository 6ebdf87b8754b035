//! LINE.

use super::{super::Sample, json};

pub(super) const SAMPLES: &[Sample] = &[
    json("line", "message", include_str!("../line/message.json")),
    json("line", "follow", include_str!("../line/follow.json")),
    json("line", "postback", include_str!("../line/postback.json")),
    json("line", "join", include_str!("../line/join.json")),
    json("line", "unsend", include_str!("../line/unsend.json")),
];
