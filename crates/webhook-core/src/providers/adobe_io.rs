//! Adobe I/O Events and Adobe Commerce.
//!
//! - Documentation: <https://developer.adobe.com/events/docs/guides/#authenticating-events-by-verifying-digital-signatures>
//! - The npm package `@adobe/aio-lib-events` 4.1.0 `src/signatureUtils.js` (official)

use crate::{
    Refusal,
    keys::address,
    scheme::{
        Algorithm, At, Challenge, Configured, Encoding, Evidence, Handshake, Identity, KeyFetch,
        KeyForm, KeyHints, KeyUrl, Reply, Scheme, When,
    },
};

/// Adobe I/O Events. Configured is the client id of the project that is to receive them.
pub const ADOBE_IO: Scheme =
    Scheme::hmac(Algorithm::RsaSha256, "adobe-io", "x-adobe-digital-signature1")
        .documented(
            "Adobe I/O Events",
            "https://developer.adobe.com/events/docs/guides/#authenticating-events-by-verifying-digital-signatures",
            Evidence::VendorSource,
        )
        .encoding(Encoding::Base64)
        .fetches_keys(KeyFetch::new(KeyUrl::Named(key), KeyForm::PublicKey("")))
        .configured(Configured {
            what: "the client id of the project",
            is_one: |text| text.len() >= 16 && text.bytes().all(|b| b.is_ascii_alphanumeric()),
            example: "b4ba7d5e5d6a4b58a1ec1c8e9a0c1f2d",
        })
        .bound(At::Json("/recipient_client_id"))
        .sent_headers(&[("x-adobe-public-key1-path", "/prod/keys/pub-key-test.pem")])
        .facts(&["x-adobe-public-key1-path"])
        .event_id(&[At::Json("/event_id")])
        .identity(Identity::SignedId(At::Json("/event_id")))
        .handshakes(&[Handshake {
            when: When::Get,
            challenge: Challenge::Token(At::Query("challenge")),
            reply: Reply::Text,
        }])
        .notes(&[
            "Two signatures are sent, under two keys of Adobe; the first is checked.",
            "The same keys sign for every project: /recipient_client_id must be the one configured.",
        ]);

/// A key of Adobe's, at the path that the request names on Adobe's own host.
fn key(hints: &KeyHints<'_>) -> Result<String, Refusal> {
    const HEADER: &str = "x-adobe-public-key1-path";
    let path = hints
        .headers
        .get(HEADER)
        .and_then(|path| path.to_str().ok());
    let path = path.ok_or(Refusal::MissingHeader { header: HEADER })?;
    let url = format!("https://static.adobeioevents.com{path}");
    let is_its = address::parts(&url).is_some_and(|(host, path)| {
        host == "static.adobeioevents.com" && path.starts_with("/prod/keys/")
    });
    if is_its {
        Ok(url)
    } else {
        Err(Refusal::NotExpected {
            what: "the key's path is not one of Adobe",
        })
    }
}
