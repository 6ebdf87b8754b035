//! Ghost.
//!
//! - Documentation: <https://ghost.org/docs/webhooks/>
//! - GitHub TryGhost/Ghost `ghost/core/core/server/services/webhooks/WebhookTrigger.js` (official
//!   sender)

use crate::scheme::{At, Evidence, Grammar, Part, Scheme, TimeUnit};

/// Ghost.
pub const GHOST: Scheme = Scheme::hmac_sha256("ghost", "x-ghost-signature")
    .documented("Ghost", "https://ghost.org/docs/webhooks/", Evidence::VendorSource)
    .grammar(Grammar::Pairs { separator: ',', signature: "sha256" })
    .content(&[Part::Body, Part::Timestamp])
    .timestamp(At::InSignature("t"))
    .time_unit(TimeUnit::Milliseconds)
    .event_type(&[At::Json("/event")])
    .notes(&[
        "410 deletes the webhook.",
        "Without a secret deliveries are unsigned, and refused here.",
    ])
    .response_deadline_secs(2);
