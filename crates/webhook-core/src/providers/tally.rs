//! Tally.
//!
//! - Documentation: <https://tally.so/help/webhooks>
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Encoding, Evidence, Scheme};

/// Tally.
pub const TALLY: Scheme = Scheme::hmac_sha256("tally", "tally-signature")
    .documented(
        "Tally",
        "https://tally.so/help/webhooks",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64)
    .event_id(&[At::Json("/eventId")])
    .event_type(&[At::Json("/eventType")])
    .notes(&["Without a secret deliveries are unsigned, and refused here."])
    .response_deadline_secs(10)
    .retry_horizon_secs(113_700);
