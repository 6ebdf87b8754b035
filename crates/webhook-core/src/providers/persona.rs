//! Persona.
//!
//! - Documentation: <https://docs.withpersona.com/webhooks-best-practices>
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Evidence, Grammar, Identity, Part, Scheme};

/// Persona.
pub const PERSONA: Scheme = Scheme::hmac_sha256("persona", "persona-signature")
    .documented(
        "Persona",
        "https://docs.withpersona.com/webhooks-best-practices",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::PairGroups { signature: "v1" })
    .event_id(&[At::Json("/data/id")])
    .identity(Identity::SignedId(At::Json("/data/id")))
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"))
    .event_type(&[At::Json("/data/attributes/name")])
    .notes(&["During a rotation two groups are sent, one for each secret."])
    .response_deadline_secs(5);
