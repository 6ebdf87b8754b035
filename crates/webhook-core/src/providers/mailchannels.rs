//! MailChannels: delivery events of its email API, signed by RFC 9421.
//!
//! - Events, in batches: <https://docs.mailchannels.com/email-api/webhooks>
//! - Signature: <https://docs.mailchannels.net/email-api/advanced/delivery-events/#verifying-message-signatures>
//! - Checked against the PyPI package `mailchannels` 1.5.1, the vendor's own.

use crate::scheme::{Algorithm, At, Batch, Component, Evidence, MessageRules, Scheme};

/// MailChannels.
pub const MAILCHANNELS: Scheme = Scheme::message_signature(
    Algorithm::Ed25519,
    "mailchannels",
    MessageRules::new(&[Component::ContentDigest]),
)
.documented(
    "MailChannels",
    "https://docs.mailchannels.com/email-api/webhooks",
    Evidence::VendorSource,
)
.event_type(&[At::Json("/0/event")])
.batch(Batch::at("").event_type(At::Json("/event")))
.notes(&[
    "The secret is the public key that the email API answers at /tx/v1/webhook/public-key for the id in keyid; Secret::key_id holds it to that id.",
    "Several events come in one request, up to 1,000; none has an id of its own.",
]);
