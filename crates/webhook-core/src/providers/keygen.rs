//! Keygen: license events, signed after draft-cavage-http-signatures-08.
//!
//! - Documentation: <https://keygen.sh/docs/api/webhooks/>
//! - keygen-sh/keygen-api f70c4f4 app/workers/webhook_worker.rb, 15 retries after `n⁴` and at most
//!   6,000 seconds each; app/controllers/concerns/signature_methods.rb, the content; and
//!   app/serializers/webhook_event_serializer.rb, the event

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

use crate::{
    Inbound, Refusal,
    scheme::{
        Algorithm, At, CustomContent, Encoding, Evidence, Grammar, Identity, KeyFormat, Scheme,
        TimeUnit,
    },
};

/// Keygen, for endpoints whose signature algorithm is Ed25519, which is the default.
pub const KEYGEN: Scheme = Scheme::hmac(Algorithm::Ed25519, "keygen", "keygen-signature")
    .documented("Keygen", "https://keygen.sh/docs/api/webhooks/", Evidence::VendorSource)
    .key_format(KeyFormat::Hex)
    // keyid="<account>", algorithm="ed25519", signature="<base64>", headers="…"
    .grammar(Grammar::HttpSignature {
        algorithm: "ed25519",
        headers: "(request-target) host date digest",
    })
    .encoding(Encoding::Base64)
    .timestamp(At::Header("keygen-date"))
    .time_unit(TimeUnit::HttpDate)
    .custom_content_with_url(content, |url, _, _| url.to_owned())
    .event_id(&[At::Json("/data/id")])
    .event_type(&[At::Json("/data/attributes/event")])
    // The id is in the signed body, and a retry repeats it.
    .identity(Identity::SignedId(At::Json("/data/id")))
    .retry_horizon_secs(217_687)
    .response_deadline_secs(15)
    .notes(&["The endpoint's signature algorithm must be ed25519; the key is the account's."]);

/// Keygen signs the host without its port, and a digest that is computed here, never believed.
fn content(request: &Inbound<'_>, date: Option<&str>) -> Result<CustomContent, Refusal> {
    let unknown = Refusal::Malformed {
        what: "no public URL is known",
    };
    let target = request.public_path_and_query().ok_or(unknown.clone())?;
    let host = request.public_host().ok_or(unknown)?;
    let method = request.method().as_str().to_ascii_lowercase();
    let date = date.unwrap_or_default();
    Ok(CustomContent {
        heads: vec![format!(
            "(request-target): {method} {target}\nhost: {host}\ndate: {date}\ndigest: sha-256="
        )],
        tail: Box::new(|body, content| {
            content.extend_from_slice(STANDARD.encode(Sha256::digest(body)).as_bytes());
            Ok(())
        }),
        identity: Some(target),
    })
}
