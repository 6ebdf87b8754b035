//! MailerSend.
//!
//! - Documentation: <https://developers.mailersend.com/api/v1/webhooks.html#security>
//! - GitHub symfony/symfony `Mailer` bridge MailerSendRequestParser.php (independent verifier)

use crate::scheme::{At, Evidence, Scheme};

/// MailerSend.
pub const MAILERSEND: Scheme = Scheme::hmac_sha256("mailersend", "signature")
    .documented(
        "MailerSend",
        "https://developers.mailersend.com/api/v1/webhooks.html#security",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/type")])
    .notes(&["/data/email/message/id repeats for each event of a message."]);
