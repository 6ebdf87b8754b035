//! Clerk: sent through Svix.
//!
//! - Documentation: <https://clerk.com/docs/integrations/webhooks/overview>
//! - Checked against the npm package `@clerk/backend` 3.25.0.

use super::svix::SVIX;
use crate::scheme::{Evidence, Scheme, SecretHint};

const FIX: &str = "use the endpoint's signing secret (whsec_…)";

/// Clerk.
pub const CLERK: Scheme = SVIX
    .renamed("clerk", "Clerk")
    .documented(
        "Clerk",
        "https://clerk.com/docs/integrations/webhooks/overview",
        Evidence::VendorSource,
    )
    .secret_hints(&[
        SecretHint { prefix: "sk_", looks_like: "a secret API key", fix: FIX },
        SecretHint { prefix: "pk_", looks_like: "a publishable API key", fix: FIX },
    ]);
