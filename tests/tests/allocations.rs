//! Budget P3: allocations of one delivery over the same router without the layer, counted (Stripe,
//! one kibibyte, one body frame, in process); and those of finding out what an event is.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::{Router, body::Body, routing::post_service};
use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderValue, Request, Response};
use http_body_util::Full;
use tower::{Layer as _, Service as _, ServiceExt as _, service_fn};
use tower_webhook::{Delivery, WebhookLayer};
use webhook_core::{DeliveryContext, UnixTime, danger, providers, testing};
use webhook_events::{StripeEvent, StripeEventType};
use webhook_tests::STRIPE_SECRET;

/// A Stripe event of the given size, new with every call.
fn request(size: usize) -> Request<Bytes> {
    static EVENT: AtomicU64 = AtomicU64::new(0);
    let id = EVENT.fetch_add(1, Ordering::Relaxed);
    let mut body = format!(r#"{{"id":"evt_{id:012}","object":"event","pad":""#);
    body.push_str(&"x".repeat(size - body.len() - 2));
    body.push_str("\"}");
    let mut request = testing::request(providers::STRIPE, STRIPE_SECRET)
        .body(body)
        .build();
    // As hyper hands them over: slices of a shared buffer, whose clones cost nothing.
    for value in request.headers_mut().values_mut() {
        *value = HeaderValue::from_maybe_shared(shared(value.as_bytes())).unwrap();
    }
    request.map(|body| shared(&body))
}

fn shared(bytes: &[u8]) -> Bytes {
    let mut buffer = BytesMut::from(bytes);
    buffer.extend_from_slice(b"what the next request would be");
    buffer.split_to(bytes.len()).freeze()
}

/// Allocations of one request through `app`, its building left out. The least of many: a cache's
/// housekeeping now and then is not one request's cost.
fn count(app: &Router, size: usize) -> u64 {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    (0..200)
        .map(|_| {
            let mut app = app.clone();
            let request = request(size).map(Body::from);
            let mut status = None;
            let counted = allocation_counter::measure(|| {
                runtime.block_on(async {
                    let response = app.call(request).await.unwrap();
                    status = Some(response.status());
                });
            });
            assert_eq!(status, Some(http::StatusCode::OK));
            counted.count_total
        })
        .min()
        .unwrap()
}

fn app(layer: Option<WebhookLayer>) -> Router {
    let handler = service_fn(async |request: Request<Body>| {
        // What every handler does.
        std::hint::black_box(request.extensions().get::<Delivery>().map(Delivery::body));
        Ok::<_, std::convert::Infallible>(Response::new(Body::empty()))
    });
    match layer {
        Some(layer) => Router::new().route("/", post_service(handler).layer(layer)),
        None => Router::new().route("/", post_service(handler)),
    }
}

#[test]
fn p3_allocations_over_a_bare_router_stay_within_budget() {
    let layer = || WebhookLayer::stripe(STRIPE_SECRET);
    for size in [1024, 64 * 1024] {
        let bare = count(&app(None), size);
        let verify = count(&app(Some(layer().no_dedupe())), size) - bare;
        let dedupe = count(&app(Some(layer())), size) - bare;
        println!("{size} bytes: bare {bare}, verify +{verify}, with the memory store +{dedupe}");
        // One of them is the only box of a future, in which the body is read and then the handler runs:
        // a second one would show here. The store in memory is called without any.
        assert!(
            verify <= 8,
            "verify costs {verify} allocations, budget 9, one box"
        );
        assert!(
            dedupe <= 15,
            "verify and dedupe cost {dedupe} allocations, budget 17, one box"
        );
    }
}

#[test]
fn p5_a_body_of_one_frame_is_handed_on_without_a_copy() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let layer = WebhookLayer::stripe(STRIPE_SECRET);
        let service = layer.layer(service_fn(async |request: Request<Full<Bytes>>| {
            let seen = request
                .extensions()
                .get::<Delivery>()
                .unwrap()
                .body()
                .as_ptr() as usize;
            let body = http_body_util::BodyExt::collect(request.into_body())
                .await
                .unwrap();
            assert_eq!(body.to_bytes().as_ptr() as usize, seen);
            let mut response = Response::new(Full::<Bytes>::default());
            response.extensions_mut().insert(seen);
            Ok::<_, std::convert::Infallible>(response)
        }));
        let request = request(1024);
        let sent = request.body().as_ptr() as usize;
        let response = service.oneshot(request.map(Full::new)).await.unwrap();
        assert_eq!(response.extensions().get::<usize>(), Some(&sent));
    });
}

/// What an event is costs the same few allocations whatever its size: no tree is built.
#[test]
fn id_and_type_of_a_large_event_build_no_tree() {
    let counted = |lines: usize| {
        let line = r#"{"id":"il_1","amount":1000,"metadata":{"a":"b"},"taxes":[{"amount":1}]}"#;
        let lines = vec![line; lines].join(",");
        let body = format!(
            r#"{{"id":"evt_1","data":{{"object":{{"id":"in_1","lines":[{lines}]}}}},"type":"invoice.paid"}}"#
        );
        let size = body.len();
        let verified = danger::assume_verified(providers::STRIPE, &HeaderMap::new(), body);
        let context = DeliveryContext::new("test", UnixTime::from_secs(0));
        let event = StripeEvent::new(Delivery::new(verified.unwrap(), context));
        let counted = allocation_counter::measure(|| {
            assert_eq!(event.id(), Some("evt_1"));
            assert_eq!(*event.event_type(), StripeEventType::InvoicePaid);
        });
        (size, counted.count_total, counted.bytes_total)
    };
    let (small, large) = (counted(1), counted(1_000));
    assert!(large.0 > 64 << 10, "{large:?}");
    assert_eq!((small.1, small.2), (large.1, large.2));
    assert!(large.1 <= 4 && large.2 < 256, "{large:?}");
}
