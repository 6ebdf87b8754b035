//! Adyen: standard (payment) webhooks, whose every item is signed by itself.
//!
//! - Documentation: <https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures>
//! - The npm package `@adyen/api-library` 32.1.0 lib/src/utils/hmacValidator.js (official)
//! - Retries for up to 30 days: docs.adyen.com, troubleshooting of webhooks

use crate::{
    Refusal,
    json_tree::{Node, Style},
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
const ITEMS: &str = "/notificationItems";
const ITEM: &str = "/NotificationRequestItem";
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
    let body = Node::of_body(body)?;
    let items = match body.at(ITEMS) {
        Some(Node::Array(items)) if !items.is_empty() => items,
        _ => return Err(malformed("the body holds no notificationItems")),
    };
    let mut all = true;
    for item in items {
        let item = item
            .at(ITEM)
            .ok_or(malformed("an item holds no NotificationRequestItem"))?;
        let signature = item.text(SIGNATURE).unwrap_or_default();
        all &= key.accepts(content(item).as_bytes(), signature);
    }
    Ok(all)
}

fn sign(key: &Keyed<'_>, body: &[u8]) -> Option<Vec<u8>> {
    let mut body = Node::parse(body)?;
    let Some(Node::Array(items)) = body.at(ITEMS) else {
        return None;
    };
    for number in 0..items.len() {
        let path = format!("{ITEMS}/{number}{ITEM}");
        let signature = key.sign(content(body.at(&path)?).as_bytes());
        body.set(&format!("{path}{SIGNATURE}"), signature)?;
    }
    Some(body.write(Style::default()).into_bytes())
}

fn content(item: &Node<'_>) -> String {
    let text = |pointer: &&str| item.text(pointer).unwrap_or_default().to_owned();
    SIGNED.iter().map(text).collect::<Vec<_>>().join(":")
}
