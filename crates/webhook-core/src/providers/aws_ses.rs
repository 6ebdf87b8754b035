//! Amazon SES, over SNS.
//!
//! - Documentation: <https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns.html>
//! - Signature: that of SNS.

use super::AWS_SNS;
use crate::scheme::{At, Evidence, Scheme};

/// Amazon SES: its events, in messages of SNS. Configured as [`AWS_SNS`].
pub const AWS_SES: Scheme = AWS_SNS
    .renamed("ses", "Amazon SES")
    .documented(
        "Amazon SES (over SNS)",
        "https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns.html",
        Evidence::VendorDocs,
    )
    // Event publishing says the one, feedback notifications the other.
    .event_type(&[
        At::JsonText("/Message", "/eventType"),
        At::JsonText("/Message", "/notificationType"),
        At::Json("/Type"),
    ])
    .notes(&[
        "The event is JSON inside the member Message, as a text.",
        "The first message of a new destination is no JSON: AmazonSnsSubscriptionSucceeded.",
        "Raw message delivery must be off: it takes the signature away.",
    ]);
