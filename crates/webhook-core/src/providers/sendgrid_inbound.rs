//! Twilio SendGrid Inbound Parse, with a security policy that signs.
//!
//! - Documentation: <https://www.twilio.com/docs/sendgrid/for-developers/parsing-email/securing-your-parse-webhooks>
//! - Retries for 3 days: <https://www.twilio.com/docs/sendgrid/for-developers/parsing-email/inbound-email>
//! - Mails of up to 20 MB: GitHub sendgrid/docs @05fd206
//!   `content/docs/for-developers/parsing-email/inbound-email.md` (official)
//! - GitHub dust-tt/dust @1aa60ca `front/lib/api/assistant/email/sendgrid_parse_webhook_signature.ts`
//!   (independent verifier: headers and content are those of the Event Webhook)

use crate::scheme::{Algorithm, At, Encoding, Evidence, KeyFormat, Part, Scheme, SecretHint};

const FIX: &str = "use the public_key that creating the security policy answers with";

/// Twilio SendGrid Inbound Parse.
pub const SENDGRID_INBOUND: Scheme = Scheme::hmac(
    Algorithm::EcdsaP256Sha256,
    "sendgrid-inbound",
    "x-twilio-email-event-webhook-signature",
)
.documented(
    "Twilio SendGrid Inbound Parse",
    "https://www.twilio.com/docs/sendgrid/for-developers/parsing-email/securing-your-parse-webhooks",
    Evidence::ThirdParty,
)
.secret_hints(&[SecretHint::new("SG.", "an API key", FIX)])
.key_format(KeyFormat::PublicKey)
.encoding(Encoding::Base64)
.content(&[Part::Timestamp, Part::Body])
.timestamp(At::Header("x-twilio-email-event-webhook-timestamp"))
.body_limit(20 * 1024 * 1024)
.retry_horizon_secs(3 * 24 * 3600)
.notes(&[
    "Nothing is signed until a security policy with a signature is attached to the parse setting.",
    "The body is multipart/form-data and signed as it came: verify before it is parsed.",
]);
