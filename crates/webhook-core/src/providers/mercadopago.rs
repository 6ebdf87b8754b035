//! Mercado Pago.
//!
//! - Documentation: <https://www.mercadopago.com/developers/en/docs/your-integrations/notifications/webhooks>
//! - The npm package `mercadopago` 3.6.1 dist/utils/webhook/index.js (official)
//!
//! A manifest of three values is signed, each left out where it is missing; the body is not.

use crate::{
    Inbound, Refusal, form,
    scheme::{At, CustomContent, Evidence, Grammar, Identity, Scheme},
};

/// Mercado Pago.
pub const MERCADOPAGO: Scheme = Scheme::hmac_sha256("mercadopago", "x-signature")
    .documented(
        "Mercado Pago",
        "https://www.mercadopago.com/developers/en/docs/your-integrations/notifications/webhooks",
        Evidence::VendorSource,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "v1",
    })
    .body_not_signed("the provider signs the id in the query, the request's id and the time")
    .custom_content(manifest)
    .timestamp(At::InSignature("ts"))
    .event_id(&[At::Header("x-request-id")])
    .event_type(&[At::Query("type"), At::Query("topic")])
    .identity(Identity::SignedId(At::Header("x-request-id")))
    .notes(&["Fetch the object that data.id names before you act on it."]);

/// `id:{data.id};request-id:{x-request-id};ts:{ts};`
fn manifest(request: &Inbound<'_>, time: Option<&str>) -> Result<CustomContent, Refusal> {
    let header = |name| {
        request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let query = request.query().unwrap_or_default();
    let fields = form::by_name(query.as_bytes()).ok_or(Refusal::Malformed {
        what: "the query is not UTF-8, or a parameter comes twice",
    })?;
    let id = fields.get("data.id").cloned();
    let mut head = String::new();
    for (name, value) in [
        ("id", id.as_deref()),
        ("request-id", header("x-request-id")),
        ("ts", time),
    ] {
        if let Some(value) = value {
            head.extend([name, ":", value, ";"]);
        }
    }
    Ok(CustomContent {
        heads: vec![head],
        tail: Box::new(|_, _| Ok(())),
        identity: id,
    })
}
