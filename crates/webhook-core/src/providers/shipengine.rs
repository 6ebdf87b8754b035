//! ShipEngine, and ShipStation's API v2.
//!
//! - Documentation: <https://www.shipengine.com/docs/webhooks/#validating-webhooks>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d0 (independent notes): ten seconds to
//!   answer, two retries half an hour apart

use crate::scheme::{
    Algorithm, At, Encoding, Evidence, KeyFetch, KeyForm, KeyId, KeyUrl, Part, Scheme, TimeUnit,
};

/// ShipEngine.
pub const SHIPENGINE: Scheme = Scheme::hmac(
    Algorithm::RsaSha256,
    "shipengine",
    "x-shipengine-rsa-sha256-signature",
)
.documented(
    "ShipEngine / ShipStation API v2",
    "https://www.shipengine.com/docs/webhooks/#validating-webhooks",
    Evidence::ThirdParty,
)
.encoding(Encoding::Base64)
.fetches_keys(
    KeyFetch::new(
        KeyUrl::Fixed("https://api.shipengine.com/jwks"),
        KeyForm::Jwks,
    )
    .named(KeyId::Header("x-shipengine-rsa-sha256-key-id")),
)
.content(&[Part::Timestamp, Part::Lit("."), Part::Body])
.timestamp(At::Header("x-shipengine-timestamp"))
.time_unit(TimeUnit::DateTime)
.event_type(&[At::Json("/resource_type")])
.notes(&["The same keys sign for every account, and nothing signed says which it is about."])
.retry_horizon_secs(3600)
.response_deadline_secs(10);
