//! PayPal.
//!
//! - Documentation: <https://developer.paypal.com/api/rest/webhooks/rest/>
//! - The PyPI package `paypalrestsdk` 1.13.3 `paypalrestsdk/notifications.py` (official)
//! - A delivery of the sandbox with its certificate: the tests of PayPal's SDK for Node.js,
//!   `test/mocks/notification.js` (official)
//!
//! The official SDK also holds the certificate's chain against roots that it ships. Here whose the
//! certificate is follows from where it was fetched: PayPal's own host, over TLS.

use crate::{
    Refusal,
    keys::address,
    scheme::{
        Algorithm, At, Configured, Encoding, Evidence, Identity, KeyFetch, KeyForm, KeyHints,
        KeyUrl, Part, Scheme, TimeUnit,
    },
};

/// PayPal. Configured is the webhook's id from the dashboard.
pub const PAYPAL: Scheme = Scheme::hmac(Algorithm::RsaSha256, "paypal", "paypal-transmission-sig")
    .documented("PayPal", "https://developer.paypal.com/api/rest/webhooks/rest/", Evidence::VendorSource)
    .encoding(Encoding::Base64)
    .fetches_keys(KeyFetch::new(KeyUrl::Named(certificate), KeyForm::Certificate { dated: true }))
    .configured(Configured {
        what: "the webhook's id",
        is_one: |text| text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && text.len() >= 8,
        example: "8PT597110X687430LKGECATA",
    })
    .fixed_headers(&[("paypal-auth-algo", "SHA256withRSA")])
    .body_not_signed("only its CRC-32 is, which whoever holds one signature can give another body")
    .content(&[
        Part::Header("paypal-transmission-id"),
        Part::Lit("|"),
        Part::Timestamp,
        Part::Lit("|"),
        Part::Secret,
        Part::Lit("|"),
        Part::BodyCrc32,
    ])
    .timestamp(At::Header("paypal-transmission-time"))
    .time_unit(TimeUnit::DateTime)
    .sent_headers(&[("paypal-cert-url", "https://api.paypal.com/v1/notifications/certs/CERT-test")])
    .facts(&["paypal-cert-url"])
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/event_type")])
    .identity(Identity::SignedId(At::Json("/id")))
    .retry_horizon_secs(3 * 24 * 3600)
    .notes(&[
        "The signature covers the body's CRC-32 alone: before money moves, read the resource from the API.",
        "/id, by which duplicates are found, is covered no better: for five minutes a captured delivery can come again under another.",
    ]);

/// `https://….paypal.com/v1/notifications/certs/…` and nothing else.
fn certificate(hints: &KeyHints<'_>) -> Result<String, Refusal> {
    let url = hints
        .headers
        .get("paypal-cert-url")
        .and_then(|url| url.to_str().ok());
    let url = url.ok_or(Refusal::MissingHeader {
        header: "paypal-cert-url",
    })?;
    let is_its = address::parts(url).is_some_and(|(host, path)| {
        host.ends_with(".paypal.com") && path.starts_with("/v1/notifications/certs/")
    });
    if is_its {
        Ok(url.to_owned())
    } else {
        Err(Refusal::NotExpected {
            what: "the certificate's address is not one of PayPal",
        })
    }
}
