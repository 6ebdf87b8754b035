//! Praxis Cashier: payment and subscription notifications.
//!
//! - Documentation: <https://docs.praxis.tech/docs/authentication>
//! - GitHub hookdeck/webhook-skills `skills/praxis-webhooks` (independent verifier)

use crate::{
    Inbound, Refusal,
    json_tree::Node,
    scheme::{Algorithm, At, CustomContent, Evidence, Scheme},
};

/// What is signed of a payment, before the secret.
const PAYMENT: [&str; 11] = [
    "/merchant_id",
    "/application_key",
    "/timestamp",
    "/customer/customer_token",
    "/session/order_id",
    "/transaction/tid",
    "/transaction/currency",
    "/transaction/amount",
    "/transaction/conversion_rate",
    "/transaction/processed_currency",
    "/transaction/processed_amount",
];
/// What is signed of a subscription's event, which alone has a name.
const SUBSCRIPTION: [&str; 8] = [
    "/event",
    "/merchant_id",
    "/application_key",
    "/cid",
    "/plan_id",
    "/subscription_id",
    "/subscription_status",
    "/timestamp",
];

/// Praxis Cashier.
pub const PRAXIS_CASHIER: Scheme =
    Scheme::hmac(Algorithm::Sha384, "praxis-cashier", "gt-authentication")
        .documented(
            "Praxis Cashier",
            "https://docs.praxis.tech/docs/authentication",
            Evidence::ThirdParty,
        )
        .body_not_signed("the provider signs some fields of the notification")
        .secret_last()
        .custom_content(begin)
        .event_type(&[At::Json("/event"), At::Json("/transaction/transaction_status")])
        .notes(&[
            "The answer must be signed: the header external-request-signature holds the SHA-384 of status, timestamp and secret, and the body {\"status\":0,\"timestamp\":…}.",
            "/transaction/transaction_status is not signed.",
        ]);

fn begin(_: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    Ok(CustomContent::of_body(signed).identified_by_body())
}

fn signed(body: &[u8]) -> Result<String, Refusal> {
    let body = Node::of_body(body)?;
    let fields: &[&str] = if body.text("/event").is_some() {
        &SUBSCRIPTION
    } else {
        &PAYMENT
    };
    Ok(body.joined(fields))
}
