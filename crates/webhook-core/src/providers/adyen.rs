//! Adyen: standard (payment) webhooks, whose every item is signed by itself.
//!
//! - Documentation: <https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures>
//! - The npm package `@adyen/api-library` 32.1.0 lib/src/utils/hmacValidator.js (official)
//! - Retries for up to 30 days: docs.adyen.com, troubleshooting of webhooks

use serde_json::{Value, json};

use crate::{
    Refusal,
    scheme::{Algorithm, At, Batch, Encoding, Evidence, KeyFormat, Keyed, Scheme, SuccessAnswer},
};

/// What is signed of an item, in order; what is missing counts as empty.
const SIGNED: [&str; 8] = [
    "/pspReference",
    "/originalReference",
    "/merchantAccountCode",
    "/merchantReference",
    "/amount/value",
    "/amount/currency",
    "/eventCode",
    "/success",
];
const SIGNATURE: &str = "/additionalData/hmacSignature";

/// Adyen, standard webhooks; those of platforms are [`ADYEN_PLATFORM`](super::ADYEN_PLATFORM).
pub const ADYEN: Scheme = Scheme::in_body(Algorithm::HmacSha256, "adyen", verify, sign)
    .documented(
        "Adyen (payments)",
        "https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures",
        Evidence::VendorSource,
    )
    .key_format(KeyFormat::Hex)
    .encoding(Encoding::Base64)
    .event_id(&[At::Json("/notificationItems/0/NotificationRequestItem/pspReference")])
    .event_type(&[At::Json("/notificationItems/0/NotificationRequestItem/eventCode")])
    .success_answer(SuccessAnswer::fixed("text/plain", "[accepted]"))
    .notes(&[
        "Answer 200 with the text [accepted].",
        "Of each item eight fields are signed: read nothing else without asking the API.",
        "/pspReference repeats for each state of a payment.",
    ])
    .batch(
        Batch::at("/notificationItems")
            .id_of(&[
                "/NotificationRequestItem/pspReference",
                "/NotificationRequestItem/eventCode",
                "/NotificationRequestItem/success",
            ])
            .event_type(At::Json("/NotificationRequestItem/eventCode")),
    )
    .retry_horizon_secs(30 * 24 * 3600);

/// All items must carry the right signature, and there must be one at least.
fn verify(key: &Keyed<'_>, body: &[u8]) -> Result<bool, Refusal> {
    let malformed = |what| Refusal::Malformed { what };
    let body: Value =
        serde_json::from_slice(body).map_err(|_| malformed("the body is not JSON"))?;
    let items = body.get("notificationItems").and_then(Value::as_array);
    let items = items.filter(|items| !items.is_empty());
    let items = items.ok_or(malformed("the body holds no notificationItems"))?;
    let mut all = true;
    for item in items {
        let item = item
            .get("NotificationRequestItem")
            .ok_or(malformed("an item holds no NotificationRequestItem"))?;
        let signature = item.pointer(SIGNATURE).and_then(Value::as_str);
        all &= key.accepts(content(item).as_bytes(), signature.unwrap_or_default());
    }
    Ok(all)
}

fn sign(key: &Keyed<'_>, body: &[u8]) -> Option<Vec<u8>> {
    let mut body: Value = serde_json::from_slice(body).ok()?;
    for item in body.get_mut("notificationItems")?.as_array_mut()? {
        let item = item.get_mut("NotificationRequestItem")?;
        let signature = key.sign(content(item).as_bytes());
        let members = item.as_object_mut()?;
        let data = members.entry("additionalData").or_insert(json!({}));
        data.as_object_mut()?
            .insert("hmacSignature".to_owned(), signature.into());
    }
    Some(body.to_string().into_bytes())
}

fn content(item: &Value) -> String {
    let text = |pointer: &&str| match item.pointer(pointer) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(value)) => value.to_string(),
        _ => String::new(),
    };
    SIGNED.iter().map(text).collect::<Vec<_>>().join(":")
}
