//! Ghost.
//!
//! - Documentation: <https://ghost.org/docs/webhooks/>
//! - GitHub TryGhost/Ghost `ghost/core/core/server/services/webhooks/WebhookTrigger.js` (official
//!   sender)
//! - Five attempts within a minute, all with the signature of the first: the same file

use crate::scheme::{At, Evidence, Grammar, Part, Scheme, Stamped, Statuses, TimeUnit};

/// Ghost.
pub const GHOST: Scheme = Scheme::hmac_sha256("ghost", "x-ghost-signature")
    .documented(
        "Ghost",
        "https://ghost.org/docs/webhooks/",
        Evidence::VendorSource,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "sha256",
    })
    .content(&[Part::Body, Part::Timestamp])
    .timestamp(At::InSignature("t"))
    .time_unit(TimeUnit::Milliseconds)
    .stamped(Stamped::AtEvent)
    .event_type(&[At::Json("/event")])
    .notes(&[
        "410 deletes the webhook.",
        "Without a secret deliveries are unsigned, and refused here.",
    ])
    .response_deadline_secs(2)
    .retry_horizon_secs(60)
    .final_statuses(&[Statuses::One(410)]);
