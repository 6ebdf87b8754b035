//! Circle: wallets, contracts, CPN, Gateway (notifications v2).
//!
//! - Documentation: <https://developers.circle.com/api-reference/verify-webhook-signatures>
//! - An example with its key: <https://developers.circle.com/w3s/docs/web3-services-notifications-quickstart>
//! - The key's address: <https://developers.circle.com/api-reference/wallets/common/get-notification-signature>

use crate::scheme::{
    Algorithm, At, Challenge, Encoding, Evidence, Handshake, KeyFetch, KeyForm, KeyId, KeyUrl,
    Reply, Scheme, When,
};

/// Circle. Its keys are handed out to customers: the key source sends the API key.
pub const CIRCLE: Scheme = Scheme::hmac(Algorithm::EcdsaP256Sha256, "circle", "x-circle-signature")
    .documented(
        "Circle",
        "https://developers.circle.com/api-reference/verify-webhook-signatures",
        Evidence::VendorSource,
    )
    .encoding(Encoding::Base64)
    .fetches_keys(
        KeyFetch::new(
            KeyUrl::ById("https://api.circle.com/v2/notifications/publicKey/"),
            KeyForm::PublicKey("/data/publicKey"),
        )
        .named(KeyId::Header("x-circle-key-id")),
    )
    .event_type(&[At::Json("/notificationType")])
    .handshakes(&[Handshake {
        when: When::Head,
        challenge: Challenge::None,
        reply: Reply::Text,
    }])
    .notes(&[
        "Give the key source your API key: HttpKeys::new().header(\"authorization\", \"Bearer ..\").",
        "CPN's keys stand elsewhere: CIRCLE.keys_at(\"https://api.circle.com/v2/cpn/notifications/publicKey/\").",
    ]);
