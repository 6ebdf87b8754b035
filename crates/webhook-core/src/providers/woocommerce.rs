//! WooCommerce.
//!
//! - Documentation: <https://developer.woocommerce.com/docs/webhooks/>
//! - The npm package `n8n-nodes-base` 2.41.2 nodes/WooCommerce/WooCommerceTrigger.node.js
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Encoding, Evidence, Identity, Scheme};

/// WooCommerce.
pub const WOOCOMMERCE: Scheme = Scheme::hmac_sha256("woocommerce", "x-wc-webhook-signature")
    .documented(
        "WooCommerce",
        "https://developer.woocommerce.com/docs/webhooks/",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64)
    .event_id(&[At::Header("x-wc-webhook-delivery-id")])
    .event_type(&[At::Header("x-wc-webhook-topic")])
    .identity(Identity::IdAndContent(
        At::Header("x-wc-webhook-delivery-id"),
        &[At::Header("x-wc-webhook-topic")],
    ));
