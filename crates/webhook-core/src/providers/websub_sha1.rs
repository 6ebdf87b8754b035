//! WebSub as most hubs still sign, and PubSubHubbub before it: with SHA-1 (YouTube's feeds).
//!
//! - Signature: <https://www.w3.org/TR/websub/#authenticated-content-distribution>
//! - <https://pubsubhubbub.github.io/PubSubHubbub/pubsubhubbub-core-0.4.html#authednotify>

use super::WEBSUB;
use crate::scheme::{Algorithm, Grammar, Scheme};

/// WebSub, signed with SHA-1.
pub const WEBSUB_SHA1: Scheme = WEBSUB
    .renamed("websub-sha1", "WebSub (SHA-1)")
    .signed_with(Algorithm::HmacSha1)
    .grammar(Grammar::Whole { prefix: "sha1=" });
