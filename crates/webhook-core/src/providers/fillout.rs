//! Fillout forms.
//!
//! - Documentation: <https://www.fillout.com/help/webhook>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/bespoke` (independent
//!   verifier)
//! - GitHub NangoHQ/nango @2f4c0af `packages/server/lib/webhook/fillout-webhook-routing.ts`
//!   (independent verifier)

use crate::scheme::{Evidence, Scheme};

/// Fillout forms.
pub const FILLOUT: Scheme = Scheme::token("fillout", "authorization")
    .documented(
        "Fillout forms",
        "https://www.fillout.com/help/webhook",
        Evidence::ThirdParty,
    )
    .notes(&["Choose Authorization as the header; the secret is its whole value."]);
