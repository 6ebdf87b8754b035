//! Heroku.
//!
//! - Documentation: <https://devcenter.heroku.com/articles/app-webhooks>
//! - getsentry/sentry Heroku release plugin (code search)
//! - Heroku Platform API schema text in a public Rust client

use crate::scheme::{At, Encoding, Evidence, Identity, Scheme};

/// Heroku.
pub const HEROKU: Scheme = Scheme::hmac_sha256("heroku", "heroku-webhook-hmac-sha256")
    .documented(
        "Heroku",
        "https://devcenter.heroku.com/articles/app-webhooks",
        Evidence::VendorSource,
    )
    .encoding(Encoding::Base64)
    .event_id(&[At::Json("/webhook_metadata/event/id")])
    .event_type(&[At::Json("/webhook_metadata/event/include")])
    .identity(Identity::SignedId(At::Json("/webhook_metadata/event/id")))
    .notes(&["Level notify tries once, level sync retries."]);
