//! Plivo: voice and messaging callbacks, signature version 3.
//!
//! - Documentation: <https://www.plivo.com/docs/voice/concepts/signature-validation>
//! - The npm package `plivo` 4.79.0 dist/utils/v3Security.js (official), by its verdicts
//!
//! URL, sorted query, sorted form and nonce are signed; what is neither is refused.

use crate::{
    Inbound, Refusal, form,
    scheme::{At, CustomContent, Encoding, Evidence, Grammar, Scheme},
    tails,
};

const NONCE: &str = "x-plivo-signature-v3-nonce";

/// Plivo; needs the public URL.
pub const PLIVO: Scheme = Scheme::hmac_sha256("plivo", "x-plivo-signature-v3")
    .documented(
        "Plivo",
        "https://www.plivo.com/docs/voice/concepts/signature-validation",
        Evidence::VendorSource,
    )
    .grammar(Grammar::List { separator: ',', prefix: "" })
    .encoding(Encoding::Base64)
    .custom_content_with_url(begin, |url, _, _| url.to_owned())
    .sent_headers(&[(NONCE, "0")])
    .methods(&["POST", "GET"])
    .event_id(&[
        At::Form("MessageUUID"),
        At::Form("CallUUID"),
        At::Query("MessageUUID"),
        At::Query("CallUUID"),
    ])
    .event_type(&[
        At::Form("Event"),
        At::Form("Status"),
        At::Form("CallStatus"),
        At::Query("Event"),
        At::Query("Status"),
        At::Query("CallStatus"),
    ])
    .notes(&[
        "The ids repeat for every state of a call or message, so the content identifies a delivery.",
    ]);

fn begin(request: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    let malformed = |what| Refusal::Malformed { what };
    let url = request.url().ok_or(malformed("no public URL is known"))?;
    let nonce = request
        .headers()
        .get(NONCE)
        .and_then(|value| value.to_str().ok());
    let nonce = nonce
        .ok_or(Refusal::MissingHeader { header: NONCE })?
        .to_owned();
    let is_form = form::is_form_of(request);
    let (base, query) = url.split_once('?').unwrap_or((&url, ""));
    let mut pairs = form::fields(query.as_bytes()).ok_or(malformed("the query is not UTF-8"))?;
    pairs.sort_unstable();
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let (base, query) = (base.to_owned(), pairs.join("&"));
    let identity = query.clone();
    Ok(CustomContent {
        heads: vec![String::new()],
        tail: Box::new(move |body, content| {
            if !is_form && !body.is_empty() {
                return Err(malformed("a body that is no form, which would be unsigned"));
            }
            let fields = tails::sorted_fields(body)?;
            content.extend_from_slice(base.as_bytes());
            if !query.is_empty() || !fields.is_empty() {
                content.push(b'?');
            }
            content.extend_from_slice(query.as_bytes());
            if !query.is_empty() && !fields.is_empty() {
                content.push(b'.');
            }
            tails::append(&fields, content);
            content.push(b'.');
            content.extend_from_slice(nonce.as_bytes());
            Ok(())
        }),
        // The nonce is another in every attempt.
        identity: Some(identity),
    })
}
