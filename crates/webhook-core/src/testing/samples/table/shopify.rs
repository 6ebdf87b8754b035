//! Shopify.

use super::super::Sample;

pub(super) const SAMPLES: &[Sample] = &[
    Sample {
        provider: "shopify",
        name: "orders/paid",
        event_type: Some("orders/paid"),
        content_type: "application/json",
        headers: &[
            ("x-shopify-shop-domain", "sample.myshopify.com"),
            ("x-shopify-api-version", "2026-10"),
        ],
        body: include_str!("../shopify/orders-paid.json"),
    },
    Sample {
        provider: "shopify",
        name: "products/update",
        event_type: Some("products/update"),
        content_type: "application/json",
        headers: &[
            ("x-shopify-shop-domain", "sample.myshopify.com"),
            ("x-shopify-api-version", "2026-10"),
        ],
        body: include_str!("../shopify/products-update.json"),
    },
    Sample {
        provider: "shopify",
        name: "app/uninstalled",
        event_type: Some("app/uninstalled"),
        content_type: "application/json",
        headers: &[
            ("x-shopify-shop-domain", "sample.myshopify.com"),
            ("x-shopify-api-version", "2026-10"),
        ],
        body: include_str!("../shopify/app-uninstalled.json"),
    },
];
