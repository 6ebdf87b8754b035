//! Paymid.
//!
//! - Documentation: <https://developer-hub.paymid.com/api-config/verify-webhook>
//!
//! The body is signed without blanks and with its members in the order of their names. Members that
//! hold others are refused: whether theirs are sorted too is not documented.

use crate::{
    Inbound, Refusal,
    json_tree::{Node, Style},
    scheme::{At, CustomContent, Evidence, Scheme},
};

/// Paymid.
pub const PAYMID: Scheme = Scheme::hmac_sha256("paymid", "signature")
    .documented(
        "Paymid",
        "https://developer-hub.paymid.com/api-config/verify-webhook",
        Evidence::VendorDocs,
    )
    .custom_content(begin)
    .event_type(&[At::Json("/type")])
    .notes(&["/transaction_id is the transaction, not the delivery."]);

fn begin(_: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    Ok(CustomContent::of_body(signed))
}

fn signed(body: &[u8]) -> Result<String, Refusal> {
    let node = Node::of_body(body)?;
    let flat = |(_, value): &(_, Node<'_>)| matches!(value, Node::Bare(_) | Node::Text(_));
    match &node {
        Node::Object(members) if members.iter().all(flat) => Ok(node.write(Style {
            sorted: true,
            ..Style::default()
        })),
        _ => Err(Refusal::Malformed {
            what: "the body is not an object of texts and numbers",
        }),
    }
}
