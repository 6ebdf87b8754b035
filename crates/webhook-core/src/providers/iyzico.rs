//! iyzico: payment notifications, signature version 3.
//!
//! - Documentation: <https://docs.iyzico.com/en/advanced/webhook>
//! - Several independent receivers, which agree on both orders of fields

use crate::{
    Inbound, Refusal,
    json_tree::Node,
    scheme::{At, CustomContent, Evidence, Scheme},
};

/// What is signed of a payment through the API, behind the secret.
const DIRECT: [&str; 4] = [
    "/iyziEventType",
    "/paymentId",
    "/paymentConversationId",
    "/status",
];
/// What is signed of one on a hosted page, which alone has a token.
const HOSTED: [&str; 5] = [
    "/iyziEventType",
    "/iyziPaymentId",
    "/token",
    "/paymentConversationId",
    "/status",
];

/// iyzico.
pub const IYZICO: Scheme = Scheme::hmac_sha256("iyzico", "x-iyz-signature-v3")
    .documented(
        "iyzico",
        "https://docs.iyzico.com/en/advanced/webhook",
        Evidence::ThirdParty,
    )
    .body_not_signed("the provider signs type, ids and status of the payment")
    .secret_first()
    .custom_content(begin)
    .event_type(&[At::Json("/iyziEventType")])
    .notes(&[
        "The header is sent once the provider has switched it on for your account.",
        "Subscription notifications are signed in another way and refused.",
    ]);

fn begin(_: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    Ok(CustomContent::of_body(signed).identified_by_body())
}

fn signed(body: &[u8]) -> Result<String, Refusal> {
    let body = Node::of_body(body)?;
    let hosted = body.text("/token").is_some();
    Ok(body.joined(if hosted { &HOSTED } else { &DIRECT }))
}
