//! Paddle Classic: a form whose fields are signed in the form of PHP's `serialize`.
//!
//! - Documentation: <https://classic.paddle.com/webhooks/verifying-webhooks/>

use std::{collections::BTreeMap, fmt::Write as _};

use crate::{
    Inbound, Refusal, form,
    scheme::{Algorithm, At, CustomContent, Encoding, Evidence, Identity, KeyFormat, Scheme},
};

const SIGNATURE: &str = "p_signature";

/// Paddle Classic; the newer Paddle Billing is [`PADDLE`](super::PADDLE).
pub const PADDLE_CLASSIC: Scheme =
    Scheme::signed_in(Algorithm::RsaSha1, "paddle-classic", &[At::Form(SIGNATURE)])
        .documented(
            "Paddle Classic",
            "https://classic.paddle.com/webhooks/verifying-webhooks/",
            Evidence::VendorDocs,
        )
        .key_format(KeyFormat::PublicKey)
        .encoding(Encoding::Base64)
        .custom_content(begin)
        .event_id(&[At::Form("alert_id")])
        .event_type(&[At::Form("alert_name")])
        .identity(Identity::SignedId(At::Form("alert_id")))
        .notes(&["Configure the account's public key, which the dashboard shows."]);

fn begin(_: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    Ok(CustomContent::of_body(|body| {
        let mut fields = form::by_name(body).ok_or(Refusal::Malformed {
            what: "the form is not UTF-8, or a field comes twice",
        })?;
        fields.remove(SIGNATURE);
        Ok(php_serialized(&fields))
    }))
}

/// An array of texts by their names, whose lengths count bytes.
fn php_serialized(fields: &BTreeMap<String, String>) -> String {
    let mut out = format!("a:{}:{{", fields.len());
    for text in fields.iter().flat_map(|(name, value)| [name, value]) {
        // Writing to a text cannot fail.
        let _ = write!(out, "s:{}:\"{text}\";", text.len());
    }
    out.push('}');
    out
}
