//! eBay: platform notifications.
//!
//! - Documentation: <https://developer.ebay.com/marketplace-account-deletion>
//! - The npm package `event-notification-nodejs-sdk` 1.0.3 `lib/validator.js`, `lib/client.js`
//!   (official)

use crate::scheme::{
    Algorithm, At, Challenge, Encoding, Evidence, Grammar, Handshake, Identity, KeyFetch, KeyForm,
    KeyId, KeyUrl, Reply, Scheme, When,
};

/// eBay. Its keys are handed out to applications: the key source sends an application token.
pub const EBAY: Scheme = Scheme::hmac(Algorithm::EcdsaP256Sha1, "ebay", "x-ebay-signature")
    .documented(
        "eBay",
        "https://developer.ebay.com/marketplace-account-deletion",
        Evidence::VendorSource,
    )
    .grammar(Grammar::Base64Json { signature: "signature" })
    .encoding(Encoding::Base64)
    .fetches_keys(
        KeyFetch::new(
            KeyUrl::ById("https://api.ebay.com/commerce/notification/v1/public_key/"),
            KeyForm::PublicKey("/key"),
        )
        .named(KeyId::InSignature("kid")),
    )
    .event_id(&[At::Json("/notification/notificationId")])
    .event_type(&[At::Json("/metadata/topic")])
    .identity(Identity::SignedId(At::Json("/notification/notificationId")))
    .handshakes(&[Handshake {
        when: When::Get,
        challenge: Challenge::Token(At::Query("challenge_code")),
        reply: Reply::Hashed("challengeResponse"),
    }])
    .notes(&[
        "The key source sends an OAuth application token, which lasts two hours: wrap HttpKeys in a KeySource of your own that adds it.",
        "The signature is over SHA-1.",
    ]);
