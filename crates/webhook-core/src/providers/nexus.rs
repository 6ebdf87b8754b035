//! Sonatype Nexus Repository.
//!
//! - Documentation: <https://help.sonatype.com/en/webhooks.html>
//! - GitHub fluxcd/notification-controller @2e46958 `internal/server/receiver_handlers.go`
//!   (independent verifier)

use crate::scheme::{Algorithm, Evidence, Scheme};

/// Sonatype Nexus Repository.
pub const NEXUS: Scheme = Scheme::hmac(Algorithm::HmacSha1, "nexus", "x-nexus-webhook-signature")
    .documented(
        "Sonatype Nexus Repository",
        "https://help.sonatype.com/en/webhooks.html",
        Evidence::ThirdParty,
    );
