//! States of messages and calls, by the npm package `twilio` 6.2.0 (MIT):
//! `lib/rest/api/v2010/account/message.d.ts`, `MessageStatus`, and
//! `lib/rest/api/v2010/account/call.d.ts`, `CallStatus`. The latter lacks `initiated`, which Twilio
//! lists among the values that it submits:
//! <https://support.twilio.com/hc/en-us/articles/223132547-What-are-the-possible-call-statuses-and-what-do-they-mean>.

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
