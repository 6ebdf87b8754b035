//! Microsoft SharePoint: list webhooks.
//!
//! - Documentation: <https://learn.microsoft.com/en-us/sharepoint/dev/apis/webhooks/lists/create-subscription>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use super::microsoft_graph::{sign, verify};
use crate::scheme::{
    Algorithm, At, Batch, Challenge, Encoding, Evidence, Handshake, Reply, Scheme, When,
};

/// Microsoft SharePoint, list webhooks.
pub const MICROSOFT_SHAREPOINT: Scheme = Scheme::in_body(
    Algorithm::Token,
    "microsoft-sharepoint",
    verify,
    sign,
)
.documented(
    "Microsoft SharePoint (lists)",
    "https://learn.microsoft.com/en-us/sharepoint/dev/apis/webhooks/lists/create-subscription",
    Evidence::ThirdParty,
)
.encoding(Encoding::Plain)
.body_not_signed("the provider sends a shared token and signs nothing")
.batch(Batch::at("/value"))
.retry_horizon_secs(25 * 60)
.handshakes(&[Handshake {
    when: When::Post,
    challenge: Challenge::Token(At::Query("validationtoken")),
    reply: Reply::Text,
}])
.notes(&[
    "The secret is the clientState of your subscriptions, one for all of an endpoint.",
    "A batch under two secrets is refused: to rotate it, subscribe anew with another path and the new clientState, then end the old.",
    "A notification says only which list changed: read what with GetChanges.",
]);
