//! Slack: Events API, slash commands and interactivity, all under the app's signing secret.
//!
//! - v0 signatures: <https://docs.slack.dev/authentication/verifying-requests-from-slack>
//! - Events, `url_verification` and retries: <https://docs.slack.dev/apis/events-api>
//! - Checked against the npm package `@slack/bolt` 5.1.0 and python-slack-sdk.
//!
//! Commands and interactions carry no event id; their `trigger_id` makes every body unique, so
//! their content identifies them.

use crate::scheme::{
    At, Challenge, Evidence, Grammar, Handshake, Identity, Part, Reply, Scheme, SecretHint, When,
};

const FIX: &str = "use the app's Signing Secret, from its Basic Information page";

/// Slack.
pub const SLACK: Scheme = Scheme::hmac_sha256("slack", "x-slack-signature")
    .documented(
        "Slack",
        "https://docs.slack.dev/authentication/verifying-requests-from-slack",
        Evidence::VendorSource,
    )
    .secret_hints(&[
        SecretHint::new("xoxb-", "a bot token", FIX),
        SecretHint::new("xoxp-", "a user token", FIX),
        SecretHint::new("xapp-", "an app-level token", FIX),
    ])
    .grammar(Grammar::Whole { prefix: "v0=" })
    .content(&[Part::Lit("v0:"), Part::Timestamp, Part::Lit(":"), Part::Body])
    .timestamp(At::Header("x-slack-request-timestamp"))
    .event_id(&[
        At::Json("/event_id"),
        At::Form("trigger_id"),
        At::FormJson("payload", "/trigger_id"),
    ])
    .event_type(&[
        At::Json("/event/type"),
        At::Json("/type"),
        At::Form("command"),
        At::FormJson("payload", "/type"),
    ])
    .attempt(At::Header("x-slack-retry-num"))
    .identity(Identity::SignedId(At::Json("/event_id")))
    .facts(&["x-slack-retry-num", "x-slack-retry-reason"])
    .handshakes(&[Handshake {
        when: When::VerifiedMember("/type", "url_verification"),
        challenge: Challenge::Token(At::Json("/challenge")),
        reply: Reply::Text,
    }])
    // At once, after a minute, after five more.
    .retry_horizon_secs(6 * 60)
    .response_deadline_secs(3);
