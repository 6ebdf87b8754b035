//! Shopify: app webhooks, under the classic `X-Shopify-*` names and the newer ones without `X-`.
//!
//! - Signature: <https://shopify.dev/docs/apps/build/webhooks/verify-deliveries>
//! - Eight retries over four hours: <https://shopify.dev/changelog/updates-to-webhook-retry-mechanism>
//! - Header names: the npm package `@shopify/shopify-api` 13.1.0.
//!
//! The webhook id is stable across retries and not signed, nor is the topic; the event id is
//! shared by several topics of one merchant action and so identifies nothing here.

use crate::scheme::{At, Encoding, Evidence, Identity, Scheme, SecretHint};

const FIX: &str = "use the app's client secret (API secret key)";

/// Shopify.
pub const SHOPIFY: Scheme = Scheme::hmac_sha256("shopify", "x-shopify-hmac-sha256")
    .documented(
        "Shopify",
        "https://shopify.dev/docs/apps/build/webhooks/verify-deliveries",
        Evidence::VendorSource,
    )
    .secret_hints(&[
        SecretHint::new("shpat_", "an Admin API access token", FIX),
        SecretHint::new("shpca_", "a custom app's access token", FIX),
        SecretHint::new("shppa_", "a private app's password", FIX),
    ])
    .header_alias("x-shopify-", "shopify-")
    .encoding(Encoding::Base64)
    .event_id(&[At::Header("x-shopify-webhook-id")])
    .event_type(&[At::Header("x-shopify-topic")])
    .identity(Identity::IdAndContent(
        At::Header("x-shopify-webhook-id"),
        &[
            At::Header("x-shopify-topic"),
            At::Header("x-shopify-shop-domain"),
        ],
    ))
    .facts(&[
        "x-shopify-shop-domain",
        "x-shopify-api-version",
        "x-shopify-event-id",
        "x-shopify-triggered-at",
    ])
    .retry_horizon_secs(4 * 3600)
    .response_deadline_secs(5);
