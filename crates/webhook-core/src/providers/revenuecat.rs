//! RevenueCat.
//!
//! - Documentation: <https://www.revenuecat.com/docs/integrations/webhooks>
//! - <https://www.revenuecat.com/docs/webhooks/>
//! - GitHub receivers via code search (8 agree on header and format)

use crate::scheme::{At, Evidence, Grammar, Part, Scheme};

/// RevenueCat.
pub const REVENUECAT: Scheme = Scheme::hmac_sha256("revenuecat", "x-revenuecat-webhook-signature")
    .documented(
        "RevenueCat",
        "https://www.revenuecat.com/docs/integrations/webhooks",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Pairs { separator: ',', signature: "v1" })
    .event_id(&[At::Json("/event/id")])
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"))
    .event_type(&[At::Json("/event/type")])
    .notes(&[
        "Signing is switched on in the settings; the static Authorization value is not a signature.",
    ]);
