//! Statsig event webhook.
//!
//! - Documentation: <https://docs.statsig.com/integrations/event_webhook>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Batch, Evidence, Grammar, Part, Scheme, TimeUnit};

/// Statsig event webhook.
pub const STATSIG: Scheme = Scheme::hmac_sha256("statsig", "x-statsig-signature")
    .documented(
        "Statsig event webhook",
        "https://docs.statsig.com/integrations/event_webhook",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Whole { prefix: "v0=" })
    .content(&[
        Part::Lit("v0:"),
        Part::Timestamp,
        Part::Lit(":"),
        Part::Body,
    ])
    .timestamp(At::Header("x-statsig-request-timestamp"))
    .time_unit(TimeUnit::Milliseconds)
    .batch(Batch::at("/data").event_type(At::Json("/metadata/type")));
