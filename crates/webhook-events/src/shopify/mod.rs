//! Shopify: app webhooks. What describes the event stands in headers, the body is the resource.
//!
//! - Headers: <https://shopify.dev/docs/apps/build/webhooks/subscribe#step-3-receive-webhooks>, and
//!   the npm package `@shopify/shopify-api` 13.1.0
//! - None of them is signed; the body is.

mod topic;

use std::{sync::OnceLock, time::SystemTime};

use serde::Deserialize;
use webhook_core::Delivery;

pub use topic::ShopifyTopic;

use crate::{EventError, payload, time, typed::typed_event};

/// An event of Shopify.
///
/// ```
/// use serde::Deserialize;
/// use webhook_events::{ShopifyEvent, ShopifyTopic};
///
/// #[derive(Deserialize)]
/// struct Order<'a> {
///     id: u64,
///     total_price: &'a str,
/// }
///
/// fn handle(event: &ShopifyEvent) -> Result<(), webhook_events::EventError> {
///     match event.topic() {
///         ShopifyTopic::OrdersPaid => {
///             let order: Order<'_> = event.payload()?;
///             println!("{} paid in {:?}", order.total_price, event.shop_domain());
///         }
///         ShopifyTopic::CustomersRedact | ShopifyTopic::ShopRedact => {}
///         _ => {}
///     }
///     Ok(())
/// }
/// # let mut headers = http::HeaderMap::new();
/// # headers.insert("x-shopify-topic", "orders/paid".parse()?);
/// # let verified = webhook_core::danger::assume_verified(
/// #     webhook_core::providers::SHOPIFY, &headers, r#"{"id":1,"total_price":"10.00"}"#)?;
/// # let event = ShopifyEvent::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
/// # handle(&event)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct ShopifyEvent {
    delivery: Delivery,
    topic: OnceLock<ShopifyTopic>,
}

typed_event!(ShopifyEvent { topic } of &["shopify"]);

impl ShopifyEvent {
    /// The webhook's id, `X-Shopify-Webhook-Id`: the same on every attempt.
    pub fn id(&self) -> Option<&str> {
        self.delivery.id()
    }

    /// The topic, `X-Shopify-Topic`. It is not signed: where it decides about more than which
    /// payload to parse, check that the payload is of its kind.
    pub fn topic(&self) -> &ShopifyTopic {
        self.topic
            .get_or_init(|| self.delivery.event_type().unwrap_or_default().into())
    }

    /// The shop: `example.myshopify.com`. Not signed, and one secret serves all of an app's shops:
    /// what is done to a shop should rest on ids in the payload.
    pub fn shop_domain(&self) -> Option<&str> {
        self.delivery.header("x-shopify-shop-domain")
    }

    /// The API version that shaped the payload: `2026-01`.
    pub fn api_version(&self) -> Option<&str> {
        self.delivery.header("x-shopify-api-version")
    }

    /// The id that all topics of one merchant action share. It identifies no delivery.
    pub fn event_id(&self) -> Option<&str> {
        self.delivery.header("x-shopify-event-id")
    }

    /// When the event happened.
    pub fn triggered_at(&self) -> Option<SystemTime> {
        time::iso(self.delivery.header("x-shopify-triggered-at")?)
    }

    /// The payload as your own type. Borrows from the event where that type does.
    ///
    /// # Errors
    /// [`EventError::Payload`] if it does not fit.
    pub fn payload<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::whole(self.raw())
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use webhook_core::providers;

    use super::*;
    use crate::test_support::delivery;

    #[test]
    fn headers_describe_and_the_body_is_the_payload() {
        let event = ShopifyEvent::new(delivery(
            providers::SHOPIFY,
            &[
                ("x-shopify-topic", "orders/create"),
                ("x-shopify-webhook-id", "w-1"),
                ("x-shopify-event-id", "e-1"),
                ("x-shopify-shop-domain", "example.myshopify.com"),
                ("x-shopify-api-version", "2026-01"),
                ("x-shopify-triggered-at", "2023-11-14T22:13:20.000000000Z"),
            ],
            r#"{"id":5}"#,
        ));
        assert_eq!(*event.topic(), ShopifyTopic::OrdersCreate);
        assert_eq!((event.id(), event.event_id()), (Some("w-1"), Some("e-1")));
        assert_eq!(event.shop_domain(), Some("example.myshopify.com"));
        assert_eq!(event.api_version(), Some("2026-01"));
        let expected = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        assert_eq!(event.triggered_at(), Some(expected));
        let payload: serde_json::Value = event.payload().unwrap();
        assert_eq!(payload["id"], 5);
    }

    #[test]
    fn without_headers_the_bytes_arrive() {
        let event = ShopifyEvent::new(delivery(providers::SHOPIFY, &[], "{"));
        assert_eq!(*event.topic(), ShopifyTopic::Unknown("".into()));
        assert_eq!((event.id(), event.triggered_at()), (None, None));
        assert!(event.payload::<serde_json::Value>().is_err());
        assert_eq!(event.raw().as_ref(), b"{");
    }
}
