//! Midtrans.
//!
//! - Documentation: <https://docs.midtrans.com/reference/receiving-notifications>
//! - Its advice: <https://docs.midtrans.com/reference/best-practices-to-handle-notification>

use crate::{
    Inbound, Refusal,
    json_tree::Node,
    scheme::{Algorithm, At, CustomContent, Evidence, Scheme},
};

/// What is signed of a transaction, before the server key.
const TRANSACTION: [&str; 3] = ["/order_id", "/status_code", "/gross_amount"];
/// What is signed of a pay account, which has no order.
const ACCOUNT: [&str; 3] = ["/account_id", "/account_status", "/status_code"];

/// Midtrans.
pub const MIDTRANS: Scheme =
    Scheme::signed_in(Algorithm::Sha512, "midtrans", &[At::Json("/signature_key")])
        .documented(
            "Midtrans",
            "https://docs.midtrans.com/reference/receiving-notifications",
            Evidence::VendorDocs,
        )
        .body_not_signed("the provider signs order, status code and amount")
        .secret_last()
        .custom_content(begin)
        .event_type(&[At::Json("/transaction_status"), At::Json("/account_status")])
        .response_deadline_secs(15)
        .notes(&[
            "The secret is the server key.",
            "/transaction_status is not signed: get the transaction's status before you act on it.",
        ]);

fn begin(_: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    Ok(CustomContent::of_body(signed).identified_by_body())
}

fn signed(body: &[u8]) -> Result<String, Refusal> {
    let body = Node::of_body(body)?;
    let of_order = body.text("/order_id").is_some();
    Ok(body.joined(if of_order { &TRANSACTION } else { &ACCOUNT }))
}
