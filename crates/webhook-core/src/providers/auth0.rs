//! Auth0 custom log streams.
//!
//! - Documentation: <https://auth0.com/docs/customize/log-streams/custom-log-streams>
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)

use crate::scheme::{Evidence, Scheme};

/// Auth0 custom log streams.
pub const AUTH0: Scheme = Scheme::token("auth0", "authorization")
    .documented(
        "Auth0 custom log streams",
        "https://auth0.com/docs/customize/log-streams/custom-log-streams",
        Evidence::ThirdParty,
    )
    .notes(&[
        "The secret is the whole Authorization value of the stream. The body is an array, or JSON lines.",
    ]);
