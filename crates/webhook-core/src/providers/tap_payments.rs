//! Tap Payments: charges, authorizations, refunds and invoices.
//!
//! - Documentation: <https://developers.tap.company/docs/webhook>

use crate::{
    Inbound, Refusal,
    json_tree::Node,
    scheme::{At, CustomContent, Evidence, Scheme},
};

/// Tap Payments.
pub const TAP_PAYMENTS: Scheme = Scheme::hmac_sha256("tap-payments", "hashstring")
    .documented(
        "Tap Payments",
        "https://developers.tap.company/docs/webhook",
        Evidence::VendorDocs,
    )
    .body_not_signed("the provider signs id, amount, references, status and time")
    .custom_content(begin)
    .event_type(&[At::Json("/status")])
    .notes(&[
        "The secret is the secret API key.",
        "/id is the object, not the delivery.",
    ]);

fn begin(_: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    Ok(CustomContent::of_body(signed).identified_by_body())
}

fn signed(body: &[u8]) -> Result<String, Refusal> {
    let body = Node::of_body(body)?;
    let text = |pointer| body.text(pointer).unwrap_or_default();
    let amount = amount(text("/amount"), text("/currency")).ok_or(Refusal::Malformed {
        what: "the amount has not the form of its currency",
    })?;
    let references = if text("/object") == "invoice" {
        format!("x_updated{}", text("/updated"))
    } else {
        format!(
            "x_gateway_reference{}x_payment_reference{}",
            text("/reference/gateway"),
            text("/reference/payment"),
        )
    };
    let created = body
        .text("/transaction/created")
        .unwrap_or(text("/created"));
    Ok(format!(
        "x_id{}x_amount{amount}x_currency{}{references}x_status{}x_created{created}",
        text("/id"),
        text("/currency"),
        text("/status"),
    ))
}

/// The amount with as many decimals as ISO 4217 gives its currency, two or three.
fn amount(text: &str, currency: &str) -> Option<String> {
    let decimals = match currency {
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let fits = !whole.is_empty() && digits(whole) && digits(fraction) && fraction.len() <= decimals;
    fits.then(|| format!("{whole}.{fraction:0<decimals$}"))
}
