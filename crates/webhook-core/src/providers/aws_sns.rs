//! Amazon SNS, over HTTP(S).
//!
//! - Signature: <https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html>
//! - Retries, of 4xx only after 429: <https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html>
//! - Fifteen seconds to answer: <https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html>
//! - The npm package `sns-validator` 0.3.5 and aws/aws-php-sns-message-validator
//!   `src/MessageValidator.php` (official)

use crate::{
    scheme::{
        Algorithm, At, Configured, Encoding, Evidence, Identity, KeyFetch, KeyForm, KeyUrl, Scheme,
        SecretHint, Stamped, Statuses, TimeUnit,
    },
    sns::{self, Topic},
};

/// Amazon SNS. Configured are the ARNs of the topics that are expected, each as a secret.
pub const AWS_SNS: Scheme = Scheme::in_body(Algorithm::RsaSha256, "sns", sns::verify, sns::sign)
    .documented(
        "Amazon SNS",
        "https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html",
        Evidence::VendorSource,
    )
    .encoding(Encoding::Base64)
    .fetches_keys(KeyFetch::new(KeyUrl::Named(sns::certificate), KeyForm::Certificate { dated: false }))
    .configured(Configured {
        what: "the ARN of one topic",
        is_one: |text| Topic::parse(text).is_some(),
        example: "arn:aws:sns:us-east-1:123456789012:orders",
    })
    .secret_hints(&[SecretHint::new("https://", "an address", "give the topic's ARN; certificates are fetched from its region")])
    .facts(&["x-amz-sns-rawdelivery"])
    .event_id(&[At::Json("/MessageId")])
    .event_type(&[At::Json("/Type")])
    .identity(Identity::SignedId(At::Json("/MessageId")))
    // Every attempt has the first one's time, and the last one may come after an hour.
    .timestamp(At::Json("/Timestamp"))
    .time_unit(TimeUnit::DateTime)
    .stamped(Stamped::AtEvent)
    .tolerance_secs(2 * 3600)
    .retry_horizon_secs(3600)
    .response_deadline_secs(15)
    .final_statuses(Statuses::CLIENT_ERRORS_BUT_429)
    .notes(&[
        "Raw message delivery must be off: it takes the signature away.",
        "SNS signs every account's messages with the same keys: only the configured topics are let in.",
        "A SubscriptionConfirmation reaches the handler, unless .confirm_subscriptions(..) answers it.",
        "MessageAttributes and UnsubscribeURL are not signed.",
    ]);
