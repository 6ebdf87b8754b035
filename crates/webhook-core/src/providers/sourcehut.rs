//! SourceHut.
//!
//! - Documentation: <https://man.sr.ht/api-conventions.md>
//! - GitHub code search: SignWebhook in core.sr.ht Go; Flask receiver; Go job runner

use crate::scheme::{
    Algorithm, At, Base64Prefix, Encoding, Evidence, Identity, KeyFormat, Part, Scheme,
};

/// SourceHut.
pub const SOURCEHUT: Scheme = Scheme::hmac(Algorithm::Ed25519, "sourcehut", "x-payload-signature")
    .documented("SourceHut", "https://man.sr.ht/api-conventions.md", Evidence::ThirdParty)
    .event_id(&[At::Header("x-webhook-delivery")])
    .key_format(KeyFormat::Base64(Base64Prefix::None))
    .encoding(Encoding::Base64)
    .content(&[Part::Body, Part::Header("x-payload-nonce")])
    .event_type(&[At::Header("x-webhook-event")])
    .identity(Identity::IdAndContent(
        At::Header("x-webhook-delivery"),
        &[At::Header("x-webhook-event")],
    ))
    .notes(&[
        "The secret is the instance's public key; that of sr.ht is uX7KWyyDNMaBma4aVbJ/cbUQpdjqczuCyK/HxzV/u+4=.",
        "There is no timestamp.",
    ]);
