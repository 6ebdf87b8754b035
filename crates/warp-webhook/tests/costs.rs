//! What the guard allocates over the tower way, counted in process: the numbers of the crate's page.

use std::{
    convert::Infallible,
    sync::atomic::{AtomicU64, Ordering},
};

use bytes::Bytes;
use http::Request;
use http_body_util::Full;
use tower::{Layer as _, Service, ServiceExt as _};
use warp::Filter;
use warp_webhook::{Delivery, WebhookLayer, delivery, guard, providers};
use webhook_core::testing;

const SECRET: &str = "whsec_test_0123456789abcdef";

/// A new event with every call.
fn stripe(secret: &str) -> Request<Full<Bytes>> {
    static EVENT: AtomicU64 = AtomicU64::new(0);
    let id = EVENT.fetch_add(1, Ordering::Relaxed);
    let body = format!(r#"{{"id":"evt_{id:012}","object":"event"}}"#);
    let request = testing::request(providers::STRIPE, secret).body(body);
    request.build().map(Full::new)
}

/// The same event with every call.
fn again(secret: &str) -> Request<Full<Bytes>> {
    let request = testing::request(providers::STRIPE, secret).body(r#"{"id":"evt_again"}"#);
    request.build().map(Full::new)
}

fn unsigned(_: &str) -> Request<Full<Bytes>> {
    let (mut parts, body) = stripe(SECRET).into_parts();
    parts.headers.remove("stripe-signature");
    Request::from_parts(parts, body)
}

/// Allocations of one request, its building left out: the least of many.
fn count<S, R>(service: &S, request: impl Fn() -> Request<Full<Bytes>>, status: u16) -> u64
where
    S: Service<Request<Full<Bytes>>, Response = http::Response<R>, Error = Infallible> + Clone,
{
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let once = || {
        let (service, request) = (service.clone(), request());
        let mut seen = 0;
        let counted = allocation_counter::measure(|| {
            runtime.block_on(async {
                seen = service.oneshot(request).await.unwrap().status().as_u16();
            });
        });
        assert_eq!(seen, status);
        counted.count_total
    };
    (0..200).map(|_| once()).min().unwrap()
}

#[test]
fn the_guard_costs_a_task_where_a_handler_runs_and_none_where_it_does_not() {
    // What every handler does.
    let handled = || {
        delivery().map(|delivery: Delivery| std::hint::black_box(delivery.body().len()).to_string())
    };
    let layer = || WebhookLayer::stripe(SECRET);
    let guarded = warp::service(guard(layer(), handled()));
    let tower = layer().layer(warp::service(handled()));
    let bare = warp::service(warp::any().map(|| "ok"));

    let bare = count(&bare, || stripe(SECRET), 200);
    println!("no layer: {bare}");
    let mut more = Vec::new();
    for (what, request, status) in [
        ("handled", &stripe as &dyn Fn(&str) -> _, 200),
        ("duplicate", &again, 200),
        ("forged", &|_: &str| stripe("whsec_of_somebody_else"), 401),
        ("unsigned", &unsigned, 401),
    ] {
        let tower = count(&tower, || request(SECRET), status);
        let guarded = count(&guarded, || request(SECRET), status);
        println!("{what}: tower way {tower}, guard {guarded}");
        more.push(guarded - tower);
    }
    assert!(more.iter().all(|more| *more <= 9), "{more:?}");
}
