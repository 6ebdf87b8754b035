//! Favro.
//!
//! - Documentation: <https://favro.com/developer/#webhook-signatures>
//!
//! The payload's id and the URL are signed, and nothing else of the body.

use crate::{
    Inbound, Refusal,
    json_tree::Node,
    scheme::{Algorithm, At, CustomContent, Encoding, Evidence, Identity, Scheme},
};

/// Favro; needs the public URL.
pub const FAVRO: Scheme = Scheme::hmac(Algorithm::HmacSha1, "favro", "x-favro-webhook")
    .documented(
        "Favro",
        "https://favro.com/developer/#webhook-signatures",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64)
    .body_not_signed("the provider signs the payload's id and the URL")
    .custom_content_with_url(begin, |url, _, _| url.to_owned())
    .event_id(&[At::Json("/payloadId")])
    .event_type(&[At::Json("/action")])
    .identity(Identity::SignedId(At::Json("/payloadId")))
    .notes(&["Only /payloadId is signed: fetch the card before you act on it."]);

fn begin(request: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    let url = request.url().ok_or(Refusal::Malformed {
        what: "no public URL is known",
    })?;
    Ok(CustomContent {
        heads: vec![String::new()],
        tail: Box::new(move |body, content| {
            let body = Node::of_body(body)?;
            let id = body.text("/payloadId").ok_or(Refusal::Malformed {
                what: "the body holds no payloadId",
            })?;
            content.extend_from_slice(id.as_bytes());
            content.extend_from_slice(url.as_bytes());
            Ok(())
        }),
        identity: None,
    })
}
