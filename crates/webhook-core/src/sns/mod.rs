//! Amazon SNS beyond its signature: which topics are expected, whose certificates are fetched, and how
//! a subscription is confirmed.
//!
//! SNS signs the messages of every AWS account with the same keys, so a genuine signature says nothing
//! until the topic is compared with those that are configured
//! ([`WebhookLayer::aws_sns`](https://docs.rs/tower-webhook), or a topic's ARN as the secret of
//! [`AWS_SNS`](crate::providers::AWS_SNS)).
//!
//! A new subscription is confirmed by a request to AWS. The address for it is made here of topic and
//! token, never taken from the message's `SubscribeURL`.
//!
//! ```
//! use webhook_core::sns::Topic;
//!
//! let topic = Topic::parse("arn:aws:sns:eu-central-1:123456789012:orders").unwrap();
//! assert_eq!(topic.host(), "sns.eu-central-1.amazonaws.com");
//! assert!(Topic::parse("arn:aws:sns:eu-central-1:123456789012:*").is_none(), "one topic each");
//! ```
//!
//! Source: <https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html>.

mod message;
mod subscription;
mod topic;

pub(crate) use message::{certificate, sign, verify};
pub use subscription::{ConfirmSubscription, Subscription};
pub use topic::Topic;
