//! A sender that no table knows, described as data: an in-house shop that signs its own webhooks.
//!
//! ```text
//! cargo run -p custom-scheme
//! ```
//!
//! It prints a signed request to paste into a second terminal. The one table [`SHOP`] verifies
//! what arrives, signs what this example sends, and is checked while it compiles: leave
//! `Part::Body` out of its content, or write a header's name in capitals, and it does not build.

use std::{error::Error, time::SystemTime};

use axum::{Router, routing::post};
use axum_webhook::{
    ConfigError, Delivery, Secret, Webhook, WebhookLayer,
    core::{
        Scheme, Secrets, Signer,
        scheme::{At, Grammar, Identity, Part},
        signer::Outgoing,
    },
};
use serde::Deserialize;

/// `shop-signature: t=<seconds>,v1=<hex>` over `<shop-delivery>.<seconds>.<body>`.
const SHOP: Scheme = Scheme::hmac_sha256("shop", "shop-signature")
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "v1",
    })
    // The id is signed, and so it alone says what is the same delivery.
    .event_id(&[At::Header("shop-delivery")])
    .identity(Identity::SignedId(At::Header("shop-delivery")))
    .content(&[
        Part::Id,
        Part::Lit("."),
        Part::Timestamp,
        Part::Lit("."),
        Part::Body,
    ])
    .timestamp(At::InSignature("t"))
    .tolerance_secs(120)
    .event_type(&[At::Json("/kind")])
    // The shop tries for a day: finished deliveries are remembered for a day and a half.
    .retry_horizon_secs(24 * 3600)
    .body_limit(64 * 1024);

/// What the shop sends. A payload that does not fit answers 500, so that the shop keeps it until
/// this type is mended.
#[derive(Deserialize)]
struct Order {
    number: u64,
    total_cents: i64,
}

const ADDRESS: &str = "127.0.0.1:3000";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind(ADDRESS).await?;
    // A service has no `or_else` here: without its secret it does not start. The example goes on
    // with a random one that nobody else knows.
    let secret = Secret::from_env("SHOP_WEBHOOK_SECRET").or_else(|unset| demo_secret(&unset))?;
    println!("listening on http://{ADDRESS}/orders");
    Ok(axum::serve(listener, app(secret)).await?)
}

/// Takes one secret, or the new and the old one while they are being exchanged.
fn app(secrets: impl Into<Secrets>) -> Router {
    let layer = WebhookLayer::new(SHOP, secrets);
    Router::new().route("/orders", post(handle).route_layer(layer))
}

async fn handle(delivery: Delivery, Webhook(order): Webhook<Order>) -> String {
    let id = delivery.id().unwrap_or_default();
    println!(
        "{id}: order {} over {} cents",
        order.number, order.total_cents
    );
    format!("order {} is noted\n", order.number)
}

/// A secret for this run alone, and a request signed with it.
fn demo_secret(unset: &ConfigError) -> Result<Secret, Box<dyn Error>> {
    let mut random = [0; 16];
    getrandom::fill(&mut random)?;
    let secret = Secret::new(format!("{:032x}", u128::from_ne_bytes(random)));
    let body = r#"{"kind":"order.placed","number":7,"total_cents":1999}"#;
    let signed = Signer::new(SHOP, secret.clone())?.sign(&Outgoing {
        id: Some("delivery-1"),
        ..Outgoing::new(body.as_bytes(), SystemTime::now().into())
    });
    println!("{unset}\n");
    println!("Until then this run has a random secret. Try, within two minutes and twice:\n");
    println!("curl -i http://{ADDRESS}/orders \\");
    for (name, value) in &signed.headers {
        println!("  -H '{name}: {}' \\", value.to_str()?);
    }
    println!("  --data-binary '{body}'\n");
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::StatusCode;
    use axum_webhook::testing;
    use tower::ServiceExt as _;

    use super::*;

    const ORDER: &str = r#"{"kind":"order.placed","number":7,"total_cents":1999}"#;
    const NEW: &str = "the shop's new secret";
    const OLD: &str = "the shop's old secret";

    async fn send(app: &Router, secret: &str, id: &str, body: &'static str) -> (u16, String) {
        let request = testing::request(SHOP, secret)
            .url("http://localhost/orders")
            .id(id)
            .body(body)
            .build();
        let response = app.clone().oneshot(request.map(Body::from)).await.unwrap();
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), 1024).await.unwrap();
        (status, String::from_utf8(body.into()).unwrap())
    }

    #[tokio::test]
    async fn the_table_verifies_and_deduplicates() {
        let app = app(NEW);
        let noted = (200, "order 7 is noted\n".to_owned());
        assert_eq!(send(&app, NEW, "1", ORDER).await, noted);
        assert_eq!(send(&app, NEW, "1", ORDER).await, (200, String::new()));
        assert_eq!(send(&app, NEW, "2", ORDER).await, noted);
        assert_eq!(send(&app, OLD, "3", ORDER).await.0, 401);
    }

    #[tokio::test]
    async fn the_id_is_signed() {
        let app = app(NEW);
        let mut request = testing::request(SHOP, NEW)
            .url("http://localhost/orders")
            .id("1")
            .body(ORDER)
            .build();
        request
            .headers_mut()
            .insert("shop-delivery", "2".parse().unwrap());
        let response = app.oneshot(request.map(Body::from)).await.unwrap();
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    }

    #[tokio::test]
    async fn two_secrets_overlap_during_a_rotation_and_a_retry_may_use_either() {
        let app = app([NEW, OLD]);
        assert_eq!(send(&app, OLD, "1", ORDER).await.0, 200);
        assert_eq!(send(&app, NEW, "1", ORDER).await, (200, String::new()));
    }

    #[tokio::test]
    async fn a_payload_that_does_not_fit_stays_with_the_sender() {
        let app = app(NEW);
        for _ in 0..2 {
            assert_eq!(send(&app, NEW, "1", r#"{"kind":"x"}"#).await.0, 500);
        }
        assert_eq!(send(&app, NEW, "1", ORDER).await.0, 200);
    }

    #[test]
    fn what_the_demo_prints_is_signed_with_a_secret_that_works() {
        let unset = Secret::from_env("NEVER_SET_IN_ANY_TEST").unwrap_err();
        assert!(Signer::new(SHOP, demo_secret(&unset).unwrap()).is_ok());
    }
}
