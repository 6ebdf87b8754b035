//! Amazon SNS and SES.

use super::super::Sample;

pub(super) const SAMPLES: &[Sample] = &[
    Sample {
        provider: "sns",
        name: "notification",
        event_type: None,
        content_type: "text/plain; charset=UTF-8",
        headers: &[("x-amz-sns-message-type", "Notification")],
        body: r#"{"Type":"Notification","MessageId":"sample_000000000000","Subject":"An order","Message":"{\"order\":1}"}"#,
    },
    Sample {
        provider: "sns",
        name: "subscription-confirmation",
        event_type: None,
        content_type: "text/plain; charset=UTF-8",
        headers: &[("x-amz-sns-message-type", "SubscriptionConfirmation")],
        body: r#"{"Type":"SubscriptionConfirmation","MessageId":"sample_000000000000","Token":"2336412f37fb687f5d51e6e241dbca52","Message":"You have chosen to subscribe to the topic.","SubscribeURL":"https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription"}"#,
    },
    Sample {
        provider: "ses",
        name: "bounce",
        event_type: None,
        content_type: "text/plain; charset=UTF-8",
        headers: &[("x-amz-sns-message-type", "Notification")],
        body: r#"{"Type":"Notification","MessageId":"sample_000000000000","Message":"{\"eventType\":\"Bounce\",\"mail\":{\"messageId\":\"0102\"}}"}"#,
    },
];
