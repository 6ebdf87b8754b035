//! USPS subscriptions for tracking, version 3.2.
//!
//! - Documentation: <https://developers.usps.com/subscriptions-trackingv3r2>
//!
//! Two members are signed, the payload as the text inside its JSON string.

use crate::{
    Inbound, Refusal,
    json_tree::Node,
    scheme::{At, CustomContent, Encoding, Evidence, Scheme},
};

/// USPS.
pub const USPS: Scheme = Scheme::hmac_sha256("usps", "x-hmac")
    .documented(
        "USPS tracking subscriptions",
        "https://developers.usps.com/subscriptions-trackingv3r2",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64)
    .body_not_signed("the provider signs the members timestamp and payload alone")
    .custom_content(begin)
    .event_type(&[At::Json("/subscriptionType")])
    .notes(&["Only /timestamp and /payload are signed: read nothing else."]);

fn begin(_: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    Ok(CustomContent {
        heads: vec![String::new()],
        tail: Box::new(|body, content| {
            let body = Node::of_body(body)?;
            for member in ["/timestamp", "/payload"] {
                let text = body.text(member).ok_or(Refusal::Malformed {
                    what: "the body lacks timestamp or payload",
                })?;
                content.extend_from_slice(text.as_bytes());
            }
            Ok(())
        }),
        identity: None,
    })
}
