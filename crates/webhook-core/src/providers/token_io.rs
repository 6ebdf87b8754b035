//! Token.io.
//!
//! - Documentation: <https://docs.token.io/products/tpp/integration-considerations/webhooks>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{Algorithm, At, Encoding, Evidence, KeyFormat, Scheme};

/// Token.io.
pub const TOKEN_IO: Scheme = Scheme::hmac(Algorithm::Ed25519, "token-io", "token-signature")
    .documented(
        "Token.io",
        "https://docs.token.io/products/tpp/integration-considerations/webhooks",
        Evidence::ThirdParty,
    )
    .key_format(KeyFormat::Base64Url)
    .encoding(Encoding::Base64Url)
    .event_type(&[At::Header("token-event")])
    .notes(&["There is no timestamp."])
    .retry_horizon_secs(72 * 3600);
