//! Inngest: the calls by which it runs the functions of an application.
//!
//! - The npm package `inngest` 4.24.0 helpers/net.js, components/InngestCommHandler.js (official)

use crate::scheme::{At, Evidence, Grammar, KeyFormat, Part, Scheme};

/// Inngest (function calls).
pub const INNGEST: Scheme = Scheme::hmac_sha256("inngest", "x-inngest-signature")
    .documented(
        "Inngest (function calls)",
        "https://github.com/inngest/inngest-js",
        Evidence::VendorSource,
    )
    .key_format(KeyFormat::Utf8AfterWord("signkey-"))
    // x-inngest-signature: t=1700000000&s=<hex>
    .grammar(Grammar::Pairs { separator: '&', signature: "s" })
    .content(&[Part::Body, Part::Timestamp])
    .timestamp(At::InSignature("t"))
    .notes(&[
        "The secret is the signing key (signkey-prod-…).",
        "These are calls, not events: Inngest reads the answer, which its SDK signs in the same form.",
    ]);
