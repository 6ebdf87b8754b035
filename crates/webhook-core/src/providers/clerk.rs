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
        SecretHint::new("sk_", "a secret API key", FIX),
        SecretHint::new("pk_", "a publishable API key", FIX),
    ]);
