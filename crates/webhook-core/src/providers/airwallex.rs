//! Airwallex.
//!
//! - Documentation: <https://www.airwallex.com/docs/developer-tools/webhooks/listen-for-webhook-events>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - GitHub svix/svix-webhooks @4fc0cfb `javascript/src/models/ingestSourceIn.ts` (Svix Ingest
//!   treats it as a Svix sender)

use crate::scheme::{At, Evidence, Identity, Part, Scheme, TimeUnit};

/// Airwallex.
pub const AIRWALLEX: Scheme = Scheme::hmac_sha256("airwallex", "x-signature")
    .documented(
        "Airwallex",
        "https://www.airwallex.com/docs/developer-tools/webhooks/listen-for-webhook-events",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Json("/id")])
    .identity(Identity::SignedId(At::Json("/id")))
    .content(&[Part::Timestamp, Part::Body])
    .timestamp(At::Header("x-timestamp"))
    .time_unit(TimeUnit::Milliseconds)
    .event_type(&[At::Json("/name")])
    .notes(&["Each URL has a secret of its own."])
    .retry_horizon_secs(3 * 24 * 3600);
