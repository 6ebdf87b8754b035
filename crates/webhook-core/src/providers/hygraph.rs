//! Hygraph (GraphCMS): a JSON envelope of body, environment and time.
//!
//! - Documentation: <https://hygraph.com/docs/api-reference/basics/webhooks>
//! - The npm package `@hygraph/utils` 1.2.1 index.js (official)

use serde_json::Value;

use crate::{
    Inbound, Refusal,
    scheme::{At, CustomContent, Encoding, Evidence, Grammar, Scheme, TimeUnit},
};

const SIGNATURE: &str = "gcms-signature";

/// Hygraph.
pub const HYGRAPH: Scheme = Scheme::hmac_sha256("hygraph", SIGNATURE)
    .documented(
        "Hygraph",
        "https://hygraph.com/docs/api-reference/basics/webhooks",
        Evidence::VendorSource,
    )
    // sign=<base64>, env=<name>, t=<ms>
    .grammar(Grammar::Pairs { separator: ',', signature: "sign" })
    .encoding(Encoding::Base64)
    .custom_content(envelope)
    .timestamp(At::InSignature("t"))
    .time_unit(TimeUnit::Milliseconds);

fn envelope(request: &Inbound<'_>, time: Option<&str>) -> Result<CustomContent, Refusal> {
    let header = request
        .headers()
        .get(SIGNATURE)
        .and_then(|value| value.to_str().ok());
    let pairs = header.unwrap_or_default().split(',');
    let mut environments = pairs.filter_map(|pair| pair.trim_start().strip_prefix("env="));
    // Nobody but the provider can sign for a missing one.
    let environment = environments.next().unwrap_or_default().to_owned();
    if environments.next().is_some() {
        return Err(Refusal::Malformed {
            what: "the signature header names two environments",
        });
    }
    let end = format!(
        ",\"EnvironmentName\":{},\"TimeStamp\":{}}}",
        Value::from(&*environment),
        time.unwrap_or_default(),
    );
    Ok(CustomContent {
        heads: vec!["{\"Body\":".to_owned()],
        tail: Box::new(move |body, content| {
            let text = std::str::from_utf8(body).map_err(|_| Refusal::Malformed {
                what: "the body is not UTF-8",
            })?;
            content.extend_from_slice(Value::from(text).to_string().as_bytes());
            content.extend_from_slice(end.as_bytes());
            Ok(())
        }),
        // The content holds the time of the attempt.
        identity: Some(environment),
    })
}
