//! Vonage SMS: signed webhooks, by GET, form or JSON.
//!
//! - Documentation: <https://developer.vonage.com/en/getting-started/concepts/signing-messages>
//! - The PyPI package `vonage` 3.17.2 client.py `check_signature` (official)
//!
//! Every parameter is signed but the signature, in the order of their names.

use http::Method;

use crate::{
    Inbound, Refusal, form,
    json_tree::Node,
    scheme::{Algorithm, At, CustomContent, Encoding, Evidence, Scheme},
};

/// Vonage SMS, signed with HMAC-SHA256; of the account's other settings
/// [`Scheme::signed_with`] gives HMAC-SHA512.
pub const VONAGE_SMS: Scheme = Scheme::signed_in(
    Algorithm::HmacSha256,
    "vonage-sms",
    &[At::Form("sig"), At::Json("/sig"), At::Query("sig")],
)
.documented(
    "Vonage SMS",
    "https://developer.vonage.com/en/getting-started/concepts/signing-messages",
    Evidence::VendorSource,
)
.encoding(Encoding::AnyCaseHex)
.methods(&["POST", "GET"])
.custom_content(begin)
.event_id(&[At::Form("messageId"), At::Json("/messageId"), At::Query("messageId")])
.event_type(&[At::Form("status"), At::Json("/status"), At::Query("status")])
.notes(&[
    "Signatures must be switched on by the provider's support; choose SHA-256 HMAC in the dashboard.",
    "A receipt has a status, an inbound message has none; messageId repeats for each receipt.",
    "The time is signed, and not held against the clock: whether a retry is stamped anew is not known.",
]);

fn begin(request: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    let query =
        (request.method() == Method::GET).then(|| request.query().unwrap_or_default().to_owned());
    let is_form = form::is_form_of(request);
    Ok(CustomContent::of_body(move |body| {
        let parameters = match query {
            Some(_) if !body.is_empty() => None,
            Some(query) => form::by_name(query.as_bytes()),
            None if is_form => form::by_name(body),
            None => Node::of_body(body)?.flat(),
        };
        let parameters = parameters.ok_or(Refusal::Malformed {
            what: "the parameters are not texts, or one comes twice",
        })?;
        let signed = parameters.iter().filter(|(name, _)| *name != "sig");
        Ok(signed
            .map(|(name, text)| format!("&{name}={}", text.replace(['&', '='], "_")))
            .collect())
    }))
}
