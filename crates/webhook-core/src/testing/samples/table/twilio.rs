//! Twilio.

use super::super::Sample;

pub(super) const SAMPLES: &[Sample] = &[
    Sample {
        provider: "twilio",
        name: "message.received",
        event_type: None,
        content_type: "application/x-www-form-urlencoded",
        headers: &[],
        body: include_str!("../twilio/message.received.form"),
    },
    Sample {
        provider: "twilio",
        name: "message.delivered",
        event_type: None,
        content_type: "application/x-www-form-urlencoded",
        headers: &[],
        body: include_str!("../twilio/message.delivered.form"),
    },
    Sample {
        provider: "twilio",
        name: "call.completed",
        event_type: None,
        content_type: "application/x-www-form-urlencoded",
        headers: &[],
        body: include_str!("../twilio/call.completed.form"),
    },
];
