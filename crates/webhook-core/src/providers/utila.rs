//! Utila.
//!
//! - Documentation: <https://docs.utila.io/reference/webhooks>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{Algorithm, At, Encoding, Evidence, KeyFormat, Scheme};

/// Utila.
pub const UTILA: Scheme = Scheme::hmac(Algorithm::RsaPssSha512, "utila", "x-utila-signature")
    .documented(
        "Utila",
        "https://docs.utila.io/reference/webhooks",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Json("/id")])
    .key_format(KeyFormat::PublicKey)
    .encoding(Encoding::Base64)
    .event_type(&[At::Json("/type")])
    .notes(&["The secret is the public key from the console."])
    .retry_horizon_secs(24 * 3600);
