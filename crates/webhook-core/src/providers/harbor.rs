//! Harbor.
//!
//! - Documentation: <https://goharbor.io/docs/main/working-with-projects/project-configuration/configure-webhooks/>
//! - GitHub fluxcd/notification-controller @2e46958 `internal/server/receiver_handlers.go`
//!   (independent verifier)

use crate::scheme::{At, Evidence, Scheme};

/// Harbor.
pub const HARBOR: Scheme = Scheme::token("harbor", "authorization")
    .documented(
        "Harbor",
        "https://goharbor.io/docs/main/working-with-projects/project-configuration/configure-webhooks/",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/type")])
    .notes(&["The secret is the whole \"auth header\" of the policy."]);
