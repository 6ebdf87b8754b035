//! LINE.
//!
//! - Documentation: <https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/>
//! - The npm package `@line/bot-sdk` 11.0.0 validate-signature (official)
//! - developers.line.biz verify-webhook-signature
//! - Two seconds to answer: <https://developers.line.biz/en/docs/messaging-api/check-webhook-error-statistics/>

use crate::scheme::{At, Batch, Encoding, Evidence, Scheme, Stamped, TimeUnit};

/// LINE.
pub const LINE: Scheme = Scheme::hmac_sha256("line", "x-line-signature")
    .documented(
        "LINE",
        "https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/",
        Evidence::VendorSource,
    )
    .encoding(Encoding::Base64)
    .timestamp(At::Json("/events/0/timestamp"))
    .time_unit(TimeUnit::Milliseconds)
    .stamped(Stamped::AtEvent)
    .event_id(&[At::Json("/events/0/webhookEventId")])
    .event_type(&[At::Json("/events/0/type")])
    .notes(&[
        "Several events come in one request; none is valid too.",
        "A secret that is issued anew ends the old one at once.",
    ])
    .response_deadline_secs(2)
    .batch(
        Batch::at("/events")
            // It stays on redelivery, while /deliveryContext/isRedelivery changes:
            // https://developers.line.biz/en/reference/messaging-api/#common-properties
            .unique_id("/webhookEventId")
            .event_type(At::Json("/type")),
    );
