//! New Relic notifications.
//!
//! - Documentation: <https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/bespoke` (independent
//!   verifier)

use crate::scheme::{Evidence, Scheme};

/// New Relic notifications.
pub const NEW_RELIC: Scheme = Scheme::token("new-relic", "authorization")
    .documented(
        "New Relic notifications",
        "https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/",
        Evidence::ThirdParty,
    )
    .notes(&["Choose Authorization as the header; the secret is its whole value."]);
