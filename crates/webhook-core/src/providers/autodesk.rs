//! Autodesk Platform Services.
//!
//! - Documentation: <https://aps.autodesk.com/en/docs/webhooks/v1/developers_guide/event-delivery-guarantees/>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{Algorithm, Evidence, Grammar, Scheme};

/// Autodesk Platform Services.
pub const AUTODESK: Scheme = Scheme::hmac(Algorithm::HmacSha1, "autodesk", "x-adsk-signature")
    .documented(
        "Autodesk Platform Services",
        "https://aps.autodesk.com/en/docs/webhooks/v1/developers_guide/event-delivery-guarantees/",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Whole {
        prefix: "sha1hash=",
    });
