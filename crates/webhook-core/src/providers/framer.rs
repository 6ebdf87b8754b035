//! Framer forms.
//!
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Evidence, Grammar, Identity, Part, Scheme};

/// Framer forms.
pub const FRAMER: Scheme = Scheme::hmac_sha256("framer", "framer-signature")
    .documented(
        "Framer forms",
        "https://github.com/webhook-co/webhook/blob/de3aa4e/packages/webhooks-spec/src/adapters/config.ts",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .event_id(&[At::Header("framer-webhook-submission-id")])
    .content(&[Part::Body, Part::Id])
    .identity(Identity::SignedId(At::Header("framer-webhook-submission-id")));
