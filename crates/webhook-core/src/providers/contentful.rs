//! Contentful.
//!
//! - Documentation: <https://www.contentful.com/developers/docs/extensibility/webhooks/request-verification/>
//! - The npm package `@contentful/node-apps-toolkit` 3.16.1 lib/requests (official)
//! - 30 seconds to answer: <https://www.contentful.com/developers/changelog/reduced-webhook-timeout/>
//!
//! A canonical request is signed: method, path with query, the headers that a header names, body.

use crate::{
    Inbound, Refusal,
    scheme::{At, CustomContent, Evidence, Scheme, TimeUnit},
};

const TIMESTAMP: &str = "x-contentful-timestamp";
const SIGNED_HEADERS: &str = "x-contentful-signed-headers";

/// Contentful; needs the public URL.
pub const CONTENTFUL: Scheme = Scheme::hmac_sha256("contentful", "x-contentful-signature")
    .documented(
        "Contentful",
        "https://www.contentful.com/developers/docs/extensibility/webhooks/request-verification/",
        Evidence::VendorSource,
    )
    .custom_content_with_url(canonical_request, |url, _, _| url.to_owned())
    .sent_headers(&[(SIGNED_HEADERS, TIMESTAMP)])
    .timestamp(At::Header(TIMESTAMP))
    .time_unit(TimeUnit::Milliseconds)
    .tolerance_secs(30)
    .event_type(&[At::Header("x-contentful-topic")])
    .notes(&["/sys/id is the entry, not the delivery."])
    .response_deadline_secs(30);

fn canonical_request(request: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    let malformed = |what| Refusal::Malformed { what };
    let path = request
        .public_path_and_query()
        .ok_or(malformed("no public URL is known"))?;
    let text = |name: &str| {
        request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let names = text(SIGNED_HEADERS).ok_or(Refusal::MissingHeader {
        header: SIGNED_HEADERS,
    })?;
    let mut names: Vec<_> = names
        .split(',')
        .map(|name| name.trim().to_lowercase())
        .collect();
    names.sort_unstable();
    names.dedup();
    // Without it anybody could move the time.
    if !names.iter().any(|name| name == TIMESTAMP) {
        return Err(malformed("the timestamp is not among the signed headers"));
    }
    let mut headers = Vec::new();
    for name in &names {
        if request.headers().get_all(name).iter().count() > 1 {
            return Err(malformed("a signed header came more than once"));
        }
        let value = text(name).ok_or(malformed("a signed header is missing"))?;
        headers.push(format!("{name}:{}", value.trim()));
    }
    let head = format!("{}\n{path}\n{}\n", request.method(), headers.join(";"));
    Ok(CustomContent {
        heads: vec![head],
        tail: Box::new(|body, content| {
            content.extend_from_slice(body);
            Ok(())
        }),
        // The head holds the time of the attempt.
        identity: Some(text("x-contentful-topic").unwrap_or_default().to_owned()),
    })
}
