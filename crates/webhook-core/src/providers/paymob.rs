//! Paymob: transaction processed callbacks.
//!
//! - Documentation: <https://developers.paymob.com/paymob-docs/developers/webhook-callbacks-and-hmac/hmac/hmac-transaction-callback>
//!
//! Twenty fields are signed in the order of their names; the signature is a parameter of the query.

use crate::{
    Inbound, Refusal,
    json_tree::Node,
    scheme::{Algorithm, At, CustomContent, Evidence, Scheme},
};

/// What is signed, in order.
const SIGNED: [&str; 20] = [
    "/obj/amount_cents",
    "/obj/created_at",
    "/obj/currency",
    "/obj/error_occured",
    "/obj/has_parent_transaction",
    "/obj/id",
    "/obj/integration_id",
    "/obj/is_3d_secure",
    "/obj/is_auth",
    "/obj/is_capture",
    "/obj/is_refunded",
    "/obj/is_standalone_payment",
    "/obj/is_voided",
    "/obj/order/id",
    "/obj/owner",
    "/obj/pending",
    "/obj/source_data/pan",
    "/obj/source_data/sub_type",
    "/obj/source_data/type",
    "/obj/success",
];

/// Paymob.
pub const PAYMOB: Scheme =
    Scheme::signed_in(Algorithm::HmacSha512, "paymob", &[At::Query("hmac")])
        .documented(
            "Paymob",
            "https://developers.paymob.com/paymob-docs/developers/webhook-callbacks-and-hmac/hmac/hmac-transaction-callback",
            Evidence::VendorDocs,
        )
        .body_not_signed("the provider signs twenty fields of the transaction")
        .custom_content(begin)
        .event_type(&[At::Json("/type")])
        .notes(&[
            "/obj/id is the transaction, which is sent again for each of its states.",
            "The browser's GET callback carries the same signature and is refused: it is no notification.",
        ]);

fn begin(_: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    let signed = |body: &[u8]| Ok(Node::of_body(body)?.joined(&SIGNED));
    Ok(CustomContent::of_body(signed).identified_by_body())
}
