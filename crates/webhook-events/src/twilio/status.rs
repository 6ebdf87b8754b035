//! States of messages and calls.

crate::names::names! {
    /// A message's state: <https://www.twilio.com/docs/messaging/api/message-resource#message-status-values>.
    pub enum TwilioMessageStatus {
        Accepted = "accepted",
        Scheduled = "scheduled",
        Canceled = "canceled",
        Queued = "queued",
        Sending = "sending",
        Sent = "sent",
        Failed = "failed",
        Delivered = "delivered",
        Undelivered = "undelivered",
        PartiallyDelivered = "partially_delivered",
        Receiving = "receiving",
        Received = "received",
        Read = "read",
    }
}

crate::names::names! {
    /// A call's state: <https://www.twilio.com/docs/voice/api/call-resource#call-status-values>.
    pub enum TwilioCallStatus {
        Queued = "queued",
        Initiated = "initiated",
        Ringing = "ringing",
        InProgress = "in-progress",
        Completed = "completed",
        Busy = "busy",
        NoAnswer = "no-answer",
        Failed = "failed",
        Canceled = "canceled",
    }
}
