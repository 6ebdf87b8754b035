//! The layer and its handler's transaction on one store.

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::Full;
use sqlx::PgPool;
use tower::{ServiceBuilder, ServiceExt as _, service_fn};
use tower_webhook::{Delivery, WebhookLayer};
use webhook_core::{providers, testing};
use webhook_postgres::{Effect, PostgresStore};

use crate::{
    effects::{entries, journal},
    server::store,
};

const SECRET: &str = "whsec_for_this_test_only";

/// What a handler does; the answer tells what it found.
async fn handle(
    store: PostgresStore,
    pool: PgPool,
    request: Request<Full<Bytes>>,
) -> Response<String> {
    let delivery = request.extensions().get::<Delivery>().expect("the layer's");
    let mut tx = pool.begin().await.expect("a transaction");
    let said = match store.claim_in(&mut tx, delivery).await {
        Ok(Effect::Fresh) => {
            let sql = "INSERT INTO journal VALUES ('paid')";
            sqlx::query(sql).execute(&mut *tx).await.expect("an entry");
            "fresh".to_owned()
        }
        Ok(Effect::Duplicate) => "duplicate".to_owned(),
        Err(error) => {
            let mut response = Response::new(error.to_string());
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            return response;
        }
    };
    tx.commit().await.expect("a commit");
    Response::new(said)
}

async fn send(layer: &WebhookLayer, store: &PostgresStore, pool: &PgPool) -> (StatusCode, String) {
    let (store, pool) = (store.clone(), pool.clone());
    let handler = service_fn(move |request| {
        let (store, pool) = (store.clone(), pool.clone());
        async move { Ok::<_, std::convert::Infallible>(handle(store, pool, request).await) }
    });
    let service = ServiceBuilder::new().layer(layer.clone()).service(handler);
    let request = testing::request(providers::STRIPE, SECRET)
        .body(r#"{"id":"evt_1","type":"invoice.paid"}"#)
        .build();
    let response = service
        .oneshot(request.map(Full::new))
        .await
        .expect("an answer");
    let (parts, body) = response.into_parts();
    let body = http_body_util::BodyExt::collect(body)
        .await
        .unwrap()
        .to_bytes();
    (parts.status, String::from_utf8(body.into()).unwrap())
}

#[tokio::test]
async fn layer_and_transaction_share_a_store_and_do_not_collide() {
    let Some((store, pool)) = store("layer").await else {
        return;
    };
    journal(&pool).await;
    let layer = WebhookLayer::stripe(SECRET).dedupe(store.clone());
    let ok = |said: &str| (StatusCode::OK, said.to_owned());
    // While the layer's own claim of the same key is in flight.
    assert_eq!(send(&layer, &store, &pool).await, ok("fresh"));
    // Kept from the handler.
    assert_eq!(send(&layer, &store, &pool).await, ok(""));
    // The layer's record is lost, as one of a crash between commit and answer is.
    sqlx::query("TRUNCATE webhook_claims")
        .execute(&pool)
        .await
        .expect("an empty table");
    assert_eq!(send(&layer, &store, &pool).await, ok("duplicate"));
    assert_eq!(entries(&pool).await, 1);
}

#[tokio::test]
async fn layer_without_dedupe_is_told_about() {
    let Some((store, pool)) = store("no_dedupe").await else {
        return;
    };
    let layer = WebhookLayer::stripe(SECRET).no_dedupe();
    let (status, said) = send(&layer, &store, &pool).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(said.contains("remove no_dedupe() from the layer"), "{said}");
}
