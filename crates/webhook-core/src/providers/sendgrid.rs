//! Twilio SendGrid Event Webhook.
//!
//! - Documentation: <https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features>
//! - The npm package `@sendgrid/eventwebhook` 8.0.0 and its spec file (official)

use crate::scheme::{
    Algorithm, At, Batch, Encoding, Evidence, KeyFormat, Part, Scheme, SecretHint,
};

const FIX: &str = "use the verification key of the signed Event Webhook, from the Mail Settings";

/// Twilio SendGrid Event Webhook.
pub const SENDGRID: Scheme = Scheme::hmac(Algorithm::EcdsaP256Sha256, "sendgrid", "x-twilio-email-event-webhook-signature")
    .documented(
        "Twilio SendGrid Event Webhook",
        "https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features",
        Evidence::VendorSource,
    )
    .event_id(&[At::Json("/0/sg_event_id")])
    .secret_hints(&[SecretHint::new("SG.", "an API key", FIX)])
    .key_format(KeyFormat::PublicKey)
    .encoding(Encoding::Base64)
    .content(&[Part::Timestamp, Part::Body])
    .timestamp(At::Header("x-twilio-email-event-webhook-timestamp"))
    .event_type(&[At::Json("/0/event")])
    .notes(&[
        "The secret is the verification key from the Mail Settings.",
        "Several events come in one request, each with its own id.",
    ])
    // "A unique ID to this event that you can use for deduplication":
    // https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event
    .batch(Batch::at("").unique_id("/sg_event_id").event_type(At::Json("/event")));
