//! Bitbucket Data Center / Server.
//!
//! - Documentation: <https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html>
//! - typed mirror of the Atlassian event-payload page (coderabbitai/bitbucket docs)

use crate::scheme::{At, Evidence, Grammar, Identity, Scheme};

/// Bitbucket Data Center / Server.
pub const BITBUCKET_SERVER: Scheme = Scheme::hmac_sha256("bitbucket-server", "x-hub-signature")
    .documented(
        "Bitbucket Data Center / Server",
        "https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html",
        Evidence::VendorDocs,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .event_id(&[At::Header("x-request-id")])
    .event_type(&[At::Header("x-event-key")])
    .identity(Identity::IdAndContent(
        At::Header("x-request-id"),
        &[At::Header("x-event-key")],
    ))
    .notes(&[
        "\"Test connection\" sends X-Event-Key diagnostics:ping with a body of its own form.",
    ]);
