//! Microsoft Graph: change notifications.
//!
//! - Documentation: <https://learn.microsoft.com/graph/change-notifications-delivery-webhooks>
//! - GitHub microsoftgraph/microsoft-graph-docs-contrib
//!   `concepts/change-notifications-delivery-webhooks.md`
//!
//! One request mixes subscriptions, and every item carries the secret of its own.

use crate::{
    Refusal,
    json_tree::{Node, Style},
    scheme::{
        Algorithm, At, Batch, Challenge, Encoding, Evidence, Handshake, Keyed, Reply, Scheme, When,
    },
};

/// Microsoft Graph.
pub const MICROSOFT_GRAPH: Scheme =
    Scheme::in_body(Algorithm::Token, "microsoft-graph", verify, sign)
        .documented(
            "Microsoft Graph",
            "https://learn.microsoft.com/graph/change-notifications-delivery-webhooks",
            Evidence::VendorDocs,
        )
        .encoding(Encoding::Plain)
        .body_not_signed("the provider sends a shared token and signs nothing")
        .event_type(&[
            At::Json("/value/0/changeType"),
            At::Json("/value/0/lifecycleEvent"),
        ])
        .retry_horizon_secs(4 * 3600)
        .response_deadline_secs(3)
        .batch(
            Batch::at("/value")
                .id("/id")
                .event_type_first_of(&["/changeType", "/lifecycleEvent"]),
        )
        .handshakes(&[Handshake {
            when: When::Post,
            challenge: Challenge::Text(At::Query("validationToken")),
            reply: Reply::Text,
        }])
        .notes(&[
            "The secret is the clientState of your subscriptions, one for all of an endpoint.",
            "A batch under two secrets is refused: to rotate it, subscribe anew with another path and the new clientState, then end the old.",
            "Answer 202 as soon as the notification is kept: slow answers throttle the endpoint.",
        ]);

/// All items must carry the secret, and there must be one at least.
pub(super) fn verify(key: &Keyed<'_>, body: &[u8]) -> Result<bool, Refusal> {
    let body = Node::of_body(body)?;
    let Some(Node::Array(items)) = body
        .at("/value")
        .filter(|items| **items != Node::Array(vec![]))
    else {
        return Err(Refusal::Malformed {
            what: "the body holds no items in /value",
        });
    };
    let is_ours = |item: &Node<'_>| key.accepts(b"", item.text("/clientState").unwrap_or_default());
    Ok(items.iter().fold(true, |all, item| all & is_ours(item)))
}

pub(super) fn sign(key: &Keyed<'_>, body: &[u8]) -> Option<Vec<u8>> {
    let mut body = Node::parse(body)?;
    let Some(Node::Array(items)) = body.at("/value") else {
        return None;
    };
    for index in 0..items.len() {
        body.set(&format!("/value/{index}/clientState"), key.sign(b""))?;
    }
    Some(body.write(Style::default()).into_bytes())
}
