//! Knock.
//!
//! - Documentation: <https://docs.knock.app/developer-tools/outbound-webhooks/overview>
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Encoding, Evidence, Grammar, Part, Scheme, TimeUnit};

/// Knock.
pub const KNOCK: Scheme = Scheme::hmac_sha256("knock", "x-knock-signature")
    .documented(
        "Knock",
        "https://docs.knock.app/developer-tools/outbound-webhooks/overview",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "s",
    })
    .encoding(Encoding::Base64)
    .event_id(&[At::Json("/id")])
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"))
    .time_unit(TimeUnit::Milliseconds)
    .event_type(&[At::Json("/type")]);
