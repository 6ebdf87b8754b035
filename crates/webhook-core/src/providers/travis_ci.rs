//! Travis CI.
//!
//! - Documentation: <https://docs.travis-ci.com/user/notifications/#verifying-webhook-requests>
//! - travis-ci/docs-travis-ci-com `user/notifications.md.erb` (official)

use crate::{
    Inbound, Refusal, form,
    scheme::{Algorithm, At, CustomContent, Encoding, Evidence, KeyFetch, KeyForm, KeyUrl, Scheme},
};

/// Travis CI.
pub const TRAVIS_CI: Scheme = Scheme::hmac(Algorithm::RsaSha1, "travis-ci", "signature")
    .documented(
        "Travis CI",
        "https://docs.travis-ci.com/user/notifications/#verifying-webhook-requests",
        Evidence::VendorSource,
    )
    .encoding(Encoding::Base64)
    .fetches_keys(KeyFetch::new(
        KeyUrl::Fixed("https://api.travis-ci.com/config"),
        KeyForm::PublicKey("/config/notifications/webhook/public_key"),
    ))
    .custom_content(content)
    .event_id(&[At::FormJson("payload", "/id")])
    .event_type(&[At::FormJson("payload", "/state")])
    .notes(&[
        "The same key signs for every repository: compare the payload's repository with yours.",
        "The signature is over SHA-1. The header Travis-Repo-Slug is not signed.",
        "/id is the build's and repeats for each of its states.",
    ]);

/// The decoded text of the field `payload`; other fields would not be signed, so there may be none.
fn content(_: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    Ok(CustomContent {
        heads: vec![String::new()],
        identity: None,
        tail: Box::new(|body, content| {
            let alone = body.starts_with(b"payload=") && !body.contains(&b'&');
            let payload = form::find(body, "payload").filter(|_| alone);
            let payload = payload.ok_or(Refusal::Malformed {
                what: "the body is not payload=…",
            })?;
            content.extend_from_slice(payload.as_bytes());
            Ok(())
        }),
    })
}
